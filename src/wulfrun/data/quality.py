"""What is wrong with the data, in words: found, and what it keeps from being said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from wulfrun.data.batches import Receipt
from wulfrun.data.coverage import COMPLETE, Month, seldom_placed
from wulfrun.data.door import STOPPED
from wulfrun.data.release import Rows
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.words.periods import month_name

_KIND = {
    "missing": "missing month",
    "partial": "partial month",
    "repeated": "repeated block",
    "residue": "missing force",
    "fewer placed": "fewer rows placed",
    "not yet mature": "not yet mature",
    "lacks the year before": "data begin too late",
}
# What time alone will mend, or nothing can: no fault of anybody's data.
EXPECTED = ("not yet mature", "begins too late")
_EFFECT = "No figure is given for any period that holds {these}, and nothing is compared across {them}."


_BY_CHANCE = 0.001


@dataclass(frozen=True)
class Absent:
    """A declared source of which there is no file: its name, its record type, and where files are sought."""

    source: str
    record: str
    title: str
    sought: str


def absent_sources(definition: Definition, receipts: Sequence[Receipt]) -> tuple[Absent, ...]:
    """The declared sources of which no file was read."""
    known = layouts()
    present = {receipt.source for receipt in receipts}
    return tuple(
        Absent(
            name,
            known[source.layout].record,
            source.title or known[source.layout].title,
            ", ".join(
                file if file.startswith(("$", "/")) else f"data/{source.agency}/{file}"
                for file in source.files or ("",)
            ),
        )
        for name, source in sorted(definition.source.items())
        if name not in present
    )


def findings(
    months: Sequence[Month],
    receipts: Sequence[Receipt],
    unknown: Sequence[str],
    notes: Sequence[str],
    absent: Sequence[Absent] = (),
    counting: Sequence[str] = (),
) -> Rows:
    """Every finding as a row of the table `quality`, the ones that keep figures back first.

    `notes` are of areas and people in them, `counting` of what was derived from rows about persons.
    """
    own = {record: [each for each in months if each.record == record] for record in _records(months)}
    rows = [
        *(_of_absent(each) for each in absent),
        *_gaps(months),
        *(row for record in own for row in _thin(own[record])),
        *(row for record in own for row in _vanished(own[record])),
        *_identical(receipts),
        *_mixed(receipts),
        *(row for receipt in receipts for row in _of_file(receipt)),
        *(
            _row("unknown layout", "", "", "", f"{path} was not used: no source takes it.", _ADD, "warns")
            for path in unknown
        ),
        *(_row("geography", "", "", "", note, "", "told") for note in notes),
        *(_row("how it was counted", "", "", "", note, "", "told") for note in counting),
    ]
    order = {"blocks": 0, "warns": 1, "told": 2}
    return sorted(
        rows,
        key=lambda row: (order[row["severity"]], row["kind"], row["record"], row["period"], row["found"]),
    )


_THIN = "The partnership's own counts are whole; those of its smaller areas are too low in this month."
_BRING = "Nothing can be said of it. Run 'wulfrun fetch' on this folder, or put the files there by hand."
_SEND_AGAIN = "Nothing of this file is counted. Its agency is to send it again, and to take this one back."
_ADD = "Add a [source.NAME] for it in partnership.toml, or take it out of data/."


def _row(
    kind: str, record: str, source: str, period: str, found: str, effect: str, severity: str
) -> dict[str, str]:
    return {
        "kind": kind, "record": record, "source": source, "period": period, "found": found, "effect": effect,
        "severity": severity,
    }  # fmt: skip


def _records(months: Sequence[Month]) -> list[str]:
    return sorted({each.record for each in months})


def _of_absent(each: Absent) -> dict[str, str]:
    found = f"There is no file of {each.title}. Looked for: {each.sought}."
    return _row("no file", each.record, each.source, "", found, _BRING, "blocks")


def _gaps(months: Sequence[Month]) -> Iterator[dict[str, str]]:
    """Runs of months that cannot be used, for one reason each."""
    bad = [each for each in months if each.status != COMPLETE]
    step = {
        record: _step([each.month for each in months if each.record == record]) for record in _records(months)
    }
    for (record, status), group in groupby(
        sorted(bad, key=_by_status), key=lambda each: (each.record, each.status)
    ):
        for run in _runs(list(group), step[record]):
            period = month_name(run[0].month)
            if len(run) > 1:
                period += f" to {month_name(run[-1].month)}"
            reasons = "; ".join(dict.fromkeys(each.reason for each in run))
            of = "quarter" if step[record] == 3 else "month"
            these, them = (f"this {of}", "it") if len(run) == 1 else (f"these {of}s", "them")
            effect = _EFFECT.format(these=these, them=them)
            yield _row(
                _KIND[status], record, "", period, reasons, effect, "told" if status in EXPECTED else "blocks"
            )


def _by_status(each: Month) -> tuple[str, str, int]:
    return each.record, each.status, each.month


def _step(months: Sequence[int]) -> int:
    """How far apart the periods stand: 1 for months, 3 for quarters."""
    ordered = sorted(set(months))
    return min((later - earlier for earlier, later in pairwise(ordered)), default=1)


def _runs(months: list[Month], step: int) -> list[list[Month]]:
    runs: list[list[Month]] = []
    for each in months:
        if (
            runs
            and each.month == runs[-1][-1].month + step
            and (each.status == "missing" or each.reason == runs[-1][-1].reason)
        ):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _thin(months: Sequence[Month]) -> Iterator[dict[str, str]]:
    """Months of a whole force in which few rows have a place: only the smaller areas lose by it."""
    for month, found in seldom_placed(months).items():
        yield _row("fewer rows placed", months[0].record, "", month_name(month), found, _THIN, "warns")


def _mixed(receipts: Sequence[Receipt]) -> Iterator[dict[str, str]]:
    """Rows whose LSOA codes are of the other vintage, by source."""
    having = [each for each in receipts if each.tally.mixed_vintage]
    for source in sorted({each.source for each in having}):
        own = [each for each in having if each.source == source]
        count, files = sum(each.tally.mixed_vintage for each in own), len(own)
        yield _row(
            "mixed vintages",
            own[0].record,
            source,
            _span_of(own),
            f"{count:,} rows, in {files} {'file' if files == 1 else 'files'}, carry LSOA codes of the other "
            "vintage.",
            "Each was brought into the vintage in use, by its point where the area was divided.",
            "told",
        )


def _span_of(receipts: Sequence[Receipt]) -> str:
    first = min((each.tally.first_month for each in receipts if each.tally.first_month), default=None)
    last = max((each.tally.last_month for each in receipts if each.tally.last_month), default=None)
    return _span(first, last)


def _identical(receipts: Sequence[Receipt]) -> Iterator[dict[str, str]]:
    """Rows that no key can tell apart, by source: a row for each of many files would hide the rest."""
    having = [each for each in receipts if each.tally.identical]
    for source in sorted({each.source for each in having}):
        own = [each for each in having if each.source == source]
        count, files = sum(each.tally.identical for each in own), len(own)
        found = f"{count:,} rows without a Crime ID, in {files} {'file' if files == 1 else 'files'}, are the "
        yield _row(
            "identical rows",
            own[0].record,
            source,
            _span_of(own),
            f"{found}same as another.",
            "All are counted: nothing shows them to be repeats.",
            "told",
        )


def _vanished(months: Sequence[Month]) -> Iterator[dict[str, str]]:
    """A month in which every row has a place, where that never happens, had its placeless rows removed."""
    shares = [each.placed_share for each in months if each.rows]
    if len(shares) < 6 or float(np.median(shares)) > 0.999:
        return
    for each in months:
        others = [other.placed_share for other in months if other.rows and other.month != each.month]
        # By chance alone so many rows would all have a place less often than once in a thousand months.
        rare = float(np.median(shares)) ** each.rows < _BY_CHANCE
        if each.rows and each.placed_share == 1.0 and max(others) < 1.0 and rare:
            found = "every row has a place, which no other month's do: rows without one were probably removed"
            yield _row(
                "rows removed",
                each.record,
                "",
                month_name(each.month),
                found,
                "Counts of places are not touched.",
                "warns",
            )


def _of_file(receipt: Receipt) -> Iterator[dict[str, str]]:
    tally, path = receipt.tally, receipt.path

    def row(kind: str, found: str, effect: str, severity: str) -> dict[str, str]:
        return _row(
            kind, receipt.record, receipt.source, _months(receipt), f"{path}: {found}", effect, severity
        )

    if receipt.note.startswith(STOPPED):
        yield row("personal data", receipt.note, _SEND_AGAIN, "blocks")
    elif receipt.note:
        yield row("file not read", receipt.note, "Put the file right, or take it out of data/.", "warns")
    if tally.refused:
        where = f" They are in {receipt.rejects} with the reason beside each." if receipt.rejects else ""
        yield row(
            "refused rows",
            f"{tally.refused:,} of {tally.rows_read:,} rows were refused.{where}",
            "They are not counted.",
            "warns",
        )
    if tally.negative:
        yield row(
            "negative counts",
            f"{tally.negative:,} counts are below zero: corrections of earlier quarters.",
            "They are counted as published.",
            "told",
        )


def _months(receipt: Receipt) -> str:
    return _span(receipt.tally.first_month, receipt.tally.last_month)


def _span(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return ""
    return month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"
