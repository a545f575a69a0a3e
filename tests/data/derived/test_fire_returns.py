"""What incidents say beside their kind: two further items of the statutory return, doubtful classes."""

import json

import pyarrow as pa

from wulfrun.data.derived.derivation import Derived, Gathered
from wulfrun.data.derived.fire_returns import DERIVATION
from wulfrun.data.geography.areas import Geography, member_rows
from wulfrun.data.tables import EVENTS, EXPOSURE
from wulfrun.definition.model import Definition, Partnership

HERE = "E01000001"


def derived(*incidents: tuple[str, dict[str, str]]) -> Derived:
    rows = [
        {"key": number, "month": 24_048, "code": code, "flags": 0, "area": HERE, "n": 1, "file": "f",
         "who": 0, "other": 0, "day": None, "until": None, "more": json.dumps(more), "sealed": None}
        for number, (code, more) in enumerate(incidents)
    ]  # fmt: skip
    definition = Definition(partnership=Partnership(name="P", area_codes=("E08000099",), area_name="P"))
    geography = Geography((), (HERE,), member_rows([(HERE, HERE, "lsoa")]), "E08000099")
    events = {"fire": pa.Table.from_pylist(rows, schema=EVENTS)}
    return DERIVATION.derive(Gathered(definition, geography, events, {}, EXPOSURE.empty_table()))


def counts(found: Derived) -> dict[str, int]:
    return {row["code"]: row["n"] for row in found.cube.to_pylist()}


def test_a_dwelling_without_an_alarm_counts_by_its_motive_and_one_not_said_not_at_all() -> None:
    found = derived(
        ("accidental-primary-dwelling", {"alarm": "no"}),
        ("accidental-primary-dwelling", {"alarm": "no"}),
        ("accidental-primary-dwelling", {"alarm": "yes"}),
        ("accidental-primary-dwelling", {"alarm": "not said"}),
        ("deliberate-primary-dwelling", {"alarm": "no"}),
    )
    assert counts(found) == {"accidental-dwelling-without-alarm": 2, "deliberate-dwelling-without-alarm": 1}
    assert any("of 5 in dwellings 1 do not say" in note for note in found.notes)


def test_an_attack_on_a_crew_counts_at_whatever_incident() -> None:
    found = derived(
        ("deliberate-secondary-refuse", {"violence": "yes"}), ("attack-on-crew", {"violence": "yes"})
    )
    assert counts(found) == {"violence-against-crew": 2}


def test_fires_counted_against_what_is_stated_are_told() -> None:
    rule = {"told_by": "rule"}
    found = derived(
        ("deliberate-primary-outdoor-structure", {"stated": "secondary", "class": "primary", **rule}),
        ("deliberate-secondary-derelict-building", {"stated": "primary", "class": "secondary", **rule}),
        ("deliberate-secondary-derelict-building", {"stated": "primary", "class": "secondary", **rule}),
        ("deliberate-primary-refuse", {"stated": "primary", "class": "primary", "told_by": "stated"}),
        ("accidental-secondary-refuse", {"motive": "not given"}),
    )
    said = " ".join(found.notes)
    assert "1 stated to be secondary are counted as primary" in said
    assert "2 stated to be primary are counted as secondary" in said
    assert "1 are counted as primary because the fire service states it" in said
    assert "1 have no motive" in said


def test_nothing_doubtful_is_nothing_told() -> None:
    assert derived(("deliberate-secondary-refuse", {})).notes == ()
