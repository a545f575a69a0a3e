"""Deprivation: whether the burden of crime falls more on deprived areas, and whether that is narrowing."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.deprivation import (
    EDITIONS,
    FALLS_LESS,
    FALLS_MORE,
    GRADIENT,
    NARROWING,
    NO_CHANGE,
    NOT_COMPARED,
    TENTHS,
    WIDENING,
)
from wulfrun.assessment.wording import number, sentence, when
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Picture,
    Prose,
    Statement,
    topic_page,
)
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.gradient_chart import NAMES, gradient_bars
from wulfrun.publication.page import Page
from wulfrun.publication.page_charts import source_of
from wulfrun.publication.shelf import Row, Shelf

_TONES = {NARROWING: "good", WIDENING: "bad", NO_CHANGE: "neutral", NOT_COMPARED: "unknown"}
_CITY_CENTRE = (
    "A rate per resident says little of a city centre, where few live and many come, above all at night: "
    "its offences happen to visitors as well. Such areas can stand out in either direction, and a "
    "fitted line moves with them. Burglary is counted per household for the same reason: homes are at risk."
)


def pages(shelf: Shelf) -> list[Page]:
    """One page; none where no index of deprivation was taken in."""
    editions = shelf.release.rows(EDITIONS)
    gradient = [row for row in shelf.release.rows(GRADIENT) if row["measure"] in shelf.measures]
    if not editions:
        return []
    latest = [rows[-1] for rows in _by_measure(gradient)]
    blocks: list[Block] = [Lead(lead(shelf, latest, editions))]
    if latest:
        blocks += [_table(shelf, latest)]
        for rows in _by_measure(gradient):
            blocks += _measure(shelf, rows)
    blocks += [Heading("The index of deprivation"), *_editions(shelf, editions)]
    blocks += [Heading("How far this can be trusted"), Facts(_limits())]
    about = "Whether crime falls more on deprived areas, by how much, and whether the gap is narrowing."
    return [topic_page("deprivation", "Crime and deprivation", about, blocks)]


def lead(shelf: Shelf, latest: Sequence[Row], editions: Sequence[Row]) -> str:
    """How many measures fall more on deprived areas, and how many of these gaps moved."""
    if not latest:
        return (
            f"How deprived the areas of {shelf.place} are is known from {len(editions)} "
            f"edition{'s' if len(editions) > 1 else ''} of the index. No measure has a rate in enough small "
            "areas to be set against it."
        )
    more = sum(row["finding"] == FALLS_MORE for row in latest)
    said = f"{more} of {len(latest)} measures fall more on the deprived areas of {shelf.place}."
    if all(row["trend"] == NOT_COMPARED for row in latest):
        return f"{said} There is one year only, so whether the gap is narrowing cannot be said."
    moved = {trend: sum(row["trend"] == trend for row in latest) for trend in (NARROWING, WIDENING)}
    if not any(moved.values()):
        return f"{said} Since the first year that can be compared no gap has clearly narrowed or widened."
    return (
        f"{said} Since the first year that can be compared the gap narrowed clearly for {moved[NARROWING]} "
        f"and widened clearly for {moved[WIDENING]}."
    )


def _by_measure(rows: Sequence[Row]) -> list[list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["measure"], []).append(row)
    return list(found.values())


def _table(shelf: Shelf, latest: Sequence[Row]) -> Grid:
    ordered = sorted(latest, key=lambda row: -row["ratio"])
    return Grid(
        "The rate at the most deprived end beside that at the least",
        ("Measure", "Year", "#Times as high", "95% interval", "#Difference of rates", "95% interval of that",
         "Since the first year"),
        [
            (
                shelf.measures[row["measure"]]["title"], when(row["period"]), number(row["ratio"], 2),
                f"{number(row['ratio_lower'], 2)} to {number(row['ratio_upper'], 2)}",
                number(row["slope"], 1),
                f"{number(row['slope_lower'], 1)} to {number(row['slope_upper'], 1)}", row["trend"],
            )
            for row in ordered
        ],
        f"data/{GRADIENT}.csv",
        "Relative and slope index of inequality.",
    )  # fmt: skip


def finding(shelf: Shelf, row: Row) -> str:
    """One measure's verdict in a sentence, by the interval of its relative index."""
    title, times = shelf.measures[row["measure"]]["title"], number(row["ratio"], 1)
    interval = f"95% interval {number(row['ratio_lower'], 1)} to {number(row['ratio_upper'], 1)}"
    if row["finding"] == FALLS_MORE:
        return f"{title}: {times} times as high at the most deprived end as at the least ({interval})"
    if row["finding"] == FALLS_LESS:
        return f"{title}: lower where people are most deprived, {times} times the other end ({interval})"
    return f"{title}: no clear gradient with deprivation, {times} times ({interval})"


