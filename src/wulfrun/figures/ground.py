"""Which areas lie in which: what an attacker knows of a place before any count is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

_INSIDE = {
    "partnership": ("group", "district", "neighbourhood", "ward", "lsoa"),
    "district": ("group", "neighbourhood", "ward", "lsoa"),
    "group": ("neighbourhood", "ward", "lsoa"),
    "neighbourhood": ("ward", "lsoa"),
    "ward": ("neighbourhood", "lsoa"),
}

Place = tuple[str, str]


@dataclass(frozen=True)
class Nested:
    """One area and all areas of one level that lie in it; `whole` where they make up all of it."""

    total: int
    level: str
    parts: tuple[int, ...]
    whole: bool


@dataclass(frozen=True)
class Ground:
    """Areas by number: those of the same streets bear the same number, whatever their level and code."""

    number: Mapping[Place, int]
    nested: Sequence[Nested]

    def of(self, level: str, code: str) -> int:
        """The number of an area; one of which nothing is known has a number of its own."""
        return self.number.get((level, code), -1)


def ground(member: pa.Table, merge: bool = True) -> Ground:
    """From the table that says which smallest areas make which areas.

    With `merge` False areas of the same streets stay apart, because what is known by an area's name counts
    for that area alone.
    """
    parts: dict[Place, set[str]] = {}
    for row in member.to_pylist():
        parts.setdefault((row["level"], row["area"]), set()).add(row["smallest"])
    names = {code for _, code in parts}
    smallest = {code for level, code in parts if level == "lsoa"} or names
    made_of = {place: frozenset((own & smallest) or {place[1]}) for place, own in parts.items()}
    numbers: dict[object, int] = {}
    number = {
        place: numbers.setdefault(made_of[place] if merge else (place, made_of[place]), len(numbers))
        for place in sorted(made_of)
    }
    return Ground(number, _nested(number, made_of))


def _nested(number: Mapping[Place, int], made_of: Mapping[Place, frozenset[str]]) -> list[Nested]:
    by_level: dict[str, list[Place]] = {}
    for place in made_of:
        by_level.setdefault(place[0], []).append(place)
    found = {}
    for level, inner_levels in _INSIDE.items():
        for place in by_level.get(level, ()):
            for inner in inner_levels:
                own = [
                    each
                    for each in by_level.get(inner, ())
                    if made_of[each] < made_of[place]
                    or (made_of[each] == made_of[place] and number[each] != number[place])
                ]
                if own:
                    covered = frozenset[str]().union(*(made_of[each] for each in own))
                    parts = tuple(sorted({number[each] for each in own}))
                    found[number[place], inner] = Nested(
                        number[place], inner, parts, covered == made_of[place]
                    )
    return list(found.values())
