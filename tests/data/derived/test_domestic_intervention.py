"""The restricted list: each declared rule names whom it should, and nobody beyond."""

from typing import Any

import pytest
from lives import event, number

from wulfrun.data.derived._domestic_incidents import by_victim, incidents_of
from wulfrun.data.derived._earlier_intervention import LIST, MANY, REFERRAL_TAKES, listed, patterns
from wulfrun.data.derived._marac_cases import cases_of

END = "2006-12-31"


def incident(day: str, risk: str = "standard", who: int = 1, other: str = "7") -> dict[str, Any]:
    return event(who, "crime", day, risk=risk, other=other) | {"key": number(day)}


def referral(day: str, who: int = 1, other: str = "7") -> dict[str, Any]:
    return event(who, "police", day, other=other, criminal="yes")


def why(incidents: list[dict[str, Any]], *referrals: dict[str, Any]) -> list[str]:
    found = list(patterns(by_victim(incidents_of(incidents)), cases_of(referrals), number(END)))
    return [reason for _, reasons in found for reason in reasons]


def test_three_incidents_within_twelve_months_of_the_end_name_a_victim() -> None:
    days = ["2006-01-10", "2006-05-01", "2006-09-01"]
    assert why([incident(day) for day in days]) == [f"{MANY} incidents in 12 months"]
    assert why([incident(day) for day in ["2005-12-30", *days[1:]]]) == []
    assert why([incident(day) for day in days[1:]]) == []


def test_the_anniversary_of_the_end_is_still_within_the_twelve_months() -> None:
    assert why([incident(day) for day in ("2005-12-31", "2006-05-01", "2006-09-01")])


def test_two_incidents_at_rising_risk_name_a_victim_and_falling_ones_do_not() -> None:
    rising = [incident("2006-05-01"), incident("2006-06-01", "medium")]
    falling = [incident("2006-05-01", "medium"), incident("2006-06-01")]
    assert why(rising) == ["risk rose from standard to medium"]
    assert why(falling) == []
    assert why([incident("2006-05-01", ""), incident("2006-06-01", "medium")]) == []


@pytest.mark.parametrize(
    ("referred", "named"),
    [("2006-06-05", False), ("2006-01-05", False), ("2005-06-01", False), ("2005-05-31", True)],
)
def test_high_risk_without_a_referral_after_it_or_in_the_twelve_months_before(
    referred: str, named: bool
) -> None:
    found = why([incident("2006-06-01", "high", other="9")], referral(referred, other="7"))
    assert (found == ["high risk, not referred to MARAC"]) is named


def test_without_any_referral_in_the_data_nobody_is_blamed_for_having_none() -> None:
    assert why([incident("2006-06-01", "high")]) == []


def test_a_referral_is_given_two_weeks_to_be_made() -> None:
    late = number(END) - REFERRAL_TAKES
    other = referral("2006-01-01", who=2)
    day = {late: "2006-12-17", late + 1: "2006-12-18"}
    assert number(day[late]) == late
    assert why([incident(day[late], "high")], other) == ["high risk, not referred to MARAC"]
    assert why([incident(day[late + 1], "high")], other) == []


def test_further_abuse_by_the_same_person_after_a_referral_is_to_be_referred_back() -> None:
    again = "further abuse within 12 months of a MARAC referral, not referred back"
    rows = [incident("2006-06-01")]
    assert why(rows, referral("2006-02-01")) == [again]
    assert why(rows, referral("2006-02-01", other="8")) == []
    assert why(rows, referral("2005-05-31")) == []
    assert why(rows, referral("2006-02-01"), referral("2006-06-10")) == []
    assert why(rows, referral("2006-06-01")) == []


def test_the_list_says_who_only_sealed_and_puts_the_most_pressing_first() -> None:
    rows = [incident(f"2006-0{n}-01", who=1) for n in (3, 5, 6)]
    rows += [incident("2006-03-01", who=2), incident("2006-05-01", "medium", who=2),
             incident("2006-06-01", "high", who=2)]  # fmt: skip
    table = listed(list(patterns(by_victim(incidents_of(rows)), [], number(END))))
    assert table.schema == LIST
    first, second = table.to_pylist()
    assert (first["sealed"], first["rules"], first["highest_risk"]) == (b"sealed 2", 2, "high")
    assert (second["sealed"], second["incidents_12_months"]) == (b"sealed 1", 3)
    assert "who" not in table.column_names
