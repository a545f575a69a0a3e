"""Hate incidents known to anyone, and what is counted beside them and never added."""

from typing import Any

from lives import event, gathered, months
from street_world import HERE

from wulfrun.data.coverage import COMPLETE
from wulfrun.data.derived.derivation import Derived
from wulfrun.data.derived.hate import DERIVATION, DETECTION, KNOWN, SATISFACTION, derive
from wulfrun.data.tables import FLAGS

RACE, FAITH, THIRD, DETECTED = (
    FLAGS[name] for name in ("hate_race", "hate_faith", "third_party", "detected")
)
SPAN = ("2006-04", "2007-03")


def row(code: str, day: str, flags: int = RACE, key: int = 0, who: int = 0, **more: str) -> dict[str, Any]:
    return event(who, code, day, **more) | {"flags": flags, "key": key}


def police(key: int, day: str = "2006-06-10", code: str = "crime", **more: Any) -> dict[str, Any]:
    return row(code, day, key=key, police_reference=f"HI-{key}", **more)


def derived(
    *police: dict[str, Any], council: list[dict[str, Any]] = [], third: list[dict[str, Any]] = []  # noqa: B006
) -> Derived:  # fmt: skip
    events = {"hate-incident": list(police), "racial-incident": council, "third-party-report": third}
    events = {name: rows for name, rows in events.items() if rows}
    return derive(gathered(events, {name: months(name, *SPAN) for name in events}))


def cells(found: Derived, record: str) -> list[tuple[str, int, int]]:
    return [
        (each["code"], each["flags"], each["n"])
        for each in found.cube.to_pylist()
        if each["record"] == record
    ]


def test_an_incident_that_all_three_know_of_is_one_row_with_the_strands_of_all() -> None:
    found = derived(
        police(1, who=5, third_party_reference="TPR-1"),
        council=[row("police told", "2006-06-12", key=2, who=5)],
        third=[row("centre", "2006-06-10", FAITH | THIRD, key=3, third_party_reference="TPR-1")],
    )
    assert cells(found, KNOWN) == [("all three", RACE | FAITH | THIRD, 1)]


def test_an_incident_that_police_say_was_passed_on_is_known_to_a_third_party_though_it_sent_nothing() -> None:
    found = derived(police(1, flags=RACE | THIRD, third_party_reference="TPR-1"))
    assert cells(found, KNOWN) == [("police and third party", RACE | THIRD, 1)]


def test_who_knows_of_what_is_told_apart() -> None:
    found = derived(
        police(1),
        council=[row("police not told", "2006-07-01", key=2, who=6)],
        third=[
            row("line", "2006-07-02", RACE | THIRD, key=3, who=6, third_party_reference="TPR-1"),
            row("line", "2006-09-02", RACE | THIRD, key=4, third_party_reference="TPR-2"),
        ],
    )
    assert {code: n for code, _, n in cells(found, KNOWN)} == {
        "police only": 1, "council and third party": 1, "third party only": 1,
    }  # fmt: skip


def test_trap_9_aggravated_offences_flagged_crimes_and_incidents_as_perceived_are_never_mixed() -> None:
    """An incident that is no crime is an incident, no detection; none of them is a recorded offence."""
    found = derived(
        police(1, offence="105B", flags=RACE | DETECTED),
        police(2, "2006-08-10", offence="8A"),
        police(3, "2006-09-10", code="no crime"),
        council=[row("police not told", "2006-10-01", key=4)],
    )
    assert sum(n for _, _, n in cells(found, KNOWN)) == 4
    assert cells(found, DETECTION) == [("detected", RACE | DETECTED, 1), ("not detected", RACE, 1)]
    assert {each["record"] for each in found.cube.to_pylist()} == {KNOWN, DETECTION}
    assert "offence" not in DERIVATION.of and "offence" not in DERIVATION.gives
    # No Home Office code stands in any of its rows: the group of aggravated codes finds nothing there.
    assert not {code for code, _, _ in cells(found, KNOWN) + cells(found, DETECTION)} & {"105B", "8A"}


def test_satisfaction_is_of_those_who_were_asked() -> None:
    found = derived(
        police(1, satisfied="yes"), police(2, "2006-07-10", satisfied="no"),
        police(3, "2006-08-10", satisfied="not asked"), police(4, "2006-09-10"),
    )  # fmt: skip
    assert cells(found, SATISFACTION) == [("not satisfied", RACE, 1), ("satisfied", RACE, 1)]


def test_an_incident_lies_where_the_first_report_that_has_a_place_says() -> None:
    found = derived(
        police(1, area="E08000099"),
        council=[row("police told", "2006-06-10", key=2, police_reference="HI-1", area=HERE[1])],
    )
    assert [each["area"] for each in found.cube.to_pylist() if each["record"] == KNOWN] == [HERE[1]]


def test_the_judged_table_counts_each_row_once_by_the_rule_that_joined_it() -> None:
    found = derived(
        police(1, who=5),
        council=[row("police told", "2006-06-30", key=2, police_reference="HI-1")],
        third=[
            row("centre", "2006-06-12", key=3, who=5, third_party_reference="TPR-1"),
            row("centre", "2006-12-12", key=4, third_party_reference="TPR-2"),
        ],
    )
    told = {(each["agency"], each["rule"]): each["n"] for each in found.judged["hate-matching"].to_pylist()}
    assert told == {
        ("police", ""): 1, ("council", "same reference"): 1, ("third party", "same victim"): 1,
        ("third party", ""): 1,
    }  # fmt: skip


def test_a_month_that_the_council_did_not_send_is_a_gap_of_the_total_and_not_of_detection() -> None:
    events = {"hate-incident": [police(1)], "racial-incident": [row("police told", "2006-06-12", key=2)]}
    when = {name: months(name, *SPAN) for name in events}
    from dataclasses import replace

    when["racial-incident"][3] = replace(when["racial-incident"][3], status="missing", reason="no file")
    found = derive(gathered(events, when))
    assert [each.status == COMPLETE for each in found.months[KNOWN]].index(False) == 3
    assert "council: no file" in found.months[KNOWN][3].reason
    assert all(each.status == COMPLETE for each in found.months[DETECTION])


def test_what_the_council_says_the_police_were_told_and_they_do_not_have_is_said() -> None:
    found = derived(police(1), council=[row("police told", "2006-12-12", key=2)])
    assert any("1 incidents the council says that the police were told" in note for note in found.notes)
