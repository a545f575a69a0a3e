"""Free text comes in by the door: with a name or a postcode in one row nothing of the file is read."""

from pathlib import Path

import pytest
from street_world import HERE, WHOLE, geography

from wulfrun.data import intake
from wulfrun.data.door import STOPPED, stop
from wulfrun.data.sources import layouts
from wulfrun.data.store import Store
from wulfrun.definition.model import Definition, Source
from wulfrun.example.stolen import PHRASES

COLUMNS = {"offence_code": "HO Code", "reference": "Crime Ref", "recorded_date": "Date", "lsoa": "LSOA",
           "text": "Stolen Property"}  # fmt: skip
# As officers write: makes and places that bear surnames, and quantities.
OTHERS = (
    "Stanley knife", "Black & Decker drill", "Dyson cleaner", "Ford Transit van", "lead, 3 sheets",
    "lead flashing from roof of St Peter's Church", "2 x copper cylinder", "Morgan sports car", "Hoover",
    "Levi jeans", "50m of BT cable", "cash £250", "catalytic converter off Mercedes Sprinter",
)  # fmt: skip


def extract(folder: Path, words: list[str]) -> Path:
    path = folder / "data" / "police" / "extract.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [f'049,NB/{number:05d},31/03/2007,{HERE[0]},"{each}"' for number, each in enumerate(words)]
    path.write_text("\n".join([",".join(COLUMNS.values()),
                               *rows, ""]), "utf-8")  # fmt: skip
    return path


def told(folder: Path, words: list[str]) -> str:
    source = Source(layout="police-extract", agency="police", columns=dict(COLUMNS))
    return stop(extract(folder, words), layouts()["police-extract"], source)


def test_what_was_stolen_passes_the_door(tmp_path: Path) -> None:
    assert told(tmp_path, [each for each in PHRASES if each] * 3 + list(OTHERS)) == ""


@pytest.mark.parametrize(
    ("words", "kind", "secret"),
    [
        ("lead from roof of Mrs Kowalczyk at number 12", "names", "Kowalczyk"),
        ("cable stolen by Darren Hughes on Tuesday", "names", "Hughes"),
        ("copper pipe from 12 Acacia Road WV1 1AB", "full postcodes", "1AB"),
        ("lead, owner's number is 01902 551234", "telephone numbers", "551234"),
    ],
)
def test_one_row_of_many_with_a_name_or_postcode_stops_the_file(
    words: str, kind: str, secret: str, tmp_path: Path
) -> None:
    said = told(tmp_path, [*(each for each in PHRASES * 40 if each), words])
    assert said.startswith(f'{STOPPED}: column "Stolen Property" holds {kind} (1 of ')
    assert secret not in said


def test_a_stopped_file_gives_no_record_and_leaves_its_words_nowhere(tmp_path: Path) -> None:
    extract(tmp_path, ["lead", "lead from roof of Mrs Kowalczyk at number 12"])
    source = {"layout": "police-extract", "agency": "police", "files": ["*.csv"], "columns": COLUMNS}
    whole = {"name": "Some", "area_codes": [WHOLE], "area_name": "Some"}
    asked = Definition.model_validate({"partnership": whole, "source": {"crimes": source}})
    store = Store(tmp_path / "store")
    store.root.mkdir()
    where = geography()
    taken = intake.take_in(
        asked, tmp_path, layouts(), where, where.digest(), store, (), lambda step, done, of: None
    )
    (receipt,) = taken.receipts
    assert (receipt.tally.rows_read, receipt.tally.accepted) == (0, 0)
    assert receipt.note.startswith(STOPPED)
    kept = b"".join(path.read_bytes() for path in store.root.rglob("*") if path.is_file())
    assert b"Kowalczyk" not in kept
