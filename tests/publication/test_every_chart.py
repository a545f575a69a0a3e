"""Every chart of the small site says what it shows, in what, from whom and how far the data reach."""

from dataclasses import replace
from pathlib import Path

import pytest
from every_chart import lacking

from wulfrun.data.release import Release
from wulfrun.publication.chart_date import data_to
from wulfrun.publication.chart_model import Caption, Chart, Month, Value, Year
from wulfrun.publication.charts import target_path, yearly_bars
from wulfrun.publication.documents import documents
from wulfrun.publication.shelf import page_figures, shelve
from wulfrun.publication.site import compose

CAPTION = Caption("years", "Offences fell", "By financial year, Exampleton", "Offences", "Exampleton Police")


@pytest.fixture(scope="module")
def charts(release: Release) -> list[Chart]:
    shelf = shelve(release, page_figures(release))
    return [chart for page in compose(shelf, documents(shelf)) for chart in page.charts]


def test_no_chart_lacks_anything(charts: list[Chart]) -> None:
    assert len(charts) > 20
    assert [told for chart in charts for told in lacking(chart)] == []


@pytest.mark.parametrize("part", ["title", "source", "date", "alt", "rows"])
def test_a_chart_that_lacks_something_is_found(charts: list[Chart], part: str) -> None:
    assert lacking(replace(charts[0], **{part: () if part == "rows" else ""}))


def test_a_number_that_only_the_alternative_text_has_is_found(charts: list[Chart]) -> None:
    assert lacking(
        replace(charts[0], alt="A line chart of the offences, that ends with 123,456,789 of them.")
    )


def test_the_date_is_that_of_the_last_figure_and_not_of_a_gap() -> None:
    years = [Year("2005/06", Value(300)), Year("2006/07", Value(200)), Year("2007/08", Value(None))]
    assert yearly_bars(CAPTION, years).date == "March 2007"


def test_the_date_of_progress_to_a_target_is_that_of_what_happened() -> None:
    start = 2004 * 12 + 2
    drawn = target_path(
        CAPTION,
        Month(start, Value(100)),
        Month(start + 48, Value(80)),
        [Month(start + 12 * year, Value(100 - year)) for year in range(3)],
    )
    assert drawn.date == "March 2006"


@pytest.mark.parametrize(
    ("subtitle", "date"),
    [
        ("Northbank, April 2003 to March 2008", "March 2008"),
        ("2007/08 Q2, with 95% intervals", "September 2007"),
        ("Mid-2007", "June 2007"),
        ("Spring 2006 and Autumn 2005", "spring 2006"),
        ("Northbank", ""),
    ],
)
def test_a_date_is_taken_from_the_words_where_the_table_has_no_periods(subtitle: str, date: str) -> None:
    assert data_to(Caption("x", "Fell", subtitle), [("Ashmere", "12")]) == date


def test_a_date_given_stands_before_all() -> None:
    assert data_to(Caption("x", "Fell", "2007/08", date="May 2009"), [("2006/07", "1")]) == "May 2009"


def test_a_page_tells_the_date_beside_the_source(site: Path) -> None:

    assert "Data to March 2008." in (site / "measures" / "psa1.html").read_text("utf-8")
