"""The statutory returns: who owed what for which quarter by when, what came, how late, and how complete."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch

import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.day_judged import as_of, supplied_returns
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.batches import Receipt
from wulfrun.data.completeness import completeness
from wulfrun.data.door import STOPPED
from wulfrun.data.layout import Layout
from wulfrun.data.release import Rows
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.definition.statutory_return import (
    HOLDERS,
    StatutoryReturn,
    due,
    first_day,
    last_day,
    owed,
)
from wulfrun.words.periods import Period, month_name
from wulfrun.words.periods import quarter as quarter_of

RETURNS, FIELDS = "returns", "return_fields"
ON_TIME, LATE, DAY_UNKNOWN = "on time", "late", "arrived, day not known"
PART, NOT_ARRIVED, NOT_DUE = "part", "not arrived", "not yet due"
# What Wulfrun has no contract for may have come all the same: nobody is said to owe it.
NOT_READ = "not read here"
# Rows of a quarter up to one fewer than this are not said: health and exclusions are of single persons.
FEW = 5

_TEXTS = (
    "return", "title", "paragraph", "law", "holder", "agency", "quarter", "first_day", "last_day", "due",
    "as_of", "status", "received", "months_missing", "note",
)  # fmt: skip
_NUMBERS = {"days_late": pa.int64(), "rows": pa.int64(), "geocoded_share": pa.float64()}
_RETURNS = pa.schema({**dict.fromkeys(_TEXTS, pa.string()), **_NUMBERS})
_FIELDS = pa.schema(
    [
        ("return", pa.string()), ("quarter", pa.string()), ("field", pa.string()),
        ("read_from", pa.string()), ("filled_share", pa.float64()),
    ]
)  # fmt: skip
_NO_CONTRACT = "Wulfrun reads no such data set yet: whether it came is not seen here."
_NO_SOURCE = "No source is declared for it."


@dataclass(frozen=True)
class _Arrived:
    """What came of one return in one quarter."""

    months: frozenset[int]
    files: tuple[Receipt, ...]
    rows: int
    placed: int


def assess(known: Known) -> Mapping[str, Rows]:
    """A row for each return and quarter owed, and one for each field of what came.

    Nothing where no agency sends anything that fulfils a return: published files are nobody's return.
    """
    supplied = supplied_returns(known)
    if not supplied:
        return {RETURNS: [], FIELDS: []}
    through = as_of(known, supplied)
    returns: Rows = []
    fields: Rows = []
    for name, asked in sorted(known.definition.returns.items(), key=lambda each: (each[1].order, each[0])):
        came = _arrivals(known, asked, supplied)
        for quarter in owed(asked, through):
            arrived = came.get(quarter, _Arrived(frozenset(), (), 0, 0))
            returns.append(_row(known, name, asked, quarter, arrived, through))
            fields += _fields(name, asked, quarter, arrived)
    return {RETURNS: returns, FIELDS: fields}


def _arrivals(known: Known, asked: StatutoryReturn, supplied: Sequence[Receipt]) -> dict[Period, _Arrived]:
    """What came by quarter: a month has come where any row of its record has, whatever its code."""
    by_quarter: dict[Period, list[_Arrived]] = defaultdict(list)
    for record in asked.records:
        files = {each.file: each for each in supplied if each.record == record}
        if not files:
            continue
        for quarter, arrived in _of_record(known, asked, record, files).items():
            by_quarter[quarter].append(arrived)
    return {
        quarter: _Arrived(
            frozenset(month for each in found for month in each.months),
            tuple(file for each in found for file in each.files),
            sum(each.rows for each in found),
            sum(each.placed for each in found),
        )
        for quarter, found in by_quarter.items()
    }


def _of_record(
    known: Known, asked: StatutoryReturn, record: str, files: Mapping[str, Receipt]
) -> dict[Period, _Arrived]:
    wanted: dict[str, bool] = {}
    months: dict[int, set[str]] = defaultdict(set)
    rows: dict[int, int] = defaultdict(int)
    placed: dict[int, int] = defaultdict(int)
    for cell in _cells(known, record):
        if cell["file"] not in files:
            continue
        months[cell["month"]].add(cell["file"])
        code = cell["code"]
        if code not in wanted:
            wanted[code] = not asked.codes or any(fnmatch(code, each) for each in asked.codes)
        if wanted[code]:
            rows[cell["month"]] += cell["n_sum"]
            placed[cell["month"]] += cell["n_sum"] if cell["placed"] else 0
    known_layouts = layouts()
    for each in files.values():
        if known_layouts[each.layout].sparse and each.tally.first_month and each.tally.last_month:
            # Of what is rare a month without any has come where the file reaches beyond it.
            for month in range(each.tally.first_month, each.tally.last_month + 1):
                months[month].add(each.file)
    found: dict[Period, _Arrived] = {}
    for quarter in {quarter_of(month) for month in months}:
        own = [month for month in quarter.months if month in months]
        named = dict.fromkeys(file for month in own for file in sorted(months[month]))
        found[quarter] = _Arrived(
            frozenset(own),
            tuple(files[file] for file in named),
            sum(rows[month] for month in own),
            sum(placed[month] for month in own),
        )
    return found


def _cells(known: Known, record: str) -> Rows:
    """Counts by code, month, file, and whether they could be placed in a smallest area."""
    cube = known.cube_of(record)
    placed = pc.is_in(cube["area"].cast(pa.string()), pa.array(known.geography.smallest, pa.string()))
    keys = ["code", "month", "file", "placed"]
    return list(cube.append_column("placed", placed).group_by(keys).aggregate([("n", "sum")]).to_pylist())


def _row(
    known: Known, name: str, asked: StatutoryReturn, quarter: Period, arrived: _Arrived, through: date
) -> dict[str, object]:
    missing = [month for month in quarter.months if month not in arrived.months]
    by = due(quarter)
    received = None if missing else received_on(known.definition, arrived.files)
    few = 0 < arrived.rows < FEW
    shown = arrived.rows if arrived.months and not few else None
    grains = {layouts()[each.layout].grain for each in arrived.files}
    return {
        "return": name,
        "title": asked.title,
        "paragraph": asked.paragraph,
        "law": asked.law,
        "holder": asked.holder,
        "agency": ", ".join(holding(known.definition, asked.holder)),
        "quarter": quarter.name,
        "first_day": first_day(quarter).isoformat(),
        "last_day": last_day(quarter).isoformat(),
        "due": by.isoformat(),
        "as_of": through.isoformat(),
        "status": status(len(missing), received, by, through) if _is_read(asked) else NOT_READ,
        "received": received.isoformat() if received else "",
        "days_late": (received - by).days if received and received > by else None,
        "months_missing": ", ".join(map(month_name, missing)) if arrived.months else "",
        "rows": shown,
        "geocoded_share": arrived.placed / shown if shown and grains & {"point", "lsoa"} else None,
        "note": " ".join(_notes(known, asked, arrived, few)),
    }


def status(missing: int, received: date | None, by: date, through: date) -> str:
    """How a quarter's return stands, `missing` of its three months not having come.

    >>> status(0, date(2009, 1, 3), date(2008, 12, 31), date(2009, 3, 31))
    'late'
    """
    if missing == 0:
        return DAY_UNKNOWN if received is None else LATE if received > by else ON_TIME
    if missing < 3:
        return PART
    return NOT_ARRIVED if through > by else NOT_DUE


def received_on(definition: Definition, files: Iterable[Receipt]) -> date | None:
    """The day on which the last of some files came, None where the day of any of them is not declared."""
    days = []
    for each in files:
        declared = definition.source[each.source].received if each.source in definition.source else {}
        path = each.path
        own = [day for name, day in declared.items() if fnmatch(path, name) or fnmatch(path, f"*/{name}")]
        if not own:
            return None
        days.append(min(own))
    return max(days, default=None)


def holding(definition: Definition, holder: str) -> list[str]:
    """The names of the agencies that hold a role, as declared or by their keys."""
    return [
        agency.name
        for key, agency in definition.agency.items()
        if holder in (agency.holds or (HOLDERS.get(key),))
    ]


def _notes(known: Known, asked: StatutoryReturn, arrived: _Arrived, few: bool) -> Iterator[str]:
    if not _is_read(asked):
        yield _NO_CONTRACT
    elif not arrived.months and not any(
        _record_of(source.layout, layouts()) in asked.records for source in known.definition.source.values()
    ):
        yield _NO_SOURCE
    if few:
        yield f"Fewer than {FEW} rows: the number is not shown."
    stopped = [
        each.path for each in known.receipts if each.record in asked.records and each.note.startswith(STOPPED)
    ]
    if stopped and len(arrived.months) < 3:
        yield f"Stopped at the door, for personal data: {', '.join(stopped)}."


def _is_read(asked: StatutoryReturn) -> bool:
    """Whether any contract for agencies' files gives what fulfils a return."""
    return any(not layout.open and layout.record in asked.records for layout in layouts().values())


def _record_of(layout: str, known: Mapping[str, Layout]) -> str:
    own = known.get(layout)
    return own.record if own and not own.open else ""


def _fields(
    name: str, asked: StatutoryReturn, quarter: Period, arrived: _Arrived
) -> Iterator[dict[str, object]]:
    """Shares of filled rows in the files in which the quarter came; what no contract has a field for is 0."""
    if not arrived.files:
        return
    for what, fields in asked.fields.items():
        found = completeness([each.tally.filled for each in arrived.files], fields)
        yield {
            "return": name,
            "quarter": quarter.name,
            "field": what,
            "read_from": found[0] if found else "",
            "filled_share": found[1] if found else 0.0,
        }


TOPIC = Topic({RETURNS: _RETURNS, FIELDS: _FIELDS}, assess)
