"""What a change is told of, and what keeps it from being told."""

from datetime import date

import pytest

from tests.figures.rows_of import figure, figure_table
from wulfrun.figures.changes import ON_BASELINE, ON_LAST_YEAR, changes

Row = dict[str, object]
BREAK: Row = {
    "measure": "crime",
    "when": date(2007, 4, 1).isoformat(),
    "title": "Counted anew",
    "severity": "do-not-join",
    "reason": "",
}


def _changes(*rows: Row, against: str = ON_LAST_YEAR, breaks: tuple[Row, ...] = ()) -> dict[str, Row]:
    found = changes(figure_table(rows), against, "2003/04", list(breaks)).to_pylist()
    return {str(row["period"]): row for row in found}


def test_a_figure_is_set_against_the_same_months_a_year_before() -> None:
    found = _changes(figure("2006-08", 50), figure("2007-08", 40), figure("2007-09", 99))
    assert list(found) == ["2007-08"]
    row = found["2007-08"]
    assert (row["measure"], row["numerator"], row["denominator"]) == ("crime.on-last-year", 40, 50)
    assert row["value"] == pytest.approx(-20)
    assert row["lower"] < -20 < 0 < row["upper"]  # type: ignore[operator]


def test_a_rolling_year_is_set_against_the_baseline_year_and_the_baseline_against_nothing() -> None:
    rows = (figure("2003/04", 1000), figure("year to 2007-08", 800), figure("2004-02", 90))
    found = _changes(*rows, against=ON_BASELINE)
    assert list(found) == ["year to 2007-08"]
    assert found["year to 2007-08"]["value"] == pytest.approx(-20)


def test_no_change_is_told_across_a_break_that_forbids_joining() -> None:
    row = _changes(figure("2006/07", 50), figure("2007/08", 40), breaks=(BREAK,))["2007/08"]
    assert row["value"] is row["lower"] is row["upper"] is row["numerator"] is None
    assert row["note"] == "no figure: the series broke on 2007-04-01 (Counted anew)"
    assert row["suppressed"] is False


def test_a_break_on_the_first_day_of_the_earlier_period_lies_before_both() -> None:
    rows = (figure("2007/08", 50), figure("2008/09", 40))
    assert _changes(*rows, breaks=(BREAK,))["2008/09"]["value"] == pytest.approx(-20)


def test_a_break_inside_either_period_forbids_the_change() -> None:
    inside: Row = {**BREAK, "when": "2008-01-01"}
    assert (
        _changes(figure("2007/08", 50), figure("2008/09", 40), breaks=(inside,))["2008/09"]["value"] is None
    )
    assert (
        _changes(figure("2006/07", 50), figure("2007/08", 40), breaks=(inside,))["2007/08"]["value"] is None
    )


def test_a_break_that_is_only_to_be_annotated_forbids_nothing() -> None:
    noted: Row = {**BREAK, "severity": "annotate"}
    row = _changes(figure("2006/07", 50), figure("2007/08", 40), breaks=(noted,))["2007/08"]
    assert row["value"] == pytest.approx(-20)


@pytest.mark.parametrize("hidden", ["2006/07", "2007/08"])
def test_a_change_from_or_to_a_suppressed_figure_is_suppressed(hidden: str) -> None:
    rows = [
        figure(name, None, suppressed=True, note="suppressed: a small number")
        if name == hidden
        else figure(name, 40)
        for name in ("2006/07", "2007/08")
    ]
    row = _changes(*rows)["2007/08"]
    assert row["suppressed"] is True
    assert row["note"] == "suppressed: a small number"
    assert [row[name] for name in ("numerator", "denominator", "value", "lower", "upper")] == [None] * 5


@pytest.mark.parametrize(("gap", "which"), [("2006-08", "the earlier period"), ("2007-08", "this period")])
def test_a_change_from_or_to_a_gap_says_which_and_why(gap: str, which: str) -> None:
    rows = [
        figure(name, None, note="no figure: missing (nothing was received for this month)")
        if name == gap
        else figure(name, 40)
        for name in ("2006-08", "2007-08")
    ]
    row = _changes(*rows)["2007-08"]
    assert row["value"] is None
    assert row["note"] == (
        f"no figure: {which} cannot be counted (missing (nothing was received for this month))"
    )


def test_from_nothing_no_percentage_can_be_told() -> None:
    row = _changes(figure("2006-08", 0), figure("2007-08", 3))["2007-08"]
    assert row["value"] is None
    assert row["note"] == "no figure: nothing was recorded in the earlier period"


def test_a_fall_to_nothing_is_a_fall_by_all() -> None:
    assert _changes(figure("2006-08", 8), figure("2007-08", 0))["2007-08"]["value"] == pytest.approx(-100)


def test_areas_of_one_code_at_two_levels_are_each_set_against_themselves() -> None:
    rows = [
        figure(name, count, area_level=level)
        for level, before, now in (("district", 10, 5), ("partnership", 20, 30))
        for name, count in (("2006/07", before), ("2007/08", now))
    ]
    found = changes(figure_table(rows), ON_LAST_YEAR, None, []).to_pylist()
    assert {row["area_level"]: round(row["value"]) for row in found} == {"district": -50, "partnership": 50}