def _measure(shelf: Shelf, rows: Sequence[Row]) -> Iterator[Block]:
    first, last = rows[0], rows[-1]
    declared = shelf.measures[last["measure"]]
    groups = {period: _groups(shelf, last["measure"], period) for period in (first["period"], last["period"])}
    before = groups[first["period"]] if first is not last else ()
    now = groups[last["period"]]
    if len(before) != len(now):
        before = ()
    unit = f"{declared['title']} per {last['scale']:,.0f} {last['per']}, {when(last['period'])}"
    caption = Caption(
        f"gradient-{last['measure']}", finding(shelf, last),
        f"First year: {when(first['period'])}" if before else "", unit,
        f"{source_of(shelf, last['measure'])}; {last['index']}, edition {last['edition']}",
    )  # fmt: skip
    chart = gradient_bars(caption, now, _ends(last), before)
    one = NAMES.get(len(now), ("group", ""))[0]
    heads = [f"#{head}" if at in (1, 3) else head for at, head in enumerate(chart.columns)]
    table = Grid(f"Rate by {one} of the population", heads, chart.rows, f"data/{TENTHS}.csv")
    yield Heading(str(declared["title"]))
    yield Statement(sentence(last["finding"])[:-1], "neutral", f"{finding(shelf, last)}.")
    yield Picture(chart, table, _placed(last))
    if first is not last:
        yield Statement(
            f"Since {when(first['period'])}: {last['trend']}", _TONES[last["trend"]], trend(first, last)
        )


def _ends(row: Row) -> tuple[float, float]:
    return float(row["most"]), float(row["least"])


def trend(first: Row, last: Row) -> str:
    """Both gaps of both years: the relative and the absolute can move apart."""
    text = (
        f"In {when(first['period'])} the most deprived end had {number(first['ratio'], 2)} times the rate of "
        f"the least ({number(first['slope'], 1)} more per {first['scale']:,.0f}); in {when(last['period'])} "
        f"{number(last['ratio'], 2)} times ({number(last['slope'], 1)} more)."
    )
    if last["p"] is not None:
        text += f" The change of the relative gap has p = {number(max(last['p'], 0.001), 3)}."
    if first["edition"] != last["edition"]:
        text += (
            f" The first year is set against the edition of {first['edition']}, the last against that of "
            f"{last['edition']}: a part of a change may lie in the index."
        )
    return text


def _placed(row: Row) -> str:
    said = (
        f"{row['areas']} small areas; {number(100 * row['placed'], 1)}% of offences could be placed in one."
    )
    return f"{said} Edition {row['edition']} of the index."


def _groups(shelf: Shelf, measure: str, period: str) -> list[Value]:
    rows = [
        row for row in shelf.release.rows(TENTHS) if row["measure"] == measure and row["period"] == period
    ]
    return [
        Value(row["rate"], row["lower"], row["upper"]) for row in sorted(rows, key=lambda row: row["group"])
    ]


def _editions(shelf: Shelf, editions: Sequence[Row]) -> Iterator[Block]:
    def share(value: float | None) -> str:
        return "not known" if value is None else f"{number(100 * value, 1)}%"

    rows = [
        (str(row["edition"]), row["index"], number(row["areas"]), number(row["converted"]),
         share(row["most_deprived_tenth"]), share(row["most_deprived_fifth"]))
        for row in editions
    ]  # fmt: skip
    yield Grid(
        f"{shelf.place} in each edition of the index",
        ("Edition", "Table", "#Small areas", "#Of them converted", "#Residents in the most deprived tenth",
         "#In the most deprived fifth"),
        rows, f"data/{EDITIONS}.csv",
        "Residents who live in the most deprived tenth and fifth of all areas that the index ranks.",
    )  # fmt: skip
    if len(editions) > 1:
        yield Prose(
            "Ranks say where an area stands among all others, not how deprived it is: from one edition to "
            "the next a rank falls when others fare better. Shares of two editions are set beside "
            "each other, never joined into one series."
        )


def _limits() -> list[tuple[str, str]]:
    return [
        (
            "Slope and relative index of inequality",
            "Areas stand by rank of deprivation, each with the width of its population; a line is fitted to "
            "their rates. The slope index is the difference between its ends (weighted least squares), the "
            "relative index the ratio (quasi-Poisson on the log rate). The whole gradient counts, "
            "not only its two extreme groups. 95% intervals; spread beyond chance widens them.",
        ),
        ("Narrowing or widening", "The relative index of the two years differs by more than chance, at 5%."),
        (
            "Tenths",
            "Tenths of this place's own population, not of England's: the first holds the most deprived "
            "tenth of those who live here.",
        ),
        (
            "Edition",
            "Each year is set against the latest edition of the index published by then, or the first "
            "there is. LSOAs of other boundaries are brought into those in use, never mixed.",
        ),
        ("City centres", _CITY_CENTRE),
        (
            "The index counts crime itself",
            "One of the index's domains is crime, so a part of the gradient is there by "
            "construction. The deprived are not the offenders: the index says where, not who.",
        ),
    ]
