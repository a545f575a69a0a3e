"""Hate incidents: how many reports were matched by which rule, and who knows of what.

A year in which any number of either table is from 1 to 4 is kept back whole: rows and columns add up to what
is published elsewhere, so that a single number left out could be worked out again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from wulfrun.assessment.tells import Tells
from wulfrun.assessment.topics.environment import whole_years
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.derived._hate_matching import AGENCIES, PLACE, REFERENCE, VICTIM
from wulfrun.data.derived.hate import CODES
from wulfrun.data.derived.hate import KNOWN as RECORD
from wulfrun.data.derived.hate import MATCHING as JUDGED
from wulfrun.data.release import Rows
from wulfrun.words.periods import financial_year

MATCHING, KNOWN = "hate_matching", "hate_known"
BELOW = 5
COLUMNS = {REFERENCE: "same_reference", VICTIM: "same_victim", PLACE: "same_place", "": "incidents"}
WITHHELD = f"suppressed: a number of the year is under {BELOW}"

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    MATCHING: pa.schema(
        {"period": _TEXT, "agency": _TEXT, "received": _WHOLE, **dict.fromkeys(COLUMNS.values(), _WHOLE),
         "note": _TEXT}
    ),
    KNOWN: pa.schema(
        {"period": _TEXT, "known_to": _TEXT, "incidents": _WHOLE, "share": _NUMBER, "note": _TEXT}
    ),
}  # fmt: skip

Counts = Mapping[str, Mapping[str, int]]


def assess(known: Known) -> Mapping[str, Rows]:
    """The rows of both tables, for the whole financial years of the data; none where nothing was matched."""
    judged = known.judged.get(JUDGED)
    if judged is None:
        return {}
    whole = whole_years(known.months.get(RECORD, ()), 12)
    received = by_year(judged.to_pylist(), lambda row: f"{row['agency']}|{row['rule']}")
    knows = by_year(known.cube_of(RECORD).to_pylist(), lambda row: row["code"])
    years = [year for year in sorted(received) if year in whole]
    return {
        MATCHING: [row for year in years for row in matching_rows(year, received[year], knows.get(year, {}))],
        KNOWN: [row for year in years for row in known_rows(year, knows.get(year, {}), received[year])],
    }


def by_year(rows: Iterable[Mapping[str, Any]], name: Any) -> dict[str, Counter[str]]:
    """Counts `n` by financial year and by what `name` makes of a row."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[financial_year(row["month"]).name][name(row)] += row["n"]
    return found


def matching_rows(
    period: str, received: Mapping[str, int], knows: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """For each agency: reports received = those matched by each rule + incidents that they stand for."""
    closed = too_few(received, knows)
    for agency in AGENCIES:
        own = {column: received.get(f"{agency}|{rule}", 0) for rule, column in COLUMNS.items()}
        if not sum(own.values()):
            continue
        row: dict[str, Any] = {"period": period, "agency": agency}
        if closed:
            yield row | dict.fromkeys(("received", *own)) | {"note": WITHHELD}
        else:
            yield row | {"received": sum(own.values()), **own, "note": ""}


def known_rows(
    period: str, knows: Mapping[str, int], received: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """Incidents by who knows of them, with their share of all; they add up to the incidents of the year."""
    closed, total = too_few(received, knows), sum(knows.values())
    for who, n in ((code, knows[code]) for code in CODES if knows.get(code)):
        row: dict[str, Any] = {"period": period, "known_to": who}
        if closed:
            yield row | {"incidents": None, "share": None, "note": WITHHELD}
        else:
            yield row | {"incidents": n, "share": 100 * n / total, "note": ""}


def too_few(*counts: Mapping[str, int]) -> bool:
    """Whether some number is from 1 to 4, or what those of one agency or of one rule add up to."""
    return any(0 < n < BELOW for each in counts for n in _with_sums(each))


def _with_sums(counts: Mapping[str, int]) -> Sequence[int]:
    """The numbers, and for each agency and each rule what they add up to."""
    sums: Counter[str] = Counter()
    for name, n in counts.items():
        for part in name.split("|"):
            sums[part] += n
    return [*counts.values(), *sums.values()]


TELLS = (Tells(KNOWN, "incidents", RECORD, "known_to", {code: (code,) for code in CODES}, below=BELOW),)
TOPIC = Topic(tables=TABLES, assess=assess, tells=TELLS)
