"""The pages on hot spots: one that compares the themes, and one for each theme that could be mapped."""

from collections.abc import Sequence

from wulfrun.assessment.topics.hot_spots import CELLS, FORECASTS, SQUARES, THEMES
from wulfrun.assessment.wording import number, when
from wulfrun.publication.blocks import (
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Prose,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.page import Page
from wulfrun.publication.ratio_charts import ratio_bars
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._hot_spot_alike import neighbours
from wulfrun.publication.topic_pages._hot_spot_maps import emerging_map, hot_map, span
from wulfrun.publication.topic_pages._hot_spot_squares import change, density
from wulfrun.publication.topic_pages._hot_spot_words import concentration, facts, forecast

_ABOUT = (
    "Where crime is concentrated, which hot spots are new, and whether last year's map foretold this year's"
)
_TRAIL = (
    ("index.html", "Overview"),
    ("topics/index.html", "Topics"),
    ("topics/hot-spots.html", "Hot spots"),
)
_READ = (
    (
        "A cell",
        "A hexagon. Cells are as small as the number of offences allows. A single home is never shown: a "
        "cell is hot only if it would also be high without the one place that has the most offences.",
    ),
    ("Hot", "More in and around it than chance would bring, with allowance for the number of cells."),
    (
        "What they are good for",
        "To choose where to look and to ask why. They describe places, not the people who live there.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """The page of all themes, then each theme's; none where there are no points."""
    rows = shelf.release.rows(THEMES)
    themes = [row for row in rows if not row["note"]]
    if not themes:
        return []
    return [_overview(shelf, rows, themes), *(_of_theme(shelf, row) for row in themes)]


def _overview(shelf: Shelf, rows: Sequence[Row], themes: Sequence[Row]) -> Page:
    low, high = (pick(_alike(themes), key=lambda row: row["top_risk"]) for pick in (min, max))
    blocks: list[Block] = [
        Lead(
            f"Crime is not spread evenly over {shelf.place}: the 5% of cells with the highest risk have "
            f"from {100 * low['top_risk']:.0f}% ({_inside(low)}) to {100 * high['top_risk']:.0f}% "
            f"({_inside(high)}) of it."
            if low["top_risk_lower"] > 0.05 and low is not high
            else f"Where crime is concentrated in {shelf.place}, theme by theme."
        ),
        _table(shelf, themes),
        Prose(" ".join(f"{row['title']}: not mapped, {row['note']}." for row in rows if row["note"])),
        Heading("How concentrated the risk is"),
        _risk_chart(shelf, themes),
        *_forecasts(shelf, themes),
        Heading("How to read the maps"),
        Facts(_READ),
        Links([(f"topics/{_name(row)}.html", str(row["title"])) for row in themes]),
    ]
    kept = [each for each in blocks if not isinstance(each, Prose) or each.text]
    return topic_page("hot-spots", "Hot spots", _ABOUT, kept)


def _table(shelf: Shelf, themes: Sequence[Row]) -> Grid:
    heads = (
        "Theme",
        "Twelve months",
        "#With a place",
        "#Hot cells",
        "#Of the area",
        "#Offences in them",
        "#Emerging",
    )
    emerging = ("new", "consecutive", "intensifying")
    cells: list[list[Cell]] = []
    for row in themes:
        own = [each for each in shelf.release.rows(CELLS) if each["theme"] == row["theme"]]
        rising = sum(str(each["emerging"]).startswith(emerging) for each in own)
        cells.append(
            [
                row["title"], span(row), number(row["offences"]), number(row["hot_cells"]),
                f"{100 * row['hot_area']:.1f}%",
                "not told" if row["hot_offences"] is None else f"{100 * row['hot_offences']:.0f}%",
                number(rising) if row["emerging_first"] else "not told",
            ]
        )  # fmt: skip
    note = (
        "Emerging: cells that are new hot spots, hot in the latest quarters only, or hot nearly always and "
        "rising."
    )
    return Grid("Hot spots by theme", heads, cells, f"data/{THEMES}.csv", note)


def _risk_chart(shelf: Shelf, themes: Sequence[Row]) -> Block:
    ranked = sorted(_alike(themes), key=lambda row: -row["top_risk"])
    ratios = [
        (row["title"], Value(*(row[f"top_risk{end}"] / 0.05 for end in ("", "_lower", "_upper"))))
        for row in ranked
    ]
    sure = sum(row["top_risk_lower"] > 0.05 for row in ranked)
    title = (
        f"In {sure} of {len(ranked)} themes the worst 5% of cells have more than an even share of the risk"
    )
    units = "Risk in the worst 5% of cells, times an even share"
    caption = Caption("hot-spots-risk", title, shelf.place, units, "Police data",
                      when(max(row["last_month"] for row in ranked)))  # fmt: skip
    note = "Themes with larger cells look less concentrated: the size of each is in the CSV."
    return picture(ratio_bars(caption, ratios), f"data/{THEMES}.csv", note)


def _forecasts(shelf: Shelf, themes: Sequence[Row]) -> list[Block]:
    titles = {row["theme"]: row["title"] for row in themes}
    rows = [row for row in shelf.release.rows(FORECASTS) if row["difference"] is None]
    if not rows:
        return []
    better = [row for row in rows if row["pai_lower"] > 1]
    ratios = [(titles[row["theme"]], Value(row["pai"], row["pai_lower"], row["pai_upper"])) for row in rows]
    title = f"In {len(better)} of {len(rows)} themes last year's hot cells held more than their share"
    caption = Caption("hot-spots-forecast", title, shelf.place, "Accuracy index of last year's hot cells",
                      "Police data", when(max(row["tested_last"] for row in rows)))  # fmt: skip
    return [
        Heading("Did last year's maps foretell?"),
        picture(ratio_bars(caption, ratios), f"data/{FORECASTS}.csv"),
    ]


def _of_theme(shelf: Shelf, theme: Row) -> Page:
    cells, squares = (
        [row for row in shelf.release.rows(table) if row["theme"] == theme["theme"]]
        for table in (CELLS, SQUARES)
    )
    blocks: list[Block] = [
        Lead(f"About {number(theme['offences'])} records with a place, from {span(theme)}."),
        *hot_map(shelf, theme, cells),
        *density(shelf, theme, squares),
        *emerging_map(shelf, theme, cells),
        *change(shelf, theme, squares),
        *concentration(shelf, theme),
        *neighbours(shelf, theme),
        *forecast(shelf, theme),
        Heading("How this was worked out"),
        facts(theme),
    ]
    title = f"Hot spots: {_inside(theme)}"
    return topic_page(_name(theme), title, _ABOUT, blocks, _TRAIL)


def _alike(themes: Sequence[Row]) -> list[Row]:
    """The themes of one kind of record: shared places of the street map look concentrated by themselves."""
    return [row for row in themes if row["record"] == themes[0]["record"]]


def _inside(theme: Row) -> str:
    title = str(theme["title"])
    return title[:1].lower() + title[1:]


def _name(theme: Row) -> str:
    return f"hot-spots-{theme['theme']}"
