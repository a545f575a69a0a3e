"""Shares of fly-tipping by class and year, and changes that are of recording alone."""

import pytest

from wulfrun.assessment.topics.environment import beside, practice, shares, whole_years
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.words.periods import month_index

# Wolverhampton's land types as Defra published them: highway, and all others together.
LAND = {
    "2012/13": (1052, 2002), "2013/14": (1713, 3032), "2014/15": (1358, 3069), "2015/16": (2163, 1293),
    "2016/17": (2550, 103), "2017/18": (2362, 0),
}  # fmt: skip
COUNTS = {year: {"land-highway": a, "land-other": b, "total": a + b} for year, (a, b) in LAND.items()}


def test_a_share_is_of_the_incidents_whose_class_is_known_with_its_interval() -> None:
    rows = list(shares("fly-tipping-return", "land", {"2012/13": COUNTS["2012/13"]}, {}))
    highway = next(row for row in rows if row["class"] == "highway")
    assert (highway["n"], highway["whole"]) == (1052, 3054)
    assert highway["share"] == pytest.approx(0.344466, abs=1e-6)
    # Wilson: (p + z2/2n +- z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), worked out by hand.
    assert highway["lower"] == pytest.approx(0.327821, abs=2e-5)
    assert highway["upper"] == pytest.approx(0.361502, abs=2e-5)
    assert highway["england"] is None


def test_englands_share_stands_beside_it_where_it_is_known() -> None:
    england = {"2017/18": {"land-highway": 463_953, "land-other": 533_600}}
    rows = list(shares("fly-tipping-return", "land", {"2017/18": COUNTS["2017/18"]}, england))
    assert next(row["england"] for row in rows if row["class"] == "highway") == pytest.approx(
        0.46509, abs=1e-5
    )


def test_a_year_of_which_no_class_is_known_gives_no_share() -> None:
    assert list(shares("fly-tipping-return", "land", {"2012/13": {"total": 3054}}, {})) == []
    assert list(shares("fly-tipping-return", "land", {"2012/13": {"land-highway": 0}}, {})) == []


def test_land_types_that_fall_together_into_one_are_a_change_of_recording() -> None:
    (found,) = practice(list(shares("fly-tipping-return", "land", COUNTS, {})))
    assert (found["class"], found["before"], found["period"]) == ("highway", "2012/13", "2017/18")
    assert found["share"] == 1.0


@pytest.mark.parametrize("years", [["2012/13", "2013/14", "2014/15"], ["2016/17", "2017/18"], ["2017/18"]])
def test_a_mix_that_stays_as_it_was_is_none(years: list[str]) -> None:
    counts = {year: COUNTS[year] for year in years}
    assert list(practice(list(shares("fly-tipping-return", "land", counts, {})))) == []


def test_few_incidents_say_nothing_about_recording() -> None:
    counts = {"2012/13": {"land-highway": 3, "land-other": 7}, "2013/14": {"land-highway": 10}}
    assert list(practice(list(shares("fly-tipping-return", "land", counts, {})))) == []


def test_the_change_beside_englands_is_on_the_year_before() -> None:
    england = {"2016/17": {"total": 1_011_199}, "2017/18": {"total": 997_553}}
    first, last = beside(COUNTS, england)
    assert first["change"] is None
    assert last["change"] == pytest.approx(-10.9687, abs=1e-3)
    assert last["england_change"] == pytest.approx(-1.3495, abs=1e-3)


def test_a_year_with_a_gap_or_cut_short_is_not_whole() -> None:
    start = month_index("2003-04")
    months = [Month("fly-tipping", start + each, COMPLETE, "", 1, 1.0) for each in range(30)]
    months[13] = Month("fly-tipping", start + 13, "missing", "", 0, 1.0)
    assert whole_years(months, 12) == {"2003/04"}
    yearly = [Month("fly-tipping-return", month_index("2013-03"), COMPLETE, "", 1, 1.0)]
    assert whole_years(yearly, 1) == {"2012/13"}
