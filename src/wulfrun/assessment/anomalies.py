"""Which months stand out over all measures and areas together, with the share of false alerts held down.

Every series of counts with enough published months is judged in each of the latest twelve months that its
records have, with what stood in it up to then, and the chances of one month are corrected together
(Benjamini & Hochberg 1995).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.assessment.series import Breaks, parting_months
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook, Floats, Ints, Monthly
from wulfrun.methods.association import benjamini_hochberg
from wulfrun.methods.exceedance import exceedance, recent_exceedance

LEVELS = ("partnership", "district", "neighbourhood")
KINDS = ("count", "rate", "people")
MONTHS, YEARS, AROUND, RECENT, LEAST_YEARS = 12, 5, 1, 24, 3
SEASONAL = "the same months of earlier years"
LATELY = "all of the two years before"
# With less than one expected a month no count is low, and two are no news: see the chart of rare events.
LEAST_EXPECTED = 1.0
FALSE_SHARE = 0.10
# Months that differ by more than seven tenths of their mean, chance apart, have no usual month.
MOST_UNEVEN = 0.7
NO_FIGURE, SMALL, SHORT, FEW = "no figure", "small numbers", "too short", "too few"
UNEVEN = "too uneven"

Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]


@dataclass(frozen=True)
class Series:
    """One measure in one area between two breaks: counts (n,) by month, and whether each is kept back.

    `first`: the month of the first place.
    """

    measure: str
    area: str
    level: str
    first: int
    counts: Floats
    hidden: Bools


class Judged(NamedTuple):
    """The series, and for each series and month judged (k,): which, when, and what was found.

    `why_not` is '' where it was tested, else why not, and then p and adjusted are NaN.
    """

    series: Sequence[Series]
    which: Ints
    month: Ints
    counted: Floats
    expected: Floats
    lower: Floats
    upper: Floats
    p: Floats
    adjusted: Floats
    seasonal: Bools
    why_not: Texts


def judge(definition: Definition, book: FigureBook, breaks: Breaks) -> Judged:
    """Every series of counts in each of the twelve months to the last that its records have."""
    parted = list(breaks)
    of: dict[str, list[tuple[str, str, str, Monthly]]] = {}
    for measure, declared in sorted(definition.measure.items()):
        if declared.kind in KINDS:
            for area, level in _areas(book, measure):
                monthly = book.monthly(measure, area)
                if not np.isnan(monthly.counts).all():
                    of.setdefault(declared.of, []).append((measure, area, level, monthly))
    series: list[Series] = []
    found: list[Judged] = []
    for own in of.values():
        first = min(int(monthly.months[0]) for *_, monthly in own)
        through = max(int(each.months[~np.isnan(each.counts)][-1]) for *_, each in own)
        parts: list[Series] = []
        for measure, area, level, monthly in own:
            kept = book.kept_back(measure, area)
            whole = Series(measure, area, level, first, *_laid_out(kept, monthly, first, through))
            parts += _parts(whole, sorted(month - first for month in parting_months(parted, measure)))
        if parts:
            found.append(_judged(parts, first, through, len(series)))
            series += parts
    return _together(series, found)


def _together(series: Sequence[Series], found: Sequence[Judged]) -> Judged:
    kinds: tuple[type[np.generic], ...] = (np.int64, np.int64, *[np.float64] * 6, np.bool_, np.str_)
    columns = [
        np.concatenate([np.zeros(0, kind), *(one[at] for one in found)])
        for at, kind in enumerate(kinds, start=1)
    ]
    joined = Judged._make([series, *columns])
    return joined._replace(adjusted=_corrected(joined.p, joined.month))


def _corrected(p: Floats, month: Ints) -> Floats:
    """The chances of each month corrected together, whatever they are chances of."""
    adjusted = np.full(p.shape, np.nan)
    for each in np.unique(month):
        tested = (month == each) & ~np.isnan(p)
        adjusted[tested] = benjamini_hochberg(p[tested])
    return adjusted


def _areas(book: FigureBook, measure: str) -> Iterator[tuple[str, str]]:
    """Each area once, by its largest level: a district that is the partnership is not judged twice."""
    seen: set[str] = set()
    for level in LEVELS:
        for area in book.codes(measure, level):
            if area not in seen:
                seen.add(area)
                yield area, level


def _laid_out(kept: Ints, monthly: Monthly, first: int, through: int) -> tuple[Floats, Bools]:
    line = np.full(through - first + 1, np.nan)
    inside = monthly.months <= through
    line[monthly.months[inside] - first] = monthly.counts[inside]
    hidden = np.zeros(line.shape, bool)
    hidden[kept[(kept >= first) & (kept <= through)] - first] = True
    return line, hidden


def _parts(whole: Series, parting: Sequence[int]) -> Iterator[Series]:
    """The series between its breaks: those parts that reach into the months judged and hold a count."""
    edges = [0, *(at for at in parting if 0 < at < len(whole.counts)), len(whole.counts)]
    places = np.arange(len(whole.counts))
    for start, end in pairwise(edges):
        inside = (places >= start) & (places < end)
        counts = np.where(inside, whole.counts, np.nan)
        if end > len(places) - MONTHS and not np.isnan(counts).all():
            yield replace(whole, counts=counts, hidden=whole.hidden & inside)


def _judged(series: Sequence[Series], first: int, through: int, before: int) -> Judged:
    counts = np.array([each.counts for each in series])
    hidden = np.array([each.hidden for each in series])
    at = np.arange(max(counts.shape[1] - MONTHS, 0), counts.shape[1])
    yearly = at[:, None] - 12 * np.arange(1, YEARS + 1)
    found = exceedance(counts, at, YEARS, AROUND)
    long = (_at(~np.isnan(counts), yearly).sum(axis=-1) >= LEAST_YEARS) & ~np.isnan(found.p)
    told = np.stack([found.expected, found.lower, found.upper, found.p, found.dispersion])
    if (brief := ~long.all(axis=1)).any():
        lately = recent_exceedance(counts[brief], at, RECENT)
        other = np.stack([lately.expected, lately.lower, lately.upper, lately.p, lately.dispersion])
        told[:, brief] = np.where(long[brief], told[:, brief], other)
    expected, lower, upper, p, phi = told
    around = (yearly[:, :, None] + np.arange(-AROUND, AROUND + 1)).reshape(len(at), -1)
    recent = at[:, None] - np.arange(1, RECENT + 1)
    # What is left of a series whose small counts are kept back are its higher months.
    biased = np.where(long, _at(hidden, around).any(axis=-1), _at(hidden, recent).any(axis=-1))
    uneven = phi - 1 > MOST_UNEVEN**2 * expected
    why = np.select(
        [np.isnan(counts[:, at]), biased, np.isnan(expected), expected < LEAST_EXPECTED, uneven],
        [NO_FIGURE, SMALL, SHORT, FEW, UNEVEN],
        "",
    ).astype(np.str_)
    p = np.where(why == "", p, np.nan)
    which, month = (each.ravel() for each in np.indices(p.shape))
    flat = [each.ravel() for each in (counts[:, at], expected, lower, upper, p, p, long, why)]
    return Judged._make([series, before + which, first + at[month], *flat])


def _at(flags: Bools, places: Ints) -> Bools:
    return np.asarray(np.where(places >= 0, flags[:, np.maximum(places, 0)], False))
