"""Say of each month whether it can be counted: a month without a file is a gap, not a fall."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.data.batches import Receipt
from wulfrun.data.inputs import force_of
from wulfrun.words.periods import month_index, month_name

Reals = npt.NDArray[np.float64]

COMPLETE = "complete"
# Tried on real months: those of 46 districts in which failed requests were stored as empty answers (1,554
# months), Surrey's and the City of London's files, and the example city. Of months nothing is known against
# all but two have 95% to 102% of the areas that their total leads one to expect, and all but three of them
# lie less than 7 standard deviations below it. Of the months known to be partial the best (Wolverhampton,
# May 2023) has 80% and lies 36 below. A month must fail both tests: by the deviations alone two silent
# areas of 115 would make it partial, by the share alone chance would where areas are few and quiet. What
# is not found: a failure that silenced fewer than one area in twenty.
_AREA_SHARE, _DEVIATIONS = 0.95, 6.0
# The quietest real months, April and May 2020 in the City of London, held 30% of the usual; months whose
# requests failed but for a few areas, or of which only other forces' rows are there, held 0.2% to 4.2%.
_RESIDUE = 0.05
# Between the real months of one force the share with a place moves by up to 5 points (Surrey, 93.7% to
# 98.7%), and where rows are few by more through chance: a fall must exceed both.
_PLACED_FALL = 0.05
_PERIOD = {1: "month", 3: "quarter", 12: "year"}
# Fewer rows or cells than this can be the same by chance.
_FEW = 20


@dataclass(frozen=True)
class Month:
    """One month of one record type: how it stands, why, its rows, and the share that could be placed."""

    record: str
    month: int
    status: str
    reason: str
    rows: int
    placed_share: float


def cover(
    record: str,
    cube: pa.Table,
    receipts: Sequence[Receipt],
    step: int,
    expected: tuple[int, int] | None,
    unplaced: frozenset[str] = frozenset({""}),
    sparse: bool = False,
) -> list[Month]:
    """Every month (quarter with step 3, financial year with step 12) that should be there, with its status.

    `cube` holds this record's rows of the partnership; `expected` widens the span beyond the data.
    `unplaced` are the areas under which rows without a place stand: '' and, where such rows count for
    the partnership as a whole, its code. Of `sparse` records a month without any is no gap, a quarter is.
    """
    inside = cube.filter(pc.not_equal(cube["area"], ""))
    totals = _sums(inside, ["month"])
    if expected:
        # A quarter, and a financial year, stands at its last month, whichever of its months was declared.
        expected = _last_month(expected[0], step), _last_month(expected[1], step)
    if not totals and expected is None:
        return []
    seen = sorted(month for (month,) in totals)
    first, last = (min([*seen, expected[0]]), max([*seen, expected[1]])) if expected else (seen[0], seen[-1])
    span = range(first, last + 1, step)
    placed = _placed(cube, receipts, unplaced)
    if sparse:
        quarters = {_last_month(month, 3) for (month,), n in totals.items() if n}
        return [_seldom(record, month, quarters, totals, placed) for month in span]
    usual = float(np.median([n for n in totals.values() if n > 0] or [0]))
    found = [
        Month(
            record,
            month,
            *_status(totals.get((month,), 0), usual, _PERIOD[step]),
            totals.get((month,), 0),
            placed.get(month, 1.0),
        )
        for month in span
    ]
    found = _partial(found, inside.filter(pc.invert(pc.is_in(inside["area"], pa.array(sorted(unplaced))))))
    found = _repeated(found, inside)
    found = _doubled(found, receipts)
    found = _missing_force(found, receipts, inside)
    # Where rows without a place count for the partnership, its months are whole however few are placed.
    return found if unplaced - {""} else _fewer_placed(found)


def _seldom(
    record: str,
    month: int,
    quarters: set[int],
    totals: Mapping[tuple[int, ...], int],
    placed: Mapping[int, float],
) -> Month:
    rows = totals.get((month,), 0)
    there = _last_month(month, 3) in quarters
    status = (COMPLETE, "") if there else ("missing", "nothing was received for this quarter")
    return Month(record, month, *status, rows, placed.get(month, 1.0))


def _last_month(month: int, step: int) -> int:
    return month + (2 - month) % step


def _status(total: int, usual: float, period: str) -> tuple[str, str]:
    if total == 0:
        return "missing", f"nothing was received for this {period}"
    if total < _RESIDUE * usual:
        return "residue", f"{total:,} rows where {usual:,.0f} are usual: the {period}'s own file is missing"
    return COMPLETE, ""


def _partial(months: list[Month], inside: pa.Table) -> list[Month]:
    """Months in which far fewer places report than their total leads one to expect.

    With total t and place shares p, the places expected to report are the sum of 1 - exp(-t p): a true
    fall thins every place, a failed request silences some. Fewer than five places tell nothing.
    """
    counts = _sums(inside, ["month", "area"])
    areas = sorted({area for _, area in counts})
    index = {area: number for number, area in enumerate(areas)}
    by_month: dict[int, Reals] = defaultdict(lambda: np.zeros(len(areas)))
    for (month, area), n in counts.items():
        by_month[month][index[area]] += max(n, 0)
    reporting = {month: int((row > 0).sum()) for month, row in by_month.items()}
    usual = np.median(list(reporting.values())) if reporting else 0
    good = [row for month, row in by_month.items() if reporting[month] >= usual]
    if len(areas) < 5 or not good:
        return months
    share = np.sum(good, axis=0) / max(np.sum(good), 1)
    found = []
    for each in months:
        total = float(by_month[each.month].sum()) if each.month in by_month else 0.0
        reports = 1 - np.exp(-total * share)
        expected, spread = float(reports.sum()), float(np.sqrt((reports * (1 - reports)).sum()))
        seen = reporting.get(each.month, 0)
        short = seen < _AREA_SHARE * expected and seen < expected - _DEVIATIONS * spread
        if each.status == COMPLETE and short:
            reason = f"{seen} of {len(areas)} areas report; {expected:.0f} would with {total:,.0f} rows"
            each = replace(each, status="partial", reason=reason)
        found.append(each)
    return found


def _repeated(months: list[Month], inside: pa.Table) -> list[Month]:
    """Months whose counts by type and area are those of an earlier month to the last one."""
    blocks: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for (month, code, area), n in _sums(inside, ["month", "code", "area"]).items():
        blocks[month].append((code, area, n))
    first: dict[int, int] = {}
    found = []
    for each in months:
        content = hash(tuple(sorted(blocks.get(each.month, []))))
        earlier = first.setdefault(content, each.month)
        if each.status == COMPLETE and earlier != each.month and len(blocks[each.month]) >= _FEW:
            reason = f"the counts of {month_name(earlier)} are repeated to the last one"
            each = replace(each, status="repeated", reason=reason)
        found.append(each)
    return found


def _doubled(months: list[Month], receipts: Sequence[Receipt]) -> list[Month]:
    """Months whose file holds every row twice, without a key to tell the second from the first."""
    tallies = {_single_month(each): each.tally for each in receipts}
    reason = "every row stands twice in the file, and no key says which to leave out"
    return [
        replace(each, status="repeated", reason=reason)
        if each.status == COMPLETE
        and (tally := tallies.get(each.month))
        and tally.accepted == tally.without_key == 2 * tally.identical >= _FEW
        else each
        for each in months
    ]


def _missing_force(months: list[Month], receipts: Sequence[Receipt], inside: pa.Table) -> list[Month]:
    """Months in which the force that usually supplies the area has no file, but others have."""
    forces = {receipt.file: force_of(receipt.path) for receipt in receipts}
    by_force: dict[str, Counter[int]] = defaultdict(Counter)
    for (month, file), n in _sums(inside, ["month", "file"]).items():
        by_force[forces.get(file, "")][month] += n
    whole = sum(sum(counter.values()) for counter in by_force.values())
    main = [force for force, counter in by_force.items() if force and sum(counter.values()) >= 0.05 * whole]
    found = []
    for each in months:
        absent = [force for force in main if by_force[force][each.month] == 0]
        if each.rows and absent and each.status in (COMPLETE, "residue"):
            reason = f"no file of {', '.join(sorted(absent))}; the {each.rows:,} rows are other forces'"
            each = replace(each, status="residue", reason=reason)
        found.append(each)
    return found


def _fewer_placed(months: list[Month]) -> list[Month]:
    fell = seldom_placed(months)
    return [
        replace(each, status="fewer placed", reason=fell[each.month]) if each.month in fell else each
        for each in months
    ]


def seldom_placed(months: Sequence[Month]) -> dict[int, str]:
    """The complete months of one record in which unusually few rows have a place, with the words for it."""
    shares = [each.placed_share for each in months if each.rows]
    usual = float(np.median(shares)) if shares else 1.0

    def fell(each: Month) -> bool:
        chance = _DEVIATIONS * float(np.sqrt(usual * (1 - usual) / each.rows))
        return each.placed_share < usual - max(_PLACED_FALL, chance)

    return {
        each.month: f"{each.placed_share:.1%} of rows have a place, {usual:.1%} is usual"
        for each in months
        if each.status == COMPLETE and each.rows > 0 and fell(each)
    }


def _placed(cube: pa.Table, receipts: Sequence[Receipt], unplaced: frozenset[str]) -> dict[int, float]:
    """Share of each month's rows that could be placed, over everything its files hold."""
    lost: Counter[int] = Counter()
    rows: Counter[int] = Counter()
    months = {receipt.file: _single_month(receipt) for receipt in receipts}
    for receipt in receipts:
        if (month := months[receipt.file]) is not None:
            rows[month] += receipt.tally.accepted + receipt.tally.outside
    for (when, area, file), n in _sums(cube, ["month", "area", "file"]).items():
        if area in unplaced:
            lost[when] += n
        if months.get(file) is None:
            rows[when] += n
    return {month: 1 - lost[month] / total for month, total in rows.items() if total > 0}


def _single_month(receipt: Receipt) -> int | None:
    tally = receipt.tally
    return tally.first_month if tally.first_month == tally.last_month else None


def _sums(table: pa.Table, by: list[str]) -> dict[tuple[Any, ...], int]:
    grouped = table.group_by(by).aggregate([("n", "sum")])
    columns = [grouped[name].to_pylist() for name in by]
    return dict(zip(zip(*columns, strict=True), grouped["n_sum"].to_pylist(), strict=True))


def usable(months: Iterable[Month]) -> frozenset[int]:
    """The months that may be counted and compared."""
    return frozenset(each.month for each in months if each.status == COMPLETE)


def span_of(expected: tuple[str, str] | None) -> tuple[int, int] | None:
    """A declared first and last month."""
    return (month_index(expected[0]), month_index(expected[1])) if expected else None
