"""Which periods can be told, and what is said of those that cannot."""

from tests.figures.rows_of import months
from wulfrun.figures.timetable import Timetable, timetable
from wulfrun.words.periods import month_index


def _whole(found: Timetable, kind: str) -> list[str]:
    return [each.name for each in found.whole if each.kind == kind]


def _why(found: Timetable) -> dict[str, str]:
    return {each.name: why for each, why in found.broken.items()}


def test_a_month_without_a_file_is_a_gap_not_a_fall() -> None:
    found = timetable(months("2007-04", "2008-03", {"2007-08": "missing"}))
    assert "2007-08" not in _whole(found, "month")
    assert _why(found)["2007-08"] == "no figure: missing (nothing was received for this month)"
    assert len(_whole(found, "month")) == 11


def test_every_longer_period_with_the_gap_has_no_figure_and_names_the_month() -> None:
    found = timetable(months("2007-04", "2008-03", {"2007-08": "missing"}))
    assert _whole(found, "quarter") == ["2007/08 Q1", "2007/08 Q3", "2007/08 Q4"]
    assert _whole(found, "year") == _whole(found, "rolling") == []
    for name in ("2007/08 Q2", "2007/08", "year to 2008-03"):
        assert _why(found)[name] == "no figure: 2007-08 missing"


def test_a_partial_month_is_no_better_than_a_missing_one() -> None:
    found = timetable(months("2007-04", "2008-03", {"2007-05": "partial", "2007-06": "residue"}))
    assert _why(found)["2007/08"] == "no figure: 2007-05 partial, 2007-06 residue"


def test_many_gaps_are_counted_not_listed() -> None:
    bad = {f"2007-{number:02d}": "missing" for number in range(5, 12)}
    why = _why(timetable(months("2007-04", "2008-03", bad)))["2007/08"]
    assert why == ("no figure: 2007-05 missing, 2007-06 missing, 2007-07 missing, 2007-08 missing and 3 more")


def test_a_year_that_the_data_only_touch_says_how_much_of_it_they_hold() -> None:
    found = timetable(months("2007-04", "2008-05"))
    assert _whole(found, "year") == ["2007/08"]
    assert _why(found)["2008/09"] == "no figure: the data hold 2 of its 12 parts"


def test_twelve_rolling_months_end_with_every_month_that_has_eleven_before_it() -> None:
    found = timetable(months("2007-04", "2008-05"))
    assert _whole(found, "rolling") == ["year to 2008-03", "year to 2008-04", "year to 2008-05"]


def test_quarterly_data_have_no_months_and_only_years_that_end_with_a_quarter() -> None:
    found = timetable(months("2006-06", "2008-03", step=3), step=3)
    assert _whole(found, "month") == []
    assert _whole(found, "year") == ["2006/07", "2007/08"]
    assert len(_whole(found, "quarter")) == 8
    assert {name[-2:] for name in _whole(found, "rolling")} == {"03", "06", "09", "12"}
    assert "2007-04" not in _why(found)


def test_a_financial_year_with_a_missing_quarter_has_no_figure_and_says_why() -> None:
    found = timetable(months("2006-06", "2008-03", {"2007-12": "missing"}, step=3), step=3)
    assert _whole(found, "year") == ["2006/07"]
    assert _why(found)["2007/08"] == "no figure: 2007-12 missing"
    assert _why(found)["2007/08 Q3"] == "no figure: missing (nothing was received for this month)"


def test_a_year_of_three_quarters_is_not_a_year() -> None:
    found = timetable(months("2024-06", "2025-12", step=3), step=3)
    assert _whole(found, "year") == ["2024/25"]
    assert _why(found)["2025/26"] == "no figure: the data hold 3 of its 4 parts"


def test_the_last_month_told_is_that_of_the_last_whole_period() -> None:
    assert timetable(months("2007-04", "2008-03", {"2008-03": "missing"})).through == month_index("2008-02")
    assert timetable([]).through is None


def test_each_whole_period_stands_beside_each_of_its_months() -> None:
    found = timetable(months("2007-04", "2008-03")).month_of(["quarter"]).to_pylist()
    assert [row["month"] for row in found if row["period"] == "2007/08 Q2"] == [
        month_index(name) for name in ("2007-07", "2007-08", "2007-09")
    ]


def test_yearly_data_tell_financial_years_and_nothing_shorter() -> None:
    found = timetable(months("2013-03", "2016-03", {"2015-03": "missing"}, step=12), step=12)
    assert {each.name for each in found.whole if each.kind == "year"} == {"2012/13", "2013/14", "2015/16"}
    assert {each.kind for each in found.whole} <= {"year", "rolling"}
    assert [each.name for each in found.broken if each.kind == "year"] == ["2014/15"]
