"""What is judged once figures are there: targets, gaps, signals, topics, and how good the data are."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from wulfrun.assessment.disclosure_attack import DISCLOSURE, SCHEMA, attacked
from wulfrun.assessment.gap import assess_gap
from wulfrun.assessment.signals import find_signals
from wulfrun.assessment.targets import assess_targets
from wulfrun.assessment.topics import topics
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.batches import Receipt
from wulfrun.data.quality import findings
from wulfrun.data.release import Rows, write_rows, write_table
from wulfrun.definition.model import Definition
from wulfrun.evidence import Evidence
from wulfrun.figures.book import FigureBook
from wulfrun.figures.build import Figures
from wulfrun.figures.guard import Beside
from wulfrun.words.periods import month_name

# What topics may look at of the judgements that every release has.
LOOKED_AT = ("targets", "gap")


def judgements(definition: Definition, evidence: Evidence, figures: Figures) -> dict[str, Rows]:
    """The rows of every table that each release has beside its figures."""
    book = FigureBook(figures.table)
    through = through_of(evidence)
    months = [month for record in evidence.records for month in evidence.months[record]]
    return {
        "targets": assess_targets(definition, book, through, figures.breaks),
        "gap": assess_gap(definition, book, through, figures.breaks),
        "signals": find_signals(definition, book, figures.breaks),
        "receipts": [receipt_row(receipt) for receipt in evidence.receipts],
        "quality": findings(
            months, evidence.receipts, evidence.unknown, evidence.notes, evidence.absent, evidence.counting
        ),
        "coverage": [{**asdict(month), "month": month_name(month.month)} for month in months],
        "areas": _area_rows(evidence),
        "breaks": figures.breaks,
    }


def write_topics(
    part: Path,
    folder: Path,
    definition: Definition,
    evidence: Evidence,
    figures: Figures,
    judged: Mapping[str, Rows],
) -> list[str]:
    """The tables of every topic that has something to say; gives their names.

    `judged`: what `judgements` gave, whose targets and gaps a topic may look at. Its lists go to the
    restricted side. Raises ValueError for a list named twice, which is a fault of ours.
    """
    known = Known(
        definition,
        folder,
        FigureBook(figures.table),
        through_of(evidence),
        evidence.geography,
        evidence.exposures,
        evidence.months,
        evidence.receipts,
        evidence.cube_of,
        evidence.derived.whole.judged,
        figures.breaks,
        # Several topics ask for the same points: they are read once.
        lru_cache(maxsize=None)(evidence.points_of),
    )
    told = {name: judged[name] for name in LOOKED_AT if name in judged}
    written = []
    for topic in topics().values():
        for name, kept in (topic.restricted(known) if topic.restricted else {}).items():
            path = part / "restricted" / "lists" / f"{name}.parquet"
            if path.exists():
                raise ValueError(f"the restricted list {name!r} is given twice")
            write_table(path, kept)
        for table, rows in topic.assess(replace(known, told=dict(told))).items():
            told[table] = rows
            if rows:
                write_rows(part, table, rows, topic.tables[table])
                written.append(table)
    return written


def write_attack(
    part: Path,
    definition: Definition,
    evidence: Evidence,
    figures: Figures,
    beside: Beside,
    written: Sequence[str],
) -> str:
    """Attack everything that would be published, together; gives the name of the table that says so.

    Raises BuildError where a number that is kept back could be worked out.
    """
    tells = [
        (each, pq.read_table(part / f"{each.table}.parquet").to_pylist())
        for topic in topics().values()
        for each in topic.tells
        if each.table in written
    ]
    whole = evidence.geography.partnership_code
    rows = attacked(
        definition, figures.table, figures.counted, beside, tells, evidence.cube_of, whole, figures.memory
    )
    write_rows(part, DISCLOSURE, rows, SCHEMA)
    return DISCLOSURE


def through_of(evidence: Evidence) -> int:
    """The last month that can be counted, of any record; where none can, the last that was expected."""
    months = [each for own in evidence.months.values() for each in own]
    usable = [each.month for each in months if each.status == "complete"]
    return max(usable or [each.month for each in months], default=0)


def receipt_row(receipt: Receipt) -> dict[str, Any]:
    """A receipt as a row of the table `receipts`."""
    row = {**asdict(receipt), **asdict(receipt.tally)}
    for column in ("first_month", "last_month"):
        row[column] = month_name(row[column]) if row[column] is not None else ""
    return row


def _area_rows(evidence: Evidence) -> Rows:
    geography = evidence.geography
    years = [row for row in evidence.exposures.to_pylist() if row["of"] == "residents"]
    last = max((row["year"] for row in years), default=0)
    people = {row["area"]: row["value"] for row in years if row["year"] == last}
    parts: dict[tuple[str, str], list[str]] = {}
    smallest = set(geography.smallest)
    for row in geography.member.to_pylist():
        if row["smallest"] in smallest:
            parts.setdefault((row["area"], row["level"]), []).append(row["smallest"])
    rows = []
    for area in geography.areas:
        own = parts.get((area.code, area.level), [])
        known = own and all(each in people for each in own)
        rows.append(
            {
                "code": area.code,
                "name": area.name,
                "level": area.level,
                "priority": area.priority,
                "residents": sum(people[each] for each in own) if known else None,
                "parts": len(own),
            }
        )
    return rows
