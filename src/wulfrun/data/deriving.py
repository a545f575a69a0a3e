"""Run every derivation whose events were taken in, and put together what they give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from wulfrun.data.coverage import Month
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import ANSWERS, CUBE, PEOPLE


@dataclass(frozen=True)
class AllDerived:
    """What all derivations gave together; `gives` says for each record type given what it is made from."""

    whole: Derived = field(default_factory=Derived)
    gives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def derive(derivations: Mapping[str, Derivation], gathered: Gathered) -> AllDerived:
    """Everything derived, in a fixed order; a judged or restricted table named twice is a fault of ours.

    A derivation may use what an earlier one in the order of names gave, in the tables it left `judged`.
    """
    found: list[Derived] = []
    gives: dict[str, tuple[str, ...]] = {}
    for _, each in sorted(derivations.items()):
        if each.of[0] not in gathered.events:
            continue
        one = each.derive(gathered)
        base = gathered.months.get(each.of[0], ())
        months = {record: one.months.get(record, base) for record in each.gives}
        found.append(replace(one, months=months))
        gives.update(dict.fromkeys(each.gives, each.of))
    return AllDerived(_together(found), gives)


def _together(found: Sequence[Derived]) -> Derived:
    months: dict[str, Sequence[Month]] = {}
    judged: dict[str, pa.Table] = {}
    restricted: dict[str, pa.Table] = {}
    for each in found:
        for ours, theirs in ((judged, each.judged), (restricted, each.restricted)):
            if twice := set(ours) & set(theirs):
                raise ValueError(f"two derivations give the table {sorted(twice)[0]!r}")
            ours.update(theirs)
        months.update(each.months)
    return Derived(
        cube=pa.concat_tables([CUBE.empty_table(), *(each.cube.cast(CUBE) for each in found)]),
        people=pa.concat_tables([PEOPLE.empty_table(), *(each.people.cast(PEOPLE) for each in found)]),
        answers=pa.concat_tables([ANSWERS.empty_table(), *(each.answers.cast(ANSWERS) for each in found)]),
        months=months,
        judged=judged,
        restricted=restricted,
        notes=tuple(note for each in found for note in each.notes),
    )
