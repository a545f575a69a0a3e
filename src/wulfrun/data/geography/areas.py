"""The areas of a partnership: what the smallest are, what they make up, and where a point or a code lies."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.data.geography.boundaries import LONGITUDE_LATITUDE, NATIONAL_GRID, Shapes, in_crs
from wulfrun.data.geography.placing import Numbers, Placer
from wulfrun.data.tables import MEMBER

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Area:
    """An area at a level; neighbourhoods may be priority ones."""

    code: str
    name: str
    level: str
    priority: bool = False


@dataclass(frozen=True, eq=False)
class Geography:
    """Every area of a partnership, and which smallest areas (LSOAs of one vintage) make it up.

    `converted` gives for codes of another vintage the places in `smallest` they became. `shapes` are the
    polygons by level; `notes` say what could not be done exactly. Without any LSOA the geography is open:
    nothing can be placed, and everything placed by name counts for the partnership alone.
    """

    areas: tuple[Area, ...]
    smallest: tuple[str, ...]
    member: pa.Table
    partnership_code: str
    converted: dict[str, tuple[int, ...]] = field(default_factory=dict)
    shapes: dict[str, Shapes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether no LSOA is known."""
        return not self.smallest

    @cached_property
    def known_lsoas(self) -> tuple[str, ...]:
        """Every LSOA code that lies in the partnership, of any vintage."""
        return (*self.smallest, *sorted(set(self.converted) - set(self.smallest)))

    @cached_property
    def _index(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.smallest)}

    def resolve_lsoa(self, code: str) -> int | tuple[int, ...] | None:
        """A code's place in `smallest`; several places where it was divided; None where it lies outside."""
        if (place := self._index.get(code)) is not None:
            return place
        became = self.converted.get(code)
        if became is None:
            return None
        return became[0] if len(became) == 1 else became

    def place_lonlat(self, x: Reals, y: Reals) -> Numbers:
        """The place in `smallest` of each longitude and latitude, -1 for none."""
        return self._place(LONGITUDE_LATITUDE, x, y)

    def place_bng(self, x: Reals, y: Reals) -> Numbers:
        """The place in `smallest` of each easting and northing, -1 for none."""
        return self._place(NATIONAL_GRID, x, y)

    def _place(self, crs: str, x: Reals, y: Reals) -> Numbers:
        if "lsoa" not in self.shapes:
            return np.full(np.shape(x), -1, np.int32)
        if crs not in self._placers:
            self._placers[crs] = Placer(in_crs(self.shapes["lsoa"], crs).polygons)
        found = self._placers[crs].place(x, y)
        return np.where(found >= 0, self._of_shape[found], -1).astype(np.int32)

    @cached_property
    def _placers(self) -> dict[str, Placer]:
        return {}

    @cached_property
    def _of_shape(self) -> Numbers:
        return np.array([self._index[code] for code in self.shapes["lsoa"].codes], np.int32)

    def digest(self) -> str:
        """One hash of everything that decides where a row belongs."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        found = hashlib.sha256()
        content = (
            self.areas,
            self.smallest,
            sorted(self.converted.items()),
            self.partnership_code,
            self.notes,
        )
        found.update(repr(content).encode())
        found.update(repr(self.member.to_pydict()).encode())
        for level, shapes in sorted(self.shapes.items()):
            found.update(level.encode())
            found.update(b"".join(_wkb(shapes)))
        return found.hexdigest()


def _wkb(shapes: Shapes) -> list[bytes]:
    import shapely

    return [bytes(each) for each in shapely.to_wkb(shapes.polygons)]


def member_rows(rows: Sequence[tuple[str, str, str]]) -> pa.Table:
    """The table `member` from (smallest, area, level), each once, in a fixed order."""
    unique = sorted(set(rows), key=lambda row: (row[2], row[1], row[0]))
    columns = list(zip(*unique, strict=True)) or [(), (), ()]
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=MEMBER)
