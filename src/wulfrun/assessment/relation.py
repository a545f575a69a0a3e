"""Whether two measures go together by place and by time, from published figures alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wulfrun.assessment.series import finite
from wulfrun.data.release import Rows
from wulfrun.figures.book import FigureBook
from wulfrun.methods.association import rank_correlation, ratio_per_doubling
from wulfrun.methods.lagged_association import lagged_ratios
from wulfrun.methods.neighbours_alike import neighbours_alike
from wulfrun.words.periods import month_name, period

RANK, RATIO, LAG, UNTESTED = "rank correlation", "rate ratio", "lag", "not tested"
# Fewer than these make every answer a matter of chance.
LEAST_AREAS, LEAST_EVENTS, LEAST_MONTHS = 8, 30, 24

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RelatedArea:
    """An area that is compared: its people, and its middle in metres (NaN where no boundary is known)."""

    code: str
    name: str
    residents: float
    x: float = float("nan")
    y: float = float("nan")


@dataclass(frozen=True)
class Related:
    """Counts of both measures by area and month, over months that both are known for in every area.

    Where months are not published for such areas but years are, each column is a year: `step` is 12.
    """

    areas: tuple[RelatedArea, ...]
    first: int
    a: Floats
    b: Floats
    step: int = 1

    @property
    def months(self) -> int:
        """How many months."""
        return int(self.a.shape[1]) * self.step


def gathered(book: FigureBook, a: str, b: str, level: str, areas: Sequence[RelatedArea]) -> Related:
    """The published monthly counts of two measures over the longest run of months that all areas have.

    Where there is no such month, as for small areas, of which whole years alone are published: the years.
    """
    there = set(book.codes(a, level)) & set(book.codes(b, level))
    kept = tuple(area for area in areas if area.code in there and area.residents > 0)
    for step, kind in ((1, "month"), (12, "year")):
        told = [[_counts(book, name, area.code, kind) for area in kept] for name in (a, b)]
        months = _together([*told[0], *told[1]], step)
        if months:
            break
    one, other = (_table(own, months) for own in told)
    return Related(kept, months[0] if months else 0, one, other, step)


def _counts(book: FigureBook, measure: str, area: str, kind: str) -> dict[int, float]:
    """What was counted by the first month of each period, where it is published."""
    if kind == "month":
        told = book.monthly(measure, area)
        found = zip(told.months.tolist(), told.counts.tolist(), strict=True)
        return {month: count for month, count in found if np.isfinite(count)}
    rows = book.series(measure, area, kind)
    return {period(row["period"]).first: row["numerator"] for row in rows if row["numerator"] is not None}


def _together(every: list[dict[int, float]], step: int) -> list[int]:
    """The longest run of periods that all have, the later of two."""
    shared = sorted(set.intersection(*(set(each) for each in every))) if every else []
    runs: list[list[int]] = []
    for month in shared:
        if runs and month == runs[-1][-1] + step:
            runs[-1].append(month)
        else:
            runs.append([month])
    return max(runs, key=lambda run: (len(run), run[-1]), default=[])


def _table(own: list[dict[int, float]], months: list[int]) -> Floats:
    return np.array([[each[month] for month in months] for each in own], float).reshape(len(own), len(months))


def relation_rows(found: Related, lags: Sequence[int]) -> Rows:
    """One row a test, or one that says why nothing was tested."""
    about: dict[str, Any] = {
        "areas": len(found.areas), "months": found.months, "note": "",
        "first_month": month_name(found.first) if found.months else "",
        "last_month": month_name(found.first + found.months - 1) if found.months else "",
        "total_a": int(found.a.sum()), "total_b": int(found.b.sum()),
    }  # fmt: skip
    if why := _too_little(found, lags):
        return [{**about, "test": UNTESTED, "note": why}]
    by_time = _by_time(found, lags) if found.step == 1 else ()
    return [{**about, **row} for row in (*_by_place(found), *by_time)]


def _too_little(found: Related, lags: Sequence[int]) -> str:
    least = max(LEAST_MONTHS, 2 * max(abs(lag) for lag in lags))
    for many, enough, words in (
        (len(found.areas), LEAST_AREAS, "areas with published figures of both"),
        (found.months, least, "months whose figures of both are published for every area"),
        (int(found.a.sum()), LEAST_EVENTS, "events of the first measure"),
        (int(found.b.sum()), LEAST_EVENTS, "events of the second measure"),
    ):
        if many < enough:
            return f"{many:,} {words}; at least {enough} are needed"
    people = _people(found)
    if any(len(set((each.sum(axis=1) / people).tolist())) < 2 for each in (found.a, found.b)):
        return "one of the rates is the same everywhere"
    return ""


def _people(found: Related) -> Floats:
    return np.array([area.residents for area in found.areas])


def _by_place(found: Related) -> Iterator[dict[str, Any]]:
    a, b, people = found.a.sum(axis=1), found.b.sum(axis=1), _people(found)
    rank = rank_correlation(a, b, people)
    row: dict[str, Any] = {
        "test": RANK, "estimate": rank.correlation, "lower": rank.lower, "upper": rank.upper, "p": rank.p,
        "adjusted": rank.p, "method": rank.method,
    }  # fmt: skip
    x, y = (np.array([getattr(area, name) for area in found.areas]) for name in ("x", "y"))
    if np.isfinite(x).all() and np.isfinite(y).all():
        alike = neighbours_alike(a, b, x, y, people)
        spatial = finite(alike.p)
        # A map worth next to no areas can show nothing, whatever a permutation of its areas says.
        row |= {"lower": finite(alike.lower), "upper": finite(alike.upper), "p_spatial": spatial,
                "worth": alike.worth,
                "adjusted": 1.0 if spatial is None else max(rank.p, spatial)}  # fmt: skip
    else:
        row["note"] = "no boundaries are known, so that neighbours are alike is not allowed for"
    yield row
    ratio = ratio_per_doubling(a, b, people)
    yield {
        "test": RATIO, "estimate": ratio.ratio, "lower": ratio.lower, "upper": ratio.upper, "p": ratio.p,
        "adjusted": ratio.p, "method": ratio.method,
    }  # fmt: skip


def _by_time(found: Related, lags: Sequence[int]) -> Iterator[dict[str, Any]]:
    told = lagged_ratios(found.a, found.b, lags)
    for at, lag in enumerate(told.lags):
        values = [finite(each[at]) for each in told[1:6]]
        yield {
            "test": LAG, "lag": lag, "areas": told.areas[at], "method": told.method,
            "note": "" if values[0] is not None else "nothing can be said at this lag",
            **dict(zip(("estimate", "lower", "upper", "p", "adjusted"), values, strict=True)),
        }  # fmt: skip
