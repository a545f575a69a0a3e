"""What residents said, what was done, and what changed: the year before it was done beside the year after."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from wulfrun.assessment.series import parting_months
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.definition.consultation import Voice
from wulfrun.figures.book import FigureBook, Floats
from wulfrun.methods.change import percent_change, verdict
from wulfrun.methods.gap import closing_gap
from wulfrun.methods.interval import count_interval
from wulfrun.words.periods import month_of_day, rolling

VOICES = "voices"
NOT_DONE, NO_MEASURE, TOO_EARLY = "nothing done", "no measure", "too early"
SMALL, GAP, BROKEN, NOT_COUNTED = "small numbers", "gap", "break", "not counted here"
MORE, LESS, ALIKE = "more than elsewhere", "less than elsewhere", "no clear difference"
# A year that was worse than the two before it, or more, is followed by a better one without any action.
_EARLIER_YEARS = 2
_TEXT, _NUMBER, _YES = pa.string(), pa.float64(), pa.bool_()
_SPAN = {"period": _TEXT, "count": _NUMBER, "lower": _NUMBER, "upper": _NUMBER}
_CHANGE = {"change": _NUMBER, "lower": _NUMBER, "upper": _NUMBER}
TABLES = {
    VOICES: pa.schema(
        {
            "voice": _TEXT, "area_code": _TEXT, "area_name": _TEXT, "measure": _TEXT, "reason": _TEXT,
            **{f"before_{name}": kind for name, kind in _SPAN.items()},
            **{f"after_{name}": kind for name, kind in _SPAN.items()},
            **_CHANGE, "verdict": _TEXT, "dispersion": _NUMBER,
            "rest_before": _NUMBER, "rest_after": _NUMBER,
            **{f"rest_{name}": kind for name, kind in _CHANGE.items()}, "rest_verdict": _TEXT,
            "ratio": _NUMBER, "ratio_lower": _NUMBER, "ratio_upper": _NUMBER, "beside_rest": _TEXT,
            "worst_year": _YES, "chosen_because": _TEXT, "action": _TEXT,
        }
    )
}  # fmt: skip


class _Years(NamedTuple):
    """Counts of the twelve months before and after, and the first month of each."""

    before: Floats
    after: Floats
    begins_before: int
    begins_after: int


def assess(known: Known) -> Mapping[str, Rows]:
    """A row for each voice: the change of its measure in its neighbourhood, or why there is none.

    It adds up published months alone, so nothing that was kept back is told.
    """
    return {
        VOICES: [_row(known, name, voice) for name, voice in sorted(known.definition.voice.items())],
    }


def _row(known: Known, name: str, voice: Voice) -> dict[str, Any]:
    names = {area.code: area.name for area in known.geography.areas if area.level == "neighbourhood"}
    about = dict.fromkeys(TABLES[VOICES].names) | {
        "voice": name,
        "area_code": voice.neighbourhood,
        "area_name": names.get(voice.neighbourhood, voice.neighbourhood),
        "measure": voice.measure,
        "worst_year": False,
        "chosen_because": "",
        "action": "",
    }
    found = _years(known, voice)
    if isinstance(found, str):
        return about | {"reason": found}
    return about | {"reason": "", **_compared(known, voice, found), **_evaluated(known, voice)}


def _years(known: Known, voice: Voice) -> _Years | str:
    """The twelve months before the month in which it was done and the twelve after it, or why not.

    The month itself is left out, unless it was done on its first day.
    """
    if not voice.done or voice.done_when is None:
        return NOT_DONE
    declared = known.definition.measure.get(voice.measure)
    if declared is None or declared.kind != "count":
        return NO_MEASURE
    month = month_of_day(voice.done_when)
    start = month + (voice.done_when.day > 1)
    first, last = month - 12, start + 11
    series = known.book.monthly(voice.measure, voice.neighbourhood)
    if not len(series.months) or series.months[0] > first:
        return NOT_COUNTED
    if series.months[-1] < last:
        return TOO_EARLY
    hidden = known.book.kept_back(voice.measure, voice.neighbourhood)
    if ((hidden >= first) & (hidden <= last)).any():
        return SMALL
    parting = parting_months(known.breaks, voice.measure)
    if any(first < each <= last for each in parting):
        return BROKEN
    before = _months(known.book, voice.measure, voice.neighbourhood, first)
    after = _months(known.book, voice.measure, voice.neighbourhood, start)
    if np.isnan(before).any() or np.isnan(after).any():
        return GAP
    return _Years(before, after, first, start)


def _compared(known: Known, voice: Voice, years: _Years) -> dict[str, Any]:
    before, after = float(years.before.sum()), float(years.after.sum())
    phi = _dispersion(years)
    change = [float(each) for each in percent_change(after, before, dispersion=phi)[:3]]
    found: dict[str, Any] = {
        **_span("before", rolling(years.begins_before + 11).name, before),
        **_span("after", rolling(years.begins_after + 11).name, after),
        **_named("", change),
        "verdict": str(verdict(*change[1:])),
        "dispersion": phi,
        "worst_year": _worst(known.book, voice, years.begins_before, before),
    }
    return found | _beside_rest(known, voice, years, phi)


def _beside_rest(known: Known, voice: Voice, years: _Years, phi: float) -> dict[str, Any]:
    """The same of all the rest of the place, which does not hold the neighbourhood."""
    whole = known.book.codes(voice.measure, "partnership")[:1]
    if not whole:
        return {}
    rest = [
        float(_months(known.book, voice.measure, whole[0], first).sum() - own.sum())
        for first, own in ((years.begins_before, years.before), (years.begins_after, years.after))
    ]
    if np.isnan(rest).any() or min(rest) <= 0:
        return {}
    before, after = float(years.before.sum()), float(years.after.sum())
    change = [float(each) for each in percent_change(rest[1], rest[0], dispersion=phi)[:3]]
    gap = closing_gap(before, after, rest[0], rest[1], dispersion=phi)
    words = {"narrowing": LESS, "widening": MORE, "no clear change": ALIKE}
    return {
        "rest_before": rest[0],
        "rest_after": rest[1],
        **_named("rest_", change),
        "rest_verdict": str(verdict(*change[1:])),
        "ratio": _known(gap.ratio),
        "ratio_lower": _known(gap.lower),
        "ratio_upper": _known(gap.upper),
        "beside_rest": words.get(str(gap.verdict), ""),
    }


def _dispersion(years: _Years) -> float:
    """How much more the months vary about their year's mean than chance alone makes them (1 = no more)."""
    parts = [((own - own.mean()) ** 2).sum() / own.mean() for own in years[:2] if own.mean() > 0]
    return max(1.0, float(sum(parts)) / (11 * len(parts))) if parts else 1.0


