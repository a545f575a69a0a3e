"""Figures are found by measure, area and period; a hole in a series stays a hole."""

from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.data.tables import FIGURES
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import month_index, period


def row(
    name: str, value: float | None, area: str = "A", level: str = "ward", measure: str = "m"
) -> dict[str, Any]:
    return dict.fromkeys(FIGURES.names) | {
        "measure": measure,
        "area_code": area,
        "area_name": area,
        "area_level": level,
        "period": name,
        "period_kind": period(name).kind,
        "numerator": 7.0 if value is None else value,
        "value": value,
        "suppressed": value is None,
        "note": "",
    }


def book(*rows: dict[str, Any]) -> FigureBook:
    return FigureBook(pa.Table.from_pylist(list(rows), schema=FIGURES))


def test_a_figure_is_found_as_it_was_written() -> None:
    written = row("2003/04", 12.0)
    found = book(row("2004/05", 9.0), written, row("2003/04", 5.0, area="B"))
    assert found.one("m", "A", "2003/04") == written
    assert found.one("m", "A", "2002/03") is None
    assert found.one("other", "A", "2003/04") is None
    assert found.one("m", "nowhere", "2003/04") is None


def test_a_month_without_a_row_is_a_hole_not_a_nought() -> None:
    series = book(row("2004-02", 3.0), row("2003-11", 5.0), row("2003-12", 0.0)).monthly("m", "A")
    assert series.months.tolist() == list(range(month_index("2003-11"), month_index("2004-02") + 1))
    np.testing.assert_array_equal(series.counts, [5.0, 0.0, np.nan, 3.0])


def test_a_suppressed_month_does_not_give_its_count_away() -> None:
    assert np.isnan(book(row("2003-11", None)).monthly("m", "A").counts).all()


def test_the_months_of_a_rate_are_counts_without_a_value() -> None:
    months = [row("2003-04", 5.0) | {"value": None}, row("2003-05", 6.0) | {"value": None}]
    series = book(*months).monthly("m", "A")
    assert series.counts.tolist() == [5.0, 6.0]
    assert np.isnan(series.values).all()


def test_a_series_is_in_order_of_time_whatever_the_order_of_its_rows() -> None:
    found = book(row("2004/05", 1.0), row("2003-04", 2.0), row("2003/04", 3.0), row("1999/00", 4.0))
    assert [each["period"] for each in found.series("m", "A", "year")] == ["1999/00", "2003/04", "2004/05"]
    assert len(found.monthly("m", "B").months) == 0


def test_areas_of_a_level_come_in_order_of_their_codes() -> None:
    found = book(row("2003/04", 1.0, "C"), row("2003/04", 1.0, "B"), row("2003/04", 1.0, "Z", "lsoa"))
    assert [each["area_code"] for each in found.areas("m", "ward", "2003/04")] == ["B", "C"]
    assert found.codes("m", "lsoa") == ["Z"]
    assert found.areas("m", "ward", "2010/11") == [] and found.codes("m", "force") == []


def test_an_area_that_is_district_and_partnership_has_each_month_once() -> None:
    found = book(row("2003-04", 4.0, level="district"), row("2003-04", 4.0, level="partnership"))
    assert found.monthly("m", "A").counts.tolist() == [4.0]
    assert len(found.series("m", "A", "month")) == 1


def test_measures_are_listed_once_each() -> None:
    assert book(row("2003-04", 1.0, measure="b"), row("2003-05", 1.0, measure="a.rate")).measures == (
        "a.rate",
        "b",
    )


def test_a_book_without_figures_answers_nothing() -> None:
    empty = FigureBook(FIGURES.empty_table())
    assert empty.measures == () and empty.one("m", "A", "2003/04") is None
