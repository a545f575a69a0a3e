"""The published tables of treatment and need, against the same files read with csv alone."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from wulfrun.data.area_names import area_namer
from wulfrun.data.row_reader import read_rows
from wulfrun.data.sources import layouts
from wulfrun.data.taken import Taken
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Definition, Source
from wulfrun.words.periods import month_index, period

pytestmark = pytest.mark.real

ESTIMATES = "Estimates_of_Alcohol_Dependent_Adults_in_England_for_R.csv"
AUTHORITIES, ENGLAND = "ViewIt Export Data_LAs.csv", "ViewIt Export Data_England.csv"
DEFINITION = Definition.model_validate(
    {"partnership": {"name": "W", "area_codes": ["E08000031"], "area_name": "Wolverhampton"}}
)


@pytest.fixture(scope="session")
def drugs(shared: Path) -> Path:
    return shared / "data" / "drugs"


class _Nowhere:
    """Tables by district need no places but the whole."""

    areas: tuple[Any, ...] = ()
    smallest: tuple[str, ...] = ()
    known_lsoas: tuple[str, ...] = ()
    partnership_code = "E08000031"

    def resolve_lsoa(self, code: str) -> None:
        return None


def taken(path: Path, layout: str, *areas: str) -> Taken:
    own = layouts()[layout]
    assert own.recognises(path, first_characters(path))
    places: Any = _Nowhere()
    source = Source(layout=layout, agency="ohid", areas=areas)
    return read_rows(path, own, source, places, False, "f", area_namer(DEFINITION, places, own.grain))


def plain(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_wolverhamptons_estimates_are_as_published_and_every_row_is_accounted_for(drugs: Path) -> None:
    found = taken(drugs / ESTIMATES, "alcohol-dependence", "Wolverhampton")
    raw = plain(drugs / ESTIMATES)
    own = [row for row in raw if row["Local_Authority"] == "Wolverhampton"]
    assert (found.tally.rows_read, found.tally.accepted, found.tally.refused) == (len(raw), 8, 0)
    assert found.tally.outside == 1211 - 8
    assert found.said is not None
    said = [json.loads(each) for each in found.said["more"].to_pylist()]
    assert Counter(found.records["n"].to_pylist()) == Counter(int(row["Alcohol_dependent"]) for row in own)
    assert {each["period"]: (each.get("lower"), each.get("upper")) for each in said} == {
        row["Year"]: tuple(
            None if row[name] == "NA" else row[name] for name in ("Alcohol_lower_CI", "Alcohol_upper_CI")
        )
        for row in own
    }
    last = next(at for at, each in enumerate(said) if each["period"] == "2017/18")
    assert (found.records["n"][last].as_py(), said[last]["lower"], said[last]["upper"]) == (
        3375,
        "2596",
        "4526",
    )


def test_barnets_counts_are_as_published_in_every_drug_group_the_last_year_with_its_capitals_too(
    drugs: Path,
) -> None:
    found = taken(drugs / AUTHORITIES, "treatment-published", "Barnet")
    raw = plain(drugs / AUTHORITIES)
    whole = [row for row in raw if {row["sex"].lower(), row["age_group"].lower()} == {"total"}]
    assert len(raw[0]) == 244
    assert found.tally.refused == 0
    assert found.tally.rows_read == len(raw) * 19
    assert found.tally.accepted == len(whole) * 19 == 13 * 5 * 19
    rows = found.records.to_pylist()
    counted = {(row["month"], row["code"]): row["n"] for row in rows}
    assert len(counted) == len(rows)
    everybody = {row["ReportingPeriod"]: row for row in whole if row["drug_group"].lower() == "total"}
    for name, row in everybody.items():
        month = period(name).last
        assert counted[month, "in treatment: all"] == int(row["intreatment_allintx"])
        assert counted[month, "left: died: all"] == int(row["exits_died_allintx"])
    assert counted[month_index("2010-03"), "in treatment: all"] == 1105
    assert "2021/22" in everybody
    assert all(row["n"] % 5 == 0 for row in rows)


def test_the_export_of_authorities_holds_no_wolverhampton_and_says_so(drugs: Path) -> None:
    from wulfrun.data.layout import NotThisLayout

    with pytest.raises(NotThisLayout, match="no row is of 'Wolverhampton'"):
        taken(drugs / AUTHORITIES, "treatment-published", "Wolverhampton")


def test_englands_export_is_read_by_the_same_layout(drugs: Path) -> None:
    found = taken(drugs / ENGLAND, "treatment-published", "England")
    raw = plain(drugs / ENGLAND)
    counted = {(row["month"], row["code"]): row["n"] for row in found.records.to_pylist()}
    assert counted[month_index("2010-03"), "in treatment: all"] == 311_668
    assert found.tally.refused == 0
    whole = [row for row in raw if {row["Gender_Data"].lower(), row["AgeGroup_Data"].lower()} == {"total"}]
    assert sum(counted.values()) == sum(int(row["Num_InTreatment_AllInTx"]) for row in whole)


@pytest.mark.parametrize(
    ("file", "rows", "england"), [("unmet_alcohol.csv", 17, 2), ("unmet_opiates.csv", 13, 2)]
)
def test_unmet_need_is_as_published_with_its_interval(
    drugs: Path, file: str, rows: int, england: int
) -> None:
    found = taken(drugs / file, "fingertips")
    raw = plain(drugs / file)
    assert len(raw[0]) == 27
    assert (found.tally.rows_read, found.tally.accepted, found.tally.refused) == (rows, rows, 0)
    assert found.said is not None
    said = [json.loads(each) for each in found.said["more"].to_pylist()]
    assert [float(each["value"]) for each in said] == [float(row["Value"]) for row in raw]
    assert [(each["area"], each["period"]) for each in said] == [
        (row["Area Name"], row["Time period"]) for row in raw
    ]
    own = taken(drugs / file, "fingertips", "England")
    assert (own.tally.accepted, own.tally.outside) == (england, rows - england)
