"""Which periods can be told for a kind of record, and which cannot, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.words.periods import Period, a_year_before, month_index, month_name, period, periods_over

LONG = ("year", "rolling")


@dataclass(frozen=True)
class Timetable:
    """The periods of one record type: whole ones, and those with a gap and the words for it.

    `placed` gives for each whole period the share of its records that could be placed in an area.
    """

    whole: tuple[Period, ...]
    broken: dict[Period, str]
    step: int
    placed: dict[str, float] = field(default_factory=dict)

    @property
    def through(self) -> int | None:
        """The last month of any whole period."""
        return max((each.last for each in self.whole), default=None)

    def spans(self, day: str) -> bool:
        """Whether there is anything both before and after a day."""
        told = [*self.whole, *self.broken]
        month = month_index(day[:7])
        return bool(told) and min(each.first for each in told) < month <= max(each.last for each in told)

    def month_of(self, kinds: Sequence[str] | None = None) -> pa.Table:
        """The table month_of: each whole period beside each of its months."""
        chosen = [each for each in self.whole if kinds is None or each.kind in kinds]
        pairs = [(each.name, month) for each in chosen for month in each.months]
        return pa.table(
            {"period": pa.array([name for name, _ in pairs], pa.string()),
             "month": pa.array([month for _, month in pairs], pa.int32())}
        )  # fmt: skip

    def before(self, name: str) -> str:
        """The name of the same months a year earlier."""
        return a_year_before(period(name)).name


def timetable(months: Sequence[Month], step: int = 1) -> Timetable:
    """Sort every period that the months touch into whole ones and broken ones.

    With step 3 (quarterly data, each quarter standing at its last month) only quarters, years and
    rolling years that end with a quarter exist; with step 12 (yearly data, each financial year standing
    at its March) only years.
    """
    status = {each.month: each for each in months}
    whole, broken, placed = [], {}, {}
    for each in periods_over(status):
        if _too_short(each, step):
            continue
        needed = standing(each, step)
        bad = [month for month in needed if month not in status or status[month].status != COMPLETE]
        if not bad:
            whole.append(each)
            placed[each.name] = _placed([status[month] for month in needed])
        elif len(bad) < len(needed) or all(month in status for month in bad):
            broken[each] = _because(bad, needed, status)
    return Timetable(tuple(whole), broken, step, placed)


def standing(each: Period, step: int) -> list[int]:
    """The months of a period at which data of a step stand: all, ends of quarters, or Marches."""
    return [month for month in each.months if month % step == 2 % step]


def _too_short(each: Period, step: int) -> bool:
    """Whether data of a step cannot tell a period: a part of a quarter, or of a year."""
    if each.kind == "rolling":
        return each.last % step != 2 % step
    return len(each.months) < step


def _placed(months: Sequence[Month]) -> float:
    """The share of a period's records that could be placed in an area."""
    rows = sum(each.rows for each in months)
    return sum(each.rows * each.placed_share for each in months) / rows if rows else 1.0


def _because(bad: list[int], needed: list[int], status: dict[int, Month]) -> str:
    outside = [month for month in bad if month not in status]
    if len(needed) == 1 and bad[0] in status:
        return f"no figure: {status[bad[0]].status} ({status[bad[0]].reason})"
    words = []
    gaps = [month for month in bad if month in status]
    if gaps:
        names = ", ".join(f"{month_name(month)} {status[month].status}" for month in gaps[:4])
        more = f" and {len(gaps) - 4} more" if len(gaps) > 4 else ""
        words.append(names + more)
    if outside:
        words.append(f"the data hold {len(needed) - len(outside)} of its {len(needed)} parts")
    return "no figure: " + "; ".join(words)
