"""Where the figures come from and how far they can be trusted: sources and data quality."""

from collections import defaultdict
from itertools import groupby
from typing import Any

from wulfrun.publication.explanation import record_words
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index

_HOME = (("index.html", "Overview"),)
_COUNTS = ("rows_read", "accepted", "duplicate", "outside", "refused")
_SEVERITIES = (
    ("blocks", "What stops a comparison", "Comparisons that these would spoil are not made; pages say so."),
    ("warns", "What to bear in mind", "Figures are given, and should be read with care."),
    ("told", "What was found and put right", "These do not change what the figures mean."),
)
_FEW = 3
_TONES = {"complete": "good", "missing": "bad", "partial": "neutral"}


def sources_page(shelf: Shelf) -> Page:
    """Receipts: every file, and every row accounted for."""
    receipts = sorted(shelf.release.rows("receipts"), key=lambda row: (row["source"], row["path"]))
    declared = shelf.definition["source"]
    totals = []
    for source, rows in groupby(receipts, key=lambda row: row["source"]):
        files = list(rows)
        title = declared.get(source, {}).get("title") or source
        total: dict[str, Any] = {name: sum(row[name] for row in files) for name in _COUNTS}
        agency = shelf.agency_name(files[0]["agency"])
        totals.append({"title": title, "agency": agency, "files": len(files), **total})
    licences = [
        {
            "title": row.get("title") or name,
            "agency": shelf.agency_name(row["agency"]),
            "licence": row.get("licence"),
            "address": row["published_at"] if str(row.get("published_at")).startswith("http") else "",
        }
        for name, row in sorted(declared.items())
    ]
    content = {"receipts": receipts, "totals": totals, "licences": licences}
    return Page("sources.html", "Sources", "sources.html", content, _HOME)


def quality_page(shelf: Shelf) -> Page:
    """What is missing or odd in the data, and what that means."""
    by_severity: dict[str, list[Row]] = defaultdict(list)
    for row in shelf.release.rows("quality"):
        title = shelf.definition["source"].get(row["source"], {}).get("title") or row["source"]
        words = {"record": record_words(shelf, row["record"])["title"], "source": title}
        by_severity[row["severity"]].append(row | words)
    groups = [
        (title, words, _alike(by_severity[key])) for key, title, words in _SEVERITIES if by_severity[key]
    ]
    blocked = len(by_severity["blocks"])
    summary = (
        f"{blocked} {'problem stops' if blocked == 1 else 'problems stop'} a comparison from being made."
        if blocked
        else "Nothing in the data stops a comparison from being made."
    )
    content = {"groups": groups, "summary": summary, "coverage": runs(shelf, shelf.release.rows("coverage"))}
    return Page("data-quality.html", "Data quality", "data-quality.html", content, _HOME)


def _alike(rows: list[Row]) -> list[Row]:
    """Findings of one kind and effect as one row that holds the others, where there are many."""
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[(row["kind"], row["effect"])].append(row)
    found: list[Row] = []
    for alike in grouped.values():
        sources = {row["source"] or row["record"] for row in alike}
        named = {} if len(sources) == 1 else {"source": f"{len(sources)} sources"}
        found += alike if len(alike) <= _FEW else [alike[0] | named | {"more": alike[1:]}]
    return found


def runs(shelf: Shelf, coverage: list[Row]) -> list[dict[str, Any]]:
    """Neighbouring months of one record with one status and reason, as one row."""
    ordered = sorted(coverage, key=lambda row: (row["record"], row["month"]))
    numbered = [(row, month_index(row["month"]) - place) for place, row in enumerate(ordered)]
    found = []
    for _, group in groupby(
        numbered, key=lambda each: (each[1], each[0]["record"], each[0]["status"], each[0]["reason"])
    ):
        rows = [row for row, _ in group]
        shares = [row["placed_share"] for row in rows if row["rows"] and row["placed_share"] is not None]
        found.append(
            {
                "record": record_words(shelf, rows[0]["record"])["title"],
                "status": rows[0]["status"],
                "reason": rows[0]["reason"],
                "first": rows[0]["month"],
                "last": rows[-1]["month"],
                "rows": sum(row["rows"] or 0 for row in rows),
                "placed": _shares(shares),
                "tone": _TONES.get(rows[0]["status"], "neutral"),
            }
        )
    return found


def _shares(shares: list[float]) -> str:
    if not shares:
        return "–"
    low, high = f"{min(shares):.1%}", f"{max(shares):.1%}"
    return low if low == high else f"{low} to {high}"
