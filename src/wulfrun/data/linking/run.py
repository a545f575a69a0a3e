"""Run one declared linkage: read, protect, fit, judge, write to the restricted side, and log it."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from wulfrun.data import access_log
from wulfrun.data.linking.fit import fit
from wulfrun.data.linking.judged import Judged, Record, judge, members
from wulfrun.data.linking.labelled import against_labels, read_labels
from wulfrun.data.linking.model import splink
from wulfrun.data.linking.person_rows import Taken, read_people
from wulfrun.data.linking.protect import protected
from wulfrun.data.linking.quality import quality
from wulfrun.data.linking.quality_text import as_markdown
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.release import sha256, write_json, write_table
from wulfrun.definition.linkage import Linkage
from wulfrun.words.errors import DataError, DefinitionError, did_you_mean

PLACE = Path("store") / "restricted" / "linkage"
CLUSTERS = pa.schema(
    [
        ("agency", pa.string()),
        ("reference", pa.int64()),
        ("sealed", pa.binary()),
        ("cluster", pa.int64()),
        ("probability", pa.float64()),
    ]
)
REVIEW = pa.schema(
    [
        ("agency_1", pa.string()),
        ("reference_1", pa.int64()),
        ("sealed_1", pa.binary()),
        ("agency_2", pa.string()),
        ("reference_2", pa.int64()),
        ("sealed_2", pa.binary()),
        ("probability", pa.float64()),
        ("weight", pa.float64()),
        ("reason", pa.string()),
    ]
)


@dataclass(frozen=True)
class Linked:
    """What a run left behind: the folder of its results, and its report."""

    folder: Path
    report: Mapping[str, Any]


def link(
    folder: Path, linkages: Mapping[str, Linkage], name: str, person: str, purpose: str, now: datetime
) -> Linked:
    """Link the lists of `[linkage.NAME]` and write clusters, pairs to review and the match-quality report.

    Everything lies in `store/restricted/linkage/NAME/`; references in it are keyed, or sealed with the key.
    The run is logged before anything is linked. Results past their retention are erased first.
    DefinitionError, DataError and BuildError say what is missing.
    """
    access_log.must_name(person, purpose)
    if name not in linkages:
        remedy = did_you_mean(name, linkages) if linkages else "Declare it in partnership.toml first."
        raise DefinitionError(f"partnership.toml: there is no [linkage.{name}]. {remedy}")
    splink()
    declared, today = linkages[name], now.astimezone(UTC).date()
    erase_expired(folder, person, purpose, now)
    taken = [read_people(folder, each, today) for each in declared.people]
    if empty := [each.file for each in taken if not each.accepted]:
        raise DataError(f"{empty[0]}: no row of this list could be used, so there is nobody to link.")
    keep_until = today + timedelta(days=declared.retention_days)
    entry = access_log.append(
        folder, "combination", person, purpose, _logged(folder, name, declared, taken, keep_until), now
    )
    seal = Seal.of_folder(folder)
    sealed = {
        (each.agency, seal.who(one.reference)): seal.sealed(one.reference)
        for each in taken
        for one in each.people
    }
    tables = {each.agency: protected(each.people, seal) for each in taken}
    fitted = fit(tables)
    judged = judge(fitted.pairs, list(sealed), declared)
    report = quality(declared, taken, tables, fitted, judged)
    if declared.truth:
        shown = f"data/{declared.people[0].agency}/restricted/{declared.truth}"
        labels = read_labels(folder / shown, shown, seal)
        report["labelled"] = against_labels(judged, labels, declared.link_at)
    report |= {
        "linkage": name,
        "made": now.astimezone(UTC).isoformat(timespec="seconds"),
        "keep_until": keep_until.isoformat(),
        "log_entry": entry,
    }
    return Linked(_written(folder / PLACE / name, judged, sealed, report), report)


def erase_expired(folder: Path, person: str, purpose: str, now: datetime) -> list[str]:
    """Erase the results whose retention has run out, and log each; their names."""
    erased = []
    for path in sorted((folder / PLACE).glob("*/quality.json")):
        keep_until = json.loads(path.read_text("utf-8"))["keep_until"]
        if date.fromisoformat(keep_until) < now.astimezone(UTC).date():
            what = {"linkage": path.parent.name, "keep_until": keep_until, "why": "retention has run out"}
            access_log.append(folder, "erasure", person, purpose, what, now)
            shutil.rmtree(path.parent)
            erased.append(path.parent.name)
    return erased


def _logged(
    folder: Path, name: str, declared: Linkage, taken: Sequence[Taken], keep_until: date
) -> dict[str, Any]:
    return {
        "linkage": name,
        "legal_basis": declared.legal_basis,
        "declared_purpose": declared.purpose,
        "recipients": list(declared.recipients),
        "keep_until": keep_until.isoformat(),
        "files": [
            {
                "agency": each.agency,
                "file": each.file,
                "sha256": sha256(folder / each.file),
                "read": each.read,
                "accepted": each.accepted,
                "repeated": each.repeated,
                "refused": len(each.refused),
            }
            for each in taken
        ],
    }


def _written(place: Path, judged: Judged, sealed: Mapping[Record, bytes], report: Mapping[str, Any]) -> Path:
    """Write the results beside the old ones and put them in their place at once."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    write_table(part / "clusters.parquet", _cluster_table(judged, sealed))
    write_table(part / "review.parquet", _review_table(judged, sealed))
    write_json(part / "quality.json", report)
    (part / "quality.md").write_text(as_markdown(report), "utf-8")
    if place.exists():
        shutil.rmtree(place)
    part.replace(place)
    return place


def _cluster_table(judged: Judged, sealed: Mapping[Record, bytes]) -> pa.Table:
    """One row a record; `probability` is that of its surest link, null where it has none."""
    surest: dict[Record, float] = {}
    for pair in judged.linked:
        for record in (pair.left, pair.right):
            surest[record] = max(surest.get(record, 0.0), pair.probability)
    number = {first: place for place, first in enumerate(sorted(members(judged.cluster)), 1)}
    rows = [
        {
            "agency": record[0],
            "reference": record[1],
            "sealed": sealed[record],
            "cluster": number[first],
            "probability": surest.get(record),
        }
        for record, first in sorted(judged.cluster.items())
    ]
    return pa.Table.from_pylist(rows, schema=CLUSTERS)


def _review_table(judged: Judged, sealed: Mapping[Record, bytes]) -> pa.Table:
    rows = [
        {
            "agency_1": pair.left[0],
            "reference_1": pair.left[1],
            "sealed_1": sealed[pair.left],
            "agency_2": pair.right[0],
            "reference_2": pair.right[1],
            "sealed_2": sealed[pair.right],
            "probability": pair.probability,
            "weight": pair.weight,
            "reason": reason,
        }
        for pair, reason in sorted(
            judged.review, key=lambda each: (-each[0].weight, each[0].left, each[0].right)
        )
    ]
    return pa.Table.from_pylist(rows, schema=REVIEW)
