"""Where rubbish fires and fly-tipping are both surely high: sentence, map and table."""

from collections.abc import Sequence

from wulfrun.assessment.topics.rubbish_fires import PLACES
from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Picture, Prose
from wulfrun.publication.chart_model import Caption, Chart, listed
from wulfrun.publication.chart_style import LAND
from wulfrun.publication.kind_maps import Kind, Kinded, kind_map
from wulfrun.publication.shelf import LEVEL_PLURALS, LEVEL_WORDS, Row, Shelf
from wulfrun.words.periods import financial_year, month_index, month_words

MEASURE = "rubbish-arson"
BOTH, FIRES_ONLY, TIPS_ONLY, NEITHER = (
    "Both surely high",
    "Rubbish fires high",
    "Fly-tipping high",
    "Neither surely high",
)
_KINDS = (
    Kind(BOTH, "#d55e00", outlined=True),
    Kind(FIRES_ONLY, "#6aa5d4"),
    Kind(TIPS_ONLY, "#e6c36a"),
    Kind(NEITHER, LAND),
)
_NOTE = (
    "Both are surely high where both rates lie above the whole place's beyond chance, corrected for the "
    "number of places; one alone is high where its 95% interval lies above. Two things high in one place are "
    "no link."
)


def where(shelf: Shelf, level: str, places: Sequence[Row]) -> list[Block]:
    """The places that are surely high on both, as a sentence, a map and a table."""
    if not places:
        return []
    high = sorted((row for row in places if row["high"]), key=lambda row: (-row["fires"], row["area_name"]))
    kind = LEVEL_PLURALS[level]
    span = span_of(places[0])
    blocks: list[Block] = [Heading(f"Where both are high: {kind}"), Prose(_told(high, places, kind, span))]
    drawn = _map(shelf, level, places, high, span)
    if drawn is not None:
        listed_places = [[*row] for row in drawn.rows if row[1] != NEITHER]
        table = Grid(
            f"Places high on one or both, {span}", drawn.columns, listed_places, f"data/{PLACES}.csv"
        )
        blocks.append(Picture(drawn, table, _NOTE))
    if high:
        blocks.append(_places_grid(shelf, level, high, span))
    return blocks


def _told(high: Sequence[Row], places: Sequence[Row], kind: str, span: str) -> str:
    if not high:
        return f"From {span} none of the {len(places)} {kind} was surely high on both."
    names = listed([_name(row) for row in high], 8)
    text = f"From {span}, {len(high)} of {len(places)} {kind} had surely high rates of both: {names}."
    if all(row["fires_a_year_before"] is not None for row in places if not row["suppressed"]):
        own, before = (sum(row[name] for row in high) for name in ("fires", "fires_a_year_before"))
        shown = [row for row in places if not row["suppressed"]]
        total, earlier = (sum(row[name] for row in shown) for name in ("fires", "fires_a_year_before"))
        they = "They" if len(high) > 1 else "It"
        text += (
            f" {they} had {number(own)} of the {number(total)} rubbish fires with a place, and "
            f"{number(before)} of {number(earlier)} a year before. Places picked because they are high now "
            "look as if they had risen more than they did."
        )
    return text


def _name(row: Row) -> str:
    return f"{row['area_name']} ({row['within']})" if row["within"] else str(row["area_name"])


def _places_grid(shelf: Shelf, level: str, high: Sequence[Row], span: str) -> Grid:
    times = f"#Times {shelf.place}'s rate"
    heads = (
        LEVEL_WORDS[level].capitalize(),
        "#Rubbish fires",
        "#A year before",
        times,
        "#Fly-tipping",
        times,
    )
    rows: list[list[Cell]] = [
        [
            _name(row), _counted(shelf, row), _whole(row["fires_a_year_before"]),
            _times(row, "fires"), _whole(row["tips"]), _times(row, "tips"),
        ]
        for row in high
    ]  # fmt: skip
    return Grid(f"Places surely high on both, {span}", heads, rows, f"data/{PLACES}.csv",
                "All places are in the CSV. Rates are per resident, with 95% intervals.")  # fmt: skip


def _counted(shelf: Shelf, row: Row) -> Cell:
    """The fires as the published figure, which leads to its explanation, where there is one of that span."""
    year = financial_year(month_index(row["last_month"]))
    figure = shelf.row(MEASURE, row["area_code"], year.name)
    same = (
        figure is not None and year.last == month_index(row["last_month"]) and figure["value"] == row["fires"]
    )
    return figure if same else _whole(row["fires"])


def _whole(value: int | None) -> str:
    return "not known" if value is None else number(value)


def _times(row: Row, name: str) -> str:
    low, high = (number(row[f"{name}_{end}"], 1) for end in ("lower", "upper"))
    return f"{number(row[f'{name}_ratio'], 1)} ({low} to {high})"


def _map(shelf: Shelf, level: str, places: Sequence[Row], high: Sequence[Row], span: str) -> Chart | None:
    shapes = shelf.shapes(level)
    if shapes is None:
        return None
    what = LEVEL_PLURALS[level] if len(high) != 1 else LEVEL_WORDS[level]
    title = f"{len(high) or 'No'} {what} {'is' if len(high) == 1 else 'are'} high on both"
    caption = Caption(f"rubbish-fires-{level}", title, f"{shelf.place}, {span}",
                      "Rubbish fires and fly-tipping per resident", "Fire service and council")  # fmt: skip
    return kind_map(caption, shapes, [_kinded(row) for row in places], _KINDS)


def _kinded(row: Row) -> Kinded:
    if row["suppressed"]:
        return Kinded(row["area_code"], _name(row), "")
    fires, tips = (row[f"{name}_lower"] > 1 for name in ("fires", "tips"))
    word = (
        BOTH
        if row["high"]
        else FIRES_ONLY
        if fires and not tips
        else TIPS_ONLY
        if tips and not fires
        else NEITHER
    )
    return Kinded(row["area_code"], _name(row), word)


def span_of(row: Row) -> str:
    """The months that a row of the topic's tables speaks of."""
    first, last = (month_words(month_index(row[end])) for end in ("first_month", "last_month"))
    return f"{first} to {last}"
