"""What stood out: the alerts of the latest months, what was decided about each, and slow changes."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.alert_words import alert_sentence, alert_tone, slow_sentence, tested_sentence
from wulfrun.assessment.topics.alerts import ALERTS, DECISIONS, EARLIER, MONTHS, RANGES, SLOW, UNKNOWN
from wulfrun.assessment.wording import day_words, number
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.expected_chart import ExpectedMonth, expected_ranges
from wulfrun.publication.page import Page
from wulfrun.publication.page_charts import source_of, unit_of, value_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index, month_words

DRAWN, SHOWN_MONTHS = 4, 36
_DECISION = {
    "look into": "to be looked into",
    "explained": "explained",
    "action": "action taken",
    "no action": "no action",
    None: "not decided yet",
}
_HOW = (
    ("What is tested",
     "Every count of every measure, for the whole place and its neighbourhoods, in each of the latest twelve "
     "months its records have. Only published figures are used. Not tested are series of which less than one "
     "is expected a month, series under a year, series with small numbers kept back, and series whose months "
     "differ too much to have a usual month."),
    ("What is expected",
     "The same month and its neighbours in up to five earlier years, by a regression of counts that allows "
     "for a trend and lets months that stood out then count less (Farrington 1996; Noufaily 2013). With less "
     "than three earlier years: all of the two years before, season and all. No month is judged by what came "
     "after it, and none by what lies beyond a break in how records are counted."),
    ("When it is told",
     "When its chance, corrected for the number of tests of that month (Benjamini and Hochberg 1995), is at "
     "most 10%: of all alerts told, one in ten on average is false. Tests of a place and of its "
     "neighbourhoods overlap, and may stand out together for one reason."),
    ("The expected range",
     "Holds 99 of 100 counts while nothing changes. A count may lie outside it and be no alert: among "
     "hundreds of counts some always do."),
    ("Slow changes",
     "Where each month stands in what was expected is added up (CUSUM, reference 0.5, limit 5) and averaged "
     "(EWMA, weight 0.2). Of a hundred measures that do not change, one or two are told at any time."),
    ("What it cannot say",
     "Why. A change of rules, a late file, a campaign or a new crime all look alike. A month just closed may "
     "still be incomplete."),
)  # fmt: skip


def pages(shelf: Shelf) -> list[Page]:
    """The page, where anything was tested."""
    months = shelf.release.rows(MONTHS)
    if not months:
        return []
    alerts = [row for row in shelf.release.rows(ALERTS) if row["measure"] in shelf.definition["measure"]]
    latest = [row for row in alerts if row["latest"]]
    blocks: list[Block] = [
        Lead(_lead(latest)),
        Heading("In the latest month"),
        *_statements(shelf, latest),
        *_charts(shelf, alerts, latest[:DRAWN]),
        *_earlier(shelf, alerts, DRAWN - len(latest)),
        *_slow(shelf),
        *_decisions(shelf),
        Heading("How this was worked out"),
        Prose(tested_sentence(months)),
        Facts(_HOW),
        _months_grid(months),
        Links([(f"measures/{name}.html", shelf.measures[name]["title"])
               for name in dict.fromkeys(row["measure"] for row in alerts) if name in shelf.measures]),
    ]  # fmt: skip
    about = "Counts clearly more or less than earlier years lead us to expect, and what was decided."
    return [topic_page("alerts", "What stood out this month", about, blocks)]


def _lead(latest: Sequence[Row]) -> str:
    if not latest:
        return (
            "In the latest month of each kind of record no count was clearly more or less than earlier years "
            "lead us to expect."
        )
    counts = "One count was" if len(latest) == 1 else f"{number(len(latest))} counts were"
    return (
        f"In the latest month {counts.lower()} clearly more or less than earlier years lead us to expect. "
        "That says something may have changed, not what."
    )


def _statements(shelf: Shelf, rows: Sequence[Row]) -> Iterator[Block]:
    if not rows:
        yield Statement("Nothing stood out", "neutral", "Every count lay where chance can leave it.")
    for row in rows:
        declared = shelf.definition["measure"][row["measure"]]
        label = "Higher than expected" if row["direction"] == "higher" else "Lower than expected"
        told = f"{alert_sentence(row, declared)} {decided(row)}"
        yield Statement(label, alert_tone(row, declared), told)


def decided(row: Row) -> str:
    """What was decided about an alert, by whom and when."""
    if not row["decision"]:
        return "Not decided yet."
    note = f": {row['note'].rstrip('.')}" if row["note"] else ""
    by = f"{row['decided_by']}, {day_words(row['decided_on'])}"
    return f"Decision of {by}: {_DECISION[row['decision']]}{note}."


def _charts(shelf: Shelf, alerts: Sequence[Row], drawn: Sequence[Row]) -> Iterator[Block]:
    """The series of some alerts, each once, with all their own alerts and ranges."""
    for measure, area in dict.fromkeys((row["measure"], row["area_code"]) for row in drawn):
        own = [row for row in alerts if (row["measure"], row["area_code"]) == (measure, area)]
        own.sort(key=lambda row: str(row["month"]), reverse=True)
        if block := _chart(shelf, measure, area, own):
            yield block


def _chart(shelf: Shelf, measure: str, area: str, own: Sequence[Row]) -> Block | None:
    ranges = {row["month"]: row for row in shelf.release.rows(RANGES)
              if (row["measure"], row["area_code"]) == (measure, area)}  # fmt: skip
    out = {row["month"] for row in own}
    rows = [row for row in shelf.series(measure, area, "month") if row["period"] <= max(ranges, default="")]
    if len(rows) < 2 or measure not in shelf.measures:
        return None
    months = []
    for row in rows[-SHOWN_MONTHS:]:
        limits = ranges.get(row["period"], {})
        months.append(
            ExpectedMonth(
                month_index(row["period"]), value_of(row), limits.get("expected"), limits.get("lower"),
                limits.get("upper"), row["period"] in out,
            )
        )  # fmt: skip
    title, newest = shelf.measures[measure]["title"], own[0]
    way = "more" if newest["direction"] == "higher" else "less"
    when = month_words(month_index(newest["month"]))
    caption = Caption(
        f"alert-{measure}-{area}",
        f"{title} in {newest['area_name']}: {way} than expected in {when}",
        f"By month, {newest['area_name']}, the latest {len(months)} months",
        unit_of(shelf, measure),
        source_of(shelf, measure),
    )
    return picture(expected_ranges(caption, months), f"data/{RANGES}.csv", numbers=(1, 2, 3, 4))


def _earlier(shelf: Shelf, alerts: Sequence[Row], room: int) -> Iterator[Block]:
    rows = [row for row in alerts if not row["latest"]]
    if not rows:
        return
    yield Heading("Earlier alerts")
    cells = [
        (
            f"{month_words(month_index(row['month']))}: {_named(shelf, row)}",
            number(row["count"]),
            f"{number(row['lower'])} to {number(row['upper'])}",
            row["direction"],
            decided(row),
        )
        for row in rows
    ]
    heads = ("Alert", "#Count", "#Expected range", "Direction", "Decision")
    yield Grid("Alerts of earlier months", heads, cells, f"data/{ALERTS}.csv")
    told = {(row["measure"], row["area_code"]) for row in alerts if row["latest"]}
    others = [row for row in rows if (row["measure"], row["area_code"]) not in told]
    yield from _charts(shelf, alerts, others[: max(room, 0)])


def _named(shelf: Shelf, row: Row) -> str:
    return f"{shelf.definition['measure'][row['measure']]['title']}, {row['area_name']}"


def _slow(shelf: Shelf) -> Iterator[Block]:
    tested = [row for row in shelf.release.rows(SLOW) if row["measure"] in shelf.measures]
    found = [row for row in tested if row["direction"]]
    if not tested:
        return
    yield Heading("Slow changes")
    if not found:
        yield Prose(f"None of {len(tested)} measures of the whole place shows one.")
        return
    yield Prose(
        "A change too small to see in any one month adds up over many. These counts of the whole place have "
        "long been above or below what earlier years lead us to expect: a reason to look, no finding."
    )
    cells = [
        (
            shelf.measures[row["measure"]]["title"],
            slow_sentence(row, shelf.measures[row["measure"]]),
            number(max(row["high_sum"], row["low_sum"]), 1),
            number(row["mean"], 1),
        )
        for row in sorted(found, key=lambda row: -max(row["high_sum"], row["low_sum"]))
    ]
    heads = ("Measure", "What the months say together", "#Sum (limit 5)", "#Weighted mean (limit 1)")
    yield Grid("Measures that change slowly", heads, cells, f"data/{SLOW}.csv")


def _decisions(shelf: Shelf) -> Iterator[Block]:
    rows = shelf.release.rows(DECISIONS)
    for why, caption in ((EARLIER, "Decisions about alerts of earlier years"),
                         (UNKNOWN, "Decisions that name no alert of the months judged")):  # fmt: skip
        own = [row for row in rows if row["why"] == why]
        if own:
            cells = [(row["alert"], decided(row), row["nearest"] or "none") for row in own]
            heads = ("Alert", "Decision", "Nearest alert there is")
            yield Grid(
                caption, heads[: 2 + (why == UNKNOWN)], [each[: 2 + (why == UNKNOWN)] for each in cells]
            )


def _months_grid(months: Sequence[Row]) -> Grid:
    reasons = ("too_few", "too_short", "small_numbers", "too_uneven", "no_figure")
    cells = [
        (month_words(month_index(row["month"])), number(row["tested"]), number(row["alerts"]),
         *(number(row[name]) for name in reasons))
        for row in months
    ]  # fmt: skip
    why = ("#Under one expected", "#Too short", "#Small numbers kept back", "#Too uneven", "#No figure")
    heads = ("Month", "#Tested", "#Stood out", *why)
    return Grid("What was tested, month by month", heads, cells, f"data/{MONTHS}.csv")
