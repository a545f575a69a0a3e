"""From what a partnership declared to its areas; every contradiction at once, every inexactness noted."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.geography.boundaries import Shapes, read_boundaries, to_national_grid
from wulfrun.data.geography.lookups import Link, read_lookup
from wulfrun.data.geography.placing import Placer
from wulfrun.definition.model import Definition, Neighbourhood
from wulfrun.words.errors import Mistake, did_you_mean, raise_all
from wulfrun.words.places import resolve

Members = dict[str, list[str]]

_VINTAGES = "lsoa-2011-to-2021"
_MOSTLY = 0.75
WHOLE = "PARTNERSHIP"


def read_geography(definition: Definition, folder: Path) -> Geography:
    """The areas of a partnership; DataError for a file, DefinitionError for what was declared of it."""
    shapes, sources = _shapes(definition, folder)
    links = _links(definition, folder)
    smallest = _smallest(definition, shapes, links)
    converted = _converted(definition, links.pop(_VINTAGES, []), smallest)
    if "lsoa" in shapes:
        own = set(smallest)
        shapes["lsoa"] = shapes["lsoa"].only(
            [n for n, code in enumerate(shapes["lsoa"].codes) if code in own]
        )
    made = _Made(definition, smallest, converted, shapes)
    made.levels(links)
    made.neighbourhoods()
    return made.geography(sources)


def _shapes(definition: Definition, folder: Path) -> tuple[dict[str, Shapes], tuple[str, ...]]:
    vintage = definition.geography.lsoa_vintage
    found: dict[str, Shapes] = {}
    sources = []
    for each in definition.geography.boundaries:
        if each.level == "lsoa" and each.vintage not in (None, vintage):
            continue
        path = resolve(folder, each.file)
        found[each.level] = read_boundaries(path, each.code, each.name, each.within)
        sources.append(each.file)
    return found, tuple(sources)


def _links(definition: Definition, folder: Path) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for each in definition.geography.lookups:
        path = resolve(folder, each.file)
        found[each.level] += read_lookup(path, each.code, each.to, each.to_name, each.within)
    return found


def _smallest(
    definition: Definition, shapes: dict[str, Shapes], links: dict[str, list[Link]]
) -> tuple[str, ...]:
    """The partnership's LSOAs: by the district each lies in where that is told, otherwise all given."""
    codes = set(definition.partnership.area_codes)
    by_district = {link.code for link in links.get("district", []) if link.to in codes}
    if "lsoa" not in shapes:
        return tuple(sorted(by_district))
    given = shapes["lsoa"]
    told = [bool(codes & set(fields.values())) for fields in given.within]
    if any(told):
        return tuple(code for code, inside in zip(given.codes, told, strict=True) if inside)
    return tuple(code for code in given.codes if not by_district or code in by_district)


def _converted(
    definition: Definition, links: list[Link], smallest: tuple[str, ...]
) -> dict[str, tuple[int, ...]]:
    """Codes of the other vintage and what they became; one that was divided has several places."""
    index = {code: number for number, code in enumerate(smallest)}
    newer = definition.geography.lsoa_vintage == 2021
    found: dict[str, set[int]] = defaultdict(set)
    for link in links:
        theirs, ours = (link.code, link.to) if newer else (link.to, link.code)
        if ours in index and theirs not in index:
            found[theirs].add(index[ours])
    return {code: tuple(sorted(places)) for code, places in sorted(found.items())}


