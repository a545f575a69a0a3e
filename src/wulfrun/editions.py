"""Editions: a build frozen as published on a day, and what has changed since."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from wulfrun.assessment.edition_changes import action_changes, target_changes, words_changes
from wulfrun.assessment.topics.actions import ACTIONS
from wulfrun.assessment.topics.prose_figures import PROSE
from wulfrun.data.release import Release, Rows, write_json
from wulfrun.edition_links import left_out, told_as_one_of_them
from wulfrun.words.errors import BuildError

_KEPT = ("figures", "targets", "gap", "receipts", "quality", "coverage", "areas")
# Tables of topics that a later build is held against; an edition made before there were any lacks them.
_TOPICAL = (ACTIONS, PROSE)
_LEVELS = ("partnership", "district", "neighbourhood", "group", "force")


def publish(folder: Path, release: Release, day: date) -> Path:
    """Freeze the release in force as the edition of a day; an edition is never written twice."""
    edition = folder / "editions" / day.isoformat()
    if edition.exists():
        raise BuildError(
            f"{edition}: an edition of this day exists and is never changed. Publish on another day."
        )
    part = edition.with_name(f".{edition.name}.part")
    if part.exists():
        shutil.rmtree(part)
    shutil.copytree(release.path / "out", part / "out", ignore=left_out)
    told_as_one_of_them(part / "out" / "site")
    for name in (*_KEPT, *(each for each in _TOPICAL if each in release.topic_tables)):
        shutil.copy2(release.path / f"{name}.parquet", part / f"{name}.parquet")
    for name in ("manifest.json", "definition.json"):
        shutil.copy2(release.path / name, part / name)
    write_json(part / "edition.json", {"published": day.isoformat(), "release": release.manifest["release"]})
    part.replace(edition)
    return edition


def editions(folder: Path) -> list[Path]:
    """Every edition of a partnership, in order of their days."""
    return sorted(
        path for path in (folder / "editions").glob("????-??-??") if (path / "edition.json").exists()
    )


def latest(folder: Path) -> Path | None:
    """The last edition of a partnership, or None."""
    found = editions(folder)
    return found[-1] if found else None


def changed_since(edition: Path, figures: Rows, inputs: Rows, now: Release) -> dict[str, Any]:
    """What the edition told otherwise than the build `now`: figures, files, targets, actions and words.

    Targets are listed whether they changed or not, so that they can be shown side by side.
    """
    old = Release(edition)
    before = {_key(row): row for row in old.rows("figures")}
    changed = [
        {"measure": row["measure"], "area_code": row["area_code"], "area_name": row["area_name"],
         "period": row["period"], "before": before[_key(row)]["value"], "after": row["value"]}
        for row in figures
        if row["area_level"] in _LEVELS
        and row["period_kind"] in ("year", "rolling", "quarter")
        and _key(row) in before
        and before[_key(row)]["value"] != row["value"]
    ]  # fmt: skip
    edition_name = json.loads((edition / "edition.json").read_text("utf-8"))["published"]
    return {
        "edition": edition_name,
        "figures": changed,
        "files": _files(old.manifest["inputs"], inputs),
        "targets": target_changes(old.rows("targets"), now.rows("targets")),
        "actions": action_changes(old, now.rows(ACTIONS)),
        "words": words_changes(old, now),
    }


def _key(row: dict[str, Any]) -> tuple[str, str, str, str]:
    return row["measure"], row["area_level"], row["area_code"], row["period"]


def _files(old: Rows, new: Rows) -> Rows:
    before = {row["path"]: row["sha256"] for row in old}
    after = {row["path"]: row["sha256"] for row in new}
    found = [{"path": path, "what": "new"} for path in after if path not in before]
    found += [
        {"path": path, "what": "corrected"} for path in after if before.get(path, after[path]) != after[path]
    ]
    found += [{"path": path, "what": "removed"} for path in before if path not in after]
    return sorted(found, key=lambda row: row["path"])
