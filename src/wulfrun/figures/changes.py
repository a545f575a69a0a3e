"""Changes: each figure against the same months a year before, and against the baseline year."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from wulfrun.data.release import Rows
from wulfrun.figures.rows import table
from wulfrun.figures.timetable import LONG
from wulfrun.methods.change import percent_change
from wulfrun.words.periods import Period, a_year_before, month_index, period

# A month of a neighbourhood against a month is noise: small areas are compared over twelve months only.
_SMALL_AREAS = ("lsoa", "ward", "neighbourhood")

ON_LAST_YEAR, ON_BASELINE = "on-last-year", "on-baseline"


def changes(figures: pa.Table, against: str, baseline: str | None, breaks: Rows) -> pa.Table:
    """The percent change of every count that has its counterpart, with an exact conditional interval.

    `breaks` are the measure's own; across one that forbids joining no change is given, and its note
    says why.
    """
    rows = figures.to_pylist()
    index = {(row["area_level"], row["area_code"], row["period"]): row for row in rows}
    kept, earlier = [], []
    for row in rows:
        if row["area_level"] in _SMALL_AREAS and row["period_kind"] not in LONG:
            continue
        before = _counterpart(row["period"], row["period_kind"], against, baseline)
        if before and (other := index.get((row["area_level"], row["area_code"], before.name))):
            kept.append(row)
            earlier.append(other)
    return _table(kept, earlier, against, breaks)


def _counterpart(name: str, kind: str, against: str, baseline: str | None) -> Period | None:
    now = period(name)
    if against == ON_LAST_YEAR:
        return a_year_before(now)
    if baseline is None or kind not in LONG:
        return None
    start = period(baseline)
    return start if now.first > start.first else None


def _table(kept: Rows, earlier: Rows, against: str, breaks: Rows) -> pa.Table:
    now = _numbers(kept)
    before = _numbers(earlier)
    notes = [_why_not(row, other, breaks) for row, other in zip(kept, earlier, strict=True)]
    told = np.array([not note for note in notes], bool)
    now, before = np.where(told, now, np.nan), np.where(told, before, np.nan)
    found = percent_change(now, before)
    nothing = told & (before <= 0)
    return table(
        {
            "measure": [f"{row['measure']}.{against}" for row in kept],
            **{name: [row[name] for row in kept] for name in _SAME},
            "numerator": now,
            "denominator": before,
            "value": found.value,
            "lower": found.lower,
            "upper": found.upper,
            "suppressed": np.array(
                [_hidden(row, other) for row, other in zip(kept, earlier, strict=True)], bool
            ),
            "note": [
                "no figure: nothing was recorded in the earlier period" if empty else note
                for note, empty in zip(notes, nothing, strict=True)
            ],
        }
    )


_SAME = ("area_code", "area_name", "area_level", "period", "period_kind")


def _numbers(rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if row["numerator"] is None else row["numerator"] for row in rows], np.float64)


def _hidden(row: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return bool(row["suppressed"] or other["suppressed"])


def _why_not(row: Mapping[str, object], other: Mapping[str, object], breaks: Rows) -> str:
    if _hidden(row, other):
        return "suppressed: a small number"
    for each, which in ((row, "this period"), (other, "the earlier period")):
        if each["numerator"] is None:
            reason = str(each["note"]).removeprefix("no figure: ")
            return f"no figure: {which} cannot be counted ({reason})"
    first, last = period(str(other["period"])).first, period(str(row["period"])).last
    for each in breaks:
        when = month_index(str(each["when"])[:7])
        if each["severity"] == "do-not-join" and first < when <= last:
            return f"no figure: the series broke on {each['when']} ({each['title']})"
    return ""
