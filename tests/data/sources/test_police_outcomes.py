"""Outcomes: a crime may have several."""

from pathlib import Path

import pytest

from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.sources.police_outcomes import LAYOUT
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="police-outcomes", agency="police")
ROW = {
    "Crime ID": "371b",
    "Month": "2023-03",
    "Longitude": "",
    "Latitude": "",
    "LSOA code": "",
    "Outcome type": "Suspect charged",
}


def accepted(**changed: str) -> Found:
    found = LAYOUT.accepts(
        {**ROW, **{name.replace("_", " "): value for name, value in changed.items()}}, SOURCE
    )
    assert found is not None
    return found


def test_two_outcomes_of_one_crime_are_two_records_and_the_same_one_twice_is_one() -> None:
    assert accepted().key == accepted().key
    assert (
        len({accepted().key, accepted(Outcome_type="Offender fined").key, accepted(Month="2023-04").key}) == 3
    )


def test_an_outcome_without_a_crime_has_no_identity() -> None:
    assert accepted(Crime_ID="").key == ""


def test_an_outcome_police_uk_may_add_one_day_is_kept_under_its_own_words() -> None:
    assert accepted(Outcome_type="Offender apologised").code == "Offender apologised"


@pytest.mark.parametrize(("outcome", "reason"), [("", "missing"), ("Suspect char", "cut off")])
def test_a_missing_or_cut_off_outcome_is_refused(outcome: str, reason: str) -> None:
    with pytest.raises(RefusedRow, match=reason):
        accepted(Outcome_type=outcome)


@pytest.mark.real
def test_avon_and_somerset_has_6841_outcomes_of_6205_crimes(shared: Path) -> None:
    path = shared / "data/police/2023-03/2023-03-avon-and-somerset-outcomes.csv.gz"
    assert LAYOUT.recognises(path, first_characters(path))
    rows = [row for _, row in LAYOUT.opens(path, SOURCE)]
    found = [each for each in (LAYOUT.accepts(row, SOURCE) for row in rows) if each]
    assert len(found) == 6_841
    assert len({row["Crime ID"] for row in rows}) == 6_205
    assert len({each.key for each in found}) > 6_205
    assert {each.month for each in found} == {month_index("2023-03")}
