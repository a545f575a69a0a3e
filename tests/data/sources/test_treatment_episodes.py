"""A drug action team's episodes: what a row says, and what no row may hold."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from street_world import HERE, geography
from workbooks import ods, workbook

from wulfrun.data.area_names import area_namer
from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.row_reader import WITHHELD, read_rows
from wulfrun.data.sources import layouts
from wulfrun.data.sources.treatment_episodes import LAYOUT, accepts
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Definition, Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="treatment-episodes", agency="dat", areas=("Some",), expected=("2003-04", "2008-06"))
SEAL = Seal(b"k" * 64)
USUAL = {
    "reference": "C-1", "agency": "Clinic", "referral_date": "01/03/2005", "triage_date": "05/03/2005",
    "modality_start": "10/03/2005", "modality": "specialist prescribing", "main_substance": "opiates",
    "discharge_date": "20/06/2005", "discharge_reason": "treatment completed", "lsoa": HERE[0], "area": "",
}  # fmt: skip


def found(**changed: str) -> Found | None:
    return accepts(USUAL | changed, SOURCE)


def said(**changed: str) -> Found:
    row = found(**changed)
    assert row is not None
    return row


def day(when: Found) -> date | None:
    return None if when.day is None else date.fromordinal(date(1970, 1, 1).toordinal() + when.day)


def test_an_episode_is_dated_by_its_first_modality() -> None:
    row = said()
    assert (row.month, day(row), row.code, row.who) == (
        month_index("2005-03"), date(2005, 3, 10), "opiates", "C-1",
    )  # fmt: skip
    assert row.more["reason"] == "treatment completed"
    assert {"agency", "modality", "reason", "referral", "triage"} == set(row.more)


def test_an_episode_without_a_modality_is_kept_and_has_no_start() -> None:
    row = said(modality_start="", discharge_date="", discharge_reason="")
    assert (row.month, row.day) == (month_index("2005-03"), None)


def test_an_episode_begun_before_the_data_stands_in_their_first_month() -> None:
    row = said(referral_date="", triage_date="", modality_start="10/03/2002")
    assert (row.month, day(row)) == (month_index("2003-04"), date(2002, 3, 10))


def test_an_episode_that_ended_more_than_21_days_before_the_data_is_outside() -> None:
    early = {"referral_date": "", "triage_date": "", "modality_start": "10/01/2003"}
    assert found(**early, discharge_date="10/03/2003") is None
    assert said(**early, discharge_date="11/03/2003").month == month_index("2003-04")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reference": ""}, "reference is missing"),
        ({"agency": ""}, "agency is missing"),
        ({"main_substance": "Herion"}, "main_substance is 'Herion'"),
        ({"discharge_reason": "vanished"}, "discharge_reason is 'vanished'"),
        ({"discharge_date": ""}, "discharge_date is missing"),
        ({"discharge_date": "01/01/2005"}, "before the episode's first date"),
        ({"referral_date": "11/03/2005"}, "modality_start is 10/03/2005, before referral_date"),
        ({"modality_start": "", "triage_date": "", "referral_date": ""}, "all missing"),
        ({"modality_start": "31/02/2005"}, "modality_start is '31/02/2005'"),
        ({"lsoa": "", "area": "WV1 1AA"}, "a whole postcode"),
        ({"lsoa": "WV11AA"}, "a whole postcode"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused_with_the_reason(
    changed: dict[str, str], words: str
) -> None:
    with pytest.raises(RefusedRow, match=words):
        found(**changed)


def test_a_refusal_never_repeats_a_whole_postcode() -> None:
    with pytest.raises(RefusedRow) as refusal:
        found(lsoa="", area="WV1 1AA")
    assert "1AA" not in str(refusal.value)


def test_half_a_postcode_stands_for_the_declared_area_and_a_name_for_itself() -> None:
    assert (said(lsoa="", area="WV1").area, said(lsoa="", area="Some Ward").area) == ("Some", "Some Ward")
    assert said(area="WV1").lsoa == HERE[0]


HEADER = [
    "Client Ref", "Treatment Agency", "Referral Date", "Triage Date", "First Modality Start", "Modality Type",
    "Drug Group", "Discharge Date", "Discharge Reason", "LSOA of Residence",
]  # fmt: skip
ROWS: list[list[Any]] = [
    ["C-1", "Clinic", date(2005, 3, 1), "", date(2005, 3, 10), "GP prescribing", "Opiates", "", "", HERE[0]],
    ["C-2", "Clinic", date(2005, 3, 1), "", date(2005, 3, 10), "", "Opiates", date(2004, 1, 1), "Died", ""],
    ["C-3", "House", "", "", date(2005, 3, 10), "", "Alcohol", "*", "-", ""],
]  # fmt: skip


def _read(path: Path) -> Any:
    definition = Definition.model_validate(
        {"partnership": {"name": "Some", "area_codes": ["E08000099"], "area_name": "Some"}}
    )
    places = geography()
    namer = area_namer(definition, places, LAYOUT.grain)
    return read_rows(path, LAYOUT, SOURCE, places, False, "f", namer, SEAL)


def test_a_workbook_with_title_rows_is_read_and_nobody_is_named_in_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Episodes": [["Episodes, confidential"], [], HEADER, *ROWS]})
    assert LAYOUT.recognises(path, "")
    taken = _read(path)
    tally = taken.tally
    assert (tally.rows_read, tally.accepted, tally.refused, tally.adds_up()) == (3, 2, 1, True)
    assert [(each.line, each.text) for each in taken.refused] == [(5, WITHHELD)]
    assert "C-1" not in str(taken.said.to_pylist()) + str(taken.records.to_pylist())
    assert taken.said["who"].to_pylist()[0] == SEAL.who("c-1")


def test_an_opendocument_sheet_says_the_same(tmp_path: Path) -> None:
    rows = [[f"{each:%d/%m/%Y}" if isinstance(each, date) else each for each in row] for row in ROWS]
    taken = _read(ods(tmp_path / "a.ods", {"Episodes": [HEADER, *rows]}))
    assert (taken.tally.accepted, taken.tally.refused) == (2, 1)


def test_no_other_layout_takes_such_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(HEADER) + "\n", "utf-8")
    head = first_characters(path)
    taking = [name for name, each in layouts().items() if each.recognises(path, head)]
    assert taking == ["treatment-episodes"]
