"""What topic pages share: a measure's finding, its years, its map, and several side by side."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import figure_text, number, sentence
from wulfrun.publication import page_charts
from wulfrun.publication.blocks import Block, Grid, Links, Picture, Statement
from wulfrun.publication.pages.maps import highest_first, map_of
from wulfrun.publication.pages.said import on_last_year
from wulfrun.publication.shelf import Row, Shelf


def shown(shelf: Shelf, measures: Sequence[str]) -> list[str]:
    """Those of the measures that have a figure for the whole place."""
    return [name for name in measures if shelf.latest(name, shelf.whole)]


def finding(shelf: Shelf, measure: str) -> Statement:
    """The latest whole year of a measure against the year before it."""
    said = on_last_year(shelf, measure, shelf.whole, shelf.latest(measure, shelf.whole))
    return Statement(said.label, said.finding.tone, said.finding.text)


def years(shelf: Shelf, measure: str) -> Iterator[Block]:
    """The chart of a measure's financial years with the table behind it."""
    chart = page_charts.years(shelf, measure, shelf.whole)
    if chart is None:
        return
    title = shelf.measures[measure.partition(".")[0]]["title"]
    table = Grid(
        f"{title} by financial year",
        ("Year", f"#{page_charts.unit_of(shelf, measure)}"),
        [(row["period"], row) for row in shelf.series(measure, shelf.whole, "year")],
        f"data/{measure.partition('.')[0]}.csv",
    )
    yield Picture(chart, table)


def places(shelf: Shelf, measure: str) -> Iterator[Block]:
    """The map of a measure with its areas, and the share of records that could be placed."""
    period = shelf.latest(measure, shelf.whole)
    found = map_of(shelf, measure, shelf.level, period)
    if found is None:
        return
    rate = shelf.row(shelf.rate_of(measure), shelf.whole, period)
    table = Grid(
        found.caption,
        ("Area", f"#{found.unit}"),
        [(row["area_name"], row) for row in highest_first(found.rows)],
        found.csv,
    )
    yield Picture(found.drawn, table, sentence(str(rate["note"] or "")) if rate else "")


def by_year(shelf: Shelf, measures: Sequence[str], caption: str, note: str = "") -> Grid:
    """Years down, measures across; a year in which none is known is left out."""
    known = [name for name in measures if (name, shelf.whole) in shelf.figures]
    named = sorted({row["period"] for name in known for row in told(shelf, name)})
    rows = [[period, *(shelf.row(name, shelf.whole, period) for name in known)] for period in named]
    return Grid(caption, ["Year", *(f"#{shelf.measures[name]['title']}" for name in known)], rows, "", note)


def told(shelf: Shelf, measure: str) -> list[Row]:
    """The whole years of a measure that have a figure, oldest first."""
    return [row for row in shelf.series(measure, shelf.whole, "year") if row["value"] is not None]


def with_interval(row: Row) -> str:
    """A percentage with its 95% interval, where it has one."""
    text = figure_text(row["value"], "share")
    if row["lower"] is None or row["upper"] is None:
        return text
    return f"{text} (95% interval {number(row['lower'], 1)} to {figure_text(row['upper'], 'share')})"


def links(shelf: Shelf, measures: Sequence[str]) -> Links:
    """The pages of the measures themselves."""
    return Links([(f"measures/{name}.html", shelf.measures[name]["title"]) for name in measures])
