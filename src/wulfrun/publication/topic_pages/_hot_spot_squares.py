"""The maps of a theme on squares: how dense it is, and where its share changed beyond chance."""

from collections import Counter
from collections.abc import Sequence

from wulfrun.assessment.topics._hot_spot_change import ALIKE, LESS, MORE, TWICE
from wulfrun.assessment.topics.hot_spots import SQUARES
from wulfrun.assessment.wording import number
from wulfrun.publication import chart_style as style
from wulfrun.publication.blocks import Block, Heading, Prose, picture
from wulfrun.publication.cell_map import Cell
from wulfrun.publication.chart_model import Caption, listed
from wulfrun.publication.kind_maps import Kind
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.surface_map import surface_map
from wulfrun.publication.topic_pages._hot_spot_maps import corners, ground, source, span
from wulfrun.words.periods import month_index, month_words

_TOO_FEW = Kind("Too few to say", style.GAP)
_CHANGES = {
    TWICE: Kind("At least twice the share", style.ORANGE, outlined=True),
    MORE: Kind("A larger share", "#f3b27a"),
    LESS: Kind("A smaller share", "#6aa5d4"),
    ALIKE: Kind("No clear difference", style.LAND),
}


def density(shelf: Shelf, theme: Row, squares: Sequence[Row]) -> list[Block]:
    """How many offences a square kilometre has, in classes."""
    shapes = ground(shelf)
    lowest = theme["density_lowest"]
    above = [row for row in squares if row["density"] != lowest]
    if not above or shapes is None:
        return []
    words = sorted(
        {row["density"] for row in above}, key=lambda word: float(word.split(" ")[0]), reverse=True
    )
    reach = f"{theme['bandwidth']:.0f}"
    top = _names([row for row in above if row["density"] == words[0]])
    title = f"Densest in {top}" if top else f"Up to {words[0]} offences a square kilometre"
    caption = Caption(
        f"hot-spots-density-{theme['theme']}",
        title,
        f"{theme['title']}, {shelf.place}, {span(theme)}",
        "Offences a square kilometre in twelve months",
        source(theme),
    )
    kinds = [
        Kind(word[:1].upper() + word[1:], colour) for word, colour in zip(words, _shades(words), strict=True)
    ]
    named = dict(zip(words, kinds, strict=True))
    cells = [Cell(corners(row), row["area_name"], named[row["density"]].word) for row in above]
    rest = Kind(lowest[:1].upper() + lowest[1:], style.CLASSES[0])
    chart = surface_map(caption, shapes, cells, kinds, rest)
    text = (
        f"Each place is shaded by the offences within {reach} metres of it, the nearer the more they count. "
        "A wider reach would show districts, a narrower one streets: no map of this kind is the right one. "
        "Where fewer than five different places had an offence, the lowest class stands."
    )
    return [Heading("How dense it is"), Prose(text), picture(chart, f"data/{SQUARES}.csv", "", (1, 2))]


def _shades(words: Sequence[str]) -> list[str]:
    """The darkest for the highest class; never that of the lowest."""
    darker = style.CLASSES[:0:-1]
    last = len(darker) - 1
    return [darker[round(at * last / max(len(words) - 1, 1))] for at in range(len(words))]


def change(shelf: Shelf, theme: Row, squares: Sequence[Row]) -> list[Block]:
    """Where the theme's share of all its offences is not what it was a year before."""
    heading = Heading("Where it changed")
    if theme["change_note"]:
        return [heading, Prose(f"Not told: {theme['change_note']}.")]
    more = [row for row in squares if row["change"] in (TWICE, MORE)]
    less = [row for row in squares if row["change"] == LESS]
    blocks: list[Block] = [heading, Prose(_told(shelf, theme, more, less))]
    shapes = ground(shelf)
    if shapes is None or not theme["change_squares"]:
        return blocks
    caption = Caption(
        f"hot-spots-change-{theme['theme']}",
        _finding(more, less),
        f"{theme['title']}, {shelf.place}, {span(theme)} against {_before(theme)}",
        f"Share of {shelf.place}'s offences, against the twelve months before",
        source(theme),
    )
    cells = [
        Cell(corners(row), row["area_name"], _CHANGES[row["change"]].word) for row in squares if row["change"]
    ]
    chart = surface_map(caption, shapes, cells, list(_CHANGES.values()), _TOO_FEW)
    return [*blocks, picture(chart, f"data/{SQUARES}.csv", "", (1, 2))]


def _finding(more: Sequence[Row], less: Sequence[Row]) -> str:
    said = []
    for rows, words in ((more, "a larger"), (less, "a smaller")):
        if rows:
            said.append(f"{words} share in {_names(rows) or 'some places'}")
    found = ", ".join(said) if said else "no place changed beyond chance"
    return found[:1].upper() + found[1:]


def _told(shelf: Shelf, theme: Row, more: Sequence[Row], less: Sequence[Row]) -> str:
    judged = number(theme["change_squares"])
    text = (
        f"The share of {shelf.place}'s offences within {theme['bandwidth']:.0f} metres of each place, from "
        f"{span(theme)}, is compared with that from {_before(theme)}: a rise or fall everywhere changes "
        "nothing here. "
    )
    if not more and not less:
        return text + (
            f"None of the {judged} squares of {theme['square_metres']:.0f} metres with enough offences "
            "changed beyond what chance could bring: smaller changes cannot be told from chance."
        )
    said = [
        f"{number(len(rows))} {'has' if len(rows) == 1 else 'have'} a {words} share than chance could bring"
        + (f", most in {_names(rows)}" if _names(rows) else "")
        for rows, words in ((more, "larger"), (less, "smaller"))
        if rows
    ]
    return (
        f"{text}Of {judged} squares of {theme['square_metres']:.0f} metres with enough offences "
        f"{'; '.join(said)}. Squares that touch share offences: a patch of them is one change."
    )


def _before(theme: Row) -> str:
    first, last = (month_words(month_index(theme[end])) for end in ("change_first", "change_last"))
    return f"{first} to {last}"


def _names(rows: Sequence[Row]) -> str:
    """The areas most of the squares lie in, at most three."""
    tally = Counter(row["area_name"] for row in rows if row["area_name"])
    ranked = sorted(tally, key=lambda name: (-tally[name], name))
    return listed(ranked[:3]) if ranked else ""
