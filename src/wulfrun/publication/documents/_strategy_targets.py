"""Targets as documents show them: a table, and a chart of how far each has come."""

from collections.abc import Mapping, Sequence
from typing import Any

from wulfrun.assessment.target_findings import closes_gap
from wulfrun.assessment.wording import figure_text, kind_of, points, signed, when
from wulfrun.publication.blocks import Block, Cell, Grid, Tag, picture
from wulfrun.publication.chart_model import Caption, TargetProgress, Value
from wulfrun.publication.charts import status_bars
from wulfrun.publication.shelf import Row, Shelf

Item = Mapping[str, Any]
HEADS = ("Target", "#Baseline", "#Latest", "#Change", "#To reach", "Status")


def target_grid(shelf: Shelf, items: Sequence[Item], caption: str) -> Grid:
    """Each target with its figures, which lead to their explanations, and its status."""
    return Grid(caption, HEADS, [_cells(shelf, each) for each in items], "data/targets.csv")


def progress_chart(shelf: Shelf, items: Sequence[Item], name: str, title: str) -> Block | None:
    """The change of each target beside the change it asks for; None where none can be drawn."""
    rows = [each["row"] for each in items]
    drawn = [
        TargetProgress(
            row["title"],
            Value(row["change_percent"], row["lower"], row["upper"]),
            row["target_percent"],
            row["status"],
        )
        for row in rows
        if row["change_percent"] is not None and not closes_gap(row)
    ]
    if not drawn:
        return None
    caption = Caption(
        name, title, f"{shelf.place}, each since its own baseline", "Change in percent", _source(shelf),
        when(shelf.release.manifest["through"]),
    )  # fmt: skip
    return picture(status_bars(caption, drawn), "data/targets.csv", numbers=(1, 2, 3))


def _source(shelf: Shelf) -> str:
    return str(shelf.partnership["name"])


def _cells(shelf: Shelf, item: Item) -> list[Cell]:
    row = item["row"]
    return [
        f"{row['title']} ({when(row['baseline_period'])} to {when(row['end_period'])})",
        _figure(shelf, row, "baseline", "baseline_period"),
        _figure(shelf, row, "latest", "latest_period"),
        _change(shelf, row),
        _goal(shelf, row),
        Tag(str(row["status"]).capitalize(), item["tone"]),
    ]


def _figure(shelf: Shelf, row: Row, name: str, span: str) -> Cell:
    if row[name] is None:
        return None
    if closes_gap(row):
        return figure_text(row[name], "ratio")
    return shelf.row(row["measure"], row["area_code"], row[span]) or figure_text(row[name], _kind(shelf, row))


def _change(shelf: Shelf, row: Row) -> Cell:
    if _kind(shelf, row) == "share" and row["latest"] is not None and row["baseline"] is not None:
        return points(row["latest"] - row["baseline"])
    return None if row["change_percent"] is None else signed(row["change_percent"])


def _goal(shelf: Shelf, row: Row) -> Cell:
    if closes_gap(row):
        return "to narrow"
    # 800 raised by a tenth is 880.0000000000001 to a computer.
    goal = row["target_value"]
    return None if goal is None else figure_text(round(goal, 6), _kind(shelf, row))


def _kind(shelf: Shelf, row: Row) -> str:
    return kind_of(row["measure"], shelf.definition["measure"][row["measure"].partition(".")[0]])
