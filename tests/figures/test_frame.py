"""Which areas and periods are wanted, and how many people are at risk in each."""

import pytest

from tests.figures.rows_of import exposures, member, months
from wulfrun.data.tables import EXPOSURE
from wulfrun.figures.frame import AreaName, Frame, at_risk, frame, nearest
from wulfrun.figures.timetable import timetable
from wulfrun.words.periods import Period, period

YEARS = [period(name) for name in ("2004/05", "2007/08", "year to 2007-09", "2007-08", "2007/08 Q1")]
TOWN = [("L1", "L1", "lsoa"), ("L2", "L2", "lsoa"), ("L1", "W1", "ward"), ("L2", "W1", "ward")]


def _people(*rows: tuple[str, str, int, float], of: str = "residents") -> dict[tuple[str, str], float]:
    found = at_risk(exposures(*rows), member(*TOWN), YEARS).to_pylist()
    return {(row["area"], row["period"]): row["at_risk"] for row in found if row["of"] == of}


def test_the_people_of_an_area_are_the_sum_of_its_parts() -> None:
    found = _people(("residents", "L1", 2007, 1500.0), ("residents", "L2", 2007, 1700.0))
    assert found["W1", "2007/08"] == 3200
    assert found["L2", "2007/08"] == 1700


def test_only_twelve_months_have_people_at_risk() -> None:
    found = _people(("residents", "L1", 2007, 1500.0))
    assert {name for _, name in found} == {"2004/05", "2007/08", "year to 2007-09"}


def test_a_period_has_the_people_of_its_own_year_or_of_the_nearest_there_is() -> None:
    found = _people(("residents", "L1", 2006, 1500.0), ("residents", "L1", 2007, 1600.0))
    assert found["L1", "2007/08"] == 1600
    assert found["L1", "year to 2007-09"] == 1600
    assert found["L1", "2004/05"] == 1500


def test_of_two_years_as_near_the_earlier_is_taken() -> None:
    assert nearest([2003, 2007], 2005) == 2003
    assert nearest([2011, 2021], 2003) == 2011


def test_an_area_with_a_part_of_which_nothing_is_known_has_no_rate() -> None:
    assert ("W1", "2007/08") not in _people(("residents", "L1", 2007, 1500.0))


def test_households_and_residents_are_kept_apart() -> None:
    rows = [("residents", "L1", 2007, 1500.0), ("households", "L1", 2001, 640.0)]
    assert _people(*rows)["L1", "2007/08"] == 1500
    assert _people(*rows, of="households")["L1", "2007/08"] == 640


@pytest.mark.parametrize("of_the_whole", [[], [("residents", "P", 2007, 9999.0)]])
def test_nobody_is_counted_twice_where_a_district_is_the_partnership(
    of_the_whole: list[tuple[str, str, int, float]],
) -> None:
    levels = ("district", "partnership")
    own = member(
        *TOWN,
        *(("L1", "P", level) for level in levels),
        *(("L2", "P", level) for level in levels),
        *(("P", "P", level) for level in levels),
    )
    people = exposures(("residents", "L1", 2007, 1500.0), ("residents", "L2", 2007, 1700.0), *of_the_whole)
    found = at_risk(people, own, [period("2007/08")]).to_pylist()
    assert [row["at_risk"] for row in found if row["area"] == "P"] == [3200]


def test_where_only_the_whole_has_an_estimate_the_whole_has_it_and_its_parts_have_none() -> None:
    own = member(*TOWN, ("L1", "P", "district"), ("L2", "P", "district"), ("P", "P", "district"))
    found = at_risk(exposures(("residents", "P", 2007, 9999.0)), own, [period("2007/08")]).to_pylist()
    assert [(row["area"], row["at_risk"]) for row in found] == [("P", 9999)]


def test_small_areas_are_told_by_year_and_by_the_latest_twelve_months() -> None:
    times = timetable(months("2006-04", "2008-06"))
    areas = [AreaName("L1", "North", "lsoa"), AreaName("P", "Place", "partnership")]
    wanted = frame(areas, times, member(*TOWN), exposures()).wanted.to_pylist()
    assert [row["period"] for row in wanted if row["level"] == "lsoa"] == [
        "2006/07", "2007/08", "year to 2007-06", "year to 2008-06",
    ]  # fmt: skip
    whole: tuple[Period, ...] = times.whole
    assert [row["period"] for row in wanted if row["level"] == "partnership"] == [each.name for each in whole]


def test_wards_have_every_month_but_of_rolling_years_the_latest_and_the_one_before() -> None:
    times = timetable(months("2004-04", "2008-03"))
    parts = member(("L1", "L1", "lsoa"), ("L1", "W", "ward"), ("L1", "P", "partnership"))
    areas = [AreaName("W", "W", "ward"), AreaName("P", "P", "partnership")]

    def rolling(found: Frame, area: str) -> set[str]:
        rows = found.wanted.to_pylist()
        return {row["period"] for row in rows if row["area"] == area and row["period_kind"] == "rolling"}

    usual = frame(areas, times, parts, EXPOSURE.empty_table())
    assert rolling(usual, "W") == {"year to 2008-03", "year to 2007-03"}
    assert len(rolling(usual, "P")) == 37
    assert sum(row["period_kind"] == "month" for row in usual.wanted.to_pylist() if row["area"] == "W") == 48
    assert len(rolling(frame(areas, times, parts, EXPOSURE.empty_table(), {"W"}), "W")) == 37


def test_where_gaps_leave_hardly_a_whole_year_wards_have_every_rolling_one() -> None:
    times = timetable(months("2006-06", "2008-03"))
    found = frame([AreaName("W", "W", "ward")], times, member(), EXPOSURE.empty_table())
    assert sum(row["period_kind"] == "rolling" for row in found.wanted.to_pylist()) == 11
