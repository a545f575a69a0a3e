"""From what a partnership declared to its areas; every contradiction at once, every inexactness noted."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from wulfrun.data.geography.areas import Geography, member_rows
from wulfrun.data.geography.boundaries import Shapes, joined, read_boundaries
from wulfrun.data.geography.levels import (
    Known,
    districts,
    lsoas,
    partnership,
    standing_for_themselves,
    wards,
    whole_code,
)
from wulfrun.data.geography.lookups import Link, became, came_of, read_lookup
from wulfrun.data.geography.neighbourhoods import neighbourhoods
from wulfrun.definition.model import Boundaries, Definition
from wulfrun.words.errors import DataError, did_you_mean
from wulfrun.words.places import resolve

_VINTAGES = "lsoa-2011-to-2021"


def read_geography(definition: Definition, folder: Path) -> Geography:
    """The areas of a partnership; DataError for a file, DefinitionError for what was declared of it."""
    shapes = {level: joined(each) for level, each in _shapes(definition, folder).items()}
    links = _links(definition, folder)
    smallest = _smallest(definition, shapes, links)
    if "lsoa" in shapes:
        own = set(smallest)
        shapes["lsoa"] = shapes["lsoa"].only(
            [place for place, code in enumerate(shapes["lsoa"].codes) if code in own]
        )
    known = Known(definition, smallest, _converted(definition, links[_VINTAGES], smallest), shapes)
    levels = [
        lsoas(known),
        wards(known, links["ward"]),
        districts(known, links["district"]),
        partnership(known),
        *neighbourhoods(known),
    ]
    index = {code: place for place, code in enumerate(smallest)}
    drawn = {each.level: each.shapes for each in levels if each.shapes is not None and each.shapes.codes}
    rows = [row for each in levels for row in each.rows]
    return Geography(
        areas=tuple(area for each in levels for area in each.areas),
        smallest=smallest,
        member=member_rows([*rows, *standing_for_themselves(definition)]),
        partnership_code=whole_code(definition),
        converted={code: tuple(index[part] for part in parts) for code, parts in known.converted.items()},
        shapes=drawn,
        notes=(*_repairs(drawn), *(note for each in levels for note in each.notes)),
        sources=tuple(each.file for each in definition.geography.boundaries if _in_use(definition, each)),
    )


def _in_use(definition: Definition, each: Boundaries) -> bool:
    return each.level != "lsoa" or each.vintage in (None, definition.geography.lsoa_vintage)


def _shapes(definition: Definition, folder: Path) -> dict[str, list[Shapes]]:
    found: dict[str, list[Shapes]] = defaultdict(list)
    for each in definition.geography.boundaries:
        if _in_use(definition, each):
            path = resolve(folder, each.file)
            found[each.level].append(read_boundaries(path, each.code, each.name, each.within))
    return found


def _links(definition: Definition, folder: Path) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for each in definition.geography.lookups:
        path = resolve(folder, each.file)
        found[each.level] += read_lookup(path, each.code, each.to, each.to_name, each.within)
    return found


def _smallest(
    definition: Definition, shapes: Mapping[str, Shapes], links: Mapping[str, list[Link]]
) -> tuple[str, ...]:
    """The partnership's LSOAs: by the district each lies in where that is told, otherwise all given."""
    codes = set(definition.partnership.area_codes)
    districts_told = links.get("district", [])
    inside = {link.code for link in districts_told if link.to in codes}
    if districts_told and not inside:
        raise DataError(
            f"The lookup of districts holds no LSOA of {', '.join(sorted(codes))}. "
            f"{did_you_mean(min(codes), {link.to for link in districts_told})}"
        )
    if "lsoa" not in shapes:
        return tuple(sorted(inside))
    given = shapes["lsoa"]
    told = [bool(codes & set(fields.values())) for fields in given.within]
    if any(told):
        found = [code for code, kept in zip(given.codes, told, strict=True) if kept]
    else:
        found = [code for code in given.codes if not inside or code in inside]
    if not found:
        raise DataError(
            f"None of the {len(given.codes)} LSOAs of the boundaries lies in {', '.join(sorted(codes))}; "
            "expected boundaries and lookups of one vintage. "
            f"The boundaries begin with {', '.join(given.codes[:3]) or 'nothing'}, "
            f"the lookup with {', '.join(sorted(inside)[:3]) or 'nothing'}. Mend [[geography.boundaries]]."
        )
    return tuple(found)


def _converted(
    definition: Definition, links: list[Link], smallest: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Codes of the other vintage and what they became; one that was divided became several.

    A code in use in both vintages is the same area in both.
    """
    vintage, own = definition.geography.lsoa_vintage, set(smallest)
    theirs = became(links) if vintage == 2021 else came_of(links) if vintage == 2011 else {}
    inside = {code: tuple(part for part in parts if part in own) for code, parts in theirs.items()}
    return {code: parts for code, parts in inside.items() if parts and code not in own}


def _repairs(shapes: Mapping[str, Shapes]) -> list[str]:
    return [
        f"The boundaries of {', '.join(each.repaired)} ({level}) crossed themselves and were mended."
        for level, each in shapes.items()
        if each.repaired
    ]
