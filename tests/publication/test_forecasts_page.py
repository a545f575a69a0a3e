"""The page on what to expect says ranges, how they were tried, and promises nothing."""

from types import SimpleNamespace
from typing import Any, cast

from wulfrun.assessment.topics.forecasts import AHEAD, NEEDED, TESTS
from wulfrun.publication.blocks import Grid, Heading, Lead, Link, Picture, Prose
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.topic_pages.forecasts import pages

ABOUT = {"measure": "burglary", "area_code": "X", "area_name": "Exampleton"}
TEST: dict[str, Any] = ABOUT | {
    "first_month": "2003-04", "last_month": "2003-05", "months_known": 60, "method": "flat level",
    "origins": 11, "scaled_error": 0.8, "inside": 100, "months_tried": 123, "widening": 1.1,
    "last_total": 1300.0, "total": 1000.0, "lower80": 900.0, "upper80": 1100.0, "lower95": 850.0,
    "upper95": 1150.0, "note": "",
}  # fmt: skip
MONTH = ABOUT | {"month": "2003-06", "ahead": 1, "mean": 90.0, "lower80": 80.0, "upper80": 100.0,
                 "lower95": 75.0, "upper95": 105.0}  # fmt: skip


def shelf(**tables: Any) -> Shelf:
    found = {AHEAD: [MONTH], TESTS: [TEST]} | tables
    measure = {
        "title": "Domestic burglary", "unit": "offences", "kind": "count", "of": "offence", "scale": 1000,
        "per": "residents",
    }  # fmt: skip
    months = [{"period": f"2003-0{m}", "value": 100.0, "lower": None, "upper": None, "suppressed": False}
              for m in (4, 5)]  # fmt: skip
    release = SimpleNamespace(rows=lambda name: found.get(name, []))
    return cast(
        Shelf,
        SimpleNamespace(
            release=release, place="Exampleton", whole="X", measures={"burglary": measure}, breaks={},
            series=lambda *_: months, receipts_of=lambda _: [], definition={"agency": {}},
        ),
    )  # fmt: skip


def blocks_of(found: Shelf) -> list[Any]:
    return [each for page in pages(found) for each in page.content["blocks"]]


def test_the_year_ahead_is_said_with_its_range_and_how_often_it_held() -> None:
    blocks = blocks_of(shelf())
    text = next(each.text for each in blocks if isinstance(each, Prose))
    assert "about 1,000 offences are expected if things go on as before" in text
    assert "the 80% range is 900 to 1,100" in text and "100 of 123 months (81%)" in text
    assert "20.0% smaller than those of taking last year's month again" in text


def test_a_range_below_the_last_year_is_a_fall_and_one_around_it_is_not() -> None:
    def headline(last: float | None) -> str:
        blocks = blocks_of(shelf(**{TESTS: [TEST | {"last_total": last}]}))
        return next(each.chart.title for each in blocks if isinstance(each, Picture))

    assert "fewer are expected" in headline(1300.0)
    assert "more are expected" in headline(800.0)
    assert "no clear change" in headline(1050.0)
    assert "cannot" not in headline(1050.0) and "no change can be said" in headline(None)


def test_the_lead_counts_what_can_be_said() -> None:
    (lead,) = [each for each in blocks_of(shelf()) if isinstance(each, Lead)]
    assert (
        "1 measure is expected to be lower" in lead.text
        and "no measures are expected to be higher" in lead.text
    )


def test_a_method_that_was_not_tried_says_so() -> None:
    untried = TEST | {"origins": 0, "scaled_error": None, "months_tried": 0, "note": "not tried out"}
    blocks = blocks_of(shelf(**{TESTS: [untried]}))
    assert any("Not tried out." in each.text for each in blocks if isinstance(each, Prose))


def test_what_a_target_needs_stands_beside_what_is_expected() -> None:
    row = {"target": "aim", "month": "2003-06", "expected": 90.0, "needed": 70.0, "rolling": 900.0}
    blocks = blocks_of(shelf(**{NEEDED: [row], "targets": [{"target": "aim", "title": "Cut burglary"}]}))
    (grid,) = [each for each in blocks if isinstance(each, Grid) and each.caption == "Cut burglary"]
    assert list(grid.rows) == [("June 2003", "90", "70")]
    assert any(isinstance(each, Heading) and "targets need" in each.text for each in blocks)


def test_every_measure_is_in_the_first_table_and_has_a_page_of_its_own() -> None:
    first, own = pages(shelf())
    (grid,) = [each for each in first.content["blocks"] if isinstance(each, Grid) and "next" in each.caption]
    link, *cells = grid.rows[0]
    assert isinstance(link, Link) and link.path == own.path == "topics/forecasts-burglary-X.html"
    assert cells == ["1,300", "1,000", "900 to 1,100", "Fewer are expected than in the last twelve months"]
    assert own.title == "What to expect: domestic burglary"
    assert own.trail[-1] == (first.path, first.title) and len(own.charts) == 1 and not first.charts


def test_nothing_forecast_is_no_page() -> None:
    assert pages(shelf(**{TESTS: []})) == []
