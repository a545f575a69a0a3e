"""The page on offender management: re-offending by cohort, the prolific before and after, and treatment."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import number, percent, signed, when
from wulfrun.publication.bar_charts import ranked_bars
from wulfrun.publication.blocks import (
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Picture,
    Prose,
    Statement,
    topic_page,
)
from wulfrun.publication.chart_model import Area, Caption, Value
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._reoffending_cohorts import COHORT_FACTS, COUNTED, cohort_blocks

_ABOUT = (
    "Proven re-offending by cohort, and prolific offenders before and after the scheme, beside what was to "
    "be expected anyway"
)
_CHANGE_FACTS = [
    (
        "Before and after",
        "The same persons in the 12 months before and after the day on which they first came onto the "
        "scheme, by the day of the offence.",
    ),
    (
        "Expected anyway",
        "What offenders with as many proven offences in a year would commit in the next, were their rates "
        "lasting: each drawn in towards the mean of all known offenders (empirical Bayes). It takes them to "
        "be chosen for their offences alone.",
    ),
    (
        "Not allowed for",
        "Time in custody is not known here: an offender in prison cannot offend outside. A change in "
        "detection for everybody counts as an effect.",
    ),
]
_TONES = {
    "fewer than expected": ("good", "Fewer than expected"),
    "more than expected": ("bad", "More than expected"),
    "as expected without any effect": ("neutral", "No effect shown"),
}


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where no list of offenders was received."""
    cohorts = shelf.release.rows("reoffending_cohorts")
    change = shelf.release.rows("prolific_before_after")
    treated = shelf.release.rows("prolific_in_treatment")
    if not cohorts and not change:
        return []
    blocks: list[Block] = [
        Lead(_lead(shelf, cohorts, change)),
        *_before_after(shelf, change),
        *_treated(treated),
        *cohort_blocks(shelf, cohorts),
        Heading("What these figures are"),
        Facts([*(COHORT_FACTS if cohorts else ()), *(_CHANGE_FACTS if change else ())]),
    ]
    links = [name for name in ("proven-reoffending", "prolific-offenders") if name in shelf.measures]
    if links:
        blocks.append(Links([(f"measures/{name}.html", shelf.measures[name]["title"]) for name in links]))
    return [topic_page("offenders", "Offender management", _ABOUT, blocks)]


def _lead(shelf: Shelf, cohorts: Sequence[Row], change: Sequence[Row]) -> str:
    for row in change:
        if row["verdict"]:
            return _finding(row)
    counted = [row for row in cohorts if row["state"] == COUNTED]
    if counted:
        last = counted[-1]
        return (
            f"Of {number(last['offenders'])} offenders of {last['period']} in {shelf.place}, "
            f"{number(last['rate'], 1)}% were proven to have offended again within 12 months."
        )
    return f"No cohort of offenders in {shelf.place} is mature yet: that takes 18 months."


def _finding(row: Row) -> str:
    went = "fell" if row["change_percent"] < 0 else "rose"
    expected = row["expected_change_percent"]
    anyway = f"{'a fall' if expected < 0 else 'a rise'} of {percent(expected)} was to be expected anyway"
    against = row["against_expected_percent"]
    compared = {
        "fewer than expected": f"they committed {percent(against)} fewer than that",
        "more than expected": f"they committed {percent(against)} more than that",
    }.get(row["verdict"], "what happened does not differ clearly from that")
    return (
        f"Proven offences of {number(row['people'])} prolific offenders {went} by "
        f"{percent(row['change_percent'])} from the 12 months before they came onto the scheme to the 12 "
        f"months after; {anyway}, and {compared}."
    )


def _before_after(shelf: Shelf, change: Sequence[Row]) -> Iterator[Block]:
    for row in change:
        yield Heading("Prolific offenders before and after")
        if not row["verdict"]:
            yield Statement("Cannot be said", "unknown", f"No comparison is shown: {row['note']}.")
            continue
        tone, label = _TONES[row["verdict"]]
        yield Statement(label, tone, _finding(row))
        yield Prose(
            "Offenders are chosen for the scheme at their peak. A year that was high was high partly by "
            "chance, and chance does not come twice: **without any scheme their offences fall too** "
            "(regression to the mean). How far is estimated from how offences spread over all "
            f"{number(row['everybody'])} offenders known in a year, and shown beside what happened."
        )
        yield _picture(shelf, row)
        yield Grid(
            "Change in proven offences",
            ("What", "#Change", "95% interval"),
            [
                (
                    "What happened, on the year before",
                    signed(row["change_percent"]),
                    _interval(row, "lower", "upper"),
                ),
                ("What was to be expected anyway", signed(row["expected_change_percent"]), _expected(row)),
                (
                    "What happened, on what was to be expected",
                    signed(row["against_expected_percent"]),
                    _interval(row, "against_lower", "against_upper"),
                ),
            ],
            "data/prolific_before_after.csv",
            _left_out(row),
        )


def _picture(shelf: Shelf, row: Row) -> Picture:
    bars = [
        Area("before", "The year before", Value(row["before"])),
        Area(
            "anyway",
            "Expected anyway",
            Value(row["expected"], row["expected_lower"], row["expected_upper"]),
        ),
        Area("after", "The year after", Value(row["after"]), priority=True),
    ]
    caption = Caption(
        "prolific-before-after",
        "Part of the fall was to be expected anyway"
        if row["expected"] < row["before"]
        else "No fall was to be expected",
        f"Proven offences of {number(row['people'])} prolific offenders, {shelf.place}",
        "Proven offences in 12 months",
        "Lists of the offender managers and of proven offences, by pseudonym",
        when(shelf.release.manifest["through"]),
    )
    chart = ranked_bars(caption, bars, marked="What happened")
    rows: list[list[Cell]] = [
        [each.name, each.figure.words(0), each.figure.interval_words(0)] for each in bars
    ]
    table = Grid("Proven offences", ("When", "#Offences", "95% interval"), rows)
    return Picture(chart, table)


def _treated(rows: Sequence[Row]) -> Iterator[Block]:
    if not rows:
        return
    yield Heading("Prolific offenders in treatment")
    cells = [
        (
            row["period"],
            "suppressed" if row["members"] is None else number(row["members"]),
            "suppressed" if row["in_treatment"] is None else number(row["in_treatment"]),
            _share(row),
        )
        for row in rows
    ]
    yield Grid(
        "Members of the prolific cohort who were in drug or alcohol treatment in the same year",
        ("Financial year", "#On the scheme", "#In treatment", "#Share (95% interval)"),
        cells,
        "data/prolific_in_treatment.csv",
        "A count only, made by keyed pseudonyms: no list of persons is published. Numbers from 1 to 4, and "
        "those that would tell them, are kept back. Whoever is in treatment under a pseudonym that is not "
        "shared is missed.",
    )


def _share(row: Row) -> str:
    if row["share"] is None:
        return ""
    return f"{number(row['share'], 1)}% ({number(row['lower'], 1)} to {number(row['upper'], 1)})"


def _interval(row: Row, lower: str, upper: str) -> str:
    if row[lower] is None or row[upper] is None:
        return "none"
    return f"{signed(row[lower])} to {signed(row[upper])}"


def _expected(row: Row) -> str:
    low, high = (100 * (row[name] / row["before"] - 1) for name in ("expected_lower", "expected_upper"))
    return f"{signed(low)} to {signed(high)}"


def _left_out(row: Row) -> str:
    if not row["left_out"]:
        return ""
    return (
        f"{number(row['left_out'])} members are left out: 18 months have not passed since they came onto the "
        "scheme, or the lists do not reach 12 months back."
    )
