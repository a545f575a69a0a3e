"""What the smallest areas make up: wards, districts and the partnership, by lookup or by where each lies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely

from wulfrun.data.geography.areas import Area
from wulfrun.data.geography.boundaries import Shapes, to_national_grid
from wulfrun.data.geography.lookups import Link
from wulfrun.data.geography.placing import Placer
from wulfrun.definition.model import Definition

Members = Mapping[str, tuple[str, ...]]

WHOLE = "PARTNERSHIP"
_MOSTLY = 0.75
_CELLS = 512


@dataclass(frozen=True, eq=False)
class Known:
    """What every level is made from: the declarations, the LSOAs in use, other codes, the polygons.

    `converted` gives for codes of the other vintage the codes in use that they became.
    """

    definition: Definition
    smallest: tuple[str, ...]
    converted: Members
    shapes: Mapping[str, Shapes]


@dataclass(frozen=True, eq=False)
class Level:
    """The areas of one level, the smallest areas that make up each, and what could not be done exactly."""

    level: str
    areas: tuple[Area, ...] = ()
    members: Members = field(default_factory=dict)
    shapes: Shapes | None = None
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """(smallest area, area, level) of each part."""
        return [(part, code, self.level) for code, parts in self.members.items() for part in parts]


def lsoas(known: Known) -> Level:
    """The smallest areas themselves."""
    shapes = known.shapes.get("lsoa")
    names = dict(zip(shapes.codes, shapes.names, strict=True)) if shapes else {}
    areas = tuple(Area(code, names.get(code, code), "lsoa") for code in known.smallest)
    return Level("lsoa", areas, {code: (code,) for code in known.smallest}, shapes)


def wards(known: Known, links: Iterable[Link]) -> Level:
    """Wards, by an official lookup where there is one, otherwise by where each LSOA lies."""
    return _larger(known, "ward", links)


def districts(known: Known, links: Iterable[Link]) -> Level:
    """The local authorities of a partnership that covers several; with one there is no such level."""
    codes = known.definition.partnership.area_codes
    if len(codes) == 1:
        return Level("district")
    found = _larger(known, "district", links)
    names = {area.code: area.name for area in found.areas}
    areas = tuple(Area(code, names.get(code, code), "district") for code in sorted(codes))
    members = {code: found.members.get(code, ()) for code in sorted(codes)}
    return Level("district", areas, members, found.shapes and _only(found.shapes, set(codes)), found.notes)


def partnership(known: Known) -> Level:
    """The partnership as a whole: under its local authority's code where it covers one."""
    code = whole_code(known.definition)
    area = Area(code, known.definition.partnership.area_name, "partnership")
    return Level("partnership", (area,), {code: known.smallest})


def whole_code(definition: Definition) -> str:
    """The code of the partnership as a whole."""
    codes = definition.partnership.area_codes
    return codes[0] if len(codes) == 1 else WHOLE


def standing_for_themselves(definition: Definition) -> list[tuple[str, str, str]]:
    """Rows by which tables published by district or partnership are counted for that area as it stands."""
    whole = whole_code(definition)
    rows = [(whole, whole, "partnership")]
    if whole == WHOLE:
        for code in definition.partnership.area_codes:
            rows += [(code, code, "district"), (code, whole, "partnership")]
    return rows


def _larger(known: Known, level: str, links: Iterable[Link]) -> Level:
    links = list(links)
    around = known.shapes.get(level)
    members, notes = by_lookup(known, links, level) if links else best_fit(known, around, level)
    names = {link.to: link.name for link in links}
    if around:
        names = dict(zip(around.codes, around.names, strict=True)) | names
    areas = tuple(Area(code, names.get(code, code), level) for code in members)
    return Level(level, areas, members, around and _only(around, set(members)), notes)


def by_lookup(known: Known, links: Iterable[Link], level: str) -> tuple[Members, tuple[str, ...]]:
    """The LSOAs of each larger area as a lookup of either vintage tells them, and what it does not tell."""
    own = set(known.smallest)
    told: dict[str, set[str]] = defaultdict(set)
    other: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.code in own:
            told[link.code].add(link.to)
        for code in known.converted.get(link.code, ()):
            other[code].add(link.to)
    members: dict[str, list[str]] = defaultdict(list)
    astray = []
    for code in known.smallest:
        larger = told.get(code) or other.get(code) or set()
        if len(larger) == 1:
            members[next(iter(larger))].append(code)
        else:
            astray.append(code)
    notes = (
        (f"The lookup gives no one {level} for {_listed(astray)}: counted in no {level}.",) if astray else ()
    )
    return {code: tuple(members[code]) for code in sorted(members)}, notes


def best_fit(known: Known, larger: Shapes | None, level: str) -> tuple[Members, tuple[str, ...]]:
    """Each LSOA in the area that holds most of it; noted where that is less than 75% of it."""
    if larger is None:
        return {}, ()
    if "lsoa" not in known.shapes:
        return {}, (f"Without boundaries of the LSOAs it cannot be told which {level} each lies in.",)
    small, around = to_national_grid(known.shapes["lsoa"]), to_national_grid(larger)
    place, share = _most(small, around)
    members: dict[str, list[str]] = defaultdict(list)
    notes = []
    for code, own, part in zip(small.codes, place, share, strict=True):
        if own >= 0:
            members[around.codes[own]].append(code)
            if part < _MOSTLY:
                notes.append(
                    f"Only {part:.0%} of {code} lies in {around.names[own]}, the {level} it is counted in."
                )
    if astray := [code for code, own in zip(small.codes, place, strict=True) if own < 0]:
        notes.append(f"In no {level} of the boundaries lies {_listed(astray)}: counted in no {level}.")
    return {code: tuple(members[code]) for code in sorted(members)}, tuple(notes)


def _most(small: Shapes, around: Shapes) -> tuple[list[int], list[float]]:
    """For each LSOA the place of the area that holds most of it, -1 for none, and how much of it that is.

    An area that holds a point well inside an LSOA and at least half of it holds most of it; only the few
    others are laid over every area near them.
    """
    inside = shapely.get_coordinates(shapely.point_on_surface(small.polygons))
    found = Placer(around.polygons, _CELLS).place(inside[:, 0], inside[:, 1])
    sizes = shapely.area(small.polygons)
    held = shapely.area(shapely.intersection(small.polygons, around.polygons[found]))
    share = np.where(found >= 0, held / sizes, 0.0)
    unsure = np.flatnonzero(share < 0.5)
    lsoa, near = shapely.STRtree(around.polygons).query(small.polygons[unsure])
    own = unsure[lsoa]
    parts = shapely.area(shapely.intersection(small.polygons[own], around.polygons[near])) / sizes[own]
    for number, other, part in sorted(zip(own.tolist(), near.tolist(), parts.tolist(), strict=True)):
        if part > share[number]:
            found[number], share[number] = other, part
    return found.tolist(), share.tolist()


def _only(shapes: Shapes, codes: set[str]) -> Shapes:
    return shapes.only([place for place, code in enumerate(shapes.codes) if code in codes])


def _listed(codes: list[str]) -> str:
    more = f" and {len(codes) - 10} more" if len(codes) > 10 else ""
    return ", ".join(codes[:10]) + more
