"""What is wrong with the data, in words: found, and what it keeps from being said."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np

from wulfrun.data.batches import Receipt
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.release import Rows
from wulfrun.words.periods import month_name

_KIND = {
    "missing": "missing month",
    "partial": "partial month",
    "repeated": "repeated block",
    "residue": "missing force",
    "fewer placed": "fewer rows placed",
}
_EFFECT = "No figure is given for any period that holds {these}, and nothing is compared across {them}."


def findings(
    months: Sequence[Month], receipts: Sequence[Receipt], unknown: Sequence[str], notes: Sequence[str]
) -> Rows:
    """Every finding as a row of the table `quality`, the ones that keep figures back first."""
    rows = [
        *_gaps(months),
        *_vanished(months),
        *(row for receipt in receipts for row in _of_file(receipt)),
        *(
            _row("unknown layout", "", "", "", f"{path} was not used: no source takes it.", _ADD, "warns")
            for path in unknown
        ),
        *(_row("geography", "", "", "", note, "", "told") for note in notes),
    ]
    order = {"blocks": 0, "warns": 1, "told": 2}
    return sorted(
        rows,
        key=lambda row: (order[row["severity"]], row["kind"], row["record"], row["period"], row["found"]),
    )


_ADD = "Add a [source.NAME] for it in partnership.toml, or take it out of data/."


def _row(
    kind: str, record: str, source: str, period: str, found: str, effect: str, severity: str
) -> dict[str, str]:
    return {
        "kind": kind, "record": record, "source": source, "period": period, "found": found, "effect": effect,
        "severity": severity,
    }  # fmt: skip


def _gaps(months: Iterable[Month]) -> Iterator[dict[str, str]]:
    """Runs of months that cannot be used, for one reason each."""
    bad = [each for each in months if each.status != COMPLETE]
    for (record, status), group in groupby(
        sorted(bad, key=_by_status), key=lambda each: (each.record, each.status)
    ):
        for run in _runs(list(group)):
            period = month_name(run[0].month)
            if len(run) > 1:
                period += f" to {month_name(run[-1].month)}"
            reasons = "; ".join(dict.fromkeys(each.reason for each in run))
            these, them = ("this month", "it") if len(run) == 1 else ("these months", "them")
            yield _row(
                _KIND[status], record, "", period, reasons, _EFFECT.format(these=these, them=them), "blocks"
            )


def _by_status(each: Month) -> tuple[str, str, int]:
    return each.record, each.status, each.month


def _runs(months: list[Month]) -> list[list[Month]]:
    runs: list[list[Month]] = []
    for each in months:
        if (
            runs
            and each.month == runs[-1][-1].month + 1
            and (each.status == "missing" or each.reason == runs[-1][-1].reason)
        ):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _vanished(months: Sequence[Month]) -> Iterator[dict[str, str]]:
    """A month in which every row has a place, where that never happens, had its placeless rows removed."""
    shares = [each.placed_share for each in months if each.rows]
    if len(shares) < 6 or float(np.median(shares)) > 0.999:
        return
    for each in months:
        others = [other.placed_share for other in months if other.rows and other.month != each.month]
        if each.rows and each.placed_share == 1.0 and max(others) < 1.0:
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

    if receipt.note:
        yield row("file not read", receipt.note, "Put the file right, or take it out of data/.", "warns")
    if tally.refused:
        where = f" They are in {receipt.rejects} with the reason beside each." if receipt.rejects else ""
        yield row(
            "refused rows",
            f"{tally.refused:,} of {tally.rows_read:,} rows were refused.{where}",
            "They are not counted.",
            "warns",
        )
    if tally.mixed_vintage:
        yield row(
            "mixed vintages",
            f"{tally.mixed_vintage:,} rows carry LSOA codes of the other vintage.",
            "Each was brought into the vintage in use, by its point where the area was divided.",
            "told",
        )
    if tally.identical:
        yield row(
            "identical rows",
            f"{tally.identical:,} rows without a Crime ID are the same as another.",
            "All are counted: nothing shows them to be repeats.",
            "told",
        )
    if tally.negative:
        yield row(
            "negative counts",
            f"{tally.negative:,} counts are below zero: corrections of earlier quarters.",
            "They are counted as published.",
            "told",
        )


def _months(receipt: Receipt) -> str:
    first, last = receipt.tally.first_month, receipt.tally.last_month
    if first is None or last is None:
        return ""
    return month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"
