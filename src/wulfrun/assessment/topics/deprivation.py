"""Whether the burden of each measure falls more on deprived areas, and whether that is narrowing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.special import stdtrit

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.definition.model import Measure
from wulfrun.figures.frame import year_of
from wulfrun.methods.gradient import RelativeIndex, deciles, relative_index, slope_index
from wulfrun.methods.interval import count_interval
from wulfrun.words.periods import month_index, period

GRADIENT, TENTHS, EDITIONS = "deprivation_gradient", "deprivation_tenths", "deprivation_editions"
JUDGED = "deprivation"
LEAST_AREAS, LEAST_COUNT, MOST_MEASURES = 20, 50, 12
# Where a third or more has no place, what is placed may be another kind of case than what is not.
LEAST_PLACED = 0.75
# Groups of the population: tenths where there are LSOAs enough for five in each, else fifths.
_TENTHS_FROM = 50
FALLS_MORE, FALLS_LESS, NO_GRADIENT = (
    "falls more on deprived areas",
    "falls less on deprived areas",
    "no gradient",
)
NARROWING, WIDENING, NO_CHANGE, NOT_COMPARED = "narrowing", "widening", "no clear change", "not compared"

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    GRADIENT: pa.schema(
        {
            "measure": _TEXT, "period": _TEXT, "edition": _WHOLE, "index": _TEXT, "per": _TEXT,
            "scale": _NUMBER, "areas": _WHOLE,
            "placed": _NUMBER, "slope": _NUMBER, "slope_lower": _NUMBER, "slope_upper": _NUMBER,
            "most": _NUMBER, "least": _NUMBER, "ratio": _NUMBER, "ratio_lower": _NUMBER,
            "ratio_upper": _NUMBER, "dispersion": _NUMBER, "finding": _TEXT, "trend": _TEXT, "p": _NUMBER,
        }
    ),
    TENTHS: pa.schema(
        {
            "measure": _TEXT, "period": _TEXT, "edition": _WHOLE, "groups": _WHOLE, "group": _WHOLE,
            "areas": _WHOLE, "numerator": _NUMBER, "denominator": _NUMBER, "rate": _NUMBER,
            "lower": _NUMBER, "upper": _NUMBER,
        }
    ),
    EDITIONS: pa.schema(
        {
            "edition": _WHOLE, "index": _TEXT, "areas": _WHOLE, "converted": _WHOLE, "residents": _NUMBER,
            "most_deprived_tenth": _NUMBER, "most_deprived_fifth": _NUMBER,
        }
    ),
}  # fmt: skip

Index = Mapping[int, Mapping[str, Mapping[str, Any]]]


def assess(known: Known) -> dict[str, Rows]:
    """A row for each measure's first comparable and latest year, its groups, and each edition."""
    table = known.judged.get(JUDGED)
    index = editions(table.to_pylist()) if table is not None else {}
    gradient: list[dict[str, Any]] = []
    tenths: list[dict[str, Any]] = []
    for name, measure in headline(known) if index else ():
        own = list(_years(known, name, measure, index))
        judged = [row for row, _ in own]
        if len(judged) > 1:
            judged[-1] |= compared(judged[0], judged[-1])
        gradient += judged
        tenths += [group for _, groups in own for group in groups]
    return {GRADIENT: gradient, TENTHS: tenths, EDITIONS: [*_editions(index)]}


def editions(rows: Sequence[Mapping[str, Any]]) -> Index:
    """How deprived each area is, by edition."""
    found: dict[int, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["edition"], {})[row["area"]] = row
    return found


def edition_for(index: Index, year: int) -> int:
    """The latest edition of that year or before; the earliest where all are later."""
    before = [each for each in index if each <= year]
    return max(before) if before else min(index)


def headline(known: Known) -> Iterator[tuple[str, Measure]]:
    """Measures with a rate by LSOA: those no part of another, and burglary, whose risk is by household.

    Crime comes before other things. What keeps small counts back, or stands in for another thing, is left
    out: a line through what is published of it would tell what is not.
    """
    shown = 0
    for name, measure in sorted(known.definition.measure.items(), key=_order):
        rate = name if measure.kind == "rate" else f"{name}.rate"
        fits = measure.per and not measure.suppress_below and not measure.approximates
        fits = fits and (not measure.part_of or measure.per == "households")
        if fits and measure.kind in ("count", "rate") and known.book.codes(rate, "lsoa"):
            yield rate, measure
            shown += 1
            if shown == MOST_MEASURES:
                return


def _order(each: tuple[str, Measure]) -> tuple[bool, bool, str]:
    name, measure = each
    return measure.of not in ("offence", "street"), measure.part_of is not None, name


