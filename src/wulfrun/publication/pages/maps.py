"""What a page needs to show areas as a map with its short table."""

from dataclasses import dataclass

from wulfrun.assessment.wording import base_of, when
from wulfrun.publication import page_charts
from wulfrun.publication.chart_model import Chart
from wulfrun.publication.shelf import LEVEL_WORDS, Row, Shelf

MOST_ROWS = 60


@dataclass(frozen=True)
class AreaMap:
    """A drawn map, its rows from highest to lowest, and how many of them the table leaves to the CSV."""

    drawn: Chart
    rows: list[Row]
    left_out: int
    unit: str
    caption: str
    csv: str


def highest_first(rows: list[Row]) -> list[Row]:
    """Areas from the highest figure to the lowest; those without a figure last, by name."""
    known = sorted(
        (row for row in rows if row["value"] is not None), key=lambda row: (-row["value"], row["area_name"])
    )
    return known + [row for row in rows if row["value"] is None]


def map_of(shelf: Shelf, measure: str, level: str, period: str) -> AreaMap | None:
    """The map of a measure at a level, or None where there are no boundaries or figures."""
    if not level or not period:
        return None
    rate = shelf.rate_of(measure)
    drawn = page_charts.where(shelf, rate, level, period)
    if drawn is None:
        return None
    rows = highest_first(shelf.across(rate, level, period))
    title = shelf.measures[base_of(measure)]["title"]
    return AreaMap(
        drawn,
        rows[:MOST_ROWS],
        max(0, len(rows) - MOST_ROWS),
        page_charts.unit_of(shelf, rate),
        f"{title} on the map, by {LEVEL_WORDS[level]}, {when(period)}",
        f"data/{base_of(measure)}.csv",
    )
