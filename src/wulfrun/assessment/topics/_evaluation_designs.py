"""What each design of an evaluation finds, one row each, with the sentence that its interval allows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from wulfrun.assessment.topics._evaluated_series import Compared, Floats, total
from wulfrun.methods.difference_in_differences import difference_in_differences
from wulfrun.methods.displacement import (
    weighted_displacement_difference,
    weighted_displacement_quotient,
)
from wulfrun.methods.interrupted_series import interrupted_series
from wulfrun.methods.synthetic_control import synthetic_control
from wulfrun.methods.verdict import UNKNOWN, Verdict, verdict_of_difference, verdict_of_ratio

Row = dict[str, Any]
DIFFERENCE, SERIES, SYNTHETIC = "difference in differences", "interrupted series", "synthetic control"
COUNT, AROUND, CHECK = "count difference", "with the areas around", "before the start"
RATIO, CRIMES = "ratio", "count"
_LEFT = 0.01
AGAINST = {
    DIFFERENCE: "expected from the comparison areas",
    SERIES: "expected from its own earlier trend and season",
    SYNTHETIC: "expected from the mix of areas that had moved most like it",
    COUNT: "expected from the comparison areas",
    AROUND: "expected from the areas they are compared with",
    CHECK: "expected from the comparison areas in the second half of the months before",
}


def design_rows(found: Compared, what: str, things: str, broken: bool) -> Iterator[Row]:
    """A row for each design; one that is not possible says why in `note`.

    `what` is the measure inside a sentence, `things` its unit; `broken`: a break lies in the months compared.
    """
    designs: tuple[tuple[str, Callable[[Compared], Row]], ...] = (
        (DIFFERENCE, _difference), (CHECK, _check), (SERIES, lambda each: _series(each, broken)),
        (SYNTHETIC, _synthetic), (COUNT, _count), (AROUND, _around),
    )  # fmt: skip
    for design, work in designs:
        if design == AROUND and not found.buffer:
            continue
        try:
            row = {"design": design, "word": "", "note": "", **work(found)}
        except ValueError as error:
            said = f"This could not be worked out: {error}."
            yield {"design": design, "kind": RATIO, "word": UNKNOWN, "sentence": said, "note": said}
            continue
        try:
            row = {"design": design, "word": "", "note": "", **work(found)}
        except ValueError as error:
            said = str(error)
            row = {
                "design": design,
                "kind": RATIO,
                "word": "cannot be said",
                "note": said[:1].upper() + said[1:],
            }
            yield row | {"sentence": f"This could not be worked out: {said}."}
            continue
        limits = (row["estimate"], row["lower"], row["upper"])
        said_of: Verdict = (
            verdict_of_ratio(*limits, what, AGAINST[design]) if row["kind"] == RATIO
            else verdict_of_difference(*limits, things, AGAINST[design])
        )  # fmt: skip
        yield row | {"word": said_of.word, "sentence": said_of.sentence}


def compared_months(found: Compared) -> list[Row]:
    """Month by month the treated areas, and what the comparison areas and the synthetic control expect."""
    own = total(found.treated)
    rows: list[Row] = [
        {"month": month, "counted": _or_none(own[at]), "expected": None, "synthetic": None}
        for at, month in enumerate(found.months)
    ]
    if found.control:
        others = total(found.control)
        before = found.halves(others)[0] or np.nan
        for row, value in zip(rows, others * found.halves(own)[0] / before, strict=True):
            row["expected"] = _or_none(value)
    try:
        expected = _mixed(found).synthetic
    except ValueError:
        return rows
    for at, value in zip(np.flatnonzero(found.known), expected, strict=True):
        rows[at]["synthetic"] = float(value)
    return rows


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _areas(found: Compared) -> tuple[Floats, Floats, list[bool]]:
    """Before and after (areas,) of treated and comparison areas, and which are treated."""
    if not found.control:
        raise ValueError("there is no area to compare with; expected at least two")
    sums = np.array([found.halves(each) for each in (*found.treated.values(), *found.control.values())])
    inside = [True] * len(found.treated) + [False] * len(found.control)
    return sums[:, 0], sums[:, 1], inside


def _sums(found: Compared) -> Row:
    row = dict(zip(("treated_before", "treated_after"), found.halves(total(found.treated)), strict=True))
    if found.control:
        both = found.halves(total(found.control))
        row |= dict(zip(("compared_before", "compared_after"), both, strict=True))
    return row


def _difference(found: Compared) -> Row:
    each = difference_in_differences(*_areas(found))
    return {
        "kind": RATIO, "estimate": each.ratio, "lower": each.lower, "upper": each.upper, "p": each.p,
        "method": each.method, **_sums(found),
        "detail": f"{len(found.control)} comparison areas; areas' own changes vary by "
        f"{100 * each.spread:.0f}% beyond chance; t with {each.free} degrees of freedom",
    }  # fmt: skip


def _check(found: Compared) -> Row:
    """The same comparison where nothing happened: between the two halves of the months before."""
    half = found.start // 2
    early, late = (slice(0, half), slice(half, found.start))
    kept = found.known
    groups = (*found.treated.values(), *found.control.values())
    if not found.control:
        raise ValueError("there is no area to compare with; expected at least two")
    before, after = (np.array([each[part][kept[part]].sum() for each in groups]) for part in (early, late))
    inside = np.arange(len(groups)) < len(found.treated)
    each = difference_in_differences(before, after, inside)
    return {
        "kind": RATIO, "estimate": each.ratio, "lower": each.lower, "upper": each.upper, "p": each.p,
        "method": each.method, "detail": f"the first {half} months before the start against the rest of them",
    }  # fmt: skip


def _series(found: Compared, broken: bool) -> Row:
    if broken:
        raise ValueError("the way of counting changed within these months, which looks like an effect here")
    each = interrupted_series(total(found.treated), found.start, found.months[0] % 12)
    return {
        "kind": RATIO, "estimate": each.level.ratio, "lower": each.level.lower, "upper": each.level.upper,
        "p": each.level.p, "method": each.method, "dispersion": each.dispersion,
        "detail": f"correlation of neighbouring months {each.correlation:.2f}; Durbin-Watson "
        f"{each.durbin_watson:.2f}; Ljung-Box p of what is left {each.left:.2f}"
        + ("" if each.left >= _LEFT else ": something regular is not explained, so read this with care"),
    }  # fmt: skip


def _mixed(found: Compared) -> Any:
    kept = found.known
    donors = [each[kept] for each in found.donors.values()]
    if not donors:
        raise ValueError("there is no area to mix a synthetic control from; expected at least three")
    return synthetic_control(total(found.treated)[kept], donors, int(kept[: found.start].sum()))


def _synthetic(found: Compared) -> Row:
    each = _mixed(found)
    parts = sorted(zip(found.donors, each.weights.tolist(), strict=True), key=lambda part: -part[1])
    mix = ", ".join(f"{found.names[code]} {100 * weight:.0f}%" for code, weight in parts if weight >= 0.005)
    return {
        "kind": RATIO, "estimate": each.ratio, "lower": each.lower, "upper": each.upper, "p": each.p,
        "method": each.method,
        "detail": f"mixed of {mix}; before the start the mix misses a month by {100 * each.fit:.0f}% of the "
        f"average; p cannot be under {1 / (len(parts) + 1):.2f} with {len(parts)} donors",
    }  # fmt: skip


def _count(found: Compared) -> Row:
    own, others = found.halves(total(found.treated)), _halves(found, found.control)
    scale = _size(others, own)
    each = weighted_displacement_difference(own, others, sizes=(1.0, scale, 1.0, 1.0))
    return {
        "kind": CRIMES, "estimate": each.effect, "lower": each.lower, "upper": each.upper, "p": each.p,
        "method": each.method, **_sums(found),
        "detail": f"standard error {each.standard_error:.1f}; the comparison areas are brought to the size "
        "of the treated by their counts before the start",
    }  # fmt: skip


def _around(found: Compared) -> Row:
    own, near = found.halves(total(found.treated)), found.halves(total(found.buffer))
    others = _halves(found, found.control)
    if found.buffer_control:
        apart = found.halves(total(found.buffer_control))
        sizes = (1.0, _size(others, own), 1.0, _size(apart, near))
        each = weighted_displacement_difference(own, others, near, apart, sizes=sizes)
        split = f"; of this {each.around:+.0f} around (standard error {each.around_error:.1f})"
    else:
        both = (own[0] + near[0], own[1] + near[1])
        each = weighted_displacement_difference(both, others, sizes=(1.0, _size(others, both), 1.0, 1.0))
        split = ""
    quotient = weighted_displacement_quotient(own, near, others)
    told = "no quotient, as the area itself did not do better" if np.isnan(quotient.quotient) else (
        f"displacement quotient {quotient.quotient:.2f}, which has no interval"
    )  # fmt: skip
    return {
        "kind": CRIMES, "estimate": each.effect, "lower": each.lower, "upper": each.upper, "p": each.p,
        "method": each.method, "detail": f"standard error {each.standard_error:.1f}{split}; {told}",
        "treated_before": near[0], "treated_after": near[1],
    }  # fmt: skip


def _halves(found: Compared, areas: Mapping[str, Floats]) -> tuple[float, float]:
    if not areas:
        raise ValueError("there is no area to compare with; expected at least one")
    return found.halves(total(areas))


def _size(others: tuple[float, float], own: tuple[float, float]) -> float:
    """How many times the counts before were larger in the comparison areas: their size over the treated."""
    if not others[0] or not own[0]:
        raise ValueError("the treated or the comparison areas have no count before the start; expected some")
    return others[0] / own[0]
