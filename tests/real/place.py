"""A built place, asked for what its release says; and what must hold of any place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from wulfrun.build import build
from wulfrun.data.derived import records
from wulfrun.data.release import Release
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.periods import month_index, month_name, period

EXAMPLES = Path(__file__).parents[2] / "examples"

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    folder: Path
    release: Release

    @cached_property
    def figures(self) -> dict[tuple[str, str, str], Row]:
        """Figures by measure, area and period."""
        rows = self.release.table("figures").to_pylist()
        return {(row["measure"], row["area_code"], row["period"]): row for row in rows}

    def value(self, measure: str, area: str, when: str) -> float | None:
        row = self.figures.get((measure, area, when))
        return None if row is None else row["value"]

    def note(self, measure: str, area: str, when: str) -> str:
        return str(self.figures[measure, area, when]["note"])

    def status(self, record: str) -> dict[str, str]:
        """Month = how it stands."""
        return {
            row["month"]: row["status"] for row in self.release.rows("coverage") if row["record"] == record
        }

    def findings(self, kind: str) -> list[Row]:
        return [row for row in self.release.rows("quality") if row["kind"] == kind]

    def counted(self, record: str = "") -> int:
        """Everything in the cube, or all of one record type: what any figure can be made of."""
        cube = pq.read_table(self.release.path / "restricted" / "cube").to_pylist()
        return sum(row["n"] for row in cube if not record or row["record"] == record)

    def page(self, name: str) -> str:
        return (self.folder / "out" / "site" / name).read_text("utf-8")


def definition_of(folder: Path) -> Definition:
    return read(folder, KINDS, layouts(), records())


def build_place(folder: Path) -> Place:
    return Place(folder, build(folder, definition_of(folder)).release)


def months(first: str, last: str) -> list[str]:
    return [month_name(month) for month in range(month_index(first), month_index(last) + 1)]


def differences(place: Place, measure: str, expected: Mapping[tuple[str, str], float]) -> list[str]:
    """Figures (area, period) that are not as a second route has them."""
    return [
        f"{measure} of {area} in {when}: {place.value(measure, area, when)}, the second route has {count}"
        for (area, when), count in expected.items()
        if place.value(measure, area, when) != count
    ]


def receipts_that_do_not_add_up(place: Place) -> list[str]:
    return [
        row["path"]
        for row in place.release.rows("receipts")
        if row["rows_read"] != row["accepted"] + row["duplicate"] + row["outside"] + row["refused"]
    ]


def figures_over_holes(place: Place, record: str) -> list[str]:
    """Figures and changes that rest on a month which cannot be used, or on one beyond the data."""
    usable = {month_index(month) for month, status in place.status(record).items() if status == "complete"}
    kinds = {name: each.of for name, each in definition_of(place.folder).measure.items()}
    wrong = []
    for (measure, area, when), row in place.figures.items():
        base, _, change = measure.partition(".")
        if kinds[base] != record or row["value"] is None:
            continue
        needed = set(period(when).months)
        if change == "on-last-year":
            needed |= {month - 12 for month in needed}
        if not needed <= usable:
            wrong.append(f"{measure}:{area}:{when}")
    return wrong