class _Made:
    """The geography while it is put together."""

    def __init__(
        self,
        definition: Definition,
        smallest: tuple[str, ...],
        converted: dict[str, tuple[int, ...]],
        shapes: dict[str, Shapes],
    ) -> None:
        self.definition, self.smallest, self.converted, self.shapes = definition, smallest, converted, shapes
        self.areas: list[Area] = []
        self.rows: list[tuple[str, str, str]] = []
        self.notes = [
            f"The boundaries of {', '.join(each.repaired)} ({level}) crossed themselves and were mended."
            for level, each in shapes.items()
            if each.repaired
        ]
        names = dict(zip(shapes["lsoa"].codes, shapes["lsoa"].names, strict=True)) if "lsoa" in shapes else {}
        self.areas += [Area(code, names.get(code, code), "lsoa") for code in smallest]
        self.rows += [(code, code, "lsoa") for code in smallest]

    def level(
        self, level: str, members: Members, names: dict[str, str], priority: frozenset[str] = frozenset()
    ) -> None:
        for code in sorted(members):
            self.areas.append(Area(code, names.get(code, code), level, code in priority))
            self.rows += [(part, code, level) for part in members[code]]

    def levels(self, links: dict[str, list[Link]]) -> None:
        """Wards and districts, by official lookup where there is one, otherwise by where each LSOA lies."""
        own = set(self.smallest)
        codes = self.definition.partnership.area_codes
        for level in ("ward", "district"):
            if level == "district" and len(codes) == 1:
                continue
            members: Members = defaultdict(list)
            names = {}
            for link in links.get(level, []):
                if link.code in own:
                    members[link.to].append(link.code)
                    names[link.to] = link.name
            if not members and level in self.shapes:
                members = self._by_place(self.shapes[level])
            if level in self.shapes:
                names |= dict(zip(self.shapes[level].codes, self.shapes[level].names, strict=True))
            if level == "district":
                members = defaultdict(list, {code: members.get(code, []) for code in codes})
            self.level(level, members, names)
            self._keep_shapes(level, set(members))
        whole = codes[0] if len(codes) == 1 else WHOLE
        self.level(
            "partnership", {whole: list(self.smallest)}, {whole: self.definition.partnership.area_name}
        )
        self._stands_for_itself(whole)

    def _stands_for_itself(self, whole: str) -> None:
        """Tables published by partnership or district are counted for that area as it stands."""
        self.rows.append((whole, whole, "partnership"))
        if whole == WHOLE:
            for code in self.definition.partnership.area_codes:
                self.rows += [(code, code, "district"), (code, whole, "partnership")]

    def _keep_shapes(self, level: str, codes: set[str]) -> None:
        if level in self.shapes:
            keep = [number for number, code in enumerate(self.shapes[level].codes) if code in codes]
            self.shapes[level] = self.shapes[level].only(keep)

    def _by_place(self, larger: Shapes) -> Members:
        """Each LSOA in the area that holds its middle; how much of it lies there is noted where not most."""
        members: Members = defaultdict(list)
        if "lsoa" not in self.shapes:
            return members
        lsoas, around = to_national_grid(self.shapes["lsoa"]), to_national_grid(larger)
        middle = shapely.get_coordinates(shapely.point_on_surface(lsoas.polygons))
        found = Placer(around.polygons, 512).place(middle[:, 0], middle[:, 1])
        for code, polygon, place in zip(lsoas.codes, lsoas.polygons, found, strict=True):
            if place < 0:
                self.notes.append(f"{code} lies in none of the areas it should be part of.")
                continue
            share = shapely.area(shapely.intersection(polygon, around.polygons[place])) / shapely.area(
                polygon
            )
            members[around.codes[place]].append(code)
            if share < _MOSTLY:
                self.notes.append(
                    f"Only {share:.0%} of {code} lies in {around.names[place]}, where it is counted."
                )
        return members

    def neighbourhoods(self) -> None:
        """The partnership's own areas, and the priority ones together against the rest."""
        declared = self.definition.neighbourhood
        if not declared:
            return
        by_polygon = self._by_place(self.shapes["neighbourhood"]) if "neighbourhood" in self.shapes else {}
        mistakes: list[Mistake] = []
        taken: dict[str, str] = {}
        members: Members = {}
        for code, each in declared.items():
            members[code] = self._parts(code, each, by_polygon, mistakes)
            for part in members[code]:
                if part in taken:
                    mistakes.append(
                        _mistake(
                            code,
                            f"{part} is in [neighbourhood.{taken[part]}] too.",
                            "Leave it in one of them.",
                        )
                    )
                taken[part] = code
        raise_all(mistakes)
        priority = frozenset(code for code, each in declared.items() if each.priority)
        self.level("neighbourhood", members, {code: each.name for code, each in declared.items()}, priority)
        if "neighbourhood" in self.shapes:
            self._keep_shapes("neighbourhood", set(declared))
        else:
            self._dissolve(members)
        if priority:
            first = [part for code in sorted(priority) for part in members[code]]
            rest = [code for code in self.smallest if code not in set(first)]
            names = {
                "PRIORITY": "Priority neighbourhoods",
                "REST": f"Rest of {self.definition.partnership.area_name}",
            }
            self.level("group", {"PRIORITY": first, "REST": rest}, names)

    def _parts(
        self, code: str, each: Neighbourhood, by_polygon: Members, mistakes: list[Mistake]
    ) -> list[str]:
        if each.polygon is not None:
            if each.polygon not in by_polygon:
                mistakes.append(
                    _mistake(code, f"'polygon' is {each.polygon!r}.", did_you_mean(each.polygon, by_polygon))
                )
            return list(by_polygon.get(each.polygon, []))
        parts = []
        known = set(self.smallest)
        for lsoa in each.lsoas:
            if lsoa in known:
                parts.append(lsoa)
            elif lsoa in self.converted:
                parts += [self.smallest[place] for place in self.converted[lsoa]]
            elif known:
                remedy = did_you_mean(lsoa, self.smallest)
                mistakes.append(_mistake(code, f"the LSOA {lsoa!r} is not in the partnership.", remedy))
        return list(dict.fromkeys(parts))

    def _dissolve(self, members: Members) -> None:
        """The outline of a neighbourhood is that of its LSOAs together."""
        if "lsoa" not in self.shapes:
            return
        lsoas = self.shapes["lsoa"]
        at = {code: number for number, code in enumerate(lsoas.codes)}
        codes = [code for code in sorted(members) if members[code]]
        polygons = [shapely.union_all([lsoas.polygons[at[part]] for part in members[code]]) for code in codes]
        names = tuple(self.definition.neighbourhood[code].name for code in codes)
        whole = np.array(polygons, object)
        self.shapes["neighbourhood"] = replace(
            lsoas, codes=tuple(codes), names=names, polygons=whole, within=()
        )

    def geography(self, sources: tuple[str, ...]) -> Geography:
        codes = self.definition.partnership.area_codes
        return Geography(
            areas=tuple(self.areas),
            smallest=self.smallest,
            member=member_rows(self.rows),
            partnership_code=codes[0] if len(codes) == 1 else WHOLE,
            converted=self.converted,
            shapes={level: each for level, each in self.shapes.items() if each.codes},
            notes=tuple(self.notes),
            sources=sources,
        )


def _mistake(code: str, found: str, remedy: str) -> Mistake:
    return Mistake("partnership.toml", f"[neighbourhood.{code}]", found, remedy)
