"""The invented people of the example, written to a folder and linked."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from wulfrun.data.linking.run import Linked, link
from wulfrun.definition.linkage import Linkage
from wulfrun.example.people import DECLARED, PeopleFiles, people_files

NAME = "offenders-in-treatment"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PERSON, PURPOSE = "An Analyst", "Quarterly count of offenders in treatment"


@dataclass(frozen=True)
class LinkedCity:
    folder: Path
    made: PeopleFiles
    result: Linked


def declared() -> dict[str, Linkage]:
    return {name: Linkage.model_validate(each) for name, each in tomllib.loads(DECLARED)["linkage"].items()}


def write_city(folder: Path, seed: int, in_several: float = 0.4, people: int = 1500) -> PeopleFiles:
    made = people_files(np.random.default_rng(seed), people, in_several)
    for name, text in made.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return made


def run(folder: Path, now: datetime = NOW, linkages: dict[str, Linkage] | None = None) -> Linked:
    return link(folder, linkages or declared(), NAME, PERSON, PURPOSE, now)


def link_city(folder: Path, seed: int, in_several: float = 0.4, people: int = 1500) -> LinkedCity:
    made = write_city(folder, seed, in_several, people)
    return LinkedCity(folder, made, run(folder))


def cells(folder: Path) -> set[str]:
    """Everything that any list says of anybody, as it stands in the files."""
    found: set[str] = set()
    for path in folder.glob("data/*/restricted/people.csv"):
        lines = path.read_text("utf-8").splitlines()
        for row in list(csv.reader(lines, delimiter=";" if ";" in lines[0] else ","))[1:]:
            found.update(cell.strip() for cell in row)
    return found
