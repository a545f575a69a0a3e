"""What a theme's page says of concentration, of streets, of last year's map, and of how it was worked out."""

from collections.abc import Sequence

from wulfrun.assessment.topics.hot_spots import CURVES, FORECASTS, STREETS
from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import Block, Cell, Facts, Grid, Heading, Prose, picture
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.lorenz_chart import lorenz_chart
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._hot_spot_maps import source, span
from wulfrun.words.periods import month_index, month_words


def concentration(shelf: Shelf, theme: Row) -> list[Block]:
    """How much the worst places hold, beside what chance alone would give them; then by street."""
    more = theme["top_share"] > theme["top_by_chance_upper"]
    seen, chance = (_percent(theme[name]) for name in ("top_share", "top_by_chance"))
    text = f"The worst 5% of cells held {seen} of the offences with a place. "
    text += (
        f"Had the same number fallen at random they would have held {chance}: so few offences never spread "
        "evenly."
        if more
        else f"That is no more than chance would bring ({chance})."
    )
    low, high = (_percent(theme[f"top_risk_{end}"]) for end in ("lower", "upper"))
    text += (
        " The risk behind them is less concentrated than the counts: the 5% of cells with the highest risk "
        f"have about {_percent(theme['top_risk'])} of it ({low} to {high})."
    )
    title = f"The worst 5% of cells hold {seen}; by chance they would hold {chance}"
    subtitle = f"{theme['title']}, {shelf.place}, {span(theme)}"
    units = "Percent of offences in the worst cells"
    caption = Caption(f"concentration-{theme['theme']}", title, subtitle, units, source(theme))
    curve = [
        (100 * row["places"], 100 * row["crimes"], 100 * row["by_chance"])
        for row in _of(shelf, CURVES, theme)
    ]
    blocks: list[Block] = [Heading("How concentrated it is"), Prose(text)]
    blocks.append(picture(lorenz_chart(caption, curve), f"data/{CURVES}.csv", "", (0, 1, 2)))
    return [*blocks, *_streets(shelf, theme)]


def _streets(shelf: Shelf, theme: Row) -> list[Block]:
    found = _of(shelf, STREETS, theme)
    if not found:
        return []
    row = found[0]
    if row["note"]:
        return [Prose(f"By street: not told, as {row['note']}.")]
    text = (
        f"Half of the offences near a street lie in {_percent(row['half'], 1)} of {number(row['segments'])} "
        "street segments"
    )
    low, high = (_percent(row[f"half_{end}"], 1) for end in ("lower", "upper"))
    text += (
        f"; by chance they would lie in {low} to {high}."
        if row["half"] < row["half_lower"]
        else f", no fewer than chance would bring ({low} to {high})."
    )
    text += (
        f" A quarter lies in {_percent(row['quarter'], 1)}. About {number(row['unmatched'])} of "
        f"{number(row['matched'] + row['unmatched'])} lie farther than {row['within']:.0f} metres from "
        "every segment and are not counted."
    )
    return [Prose(text)]


def forecast(shelf: Shelf, theme: Row) -> list[Block]:
    """Whether the map of the year before held the crimes of the latest year, beside simpler maps."""
    rows = _of(shelf, FORECASTS, theme)
    if not rows:
        return []
    hot = rows[0]
    made, tested = (
        " to ".join(month_words(month_index(hot[f"{name}_{end}"])) for end in ("first", "last"))
        for name in ("made", "tested")
    )
    text = (
        f"A map made of {made} alone was tested on {tested}. Its hot cells are "
        f"{_percent(hot['area_share'], 1)} of the area and held {_percent(hot['hit_rate'], 1)} of what "
        "came: "
    )
    text += (
        f"{number(hot['pai'], 1)} times what cells taken blindly would hold."
        if hot["pai_lower"] > 1
        else "no more than cells taken blindly could hold."
    )
    others = [row for row in rows if row["difference"] is not None]
    text += "".join(f" {_against(row)}" for row in others)
    heads = ("Map", "#Area", "#Offences held", "#Accuracy index", "#Of the best possible")
    cells: list[list[Cell]] = [
        [
            row["map"].capitalize(),
            _percent(row["area_share"], 1),
            f"{_percent(row['hit_rate'], 1)} ({_percent(row['lower'], 1)} to {_percent(row['upper'], 1)})",
            f"{number(row['pai'], 1)} ({number(row['pai_lower'], 1)} to {number(row['pai_upper'], 1)})",
            _percent(row["pei"]),
        ]
        for row in rows
    ]
    note = (
        "The accuracy index is the share of offences over the share of area; 1 is no better than blind. "
        "95% intervals."
    )
    grid = Grid(f"Maps made of {made}, tested on {tested}", heads, cells, f"data/{FORECASTS}.csv", note)
    return [Heading("Did last year's map foretell?"), Prose(text), grid]


