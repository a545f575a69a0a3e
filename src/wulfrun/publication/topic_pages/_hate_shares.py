"""Shares by year on the page on hate: whether they moved, beside what they are shares of."""

from collections.abc import Iterator

from wulfrun.assessment.wording import number
from wulfrun.publication import page_charts
from wulfrun.publication.blocks import Block, Grid, Heading, Picture, Statement
from wulfrun.publication.shelf import Row, Shelf


def share(shelf: Shelf, measure: str, title: str, base: str) -> Iterator[Block]:
    """A share by year, beside what it is of: a percentage alone hides a small base."""
    if not shelf.latest(measure, shelf.whole):
        return
    yield Heading(title)
    yield from moved(shelf, measure)
    yield from years(shelf, measure)
    rows = [
        (row["period"], row, _interval(row), number(row["denominator"]) if row["denominator"] else None)
        for row in told_years(shelf, measure)
    ]
    yield Grid(
        f"{shelf.measures[measure]['title']} by financial year",
        ("Year", "#Percent", "95% interval", f"#{base}"),
        rows,
        f"data/{measure}.csv",
        f"{shelf.measures[measure]['source']}.",
    )


def moved(shelf: Shelf, measure: str) -> Iterator[Statement]:
    """The first and the last whole year of a share; it changed where their intervals lie apart."""
    told = told_years(shelf, measure)
    if len(told) < 2:
        return
    first, last = told[0], told[-1]
    values = " to ".join(
        f"{number(row['value'], 1)}% ({_interval(row)}) of {row['period']}" for row in (first, last)
    )
    title, better = shelf.measures[measure]["title"], shelf.measures[measure]["better"]
    rose = last["lower"] > first["upper"]
    if not rose and last["upper"] >= first["lower"]:
        text = f"{title}: no clear change, from {values}. Their 95% intervals overlap."
        yield Statement("No clear change", "neutral", text)
        return
    text = f"{title}: a {'rise' if rose else 'fall'} from {values}. Their 95% intervals lie apart."
    if better == "neither":
        yield Statement("Neither good nor bad", "neutral", text)
    elif rose == (better == "higher"):
        yield Statement("Going the right way", "good", text)
    else:
        yield Statement("Going the wrong way", "bad", text)


def years(shelf: Shelf, measure: str) -> Iterator[Block]:
    """The chart of a measure by financial year, where there are two or more."""
    chart = page_charts.years(shelf, measure, shelf.whole)
    if chart is not None:
        heads = ("Year", f"#{page_charts.unit_of(shelf, measure)}")
        rows = [(row["period"], row) for row in shelf.series(measure, shelf.whole, "year")]
        title = f"{shelf.measures[measure]['title']}, each year"
        yield Picture(chart, Grid(title, heads, rows, f"data/{measure}.csv"))


def told_years(shelf: Shelf, measure: str) -> list[Row]:
    """The whole years of a measure that have a figure."""
    return [row for row in shelf.series(measure, shelf.whole, "year") if row["value"] is not None]


def _interval(row: Row) -> str:
    return f"{number(row['lower'], 1)} to {number(row['upper'], 1)}"
