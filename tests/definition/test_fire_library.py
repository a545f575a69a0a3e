"""Fires are not offences: what the fire service attended is never added to what the police recorded."""

from datetime import date

from tests.generative.shipped import library

from wulfrun.data.sources._fire_rules import BURNT
from wulfrun.figures.kinds import KINDS

POLICE_ARSON = {"56", "56A", "56B"}
FIRE_RECORDS = {"fire", "fire-return", "dwelling-fire"}


def test_no_measure_of_fires_counts_a_police_offence_nor_the_other_way_round() -> None:
    known = library()
    for name, measure in known.measure.items():
        codes = {*measure.where.code}
        basket = measure.where.basket
        groups = [*measure.where.group, *(known.basket[basket].groups if basket else ())]
        records = {known.group[group].record for group in groups}
        codes |= {code for group in groups for span in known.group[group].spans for code in span.codes}
        if measure.of in FIRE_RECORDS:
            assert not codes & POLICE_ARSON, name
            assert records <= {measure.of}, name
        else:
            assert not {code for code in codes if code.startswith(("deliberate-", "accidental-"))}, name
            assert "fire" not in records, name


def test_a_measure_that_named_both_would_still_count_one_kind_of_record_alone() -> None:
    known = library()
    both = known.measure["arson"].model_copy(
        update={"where": known.measure["arson"].where.model_copy(
            update={"group": ("arson", "deliberate-primary-fires")})}
    )  # fmt: skip
    import ibis

    sql = str(ibis.to_sql(KINDS["count"](both, known), dialect="duckdb"))
    assert "'offence'" in sql and "'fire'" not in sql


def test_primary_and_secondary_deliberate_fires_share_no_code_and_leave_none_out() -> None:
    known = library()
    primary, secondary = (
        {code for span in known.group[name].spans for code in span.codes}
        for name in ("deliberate-primary-fires", "deliberate-secondary-fires")
    )
    assert not primary & secondary
    made = {f"deliberate-{each}-{burnt}" for each in ("primary", "secondary") for burnt in BURNT}
    always = ("dwelling", "building", "vehicle", "outdoor-structure")
    possible = {code for code in made if not code.endswith("-chimney")}
    possible -= {f"deliberate-secondary-{burnt}" for burnt in always}
    assert primary | secondary == possible


def test_the_incident_recording_system_is_a_break_in_april_2009() -> None:
    found = library().breaks["fire-incident-recording-system"]
    assert found.when == date(2009, 4, 1) and "fire" in found.records


def test_every_measure_of_fires_declares_its_direction_of_good() -> None:
    own = {name: each for name, each in library().measure.items() if each.of in FIRE_RECORDS}
    assert len(own) == 10
    assert {each.theme for each in own.values()} == {"Arson and fire"}
    assert own["violence-against-crews"].better == "neither" and own["violence-against-crews"].better_because