def _years(
    known: Known, rate: str, measure: Measure, index: Index
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The first comparable year and the latest, where both can be judged."""
    whole = known.geography.partnership_code
    told = [row for row in known.book.series(rate, whole, "year") if row["value"] is not None]
    joined = [
        month_index(row["when"][:7])
        for row in known.breaks
        if row["measure"] == rate.removesuffix(".rate") and row["severity"] == "do-not-join"
    ]
    baseline = known.definition.partnership.baseline
    start = max([*(month for month in joined), period(baseline).first if baseline else 0], default=0)
    usable = [row for row in told if period(row["period"]).first >= start] or told[-1:]
    for row in dict.fromkeys(each["period"] for each in (usable[:1] + usable[-1:])):
        edition = edition_for(index, year_of(period(row)))
        areas = known.book.areas(rate, "lsoa", row)
        total = known.book.one(rate, whole, row)
        found = judged_year(areas, index[edition], measure.scale)
        if found is None or total is None:
            continue
        one, groups = found
        head = {"measure": rate.removesuffix(".rate"), "period": row, "edition": edition}
        source = next(iter(index[edition].values()))["source"]
        placed = sum(each["numerator"] or 0 for each in areas) / (total["numerator"] or 1)
        if placed < LEAST_PLACED:
            continue
        yield (
            {**head, "index": source, "per": measure.per, "scale": measure.scale, "placed": placed, **one,
             "trend": NOT_COMPARED},
            [{**head, **group} for group in groups],
        )  # fmt: skip


def judged_year(
    areas: Sequence[Mapping[str, Any]], ranks: Mapping[str, Mapping[str, Any]], scale: float
) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """Slope and relative index of one year, and the rate of each tenth; None where too little is known."""
    rows = [
        row
        for row in areas
        if not row["suppressed"] and row["numerator"] is not None and (row["denominator"] or 0) > 0
        and row["area_code"] in ranks and ranks[row["area_code"]]["rank"] is not None
    ]  # fmt: skip
    withheld = any(row["suppressed"] for row in areas)
    if withheld or len(rows) < LEAST_AREAS or sum(row["numerator"] for row in rows) < LEAST_COUNT:
        return None
    rank = np.array([ranks[row["area_code"]]["rank"] for row in rows], float)
    count, people = (np.array([row[name] for row in rows], float) for name in ("numerator", "denominator"))
    if len(np.unique(rank)) < 2:
        return None
    slope, ratio = slope_index(rank, people, count, scale), relative_index(rank, people, count, scale)
    groups = 10 if len(rows) >= _TENTHS_FROM else 5
    own = deciles(rank, people, groups)
    tenths = []
    for group in range(1, groups + 1):
        inside = own == group
        if not inside.any():
            continue
        n, whole = float(count[inside].sum()), float(people[inside].sum())
        limits = count_interval(n)
        tenths.append({
            "groups": groups, "group": group, "areas": int(inside.sum()), "numerator": n,
            "denominator": whole, "rate": n / whole * scale, "lower": float(limits.lower) / whole * scale,
            "upper": float(limits.upper) / whole * scale,
        })  # fmt: skip
    return (
        {
            "areas": len(rows), "slope": slope.slope, "slope_lower": slope.lower, "slope_upper": slope.upper,
            "most": slope.most, "least": slope.least, "ratio": ratio.ratio, "ratio_lower": ratio.lower,
            "ratio_upper": ratio.upper, "dispersion": ratio.dispersion, "finding": finding_of(ratio),
        },
        tenths,
    )  # fmt: skip


def finding_of(ratio: RelativeIndex) -> str:
    """In words whether the rate rises with deprivation, by the interval of the relative index."""
    if ratio.lower > 1:
        return FALLS_MORE
    return FALLS_LESS if ratio.upper < 1 else NO_GRADIENT


def compared(first: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, Any]:
    """Whether the relative index moved between two years: log ratio against its standard error.

    The two years are taken as independent. Narrowing = nearer to 1, from whichever side.
    """
    logs, variance = [], 0.0
    for row in (first, last):
        spread = float(stdtrit(row["areas"] - 2, 0.975))
        logs.append(float(np.log(row["ratio"])))
        variance += float((np.log(row["ratio_upper"]) - np.log(row["ratio_lower"])) / (2 * spread)) ** 2
    if not np.isfinite(variance) or variance <= 0:
        return {"trend": NOT_COMPARED, "p": None}
    z = (logs[1] - logs[0]) / variance**0.5
    free = min(first["areas"], last["areas"]) - 2
    p = float(2 * stdtr_upper(free, abs(z)))
    if p >= 0.05:
        return {"trend": NO_CHANGE, "p": p}
    return {"trend": NARROWING if abs(logs[1]) < abs(logs[0]) else WIDENING, "p": p}


def stdtr_upper(free: float, t: float) -> float:
    """How often Student's t with so many degrees of freedom exceeds a value."""
    from scipy.special import stdtr

    return float(stdtr(free, -t))


def _editions(index: Index) -> Iterator[dict[str, Any]]:
    for edition, areas in sorted(index.items()):
        rows = list(areas.values())
        people = sum(row["population"] or 0 for row in rows)
        known = all(row["population"] is not None and row["decile"] is not None for row in rows)
        shares = {
            name: sum(row["population"] for row in rows if row["decile"] <= most) / people
            if known and people
            else None
            for name, most in (("most_deprived_tenth", 1), ("most_deprived_fifth", 2))
        }
        yield {
            "edition": edition, "index": rows[0]["source"], "areas": len(rows),
            "converted": sum(row["converted"] for row in rows), "residents": people or None, **shares,
        }  # fmt: skip


TOPIC = Topic(tables=TABLES, assess=assess)