def _against(row: Row) -> str:
    name = f"A map of {row['map']} of the year before, of the same area,"
    if row["difference_lower"] > 0:
        return f"{name} held more of it: hot cells are no better a forecast here."
    if row["difference_upper"] < 0:
        return f"{name} held less of it."
    return f"{name} held about as much: they cannot be told apart."


def facts(theme: Row) -> Facts:
    """How it was worked out, and what it cannot say."""
    pairs = [
        (
            "Hot",
            f"{theme['gi_method']}. Each cell with the six around it is compared with the whole place, by "
            "the share of each that lies inside the boundary. Five in a hundred of the cells called hot "
            "may be so by chance.",
        ),
        (
            "New, lasting, past",
            f"{theme['emerging_method'] or 'Not told: fewer than eight quarters are known'}. The classes "
            "are those of Esri's Emerging Hot Spot Analysis. Each quarter is looked at together with the "
            "one before it, and compared with the whole place in the same months, so that a rise "
            "everywhere makes no cell hot. Over so short a time a cell has few offences: a single quarter "
            "is uncertain.",
        ),
        (
            "Concentration",
            f"{theme['concentration_method'][:1].upper()}{theme['concentration_method'][1:]}. Gini "
            f"(generalised): {number(theme['gini'], 2)}; by chance {number(theme['gini_by_chance'], 2)}.",
        ),
        (
            "Density",
            f"{theme['density_method'][:1].upper()}{theme['density_method'][1:]}, on squares of "
            f"{theme['square_metres']:.0f} metres. Where fewer than five different places (by their "
            "effective number) lie within the kernel, the lowest class stands; every square has the class "
            "that it would have if the one place whose repeats add most to it had been hit once.",
        ),
        *_changed(theme),
        *_alike(theme),
        (
            "What is not here",
            "Offences flagged as domestic abuse or hate crime, sexual offences, racially aggravated "
            "offences, and those without a place. Counts of single cells are never shown, and numbers of "
            "offences are told to the nearest five.",
        ),
        (
            "What it cannot say",
            "Why a place is hot, or who is at risk there: more people, cars or homes bring more offences. "
            "A map shows what was recorded, not all that happened; and intervals take offences as "
            "independent, which repeats are not.",
        ),
    ]
    if theme["record"] == "street":
        pairs.append(
            (
                "Points",
                "Street-map points are moved to the nearest of a list of shared places, and have months, "
                "not days: cells can be hot because a shared place lies in them.",
            )
        )
    return Facts(pairs)


def _changed(theme: Row) -> list[tuple[str, str]]:
    if theme["change_note"]:
        return []
    method = theme["change_method"]
    text = (
        f"{method[:1].upper()}{method[1:]}. Five in a hundred of the squares that are coloured may be so by "
        "chance. Dispersion: how many times as much the counts of squares vary between the years as those of "
        "independent offences would, since repeats come in runs; the test allows for it. "
        "Squares for which fewer than ten offences of both years speak, or fewer than five different "
        "places, say nothing; none is coloured that would not differ without the one place that adds most."
    )
    return [("Where it changed", text)]


def _alike(theme: Row) -> list[tuple[str, str]]:
    told = [theme[name] for name in ("alike_method", "areas_method") if theme[name]]
    if not told:
        return []
    said = ". ".join(f"{each[:1].upper()}{each[1:]}" for each in told)
    text = (
        f"{said}. Cells are also alike because homes, shops and streets are. Small areas are told by class, "
        "never by a number: a high one only with enough offences, a low one only where as many were to be "
        "expected."
    )
    return [("Neighbours", text)]


def _of(shelf: Shelf, table: str, theme: Row) -> Sequence[Row]:
    return [row for row in shelf.release.rows(table) if row["theme"] == theme["theme"]]


def _percent(share: float, places: int = 0) -> str:
    return f"{100 * share:.{places}f}%"
