"""Primary or secondary, on purpose or not: the definitions of Fire and Rescue Statistics, case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.sources._fire_rules import (
    ALWAYS_PRIMARY,
    BURNT,
    burnt_of,
    class_of,
    on_purpose,
    stated_class,
)


@pytest.mark.parametrize(
    ("words", "burnt", "fire_class"),
    [
        ("Recycling collection point, bottle bank", "outdoor-structure", "primary"),
        ("Wheelie bin - domestic size", "refuse", "secondary"),
        ("Small refuse/rubbish/recycle container (excluding wheelie bin)", "refuse", "secondary"),
        ("Large refuse/rubbish container (eg skip)", "refuse", "secondary"),
        ("Loose refuse (incl in garden)", "refuse", "secondary"),
        ("Post box", "outdoor-structure", "primary"),
        ("Derelict house", "derelict-building", "secondary"),
        ("Abandoned car", "derelict-vehicle", "secondary"),
        ("Burnt-out vehicle", "derelict-vehicle", "secondary"),
        ("House - single occupancy", "dwelling", "primary"),
        ("Purpose Built Flats/Maisonettes - Up to 3 storeys", "dwelling", "primary"),
        ("Public House", "building", "primary"),
        ("Care home", "building", "primary"),
        ("Warehouse", "building", "primary"),
        ("Private Garden Shed", "building", "primary"),
        ("Multiple Vehicles", "vehicle", "primary"),
        ("Caravan on tow", "vehicle", "primary"),
        ("Car Park", "other-outdoor", "secondary"),
        ("Bus Shelter", "outdoor-structure", "primary"),
        ("Barn", "outdoor-structure", "primary"),
        ("Heathland or moorland", "grassland", "secondary"),
        ("Tree scrub (includes single trees not in garden)", "grassland", "secondary"),
    ],
)
def test_what_burnt_decides_the_class(words: str, burnt: str, fire_class: str) -> None:
    assert burnt_of(words) == burnt
    assert class_of(burnt, "", 0, 0, 1).fire_class == fire_class


def test_a_word_nobody_knows_is_not_guessed() -> None:
    assert burnt_of("Xenolith") == "" and burnt_of("") == ""


def test_a_column_can_say_that_what_burnt_was_derelict() -> None:
    assert burnt_of("Shop", True) == "derelict-building"
    assert burnt_of("Car", True) == "derelict-vehicle"
    assert burnt_of("Derelict shop", False) == "derelict-building"


@pytest.mark.parametrize("facts", [(1, 0, 1), (0, 1, 1), (0, 0, 5), (None, None, 6)])
def test_a_casualty_a_rescue_or_five_appliances_make_any_fire_primary(
    facts: tuple[int | None, int | None, int],
) -> None:
    assert class_of("refuse", "secondary", *facts).fire_class == "primary"


def test_four_appliances_do_not() -> None:
    assert class_of("refuse", "", 0, 0, 4).fire_class == "secondary"


def test_a_stated_primary_fire_is_believed_only_where_the_file_does_not_hold_what_decides() -> None:
    assert class_of("derelict-building", "primary", 0, 0, None) == ("primary", "stated")
    assert class_of("derelict-building", "primary", 0, 0, 2) == ("secondary", "rule")
    assert class_of("outdoor-structure", "secondary", 0, 0, 2) == ("primary", "rule")


@given(
    st.sampled_from(BURNT), st.sampled_from(["", "primary", "secondary"]),
    *[st.one_of(st.none(), st.integers(0, 9))] * 3,
)  # fmt: skip
def test_every_fire_has_one_class_and_no_fact_makes_a_primary_fire_secondary(
    burnt: str, stated: str, casualties: int | None, rescues: int | None, pumps: int | None
) -> None:
    found = class_of(burnt, stated, casualties, rescues, pumps)
    assert found.fire_class in ("primary", "secondary")
    if burnt in ALWAYS_PRIMARY:
        assert found.fire_class == "primary"
    more = class_of(burnt, stated, (casualties or 0) + 1, rescues, pumps)
    assert more.fire_class == "primary"


@pytest.mark.parametrize(
    ("words", "deliberate"),
    [
        ("Deliberate", True), ("Suspected deliberate", True), ("Doubtful", True), ("Malicious", True),
        ("Deliberate - by persons unknown", True), ("Not known", False), ("Unknown", False), ("", False),
        ("Accidental", False), ("Not deliberate", False), ("Non-deliberate", False), ("Martian", None),
    ],
)  # fmt: skip
def test_suspected_is_deliberate_and_not_known_is_accidental(words: str, deliberate: bool | None) -> None:
    assert on_purpose(words) is deliberate


def test_the_old_report_forms_state_the_class() -> None:
    assert [stated_class(each) for each in ("FDR1", "FDR3", "Primary", "", "FDR7")] == [
        "primary", "secondary", "primary", "", None,
    ]  # fmt: skip
