"""The page on harm: by year beside the count, which offences make it, where, and what it leaves out."""

from wulfrun.assessment.topics.harm import ABOUT, CODES, OTHERS, PLACES, YEARS
from wulfrun.assessment.wording import number, percent, sentence, signed
from wulfrun.publication.bar_charts import ranked_bars
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Picture,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import SUPPRESSED, Area, Caption, Chart, Value, Year
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import LEVEL_PLURALS, Row, Shelf
from wulfrun.publication.year_charts import gap_lines, yearly_bars

_MOST_CODES = 12
# Beyond this share without a weight, a change of the score may be a change of what could be weighed.
_MUCH = 0.05
_TONES = {"rose": "bad", "fell": "good"}


def pages(shelf: Shelf) -> list[Page]:
    """One page for all indices of harm; none where none is declared."""
    told = shelf.release.rows(ABOUT)
    if not told:
        return []
    blocks: list[Block] = []
    for about in told:
        blocks += _index(shelf, about, alone=len(told) == 1)
    return [topic_page("harm", "Harm", "Crime weighed by how bad it is, beside the plain count", blocks)]


def _index(shelf: Shelf, about: Row, alone: bool) -> list[Block]:
    years, codes, places = (
        [row for row in shelf.release.rows(table) if row["index"] == about["index"]]
        for table in (YEARS, CODES, PLACES)
    )
    found: list[Block] = [Lead(_lead(shelf, about, years[-1]))]
    if not alone:
        found.append(Heading(about["title"]))
    if about["invented"]:
        found.append(Prose("**The weights are invented.** They show how the page works and weigh nothing."))
    found += [
        Statement(str(about["verdict"]).capitalize(), _TONES.get(about["verdict"], "neutral"), _said(about)),
        Statement(*_mapped(about, years)),
        Heading("Harm beside the count"),
        *_by_year(shelf, about, years),
    ]
    # Where no code can be told, or no score, there is nothing to draw.
    if codes and codes[0]["share"] is not None:
        found += [
            Heading("Which offences make the harm"),
            Prose(_made_of(codes)),
            _codes(about, codes, shelf),
        ]
    if places:
        found += [Heading("Where"), _places(about, places, shelf)]
    return [*found, Heading("How harm is worked out"), Facts(_facts(about))]


def _per(about: Row) -> str:
    return f"{about['unit'].capitalize()} per {number(about['scale'])} {about['per']}"


def _lead(shelf: Shelf, about: Row, now: Row) -> str:
    if now["value"] is None:
        return (
            f"{about['title']}: there is no score a head, as how many {about['per']} there are is not "
            "known, or a few grave offences make it."
        )
    return (
        f"In {now['period']} the {number(now['count'])} recorded offences in {shelf.place} weighed "
        f"{_figure(now['value'])} {about['unit']} for each {number(about['scale'])} {about['per']} "
        f"(95% interval {_figure(now['lower'])} to {_figure(now['upper'])}), by {about['title']}."
    )


def _said(about: Row) -> str:
    if None in (about["change"], about["change_lower"], about["change_upper"]):
        why = about["note"] or "a score is not known, or a few grave offences make it"
        return f"Whether harm changed cannot be said: {why}."
    ends = f"between {signed(about['change_lower'])} and {signed(about['change_upper'])}"
    said = {"rose": "Harm rose", "fell": "Harm fell"}.get(about["verdict"], "Harm shows no clear change")
    text = f"{said} from {about['before']} to {about['period']}: {signed(about['change'])} a head, {ends}."
    counted = {"rose": "rose", "fell": "fell"}.get(about["count_verdict"], "shows no clear change")
    return f"{text} The plain count a head {counted} ({signed(about['count_change'])})."


def _mapped(about: Row, years: list[Row]) -> tuple[str, str, str]:
    """What share of crime could not be weighed, in every year, and whether it matters."""
    if not any(row["count"] for row in years):
        return "Not weighed", "unknown", "No offence was counted."
    # A year that does not tell its share has next to none.
    left = [0.0 if row["mapped"] is None else 1 - row["mapped"] for row in years]
    now = f"{percent(100 * left[-1])} of the offences of {years[-1]['period']} have no weight"
    text = f"{now} and are left out" if left[-1] else f"Every offence of {years[-1]['period']} has a weight"
    if years[-1]["mapped"] is None:
        text = f"Too few offences of {years[-1]['period']} to tell have no weight and are left out"
    if about["unmapped"]:
        text += f" (codes without one, in any year: {about['unmapped']})"
    if max(left) > _MUCH:
        text += ". That is much: a change of harm may come from what could be weighed"
    return "Not weighed", "bad" if max(left) > _MUCH else "neutral", f"{text}."


def _by_year(shelf: Shelf, about: Row, years: list[Row]) -> list[Block]:
    grid = Grid(
        "Harm by financial year",
        ("Year", "#Offences", f"#{_per(about)}", "#95% interval", "#Not weighed"),
        [
            [row["period"], number(row["count"]), _figure(row["value"]), _interval(row),
             "too few to tell" if row["mapped"] is None else percent(100 * (1 - row["mapped"]))]
            for row in years
        ],
        f"data/{YEARS}.csv",
    )  # fmt: skip
    first = years[0]
    if len(years) < 2 or any(not row["value"] or not row["count"] or not row["people"] for row in years):
        chart = yearly_bars(_caption(shelf, about, "years", "Harm by year"),
                            [Year(row["period"], _value(row)) for row in years])  # fmt: skip
        return [Picture(chart, grid)]
    base, rate = first["value"] / 100, first["count"] / first["people"] / 100
    harm = [
        Year(row["period"], Value(row["value"] / base, row["lower"] / base, row["upper"] / base))
        for row in years
    ]
    count = [Year(row["period"], Value(row["count"] / row["people"] / rate)) for row in years]
    caption = _caption(shelf, about, "years", _finding(about), f"{first['period']} = 100, per head")
    return [Picture(gap_lines(caption, harm, count, ("Harm", "Number of offences")), grid)]


