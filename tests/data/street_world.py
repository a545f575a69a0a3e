"""A partnership of three squares, street files written for it, and what its intake made of them."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from wulfrun.data import cube, intake
from wulfrun.data.batches import Receipt
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.geography.boundaries import LONGITUDE_LATITUDE, Shapes
from wulfrun.data.sources import layouts
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.store import Store
from wulfrun.definition.model import Definition

HEADER = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
    "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip
HERE, SPLIT, OLD, ELSEWHERE = ("E01000001", "E01000002", "E01000003"), "E01000090", "E01000091", "E01009999"
WHOLE = "E08000099"


def crime_id(number: int) -> str:
    """A Crime ID as police.uk writes them."""
    return f"{number:064x}"


def row(**changed: str) -> dict[str, str]:
    """A burglary in the first square, but for what is changed; blanks in names are written as underscores."""
    usual = dict.fromkeys(HEADER, "") | {
        "Crime ID": crime_id(1), "Month": "2019-01", "Reported by": "Some Police",
        "Falls within": "Some Police", "Longitude": "-1.95", "Latitude": "52.05",
        "Location": "On or near High Street", "LSOA code": HERE[0], "LSOA name": "Some 001A",
        "Crime type": "Burglary", "Last outcome category": "Under investigation",
    }  # fmt: skip
    return usual | {name.replace("_", " "): value for name, value in changed.items()}


def incident(**changed: str) -> dict[str, str]:
    """Anti-social behaviour: it has no Crime ID."""
    return row(**{"Crime_ID": "", "Crime_type": "Anti-social behaviour", **changed})


def text(rows: Iterable[Mapping[str, str]], header: Iterable[str] = HEADER) -> str:
    """Rows as police.uk writes them."""
    names = list(header)
    lines = [",".join(names), *(",".join(each[name] for name in names) for each in rows)]
    return "\n".join(lines) + "\n"


def geography() -> Geography:
    """Three squares side by side; one older code became the first two, another the third."""
    squares = np.array([shapely.box(-2 + at / 10, 52, -1.9 + at / 10, 52.1) for at in range(3)], object)
    rows = [(code, area, level) for code in HERE for area, level in ((code, "lsoa"), (WHOLE, "partnership"))]
    return Geography(
        areas=(*(Area(code, code, "lsoa") for code in HERE), Area(WHOLE, "Some", "partnership")),
        smallest=HERE,
        member=member_rows([*rows, (WHOLE, WHOLE, "partnership")]),
        partnership_code=WHOLE,
        converted={SPLIT: (0, 1), OLD: (2,)},
        shapes={"lsoa": Shapes(HERE, HERE, squares, LONGITUDE_LATITUDE)},
    )


def definition(files: Iterable[str] = (), **source: object) -> Definition:
    """A partnership with one source of street files."""
    street = {"layout": "police-street", "agency": "police", "files": tuple(files), **source}
    whole = {"name": "Some", "area_codes": [WHOLE], "area_name": "Some"}
    return Definition.model_validate({"partnership": whole, "source": {"street": street}})


@dataclass(frozen=True)
class Read:
    """What a folder gave: its receipts once repeats are known, its counts, files that no source takes."""

    receipts: list[Receipt]
    cells: Counter[tuple[str, int, str]]
    parts: tuple[Path, ...]
    unknown: tuple[str, ...]

    @property
    def one(self) -> Receipt:
        """The receipt of the only file."""
        (only,) = self.receipts
        return only

    def of(self, name: str) -> Receipt:
        """The receipt of a file of that name."""
        (found,) = [each for each in self.receipts if each.path.endswith(name)]
        return found


def read(folder: Path, asked: Definition | None = None, places: Geography | None = None) -> Read:
    """The intake of a folder, counted; its store lies beside its data."""
    store = Store(folder / "store")
    store.root.mkdir(exist_ok=True)
    where = places or geography()
    taken = intake.take_in(
        asked or definition(), folder, layouts(), where, where.digest(), store, tuple(TYPES), _silent
    )
    counted = cube.count(taken.batches, store.records, where.partnership_code)
    tables = [pq.read_table(path) for path in counted.parts]
    rows = pa.concat_tables(tables).to_pylist() if tables else []
    cells: Counter[tuple[str, int, str]] = Counter()
    for each in rows:
        cells[each["code"], each["month"], each["area"]] += each["n"]
    return Read(list(counted.receipts), cells, counted.parts, taken.unknown)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """A file among the data of the police."""
    path = folder / "data" / "police" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip of files whose bytes depend on them alone."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return whole.getvalue()


def plainly(path: Path) -> list[dict[str, str]]:
    """The rows of a file by the csv module alone."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _silent(step: str, done: int, of: int) -> None:
    return None
