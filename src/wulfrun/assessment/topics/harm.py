"""Harm by declared weights: by year beside the count, which offences make it, and where."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.harm_counts import Floats, HarmCounts, harm_counts
from wulfrun.assessment.series import broken_between, finite, parting_months
from wulfrun.assessment.topics._harm_small_numbers import LEAST, Rare, as_told, rare_in
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.harm_weights import Weights, read_weights
from wulfrun.data.release import Rows
from wulfrun.definition.harm import HarmIndex
from wulfrun.definition.model import Measure
from wulfrun.figures.breaks import breaks_of
from wulfrun.methods.change import percent_change, verdict
from wulfrun.methods.harm import Harm, harm_change, harm_score

ABOUT, YEARS, CODES, PLACES = "harm", "harm_years", "harm_codes", "harm_places"
_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TABLES = {
    ABOUT: pa.schema(
        {
            "index": _TEXT, "title": _TEXT, "unit": _TEXT, "per": _TEXT, "scale": _NUMBER, "source": _TEXT,
            "licence": _TEXT, "invented": _YES, "record": _TEXT, "file": _TEXT, "sha256": _TEXT,
            "codes": _WHOLE, "refused": _WHOLE, "unmapped": _TEXT, "period": _TEXT, "before": _TEXT,
            "change": _NUMBER, "change_lower": _NUMBER, "change_upper": _NUMBER, "verdict": _TEXT,
            "count_change": _NUMBER, "count_verdict": _TEXT, "note": _TEXT, "method": _TEXT,
        }
    ),
    YEARS: pa.schema(
        {
            "index": _TEXT, "period": _TEXT, "count": _WHOLE, "score": _NUMBER, "people": _NUMBER,
            "value": _NUMBER, "lower": _NUMBER, "upper": _NUMBER, "mapped": _NUMBER,
        }
    ),
    CODES: pa.schema(
        {
            "index": _TEXT, "period": _TEXT, "code": _TEXT, "name": _TEXT, "count": _WHOLE,
            "weight": _NUMBER, "harm": _NUMBER, "share": _NUMBER, "share_of_count": _NUMBER,
        }
    ),
    PLACES: pa.schema(
        {
            "index": _TEXT, "period": _TEXT, "area_code": _TEXT, "area_name": _TEXT, "area_level": _TEXT,
            "priority": _YES, "value": _NUMBER, "lower": _NUMBER, "upper": _NUMBER, "suppressed": _YES,
        }
    ),
}  # fmt: skip
OTHERS = "others"
# Where rare offences make more than this of a place's harm, the score would tell of them.
_FEW_MAKE = 0.5
_DIGITS = 2


def assess(known: Known) -> Mapping[str, Rows]:
    """The tables of every declared index whose records hold a whole year."""
    tables: dict[str, Rows] = {name: [] for name in TABLES}
    for name, index in known.definition.harm.items():
        counts = harm_counts(known, index.record, index.per)
        if counts is None:
            continue
        weights = read_weights(index, known.folder)
        weight = np.array([weights.by_code.get(code, np.nan) for code in counts.codes])
        rare = [rare_in(counts.codes, year, weight) for year in counts.whole]
        sums, score = as_told(
            harm_score(counts.whole, weight, counts.people, index.scale),
            np.nansum(counts.whole * weight, axis=1),
            counts.people / index.scale,
            np.array([each.grain for each in rare]),
        )
        tables[ABOUT].append({"index": name, **_about(known, index, weights, counts, score)})
        tables[YEARS] += [{"index": name, **row} for row in _year_rows(counts, sums, score, rare)]
        for table, rows in (
            (CODES, code_rows(counts.codes, counts.whole[-1], weight, weights.names, float(sums[-1]))),
            (PLACES, place_rows(counts, weight, index.scale)),
        ):
            tables[table] += [{"index": name, "period": counts.years[-1].name, **row} for row in rows]
    return tables


def _about(
    known: Known, index: HarmIndex, weights: Weights, counts: HarmCounts, score: Harm
) -> dict[str, Any]:
    """What an index is, from what file, and how the last year stands to the one before."""
    seen = counts.whole.sum(axis=0) > 0
    unmapped = [
        code for code, there in zip(counts.codes, seen, strict=True) if there and code not in weights.by_code
    ]
    declared = index.model_dump(include=set(TABLES[ABOUT].names))
    found = declared | {
        "sha256": weights.sha256, "codes": len(weights.by_code), "refused": len(weights.refused),
        "unmapped": ", ".join(unmapped), "period": counts.years[-1].name, "before": "",
        "verdict": "cannot be said", "note": "no whole year before it", "method": score.method,
    }  # fmt: skip
    if len(counts.years) < 2 or counts.years[-1].first != counts.years[-2].first + 12:
        return found
    breaks = breaks_of("harm", Measure(title=index.title, of=index.record), known.definition)
    why = broken_between(parting_months(breaks, "harm"), counts.years[-2], counts.years[-1])
    if why:
        return found | {"before": counts.years[-2].name, "note": why}
    now, before = (
        score._replace(value=score.value[at], lower=score.lower[at], upper=score.upper[at]) for at in (-1, -2)
    )
    change = harm_change(now, before)
    total = counts.whole.sum(axis=1)
    counted = percent_change(total[-1], total[-2], counts.people[-1], counts.people[-2])
    return found | {
        "before": counts.years[-2].name, "change": finite(float(change.value)),
        "change_lower": finite(float(change.lower)), "change_upper": finite(float(change.upper)),
        "verdict": verdict(float(change.lower), float(change.upper)), "note": "",
        "count_change": finite(float(counted.value)),
        "count_verdict": verdict(float(counted.lower), float(counted.upper)),
    }  # fmt: skip


def _year_rows(counts: HarmCounts, sums: Floats, score: Harm, rare: Sequence[Rare]) -> Rows:
    return [
        {
            "period": year.name, "count": int(counts.whole[at].sum()), "score": finite(sums[at]),
            "people": finite(counts.people[at]), "value": finite(score.value[at]),
            "lower": finite(score.lower[at]), "upper": finite(score.upper[at]),
            "mapped": None if rare[at].unweighed else finite(score.mapped[at]),
        }
        for at, year in enumerate(counts.years)
    ]  # fmt: skip


def code_rows(
    codes: tuple[str, ...], count: Floats, weight: Floats, names: Mapping[str, str], total: float
) -> Rows:
    """What each code adds to the harm of a year, most first; codes with few offences only together.

    `total` is the sum as it is told: of those together no harm is, since it would tell their numbers.
    """
    rare = rare_in(codes, count, weight)
    shown = [at for at in np.flatnonzero((count > 0) & ~np.isnan(weight)).tolist() if at not in rare.places]
    offences = float(count.sum())
    rows: Rows = [
        {
            "code": codes[at], "name": names.get(codes[at], ""), "count": int(count[at]),
            "weight": float(weight[at]), "harm": float(count[at] * weight[at]),
            "share": finite(count[at] * weight[at] / total) if total else None,
            "share_of_count": float(count[at] / offences),
        }
        for at in sorted(shown, key=lambda at: (-count[at] * weight[at], codes[at]))
    ]  # fmt: skip
    many = sum(count[at] for at in rare.places) + rare.unweighed * count[np.isnan(weight)].sum()
    if many:
        left = " and what has no weight" if rare.unweighed else ""
        rows.append(
            {
                "code": OTHERS, "name": f"{len(rare.places)} rarer offences{left} together",
                "count": int(many), "weight": None, "harm": None, "share": None,
                "share_of_count": float(many / offences),
            }
        )  # fmt: skip
    return rows


def place_rows(counts: HarmCounts, weight: Floats, scale: float) -> Rows:
    """Harm per head of each neighbourhood, to two figures; kept back where it would tell of few offences."""
    if not len(counts.areas):
        return []
    score = harm_score(counts.local, weight, counts.local_people, scale)
    known = np.where(np.isnan(weight), 0.0, counts.local)
    harm = known * np.nan_to_num(weight)
    total = harm.sum(axis=1)
    few = np.where(known < LEAST, harm, 0.0).sum(axis=1)
    hidden = set(np.flatnonzero((known.sum(axis=1) < LEAST) | (few > _FEW_MAKE * total)).tolist())
    if len(hidden) == 1 and len(counts.areas) > 1:
        rest = [at for at in range(len(counts.areas)) if at not in hidden]
        hidden.add(min(rest, key=lambda at: (total[at], at)))
    return [
        {
            "area_code": area.code, "area_name": area.name, "area_level": area.level,
            "priority": area.priority, "suppressed": at in hidden,
            **{
                name: None if at in hidden else _rounded(values[at])
                for name, values in (("value", score.value), ("lower", score.lower), ("upper", score.upper))
            },
        }
        for at, area in enumerate(counts.areas)
    ]  # fmt: skip


def _rounded(value: float) -> float | None:
    """A number to two figures: the exact score would let the offences behind it be worked out."""
    known = finite(value)
    return None if known is None else float(f"{known:.{_DIGITS}g}")


TOPIC = Topic(TABLES, assess)
