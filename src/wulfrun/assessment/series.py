"""What every judgement asks of a series first: where it breaks, and which figures may be compared."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import Period, financial_year, month_index, month_name, period, rolling

Row = dict[str, Any]
Breaks = Iterable[Mapping[str, Any]]

_NO_FIGURE = "no figure: "


def base_measure(measure: str) -> str:
    """The declared id of a measure or of one derived from it: 'psa1' of 'psa1.rate'."""
    return measure.partition(".")[0]


def parting_months(breaks: Breaks, measure: str) -> dict[int, str]:
    """First month after each break that forbids joining, with the break's title."""
    found = {}
    for row in breaks:
        if row["measure"] == base_measure(measure) and row["severity"] == "do-not-join":
            when = str(row["when"])
            # The month that holds the break is mixed unless the break falls on its first day.
            mixed = when[8:10] not in ("", "01")
            found[month_index(when[:7]) + mixed] = str(row["title"])
    return found


def broken_between(parting: Mapping[int, str], earlier: Period, later: Period) -> str:
    """Why two periods may not be compared; '' where they may."""
    for month, title in sorted(parting.items()):
        if earlier.first < month <= later.last:
            return f"the series breaks in {month_name(month)} ({title})"
    return ""


def why_missing(row: Row | None, name: str) -> str:
    """Why a figure cannot be used, as a clause; '' where it can."""
    if row is None:
        return f"there is no figure for {name}"
    if row["suppressed"]:
        return f"the figure for {name} is too small to be published"
    if row["value"] is None:
        note = str(row["note"] or "").removeprefix(_NO_FIGURE)
        return f"{name} cannot be given: {note}" if note else f"the data for {name} are not complete"
    return ""


def own_through(book: FigureBook, measure: str, area: str, through: int) -> int:
    """The latest month a measure was counted for, where its records end before those of others.

    A month that is a gap has a row without a value, and counts: only records that ended bring this forward.
    """
    months = book.monthly(base_measure(measure), area).months
    if len(months):
        return min(through, int(months[-1]))
    years = book.series(measure, area, "year")
    return min(through, period(years[-1]["period"]).last) if years else through


def latest_year(book: FigureBook, measure: str, area: str, through: int) -> str:
    """Name of the latest twelve months: rolling to `through`, or the financial year that ends there."""
    name = rolling(through).name
    year = financial_year(through)
    if book.one(measure, area, name) is None and year.last == through:
        return year.name
    return name


def latest_like(book: FigureBook, measure: str, area: str, end: Period, through: int) -> Period:
    """The latest period to hold against an end period: itself once data cover it, else the latest like it.

    For twelve months the latest twelve; for a quarter or month the same one of an earlier year.
    """
    if through >= end.last:
        return end
    if len(end.months) == 12:
        return period(latest_year(book, measure, area, through))
    back = (end.last - through + 11) // 12 * 12
    if end.kind == "month":
        return period(month_name(end.last - back))
    quarter = (end.first - financial_year(end.first).first) // 3 + 1
    return period(f"{financial_year(end.first - back).name} Q{quarter}")


def partnership_code(definition: Definition, book: FigureBook, measure: str) -> str:
    """The code under which the whole partnership stands in the figures."""
    found = book.codes(measure, "partnership")
    return found[0] if found else definition.partnership.area_codes[0]


def finite(value: Any) -> float | None:
    """A number as a released table holds it: none where it is not known or has no end."""
    return float(value) if np.isfinite(value) else None
