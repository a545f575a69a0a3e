"""Whether priority neighbourhoods are catching up with the rest, for every measure that has both."""

from dataclasses import dataclass

import numpy as np

from wulfrun.assessment.series import Breaks, Row, broken_between, own_through, parting_months, why_missing
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook
from wulfrun.methods.gap import Gap, closing_gap
from wulfrun.methods.regression import dispersion
from wulfrun.words.periods import Period, financial_year, period, rolling

PRIORITY, REST = "PRIORITY", "REST"
REGRESSION_TO_THE_MEAN = (
    "Areas chosen because they were worst tend to fall afterwards anyway (regression to the mean), "
    "so not all of a narrowing need be due to what was done."
)

_OF_GAP = (
    *("ratio", "lower", "upper"),
    *("relative_before", "relative_after", "absolute_before", "absolute_after"),
)


@dataclass(frozen=True)
class Compared:
    """Both groups at both times; `gap` is None where they cannot be compared, and `note` says why."""

    rows: tuple[Row | None, ...]
    gap: Gap | None
    note: str


def assess_gap(definition: Definition, book: FigureBook, through: int, breaks: Breaks = ()) -> list[Row]:
    """One row of the table `gap` for each count or rate that has figures of both groups, by measure.

    `through`: the latest month of any data. The baseline is the declared year; for a measure that does not
    reach so far back the first complete one; where that one is the latest, the first complete twelve months.
    It is compared with the latest complete financial year of the measure, or else with its latest twelve
    months. A measure without one complete year has no row.
    """
    found = list(breaks)
    rows = []
    for name in book.measures:
        declared = definition.measure.get(name)
        if declared is None or declared.kind not in ("count", "rate"):
            continue
        if {PRIORITY, REST} <= set(book.codes(name, "group")):
            rows.append(_assess(name, declared.scale, definition, book, through, found))
    return [row for row in rows if row is not None]


def compare_groups(
    book: FigureBook, measure: str, base: Period, latest: Period, breaks: Breaks, scale: float
) -> Compared:
    """Compare the change of priority neighbourhoods with that of the rest, by rate where one is known."""
    wanted = [(PRIORITY, base), (PRIORITY, latest), (REST, base), (REST, latest)]
    rows = tuple(book.one(measure, area, each.name) for area, each in wanted)
    reasons = [why_missing(row, each.name) for row, (_, each) in zip(rows, wanted, strict=True)]
    reasons.append(broken_between(parting_months(breaks, measure), base, latest))
    if why := next(filter(None, reasons), ""):
        return Compared(rows, None, why)
    p0, p1, r0, r1 = (float(row["numerator"]) for row in rows if row is not None)
    at_risk = [_at_risk(book, measure, area, each.name) for area, each in wanted]
    phi = _dispersion(book, measure, latest.last)
    known = [each for each in at_risk if each is not None]
    if len(known) == 4:
        gap = closing_gap(p0, p1, r0, r1, (known[0], known[1], known[2], known[3]), phi, scale)
        of = f"Gaps are of rates per {scale:,.0f}.{_already_lower(gap)}"
    else:
        # One group has more people than the other: without them a gap of counts would say nothing.
        gap = closing_gap(p0, p1, r0, r1, dispersion=phi)._replace(
            relative_before=np.nan, relative_after=np.nan, absolute_before=np.nan, absolute_after=np.nan
        )
        of = "The sizes of the gaps are not given: the numbers at risk are not known."
    if gap.verdict == "cannot be said":
        return Compared(rows, None, "one of the two groups has no records in one of the periods")
    return Compared(rows, gap, f"{REGRESSION_TO_THE_MEAN} {of} Over-dispersion {phi:.2f}.")


def _assess(
    name: str, scale: float, definition: Definition, book: FigureBook, through: int, breaks: Breaks
) -> Row | None:
    through = own_through(book, name, PRIORITY, through)
    base = _baseline(definition, book, name, through)
    if base is None:
        return None
    latest = _latest(book, name, base, through)
    if latest.last <= base.last:
        why = f"there are no data yet after the baseline, {base.name}"
        return _row(name, base, latest, Compared((None,) * 4, None, why))
    return _row(name, base, latest, compare_groups(book, name, base, latest, breaks, scale))


def _row(name: str, base: Period, latest: Period, compared: Compared) -> Row:
    before, after, rest_before, rest_after = (
        None if row is None or row["suppressed"] else row["numerator"] for row in compared.rows
    )
    gap = compared.gap
    found = {column: None if gap is None else _plain(getattr(gap, column)) for column in _OF_GAP}
    return {
        "measure": name,
        "baseline_period": base.name,
        "latest_period": latest.name,
        "priority_before": before,
        "priority_after": after,
        "rest_before": rest_before,
        "rest_after": rest_after,
        **found,
        "verdict": "cannot be said" if gap is None else gap.verdict,
        "note": compared.note,
    }


def _baseline(definition: Definition, book: FigureBook, measure: str, through: int) -> Period | None:
    declared = definition.partnership.baseline
    if declared and book.one(measure, PRIORITY, declared):
        return period(declared)
    years, rolling_years = (_of_both(book, measure, kind) for kind in ("year", "rolling"))
    # Data with holes may hold one financial year only: then their first whole twelve months have to serve.
    earlier = [each for each in (*years[:1], *rolling_years[:1]) if each.last < through]
    return next(iter((*earlier, *years)), None)


def _of_both(book: FigureBook, measure: str, kind: str) -> list[Period]:
    """The periods of a kind for which both groups have a figure, oldest first."""
    by_area = [
        {row["period"] for row in book.series(measure, area, kind) if row["value"] is not None}
        for area in (PRIORITY, REST)
    ]
    return sorted((period(name) for name in by_area[0] & by_area[1]), key=lambda each: each.last)


def _latest(book: FigureBook, measure: str, base: Period, through: int) -> Period:
    year = financial_year(through)
    year = year if year.last == through else financial_year(year.first - 12)
    if year.last > base.last and not why_missing(book.one(measure, PRIORITY, year.name), year.name):
        return year
    return rolling(through)


def _at_risk(book: FigureBook, measure: str, area: str, name: str) -> float | None:
    row = book.one(measure, area, name) or {}
    if not row.get("denominator"):
        row = book.one(f"{measure}.rate", area, name) or {}
    found = row.get("denominator")
    return float(found) if found and found > 0 else None


def _dispersion(book: FigureBook, measure: str, last: int) -> float:
    """The larger of the two groups' over-dispersions, from their months."""
    series = [book.monthly(measure, area).through(last) for area in (PRIORITY, REST)]
    usable = [each for each in series if len(each.months) and not bool((each.counts < 0).any())]
    return max((dispersion(each.counts, int(each.months[0])) for each in usable), default=1.0)


def _already_lower(gap: Gap) -> str:
    before = float(gap.relative_before)
    return " The priority neighbourhoods were not above the rest to begin with." if before <= 1 else ""


def _plain(value: object) -> float | None:
    number = float(str(value))
    return None if np.isnan(number) else number
