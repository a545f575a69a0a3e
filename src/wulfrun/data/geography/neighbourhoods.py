"""The partnership's own areas: lists of LSOAs or polygons, some of them marked priority."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
import shapely

from wulfrun.data.geography.areas import Area
from wulfrun.data.geography.boundaries import Shapes, in_crs
from wulfrun.data.geography.levels import Known, Level, Members, best_fit
from wulfrun.definition.model import Neighbourhood
from wulfrun.words.errors import Mistake, did_you_mean, raise_all

_LEVEL = "neighbourhood"


def neighbourhoods(known: Known) -> tuple[Level, ...]:
    """The neighbourhoods, and where some are priority ones, those together against the rest.

    DefinitionError lists every LSOA that is unknown, given twice, or only partly an area in use.
    """
    declared = _declared(known)
    if not declared:
        return ()
    around = known.shapes.get(_LEVEL)
    fitted, notes = best_fit(known, around, _LEVEL) if around else ({}, ())
    members: dict[str, tuple[str, ...]] = {}
    mistakes: list[Mistake] = []
    for code, each in sorted(declared.items()):
        members[code], wrong = _parts(known, code, each, fitted)
        mistakes += wrong
    raise_all([*mistakes, *_taken_twice(members)])
    if not known.smallest and any(each.lsoas for each in declared.values()):
        notes = (
            *notes,
            "Without boundaries or a lookup of the LSOAs no neighbourhood can be made up of them.",
        )
    areas = tuple(Area(code, declared[code].name, _LEVEL, declared[code].priority) for code in members)
    level = Level(_LEVEL, areas, members, _outlines(known, declared, members), notes)
    return (level, *_groups(known, level))


def _declared(known: Known) -> Mapping[str, Neighbourhood]:
    """Those declared; where none is, every polygon of a boundary file of neighbourhoods is one."""
    around = known.shapes.get(_LEVEL)
    if known.definition.neighbourhood or around is None:
        return known.definition.neighbourhood
    names = zip(around.codes, around.names, strict=True)
    return {code: Neighbourhood(name=name, polygon=code) for code, name in names}


def _parts(
    known: Known, code: str, each: Neighbourhood, fitted: Members
) -> tuple[tuple[str, ...], list[Mistake]]:
    if each.polygon is not None:
        around = known.shapes.get(_LEVEL)
        drawn = around.codes if around else ()
        if each.polygon not in drawn:
            wrong = _mistake(code, f"'polygon' is {each.polygon!r}.", did_you_mean(each.polygon, drawn))
            return (), [wrong]
        return fitted.get(each.polygon, ()), []
    if not known.smallest:
        return (), []
    own, given = set(known.smallest), set(each.lsoas)
    parts = [
        part for lsoa in each.lsoas for part in ((lsoa,) if lsoa in own else known.converted.get(lsoa, ()))
    ]
    mistakes = [
        _mistake(code, f"the LSOA {lsoa!r} is not in the partnership.", did_you_mean(lsoa, own))
        for lsoa in each.lsoas
        if lsoa not in own and lsoa not in known.converted
    ]
    return tuple(sorted(set(parts))), [*mistakes, *_only_partly(known, code, given, own)]


def _only_partly(known: Known, code: str, given: set[str], own: set[str]) -> Iterator[Mistake]:
    """An LSOA of the other vintage can be brought into this one only if its whole new area is listed."""
    made_of: dict[str, set[str]] = defaultdict(set)
    for other, became in known.converted.items():
        for part in became:
            made_of[part].add(other)
    for lsoa in sorted(given - own):
        for part in known.converted.get(lsoa, ()):
            if missing := made_of[part] - given:
                yield _mistake(
                    code,
                    f"the LSOA {lsoa!r} is only a part of {part}, which is what is counted.",
                    f"List {', '.join(sorted(missing))} too, or leave {lsoa} out.",
                )


def _taken_twice(members: Members) -> Iterator[Mistake]:
    taken: dict[str, str] = {}
    for code, parts in members.items():
        for part in parts:
            if part in taken:
                found = f"{part} is in [neighbourhood.{taken[part]}] too."
                yield _mistake(code, found, "Leave it in one of them.")
            taken.setdefault(part, code)


def _outlines(known: Known, declared: Mapping[str, Neighbourhood], members: Members) -> Shapes | None:
    """The polygon declared, or the outline of the LSOAs together, under the neighbourhood's own code."""
    base = known.shapes.get("lsoa") or known.shapes.get(_LEVEL)
    if base is None:
        return None
    lsoas = known.shapes.get("lsoa")
    around = in_crs(known.shapes[_LEVEL], base.crs) if _LEVEL in known.shapes else None
    at = {code: place for place, code in enumerate(lsoas.codes)} if lsoas else {}
    drawn = {code: place for place, code in enumerate(around.codes)} if around else {}
    outlines = {}
    for code, each in sorted(declared.items()):
        parts = [at[part] for part in members[code] if part in at]
        if around and each.polygon in drawn:
            outlines[code] = around.polygons[drawn[each.polygon]]
        elif lsoas and parts:
            outlines[code] = shapely.union_all(lsoas.polygons[parts])
    polygons = np.empty(len(outlines), object)
    polygons[:] = list(outlines.values())
    return Shapes(tuple(outlines), tuple(declared[code].name for code in outlines), polygons, base.crs)


def _groups(known: Known, level: Level) -> Iterator[Level]:
    first = sorted(part for area in level.areas if area.priority for part in level.members[area.code])
    if any(area.priority for area in level.areas):
        rest = set(known.smallest) - set(first)
        name = f"Rest of {known.definition.partnership.area_name}"
        areas = (Area("PRIORITY", "Priority neighbourhoods", "group"), Area("REST", name, "group"))
        yield Level("group", areas, {"PRIORITY": tuple(first), "REST": tuple(sorted(rest))})


def _mistake(code: str, found: str, remedy: str) -> Mistake:
    return Mistake("partnership.toml", f"[neighbourhood.{code}]", found, remedy)
