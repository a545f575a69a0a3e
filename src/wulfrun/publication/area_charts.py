"""The charts that set every area of a level side by side over time."""

from wulfrun.assessment.headlines import areas_headline
from wulfrun.assessment.wording import last_month
from wulfrun.publication.blocks import Picture, picture
from wulfrun.publication.chart_model import Caption, Year
from wulfrun.publication.page_charts import source_of, unit_of, value_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.small_multiples_chart import MOST_PANELS, Panel, small_multiples
from wulfrun.words.periods import month_index


def each_area(shelf: Shelf, measure: str, level: str) -> Picture | None:
    """The financial years of a measure in every area of a level; None with fewer than two or too many."""
    rate = shelf.rate_of(measure)
    areas = shelf.by_level.get(level, ())
    if not 2 <= len(areas) <= MOST_PANELS:
        return None
    series = [(area, shelf.series(rate, str(area["code"]), "year")) for area in areas]
    told = [(area, rows) for area, rows in series if sum(row["value"] is not None for row in rows) > 1]
    if len(told) < 2:
        return None
    pairs = [_ends(rows) for _, rows in told]
    first, last = pairs[0]
    caption = Caption(
        f"each-{level}-{measure}",
        areas_headline(shelf.measures[measure], pairs, not _broken(shelf, measure, first, last)),
        f"By financial year, {first['period']} to {last['period']}, all on one scale",
        unit_of(shelf, rate),
        source_of(shelf, measure),
    )
    panels = [Panel(str(area["name"]), _years(rows), bool(area["priority"])) for area, rows in told]
    chart = small_multiples(caption, panels, _years(shelf.series(rate, shelf.whole, "year")), shelf.place)
    return picture(chart, f"data/{measure}.csv", numbers=range(1, len(chart.columns)))


def _years(rows: list[Row]) -> list[Year]:
    return [Year(row["period"], value_of(row)) for row in rows]


def _ends(rows: list[Row]) -> tuple[Row, Row]:
    known = [row for row in rows if row["value"] is not None]
    return known[0], known[-1]


def _broken(shelf: Shelf, measure: str, first: Row, last: Row) -> bool:
    """Whether records before and after a declared break lie between two years."""
    start, end = last_month(first["period"]), last_month(last["period"])
    marks = (row for row in shelf.breaks.get(measure, ()) if row["severity"] == "do-not-join")
    return any(start < month_index(row["when"][:7]) <= end for row in marks)
