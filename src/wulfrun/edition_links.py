"""Editions beside the site: each stands below it at editions/DAY, where its addresses never change."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from wulfrun.data.release import Release, Rows

FOLDER = "editions"


def listed(editions: Sequence[Path]) -> Rows:
    """What a feed and a list of editions say of each: its day, the last month of its data, its release."""
    found = []
    for path in editions:
        told = json.loads((path / "edition.json").read_text("utf-8"))
        through = Release(path).manifest["through"]
        found.append({"published": told["published"], "release": told["release"], "through": through})
    return found


def stand_beside(site: Path, editions: Sequence[Path]) -> None:
    """Make every edition's site open from `site` too, as a link to where it lies: nothing is copied."""
    for path in editions:
        link = site / FOLDER / path.name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(path / "out" / "site", link.parent), target_is_directory=True)


def left_out(folder: str, names: list[str]) -> set[str]:
    """What a copy of a release leaves behind: the links to editions, each of which is published already."""
    return {FOLDER} & set(names) if Path(folder).name == "site" else set()


def told_as_one_of_them(site: Path) -> None:
    """In an edition the others do not stand below the site but next to it: its list and feed say so."""
    for name in ("editions.html", "feed.xml"):
        path = site / name
        if path.exists():
            text = path.read_text("utf-8").replace(f'href="{FOLDER}/', 'href="../')
            path.write_text(text, "utf-8", newline="\n")