def _finding(about: Row) -> str:
    words = {"rose": "rose", "fell": "fell"}
    harm, count = (words.get(about[name] or "") for name in ("verdict", "count_verdict"))
    if harm and harm == count:
        return f"Harm and the number of offences both {harm} in {about['period']}"
    if harm:
        return f"Harm {harm} in {about['period']}" + (f" while offences {count}" if count else "")
    return f"Harm shows no clear change in {about['period']}"


def _caption(shelf: Shelf, about: Row, name: str, title: str, units: str = "") -> Caption:
    return Caption(
        f"harm-{about['index']}-{name}", title, f"{shelf.place}, {about['title']}", units or _per(about),
        f"Police recorded crime; weights: {about['source']}",
    )  # fmt: skip


def _made_of(codes: list[Row]) -> str:
    half, harm, count = 0, 0.0, 0.0
    for row in codes:
        if harm >= 0.5 or row["code"] == OTHERS:
            break
        half, harm, count = half + 1, harm + row["share"], count + row["share_of_count"]
    if not half:
        return ""
    kinds = f"{half} kinds of offence make" if half > 1 else "One kind of offence makes"
    return f"{kinds} {percent(100 * harm)} of the harm and {percent(100 * count)} of the number of offences."


def _codes(about: Row, codes: list[Row], shelf: Shelf) -> Picture:
    drawn = [
        Area(row["code"], row["name"] or f"Code {row['code']}", Value(100 * row["share"]))
        for row in codes[:_MOST_CODES]
        if row["share"] is not None
    ]
    top = codes[0]
    caption = _caption(
        shelf, about, "codes",
        f"{top['name'] or 'Code ' + top['code']}: {percent(100 * top['share'])} of the harm",
        f"Percent of the harm of {about['period']}",
    )  # fmt: skip
    table = Grid(
        "Harm by offence",
        ("Offence", "Code", "#Offences", "#Weight", "#Percent of harm", "#Percent of offences"),
        [
            [row["name"] or f"Code {row['code']}", row["code"], number(row["count"]), _weight(row["weight"]),
             "" if row["share"] is None else percent(100 * row["share"]),
             percent(100 * row["share_of_count"])]
            for row in codes
        ],
        f"data/{CODES}.csv",
        "Offences of which there were fewer than five are told only together, and without their harm.",
    )  # fmt: skip
    return Picture(ranked_bars(caption, drawn), table)


def _places(about: Row, places: list[Row], shelf: Shelf) -> Picture:
    areas = [
        Area(row["area_code"], row["area_name"],
             Value(row["value"], row["lower"], row["upper"], SUPPRESSED if row["suppressed"] else ""),
             bool(row["priority"]))
        for row in places
    ]  # fmt: skip
    chart: Chart = ranked_bars(_caption(shelf, about, "places", _highest(about, places)), areas)
    kept = sum(bool(row["suppressed"]) for row in places)
    note = "To two figures."
    if kept:
        note += (
            f" Kept back: {kept} of {len(places)} {LEVEL_PLURALS[places[0]['area_level']]}, where few "
            "offences, or few grave ones, make the score."
        )
    return picture(chart, f"data/{PLACES}.csv", note)


def _highest(about: Row, places: list[Row]) -> str:
    """The highest by name only where its interval lies clear of every other."""
    known = sorted((row for row in places if row["value"] is not None), key=lambda row: -row["value"])
    if len(known) > 1 and known[0]["lower"] > max(row["upper"] for row in known[1:]):
        return f"{known[0]['area_name']} has the highest harm a head in {about['period']}"
    return f"Which neighbourhood has the highest harm a head in {about['period']} cannot be said for sure"


def _facts(about: Row) -> list[tuple[str, str]]:
    refused = f", {about['refused']} rows refused" if about["refused"] else ""
    return [
        ("Score", "The sum of weight times number of offences, over all codes that have a weight, a head."),
        (
            "Weights",
            f"{sentence(about['source'])} {sentence(about['licence'])} Wulfrun ships no weights: they are "
            f"read from {about['file']} ({about['codes']} codes{refused}; SHA-256 {about['sha256'][:12]}…).",
        ),
        (
            "95% interval",
            f"{sentence(about['method'])} It always allows for one more of the gravest offence.",
        ),
        (
            "What it cannot say",
            "What a victim suffered. A weight is a convention for all offences of a code. Few grave offences "
            "move the score; recording more of them does as well. Offences nobody reports weigh nothing.",
        ),
        (
            "Small numbers",
            "A neighbourhood's score is kept back where fewer than five offences lie behind it, or offences "
            "of which there were fewer than five make more than half of it. Where a code has fewer than five "
            "in the whole place, the score is rounded so far that it does not tell how many.",
        ),
    ]  # fmt: skip


def _value(row: Row) -> Value:
    return Value(row["value"], row["lower"], row["upper"])


def _figure(value: float | None) -> str:
    return "not known" if value is None else number(value, 0 if value >= 100 else 1 if value >= 1 else 2)


def _interval(row: Row) -> str:
    return "" if row["lower"] is None else f"{_figure(row['lower'])} to {_figure(row['upper'])}"


def _weight(value: float | None) -> str:
    return "" if value is None else number(value, 0 if float(value).is_integer() else 1)
