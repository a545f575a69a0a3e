"""Fly-tipping by land, waste, size and channel over the years, and changes that are of recording alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.release import Rows
from wulfrun.methods.interval import proportion_interval
from wulfrun.words.periods import financial_year

MIX, PRACTICE, BESIDE = "fly_tipping_mix", "fly_tipping_practice", "fly_tipping_beside_england"
ENGLAND = "fly-tipping-england"
# The council's own complaints, by month; Defra's table, a row a year.
SOURCES = ("fly-tipping", "fly-tipping-return")
# How many parts a year of a record has; Defra's tables have one.
_PARTS = {"fly-tipping": 12}
BLOCKS = ("size", "land", "waste", "channel")
# One class that holds nine in ten of a year's incidents, and held less than two in three at the beginning.
_ALL_BUT, _MIXED = 0.9, 2 / 3
_FEW = 50

_MIX = pa.schema(
    [
        ("source", pa.string()), ("block", pa.string()), ("class", pa.string()), ("period", pa.string()),
        ("n", pa.int64()), ("whole", pa.int64()), ("share", pa.float64()), ("lower", pa.float64()),
        ("upper", pa.float64()), ("england", pa.float64()),
    ]
)  # fmt: skip
_PRACTICE = pa.schema(
    [
        ("source", pa.string()), ("block", pa.string()), ("class", pa.string()),
        ("before", pa.string()), ("share_before", pa.float64()), ("period", pa.string()),
        ("share", pa.float64()),
    ]
)  # fmt: skip
_BESIDE = pa.schema(
    [
        ("period", pa.string()), ("n", pa.int64()), ("england", pa.int64()), ("change", pa.float64()),
        ("england_change", pa.float64()),
    ]
)  # fmt: skip

Counts = Mapping[str, Mapping[str, int]]


def assess(known: Known) -> Mapping[str, Rows]:
    """Shares of each class in each whole financial year, and the years in which one class took nearly all."""
    england = _by_year(known, ENGLAND)
    mix = [
        row
        for source in SOURCES
        for block in BLOCKS
        for row in shares(source, block, _by_year(known, source), england)
    ]
    own = _by_year(known, "fly-tipping-return")
    return {MIX: mix, PRACTICE: list(practice(mix)), BESIDE: list(beside(own, england))}


def shares(source: str, block: str, counts: Counts, england: Counts) -> Iterator[dict[str, object]]:
    """A row for each class of a block in each year; the shares are of the incidents whose class is known.

    Raises nothing: a year in which no class is known gives no row, as nothing is a share of nothing.
    """
    for period, by_code in sorted(counts.items()):
        own = _block(by_code, block)
        whole = sum(own.values())
        theirs = _block(england.get(period, {}), block)
        for name, n in sorted(own.items()) if whole else ():
            found = proportion_interval(n, whole)
            yield {
                "source": source, "block": block, "class": name, "period": period, "n": n, "whole": whole,
                "share": n / whole, "lower": float(found.lower), "upper": float(found.upper),
                "england": theirs.get(name, 0) / sum(theirs.values()) if sum(theirs.values()) else None,
            }  # fmt: skip


def practice(mix: Sequence[Mapping[str, object]]) -> Iterator[dict[str, object]]:
    """The last year of a mix in which one class has nine in ten, that had under two thirds in the first.

    Fly-tips do not all move to one kind of place: so sudden a change is in how they are put down.
    """
    series: dict[tuple[str, str, str], list[Mapping[str, object]]] = defaultdict(list)
    for row in mix:
        if row["block"] != "channel" and int(str(row["whole"])) >= _FEW:
            series[str(row["source"]), str(row["block"]), str(row["class"])].append(row)
    for (source, block, name), rows in sorted(series.items()):
        first, last = rows[0], rows[-1]
        if float(str(last["share"])) >= _ALL_BUT and float(str(first["share"])) < _MIXED:
            yield {
                "source": source, "block": block, "class": name,
                "before": first["period"], "share_before": first["share"],
                "period": last["period"], "share": last["share"],
            }  # fmt: skip


def beside(own: Counts, england: Counts) -> Iterator[dict[str, object]]:
    """The totals of each year that both tables hold, and their percent changes on the year before."""
    both = sorted(year for year in own if "total" in own[year] and "total" in england.get(year, {}))
    before: dict[str, float] = {}
    for year in both:
        now = {"own": float(own[year]["total"]), "england": float(england[year]["total"])}
        change = {
            name: 100 * (now[name] / before[name] - 1) if before.get(name) else None
            for name in ("own", "england")
        }
        yield {
            "period": year, "n": int(now["own"]), "england": int(now["england"]), "change": change["own"],
            "england_change": change["england"],
        }  # fmt: skip
        before = now


def _block(by_code: Mapping[str, int], block: str) -> dict[str, int]:
    return {code.removeprefix(f"{block}-"): n for code, n in by_code.items() if code.startswith(f"{block}-")}


def _by_year(known: Known, record: str) -> dict[str, dict[str, int]]:
    """Counts by code in each whole financial year; of a table by year, the years that it holds."""
    if record not in known.months:
        return {}
    cube = known.cube_of(record)
    inside = cube.filter(pc.not_equal(cube["area"], ""))
    sums = inside.group_by(["code", "month"]).aggregate([("n", "sum")]).to_pylist()
    whole = whole_years(known.months[record], _PARTS.get(record, 1))
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in sums:
        year = financial_year(row["month"]).name
        if year in whole:
            found[year][row["code"]] += row["n_sum"]
    return {year: dict(codes) for year, codes in found.items()}


def whole_years(months: Sequence[Month], parts: int) -> set[str]:
    """The financial years all of whose parts are there and complete: twelve months, or one March."""
    by_year: dict[str, list[Month]] = defaultdict(list)
    for each in months:
        by_year[financial_year(each.month).name].append(each)
    return {
        year
        for year, own in by_year.items()
        if len(own) == parts and all(each.status == COMPLETE for each in own)
    }


TOPIC = Topic(tables={MIX: _MIX, PRACTICE: _PRACTICE, BESIDE: _BESIDE}, assess=assess)
