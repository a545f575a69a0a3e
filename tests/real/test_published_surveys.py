"""Published surveys are read whole: each percentage as the file has it, what is missing told."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.real.place import Place
from wulfrun.data.inputs import head_of
from wulfrun.data.layout import RefusedRow, Row
from wulfrun.data.sources import crime_survey_sdg, public_attitude_survey
from wulfrun.definition.model import Source

pytestmark = pytest.mark.real
SOURCE = Source(layout="crime-survey-sdg", agency="ons")
INDICATORS = {"11-7-2": 377, "16-1-3": 1237, "16-1-4": 405, "16-3-1": 147, "5-2-1": 386, "5-2-2": 84}


def plain_rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_row_of_an_indicator_is_read_with_the_value_it_has(shared: Path, indicator: str) -> None:
    path = shared / f"data/surveys/csew-sdg/indicator_{indicator}.csv"
    theirs = plain_rows(path)
    assert crime_survey_sdg.recognises(path, head_of(path))
    read: list[tuple[Row, dict[str, str]]] = []
    refused = 0
    for (_, row), own in zip(crime_survey_sdg.opens(path, SOURCE), theirs, strict=True):
        try:
            found = crime_survey_sdg.accepts(row, SOURCE)
        except RefusedRow:
            # 16-1-3 has rows of three years together.
            assert own["Year"] == "2018 to 2020"
            refused += 1
            continue
        assert found is not None
        read.append((dict(found.more) | {"area": found.area}, own))
    assert len(read) + refused == INDICATORS[indicator]
    for ours, own in read:
        assert (float(ours["value"]) if ours["value"] else None) == (
            float(own["Value"]) if own["Value"] else None
        )
        assert ours["area"] == (own.get("Region") or "England and Wales")


def test_the_attitude_survey_is_read_with_its_semicolons_and_decimal_commas(shared: Path) -> None:
    path = shared / "data/surveys/PAS_buroughs.csv"
    theirs = plain_rows(path, ";")
    assert len(theirs) == 9312
    assert public_attitude_survey.recognises(path, head_of(path))
    source = Source(layout="public-attitude-survey", agency="mopac")
    found = [
        public_attitude_survey.accepts(row, source) for _, row in public_attitude_survey.opens(path, source)
    ]
    assert len(found) == 9312
    for ours, own in zip(found, theirs, strict=True):
        assert ours is not None
        assert float(ours.more["value"]) == pytest.approx(100 * float(own["Proportion"].replace(",", ".")))
        assert ours.area == own["Borough"]
    measures = Counter(each.code for each in found if each)
    assert measures["Trust MPS"] == 1024 and measures["Good Job local"] == 1184
    assert len({each.month for each in found if each}) == 37


def test_wolverhampton_shows_the_region_as_context_and_tests_nothing(
    wolverhampton: Place, shared: Path
) -> None:
    rows = wolverhampton.release.rows("survey_estimates")
    assert {row["area"] for row in rows} == {"West Midlands"}
    theirs = [
        row
        for name in ("11-7-2", "16-1-3", "16-1-4", "5-2-1")
        for row in plain_rows(shared / f"data/surveys/csew-sdg/indicator_{name}.csv")
        if row["Region"] == "West Midlands" and " to " not in row["Year"]
    ]
    assert len(rows) == len(theirs)
    ours = sorted(row["value"] for row in rows if row["value"] is not None)
    assert ours == sorted(float(row["Value"]) for row in theirs if row["Value"])
    (safe,) = (
        row["value"]
        for row in rows
        if row["series"].startswith("Proportion of population who feel safe") and row["period"] == "2018/19"
    )
    assert safe == pytest.approx(73.39975941331028)
    page = wolverhampton.page("topics/surveys.html")
    assert "indicator 16-1-4: West Midlands" in page and "73.4%" in page
    assert "no change between them is tested" in page
    assert not wolverhampton.release.rows("survey_changes")


def test_a_region_that_is_not_asked_for_is_left_outside_and_counted(wolverhampton: Place) -> None:
    receipts = [row for row in wolverhampton.release.rows("receipts") if row["layout"] == "crime-survey-sdg"]
    assert len(receipts) == 4
    for row in receipts:
        assert row["rows_read"] == row["accepted"] + row["outside"] + row["refused"] + row["duplicate"]
        assert row["outside"] > row["accepted"] > 0
    assert json.dumps([row["rows_read"] for row in sorted(receipts, key=lambda row: row["path"])]) == (
        "[377, 1237, 405, 386]"
    )
