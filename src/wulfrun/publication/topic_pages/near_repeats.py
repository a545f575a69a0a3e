"""The page on near repeats: whether one burglary soon brings another close by, and for how long."""

from collections.abc import Sequence

from wulfrun.assessment.topics.near_repeats import AGAIN, BANDS, CANNOT, CURRENT, FOUND, GROUPS, LEAST_RATIO
from wulfrun.assessment.wording import number, percent
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import SUPPRESSED, Caption, Value
from wulfrun.publication.heat_chart import Heat, heat_chart
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index, month_words

_LABELS = {FOUND: ("Near repeats", "bad"), CANNOT: ("Cannot be told", "unknown")}
_NONE = ("No near repeats shown", "neutral")
# From a fifth more than by chance to three times as many; what is nearly as by chance is palest.
_SHADES = (1.2, 1.5, 2.0, 3.0)
NOTE = "A distance or a number of days that is the upper end of a band belongs to the next."
CLEARLY = "More than chance brings (95% interval above 1)"


def pages(shelf: Shelf) -> list[Page]:
    """The page, where anything was tested or it can be said why not."""
    groups = shelf.release.rows(GROUPS)
    if not groups:
        return []
    blocks: list[Block] = [Lead(_lead(groups))]
    for row in groups:
        label, tone = _LABELS.get(row["verdict"], _NONE)
        blocks += [Heading(row["title"]), Statement(label, tone, sentence(row))]
        bands = [each for each in shelf.release.rows(BANDS) if each["group"] == row["group"]]
        if bands:
            blocks += _table(shelf, row, bands)
        if again := [each for each in shelf.release.rows(AGAIN) if each["group"] == row["group"]]:
            blocks += _again(again)
    blocks += [Heading("How this was worked out"), Facts(_facts())]
    about = "Does one burglary or theft soon bring another close by?"
    return [topic_page("near-repeats", "Near repeats", about, blocks)]


def sentence(row: Row) -> str:
    """What was found of one group, in no more words than its interval allows."""
    if row["verdict"] == CANNOT:
        return f"Near repeats cannot be worked out: {row['note']}."
    if row["ratio"] is None:
        return f"Fewer pairs than can be told lie within {row['metres']} metres and {row['days']} days."
    where = f"within {row['metres']} metres and {row['days']} days of each other"
    places = 1 if row["lower"] >= 1.1 else 2
    limits = f"{row['lower']:.{places}f} to {row['upper']:.{places}f}"
    if row["verdict"] == FOUND:
        return (
            f"For {row['days']} days after one offence, another within {row['metres']} metres is "
            f"{row['ratio']:.{places}f} times as likely as chance would have it (95% interval {limits})."
        )
    slight, usual = "too little above it to be called near repeats", "no more than chance can bring"
    beyond = slight if row["lower"] > 1 else usual
    return (
        f"Offences {where} are {row['ratio']:.2f} times as many as chance would have it, {beyond} "
        f"(95% interval {row['lower']:.2f} to {row['upper']:.2f})."
    )


def _lead(groups: Sequence[Row]) -> str:
    found = [row["title"].lower() for row in groups if row["verdict"] == FOUND]
    start = "After a burglary the homes nearby can be at greater risk for some weeks: near repeats."
    if found:
        return f"{start} Here they are shown for {' and '.join(found)}."
    told = any(row["verdict"] != CANNOT for row in groups)
    return f"{start} {'None are shown here.' if told else 'The data sent do not let them be worked out.'}"


def _table(shelf: Shelf, row: Row, bands: Sequence[Row]) -> list[Block]:
    rows = list(dict.fromkeys((each["metres_from"], each["metres_to"]) for each in bands))
    columns = list(dict.fromkeys((each["days_from"], each["days_to"]) for each in bands))
    at = {(each["metres_from"], each["metres_to"], each["days_from"]): each for each in bands}
    grid = [[at[(*place, first)] for first, _ in columns] for place in rows]
    same = rows[0] == (0, 0)
    heat = Heat(
        [_distance(*each, same) for each in rows],
        [f"{first} to {last - 1}" for first, last in columns],
        [[_value(each) for each in line] for line in grid],
        _SHADES,
        "Days apart",
        "Distance apart",
        [[(each["lower"] or 0) > 1 for each in line] for line in grid],
        CLEARLY,
        decimals=2,
    )
    first, last = (month_words(month_index(row[each])) for each in ("first_month", "last_month"))
    many = sum(sum(line) for line in heat.outlined)
    title = (
        f"{row['title']}: {many} of {len(bands)} bands hold clearly more pairs than chance brings"
        if many
        else f"{row['title']}: no band holds clearly more pairs than chance brings"
    )
    caption = Caption(
        f"near-repeats-{row['group']}", title, f"{shelf.place}, {first} to {last}",
                      "Pairs of offences, times those that chance brings", "Police recorded crime",
    )  # fmt: skip
    chart = heat_chart(caption, heat)
    shown = picture(chart, f"data/{BANDS}.csv", numbers=range(1, len(chart.columns)))
    return [shown, _pairs(bands, same), Facts(_roles(row))]


def _value(band: Row) -> Value:
    if band["suppressed"]:
        return Value(None, why=SUPPRESSED)
    return Value(band["ratio"], band["lower"], band["upper"])


