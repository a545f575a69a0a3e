"""The example city with its surveys alone: quick to build, with other truths planted, again and again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wulfrun.build import build
from wulfrun.data.derived import records
from wulfrun.data.release import Release
from wulfrun.data.sources import layouts
from wulfrun.definition.read import read
from wulfrun.example.agencies.survey import PART
from wulfrun.example.agency import World
from wulfrun.example.area_files import area_files, neighbourhood_tables
from wulfrun.example.city import make_city
from wulfrun.example.folder import _key, _random, _text
from wulfrun.figures.kinds import KINDS

Row = dict[str, Any]


@dataclass(frozen=True)
class SurveyCity:
    """A built city, what was planted in it, and its folder."""

    folder: Path
    planted: Mapping[str, Any]

    @property
    def release(self) -> Release:
        return Release(self.folder / "store" / "current")

    def figure(self, measure: str, area: str, period: str) -> Row:
        (found,) = (
            row
            for row in self.release.table("figures").to_pylist()
            if (row["measure"], row["area_code"], row["period"]) == (measure, area, period)
            and row["area_level"] != "district"
        )
        return dict(found)

    def target(self, name: str) -> Row:
        (found,) = (row for row in self.release.rows("targets") if row["target"] == name)
        return dict(found)

    def page(self, name: str) -> str:
        return (self.folder / "out" / "site" / name).read_text("utf-8")


def survey_city(folder: Path, truths: Mapping[str, float] | None = None) -> SurveyCity:
    """Write the city's areas and surveys to a folder and build it."""
    city = make_city(_random(2008, 0))
    usual = {name: truth.usual for name, truth in PART.truths.items()}
    no_offences: Any = None
    made = PART.make(World(city, no_offences, 2008, _random(2008, 77), usual | dict(truths or {})))
    head, rest = _text("partnership.toml").split("# What each agency sends.")
    declared = (
        head + "[geography]" + rest.split("[geography]", 1)[1] + PART.sources + neighbourhood_tables(city)
    )
    files: dict[str, str | bytes] = {
        "partnership.toml": declared,
        "targets.toml": PART.targets,
        "secret/pseudonym.key": _key(2008),
        **area_files(city),
        **made.files,
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    build(folder, read(folder, KINDS, layouts(), records()))
    return SurveyCity(folder, json.loads(json.dumps(made.planted)))