def _worst(book: FigureBook, voice: Voice, first: int, before: float) -> bool:
    series = book.monthly(voice.measure, voice.neighbourhood)
    starts = range(first - 12, int(series.months[0]) - 1, -12)
    earlier = [float(_months(book, voice.measure, voice.neighbourhood, start).sum()) for start in starts]
    told = [each for each in earlier if not np.isnan(each)]
    return len(told) >= _EARLIER_YEARS and before > max(told)


def _months(book: FigureBook, measure: str, area: str, first: int) -> Floats:
    """Counts of twelve months from `first` on; NaN where a month has none or may not be given."""
    series = book.monthly(measure, area)
    found = np.full(12, np.nan)
    at = series.months - first
    inside = (at >= 0) & (at < 12)
    found[at[inside]] = series.counts[inside]
    return found


def _span(prefix: str, name: str, count: float) -> dict[str, Any]:
    ends = count_interval(count)
    found = {"period": name, "count": count, "lower": float(ends.lower), "upper": float(ends.upper)}
    return {f"{prefix}_{key}": each for key, each in found.items()}


def _named(prefix: str, change: list[float]) -> dict[str, float | None]:
    return {f"{prefix}{name}": _known(each) for name, each in zip(_CHANGE, change, strict=True)}


def _known(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return None if np.isnan(number) else number


def _evaluated(known: Known, voice: Voice) -> dict[str, str]:
    """The action that is evaluated for the same neighbourhood and measure, and why it was chosen."""
    return next(_evaluations(known, voice), {})


def _evaluations(known: Known, voice: Voice) -> Iterator[dict[str, str]]:
    place = known.definition.neighbourhood.get(voice.neighbourhood)
    names = {voice.neighbourhood, place.name if place else voice.neighbourhood}
    for key, priority in known.definition.priority.items():
        for number, action in enumerate(priority.actions, 1):
            asked = action.evaluation
            if asked and asked.measure == voice.measure and names & set(asked.areas):
                yield {"action": f"{key}-{number}", "chosen_because": asked.chosen_because}


TOPIC = Topic(tables=TABLES, assess=assess)
