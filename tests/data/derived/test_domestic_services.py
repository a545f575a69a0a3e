"""Clients of services are counted once; and the lists of two agencies may use other references."""

from typing import Any

from lives import event, gathered, months, number

from wulfrun.data.derived.domestic import INCIDENT, LIST
from wulfrun.data.derived.domestic import REFERRAL as MARAC
from wulfrun.data.derived.domestic import derive as derive_incidents
from wulfrun.data.derived.specialist_services import ASKED, NOT_TOLD, REFERRAL, TOLD, derive


def referral(who: int, day: str, service: str = "outreach", **more: str) -> dict[str, Any]:
    return event(who, service, day, **more)


def test_a_client_of_two_services_stands_under_one_pseudonym() -> None:
    rows = [
        referral(1, "2006-05-01"), referral(1, "2006-05-20", "refuge"),
        referral(1, "2006-05-21", "refuge"), referral(2, "2006-06-01"),
    ]  # fmt: skip
    found = derive(gathered({REFERRAL: rows}, {REFERRAL: months(REFERRAL, "2006-04", "2007-03")}))
    assert [(row["code"], row["who"]) for row in found.people.to_pylist()] == [
        ("outreach", 1), ("outreach", 2), ("refuge", 1),
    ]  # fmt: skip


def test_who_was_not_asked_is_neither_known_nor_unknown_to_the_police() -> None:
    rows = [referral(1, "2006-05-01", police="yes"), referral(2, "2006-05-01", police="no"),
            referral(3, "2006-05-01", police="no"), referral(4, "2006-05-01")]  # fmt: skip
    found = derive(gathered({REFERRAL: rows}, {REFERRAL: months(REFERRAL, "2006-04", "2007-03")}))
    cells = {row["code"]: row["n"] for row in found.cube.to_pylist() if row["record"] == ASKED}
    assert cells == {TOLD: 1, NOT_TOLD: 2}


def _pattern(victim_at_marac: int) -> tuple[list[str], tuple[str, ...]]:
    incident = event(1, "crime", "2006-06-01", risk="high", other="7") | {"key": number("2006-06-01")}
    end = event(5, "crime", "2006-12-31") | {"key": 1}
    rows = {INCIDENT: [incident, end], MARAC: [event(victim_at_marac, "police", "2005-01-03", other="7")]}
    spans = {name: months(name, "2004-04", "2006-12") for name in rows}
    found = derive_incidents(gathered(rows, spans))
    return found.restricted[LIST]["why"].to_pylist(), found.notes


def test_a_conference_with_references_of_its_own_blames_nobody_and_that_is_told() -> None:
    why, notes = _pattern(victim_at_marac=1)
    assert why == ["high risk, not referred to MARAC"]
    assert not any("same references" in note for note in notes)
    why, notes = _pattern(victim_at_marac=900)
    assert why == [] and any("do not use the same references" in note for note in notes)
