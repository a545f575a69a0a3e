"""Blocks of the domestic abuse page on what happens again: how soon, and at the conference (MARAC)."""

from collections.abc import Iterator

from wulfrun.assessment.topics.domestic import CURRENT, FEW_REFERRALS, MARAC, SPEED, TIMES, YEAR
from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import Block, Grid, Heading, Prose, Statement, picture
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.page_charts import source_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.survival_chart import Step, SurvivalCurve, survival_curves

_SPEED_WORDS = {
    "sooner": ("bad", "Victims of {later} had another incident sooner than victims of {earlier}"),
    "later": ("good", "Victims of {later} went longer without another incident than victims of {earlier}"),
    "no clear difference": (
        "neutral",
        "There is no clear difference in how soon victims of {later} and of {earlier} had another incident",
    ),
}
_LABELS = {"bad": "Sooner", "good": "Later", "neutral": "No clear change"}


def waits_blocks(shelf: Shelf) -> Iterator[Block]:
    """How soon it happens again: the curves of the first and the last year, and whether they differ."""
    rows = shelf.release.rows(TIMES)
    periods = list(dict.fromkeys(row["period"] for row in rows))
    if not periods:
        return
    chosen = list(dict.fromkeys((periods[0], periods[-1])))
    curves = [_curve(period, [row for row in rows if row["period"] == period]) for period in chosen]
    last = [row for row in rows if row["period"] == periods[-1]]
    yield Heading("How soon it happens again")
    yield Prose(_soon(last))
    for row in shelf.release.rows(SPEED):
        tone, words = _SPEED_WORDS[row["verdict"]]
        test = "p below 0.001" if row["p"] < 0.001 else f"p = {row['p']:.3f}"
        yield Statement(_LABELS[tone], tone, f"{words.format(**row)} (log-rank test, {test}).")
    caption = Caption(
        "domestic-time-to-repeat",
        f"Within {last[-1]['day']} days {_again(last[-1])} of victims had another incident",
        f"Victims of {' and of '.join(chosen)}",
        "Percent of victims without another incident",
        source_of(shelf, "domestic-incidents"),
    )
    note = (
        "Each victim is followed from the first incident of the year. Those for whom the data end before "
        "anything happened are counted for as long as they were watched (Kaplan-Meier). Shares are rounded, "
        "and a step is drawn only where five or more people lie between it and the one before."
    )
    yield picture(survival_curves(caption, curves), f"data/{TIMES}.csv", note, range(1, 5))


def marac_blocks(shelf: Shelf) -> Iterator[Block]:
    """Repeats at the conference by both definitions, with intervals, and a word where referrals are few."""
    rows = shelf.release.rows(MARAC)
    if not rows:
        return
    yield Prose(
        "A repeat is the same victim and perpetrator within 12 months of the **last referral**; later than "
        "that "
        "is a new referral. What counts has changed: once it took a further act that would be a crime, now "
        "it "
        "is any further abuse. The two give different shares and are never put in one series."
    )
    last = max(row["period"] for row in rows)
    few = [row for row in rows if row["period"] == last and row["few"]]
    if few:
        yield Statement(
            "Few referrals",
            "unknown",
            f"In {last} there were fewer than {FEW_REFERRALS} referrals. A low share of repeats may only "
            "mean "
            "that agencies refer too few: read the interval, and the number of referrals, before the share.",
        )
    yield Grid(
        "Repeat cases at MARAC by what counts as a repeat",
        ("Year", "Counted as a repeat", "#Referrals", "#Repeats", "#Share", "#95% interval"),
        [
            (
                row["period"],
                row["definition"].capitalize()
                + (" (current)" if row["definition"] == CURRENT else " (earlier)"),
                _count(row["referrals"]),
                _count(row["repeats"]),
                _share(row["share"]),
                "" if row["lower"] is None else f"{_share(row['lower'])} to {_share(row['upper'])}",
            )
            for row in rows
        ],
        f"data/{MARAC}.csv",
        "The first year of referrals cannot tell repeats: who was referred before it is not known.",
    )


def _curve(period: str, rows: list[Row]) -> SurvivalCurve:
    return SurvivalCurve(
        period,
        [
            Step(row["day"], Value(100 * row["not_repeated"], _hundred(row["lower"]), _hundred(row["upper"])))
            for row in rows
        ],
    )


def _soon(rows: list[Row]) -> str:
    """What the last year's curve says at about a month, three months, and its end."""
    wanted = [next((row for row in rows if row["day"] >= day), rows[-1]) for day in (30, 90, YEAR)]
    told = [f"{_again(row)} within {row['day']} days" for row in {row["day"]: row for row in wanted}.values()]
    return (
        f"Of about {number(rows[0]['victims'])} people who were victims in {rows[0]['period']}, another "
        "incident "
        f"was reported for {', '.join(told[:-1])}{' and ' if len(told) > 1 else ''}{told[-1]} of the first. "
        "The weeks after an incident are when help matters most."
    )


def _again(row: Row) -> str:
    return f"{number(100 * (1 - row['not_repeated']))}%"


def _hundred(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _count(n: int | None) -> str:
    return "suppressed" if n is None else number(n)


def _share(share: float | None) -> str:
    return "suppressed" if share is None else f"{number(100 * share, 1)}%"
