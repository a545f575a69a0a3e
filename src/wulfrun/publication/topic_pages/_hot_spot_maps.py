"""The maps of a theme's hot spots: hot cells by how far above the average, and the classes over time."""

import json
from collections import Counter
from collections.abc import Sequence

from wulfrun.assessment.topics.hot_spots import CELLS
from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import Block, Heading, Prose, picture
from wulfrun.publication.cell_map import Cell, cell_map
from wulfrun.publication.chart_model import Caption, listed
from wulfrun.publication.chart_style import ORANGE, REST
from wulfrun.publication.kind_maps import Kind
from wulfrun.publication.shelf import SHOWN_LEVELS, Row, Shelf
from wulfrun.words.periods import month_index, month_words

_TIMES = {
    "under 2": "#abcde8",
    "2 to under 3": "#6aa5d4",
    "3 to under 5": "#2b74b5",
    "5 to under 10": "#0a3f7a",
    "10 or more": "#061f3d",
}
_HEAT = tuple(Kind(band, colour) for band, colour in _TIMES.items())
EMERGING, LASTING, ON_AND_OFF, PAST = "Emerging", "Lasting", "On and off", "Past"
GROUPS = {
    "new": EMERGING,
    "consecutive": EMERGING,
    "intensifying": EMERGING,
    "persistent": LASTING,
    "diminishing": LASTING,
    "sporadic": ON_AND_OFF,
    "oscillating": ON_AND_OFF,
    "historical": PAST,
}
_CLASSES = (
    Kind(EMERGING, ORANGE, outlined=True),
    Kind(LASTING, "#0a3f7a"),
    Kind(ON_AND_OFF, "#6aa5d4"),
    Kind(PAST, REST),
)
_HOT_NOTE = (
    "A cell is told by the offences in it and in the six cells around it, in bands; one that is not marked "
    "may have a few offences or none."
)


def hot_map(shelf: Shelf, theme: Row, cells: Sequence[Row]) -> list[Block]:
    """Where the hot cells are: a map, and behind it how many lie in each area."""
    hot = [row for row in cells if row["hot"]]
    shapes = ground(shelf)
    blocks: list[Block] = [Heading("Where it is concentrated"), Prose(hot_words(theme, hot))]
    if not hot or shapes is None:
        return blocks
    count = len(hot)
    title = f"{number(count)} of {number(theme['cells'])} cells {'are' if count > 1 else 'is'} hot"
    caption = Caption(
        f"hot-spots-{theme['theme']}",
        title,
        f"{theme['title']}, {shelf.place}, {span(theme)}",
        f"Hot cells, times {shelf.place}'s average in and around the cell",
        source(theme),
    )
    drawn = [Cell(corners(row), row["area_name"], row["times"]) for row in hot]
    rows = []
    for area, many in _by_area(hot):
        own = [row for row in hot if row["area_name"] == area]
        most = max((row["times"] for row in own), key=list(_TIMES).index)
        rows.append((area or "on the border", number(many), f"{most} times"))
    columns = ("Area", "Hot cells", "The hottest, against the average")
    chart = cell_map(caption, shapes, drawn, _HEAT, columns, rows)
    return [*blocks, picture(chart, f"data/{CELLS}.csv", _HOT_NOTE, (1,))]


def emerging_map(shelf: Shelf, theme: Row, cells: Sequence[Row]) -> list[Block]:
    """What has become of hot spots quarter by quarter: groups on the map, classes in the table."""
    if not theme["emerging_first"]:
        return []
    known = [row for row in cells if row["emerging"]]
    first, last = (month_words(month_index(theme[end])) for end in ("emerging_first", "last_month"))
    rising = [row for row in known if GROUPS[_class(row)] == EMERGING]
    text = f"Each quarter from {first} to {last} was judged, together with the one before it. "
    text += (
        f"{_cells(len(rising))} emerging: hot now and new, or hot in the latest quarters only, or hot "
        "nearly always and rising."
        if rising
        else "No hot spot is emerging."
    )
    blocks: list[Block] = [Heading("New, lasting and past"), Prose(text)]
    shapes = ground(shelf)
    if not known or shapes is None:
        return blocks
    title = f"{_cells(len(rising)) if rising else 'No hot cell is'} emerging"
    caption = Caption(
        f"emerging-{theme['theme']}",
        title,
        f"{theme['title']}, {shelf.place}, quarters of {first} to {last}",
        "Cells by the history of their hot spells",
        source(theme),
    )
    drawn = [Cell(corners(row), row["area_name"], GROUPS[_class(row)]) for row in known]
    tally = Counter((_class(row), row["area_name"]) for row in known)
    order = list(GROUPS)
    rows = [
        (f"{kind.capitalize()} ({GROUPS[kind].lower()})", area or "on the border", number(many))
        for (kind, area), many in sorted(
            tally.items(), key=lambda each: (order.index(each[0][0]), each[0][1])
        )
    ]
    chart = cell_map(caption, shapes, drawn, _CLASSES, ("Class", "Area", "Cells"), rows)
    return [*blocks, picture(chart, f"data/{CELLS}.csv", "", (2,))]


def span(theme: Row) -> str:
    """The twelve months a theme's figures are of."""
    first, last = (month_words(month_index(theme[end])) for end in ("first_month", "last_month"))
    return f"{first} to {last}"


def source(theme: Row) -> str:
    """Where the points come from."""
    return "data.police.uk street-level crime" if theme["record"] == "street" else "Police recorded crime"


def hot_words(theme: Row, hot: Sequence[Row]) -> str:
    """How many cells are hot, what they hold, and where most of them are."""
    size = f"{theme['cell_metres']:.0f}"
    grid = f"{number(theme['cells'])} hexagons, each as large as a square of {size} metres"
    if not hot:
        return f"Of {grid}, none has more in and around it than chance could bring."
    names = [area for area, _ in _by_area(hot) if area][:3]
    where = f" Most of them are in {listed(names)}." if names else ""
    found = (
        f"{_cells(len(hot))} hot, of {grid}: more in and around {'them' if len(hot) > 1 else 'it'} than "
        "chance would bring."
    )
    if theme["hot_offences"] is None:
        return f"{found}{where} How many offences so few cells hold is not told."
    return (
        f"{found} They are {_percent(theme['hot_area'])} of the area and had "
        f"{_percent(theme['hot_offences'])} of the offences with a place.{where}"
    )


def _cells(count: int) -> str:
    return "1 cell is" if count == 1 else f"{number(count)} cells are"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share >= 0.01 else "less than 1%"


def _by_area(rows: Sequence[Row]) -> list[tuple[str, int]]:
    return sorted(Counter(row["area_name"] for row in rows).items(), key=lambda each: (-each[1], each[0]))


def _class(row: Row) -> str:
    return str(row["emerging"]).split(" ", maxsplit=1)[0]


def corners(row: Row) -> list[list[float]]:
    """The corners of a cell in National Grid metres."""
    return [[float(x), float(y)] for x, y in json.loads(row["outline"])]


def ground(shelf: Shelf) -> Row | None:
    """The boundaries that cells are drawn over: the largest areas pages show that there are some of."""
    return next((found for level in (*SHOWN_LEVELS, "lsoa") if (found := shelf.shapes(level))), None)