def _distance(low: float, high: float, same: bool) -> str:
    if high == 0:
        return "Same place"
    return f"Up to {high:.0f} m" if same and low == 0 else f"{low:.0f} to {high:.0f} m"


def _pairs(bands: Sequence[Row], same: bool) -> Grid:
    rows = [
        [
            f"{_distance(row['metres_from'], row['metres_to'], same)}, {row['days_from']} to "
            f"{row['days_to'] - 1} days",
            *(["fewer than can be told", "", "", "", ""] if row["suppressed"] else _numbers(row)),
        ]
        for row in bands
    ]
    heads = ("Apart", "#Pairs", "#By chance", "#Ratio (95% interval)", "#p, exact", "#p, by shuffles")
    return Grid("Pairs by distance and days apart", heads, rows, f"data/{BANDS}.csv", NOTE)


def _numbers(row: Row) -> list[str]:
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f} ({row['lower']:.2f} to {row['upper']:.2f})"
    return [
        number(row["pairs"]),
        f"{row['expected']:,.1f}",
        ratio,
        _chance(row["p"]),
        _chance(row["p_shuffled"]),
    ]


def _chance(p: float | None) -> str:
    return "" if p is None else "under 0.001" if p < 0.001 else f"{p:.3f}"


def _roles(row: Row) -> list[tuple[str, str]]:
    within = f"within {row['metres']} metres and {row['days']} days"
    return [
        ("Offences", f"{_told(row['events'])}, of which {_told(row['followed'])} were followed by another "
         f"{within} and {_told(row['following'])} followed one"),
        ("Left out", f"{_told(row['undated'])} whose day is not known"),
        ("Chains now", f"{_told(row['chains_now'])} chains of such offences reach into the last "
         f"{CURRENT} days"),
    ]  # fmt: skip


def _told(count: int | None) -> str:
    return "a number too small to tell" if count is None else number(count)


def again_words(one: Row) -> str:
    """What share of places was hit more than once, and how many of those hit are hit again in a year."""
    said = (
        f"Of {number(one['places'])} places with a burglary, {percent(100 * one['share_again'])} "
        f"({percent(100 * one['lower'])} to {percent(100 * one['upper'])}) had more than one, and suffered "
        f"{percent(100 * one['incidents_again'])} of all burglaries."
    )
    if one["within_year"] is not None:
        said += (
            f" Within a year of a burglary {percent(100 * one['within_year'])} "
            f"({percent(100 * one['year_lower'])} to {percent(100 * one['year_upper'])}) have another at the "
            "same place, those watched for less than a year allowed for (Kaplan-Meier)."
        )
    return said


def _again(rows: Sequence[Row]) -> list[Block]:
    grid = [
        [f"{row['day_from']} to {row['day_to'] - 1} days after", number(row["repeats"]),
         "" if row["per_1000"] is None
         else f"{row['per_1000']:.2f} ({row['rate_lower']:.2f} to {row['rate_upper']:.2f})"]
        for row in rows
    ]  # fmt: skip
    heads = ("Since the last burglary", "#Repeats", "#Repeats a day for 1,000 places (95% interval)")
    note = "The places at most risk are hit again first: part of the fall is theirs, not time's."
    table = Grid("How soon the same place is burgled again", heads, grid, f"data/{AGAIN}.csv", note)
    return [Heading("The same place again"), Prose(again_words(rows[0])), table]


def _facts() -> list[tuple[str, str]]:
    return [
        (
            "Chance",
            "What is to be expected if the days are dealt out to the places at random: its mean and "
            "variance are exact (Knox 1964; Barton & David 1966), and beside them stand 199 shuffles. The "
            "usual shortcut, a Poisson distribution, calls chance unusual too often where offences are many "
            "and their places and days uneven: in 21% of trials instead of 5% at 50,000 offences.",
        ),
        (
            "What is called near repeats",
            f"At least {LEAST_RATIO} times as many pairs as chance would have, and more than it can bring. "
            "Where districts change unlike each other over the years, all bands hold a little more than "
            "chance: that is nothing to act on.",
        ),
        (
            "How sure",
            "In trials with made-up uneven cities the 95% limits of a ratio held the true one in 96%, 96% "
            "and 91% of them where 0, 5 and 10% of offences were near repeats, and in 81% where 25% were: "
            "where repeats are very strong, the limits are too narrow.",
        ),
        (
            "Days",
            "The day is that of the middle between the earliest and latest time; offences whose window is "
            "longer than two days are left out.",
        ),
        (
            "Small numbers",
            "A band with one to four pairs is kept back, its ratio too.",
        ),
        (
            "What this cannot say",
            "That offences come soon and close does not say that the same people did them. A "
            "neighbourhood that was hit harder in one part of the time than in another looks like near "
            "repeats too, in all bands of days. The interval is of the whole place and says nothing of a "
            "single street. Of twenty bands that chance alone fills, about one in two tables has one "
            "outlined.",
        ),
        (
            "Whose place",
            "Homes in one building can share a point: they count as the same place.",
        ),
        (
            "Data needed",
            "Days and exact places from the police. Data.police.uk has months and places nearby, from "
            "which no near repeat can be told.",
        ),
    ]
