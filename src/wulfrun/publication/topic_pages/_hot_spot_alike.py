"""What a theme's page says of neighbours: whether cells are alike, and which small areas stand out."""

from collections.abc import Sequence

from wulfrun.assessment.topics.hot_spots import AREAS
from wulfrun.assessment.wording import number
from wulfrun.methods.moran import HIGH_HIGH, HIGH_LOW, LOW_HIGH, LOW_LOW
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Prose
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._hot_spot_maps import span

_ORDER = (HIGH_HIGH, HIGH_LOW, LOW_HIGH, LOW_LOW)
_NOTE = (
    "High among high: more for each resident than the average of small areas, and so have the areas around "
    "it. Low among low: less, as around it. High among low, low among high: unlike the areas around it."
)


def neighbours(shelf: Shelf, theme: Row) -> list[Block]:
    """One sentence on all cells, then the small areas by class, named."""
    text = " ".join(each for each in (_cells(theme), _areas(shelf, theme)) if each)
    if not text:
        return []
    blocks: list[Block] = [Heading("Whether neighbours are alike"), Prose(text)]
    rows = _of(shelf, theme)
    if not rows:
        return blocks
    heads = ("Class", "Lies in", "Small areas")
    caption = f"Small areas that stand out, {span(theme)}"
    return [*blocks, Grid(caption, heads, _grouped(rows), f"data/{AREAS}.csv", _NOTE)]


def _cells(theme: Row) -> str:
    if theme["alike"] is None:
        return ""
    p = theme["alike_p"]
    chance = "p < 0.001" if p < 0.001 else f"p = {number(p, 3)}"
    figures = f"(Moran's I = {number(theme['alike'], 2)}, {chance})"
    if p >= 0.05:
        return f"Neighbouring cells are no more alike than chance could bring {figures}."
    if theme["alike"] < 0:
        return f"Neighbouring cells are less alike than chance would bring {figures}."
    return f"Neighbouring cells are alike {figures}: where there is much, there is much next to it."


def _areas(shelf: Shelf, theme: Row) -> str:
    if theme["areas_note"]:
        return f"By small area: not told, as {theme['areas_note']}."
    found = len(_of(shelf, theme))
    judged = number(theme["areas_judged"])
    if not found:
        return f"None of the {judged} small areas stands out beyond chance together with those around it."
    verb = "stands" if found == 1 else "stand"
    return (
        f"{number(found)} of {judged} small areas {verb} out beyond chance, by offences for each resident in "
        "the area and in those around it."
    )


def _grouped(rows: Sequence[Row]) -> list[list[Cell]]:
    groups: dict[tuple[int, str], list[str]] = {}
    for row in rows:
        groups.setdefault((_ORDER.index(row["kind"]), row["within"]), []).append(row["area_name"])
    return [
        [_ORDER[kind].capitalize(), within, ", ".join(sorted(names))]
        for (kind, within), names in sorted(groups.items())
    ]


def _of(shelf: Shelf, theme: Row) -> list[Row]:
    return [row for row in shelf.release.rows(AREAS) if row["theme"] == theme["theme"]]
