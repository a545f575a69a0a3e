"""Repeats at MARAC: the same people within 12 months of the last referral, by two dated definitions."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from lives import event, gathered, months
from tests.generative.shipped import library

from wulfrun.data.derived._marac_cases import NEW, REPEAT_CRIMINAL, REPEAT_OTHER, cases_of
from wulfrun.data.derived.marac_cases import CASES, REFERRAL, derive


def referral(
    day: str, victim: int = 1, other: int = 7, heard: str | None = None, **more: str
) -> dict[str, Any]:
    return event(victim, "police", day, heard, other=str(other), **({"criminal": "yes"} | more))


def codes(*rows: dict[str, Any]) -> list[str]:
    return [each.code for each in cases_of(rows)]


def counted(rows: list[dict[str, Any]], measure: str) -> int:
    """How many of the referrals a measure of the library counts as repeats."""
    wanted = library().measure[measure].where.code
    return sum(n for code, n in Counter(codes(*rows)).items() if code in wanted)


def test_trap_7_a_repeat_is_counted_from_the_last_referral_not_from_the_first() -> None:
    assert codes(referral("2005-04-01"), referral("2006-02-01"), referral("2006-12-01")) == [
        NEW, REPEAT_CRIMINAL, REPEAT_CRIMINAL,
    ]  # fmt: skip


def test_trap_7_later_than_twelve_months_after_the_last_referral_is_a_new_referral() -> None:
    assert codes(referral("2005-04-01"), referral("2006-04-02"))[1] == NEW
    assert codes(referral("2005-04-01"), referral("2006-04-01"))[1] == REPEAT_CRIMINAL


def test_trap_7_it_is_counted_from_the_referral_not_from_the_conference_that_heard_it() -> None:
    assert codes(referral("2005-04-01", heard="2005-05-20"), referral("2006-05-10"))[1] == NEW


def test_trap_7_the_definition_changed_and_it_moves_the_rate() -> None:
    rows = [referral("2005-04-01"), referral("2005-09-01", criminal="no"), referral("2006-02-01")]
    assert counted(rows, "marac-repeats") == 2
    assert counted(rows, "marac-repeats-criminal") == 1


def test_trap_7_each_definition_holds_in_its_own_years_without_a_gap_or_an_overlap() -> None:
    now, earlier = library().measure["marac-repeats"], library().measure["marac-repeats-criminal"]
    assert earlier.valid_from is None and now.valid_to is None
    assert (earlier.valid_to, now.valid_from) == (date(2017, 3, 31), date(2017, 4, 1))


def test_other_people_are_no_repeat() -> None:
    rows = [referral("2005-04-01"), referral("2005-05-01", other=8), referral("2005-06-01", victim=2)]
    assert codes(*rows) == [NEW, NEW, NEW]


def test_without_the_perpetrator_nothing_is_known_to_be_a_repeat_and_that_is_told() -> None:
    rows = [referral("2005-04-01", other=0), referral("2005-05-01", other=0)]
    assert codes(*rows) == [NEW, NEW]
    found = derive(gathered({REFERRAL: rows}, {REFERRAL: months(REFERRAL, "2004-04", "2006-12")}))
    assert any("2 of 2 referrals name no perpetrator" in note for note in found.notes)


def test_a_referral_sent_twice_is_one() -> None:
    assert codes(referral("2005-04-01"), referral("2005-04-01"), referral("2005-06-01")) == [
        NEW, REPEAT_CRIMINAL,
    ]  # fmt: skip


def test_where_nobody_says_what_the_act_was_the_earlier_definition_leaves_it_out_and_says_so() -> None:
    rows = [referral("2005-04-01"), referral("2005-06-01", criminal="")]
    assert codes(*rows)[1] == REPEAT_OTHER
    found = derive(gathered({REFERRAL: rows}, {REFERRAL: months(REFERRAL, "2004-04", "2006-12")}))
    assert any("of 1 repeats nobody says" in note for note in found.notes)


def test_the_agencys_own_word_is_compared_and_never_counted() -> None:
    rows = [
        referral("2005-04-01", stated="yes"), referral("2005-06-01", stated="no"),
        referral("2005-08-01", stated="yes"),
    ]  # fmt: skip
    assert codes(*rows) == [NEW, REPEAT_CRIMINAL, REPEAT_CRIMINAL]
    found = derive(gathered({REFERRAL: rows}, {REFERRAL: months(REFERRAL, "2004-04", "2006-12")}))
    (note,) = [note for note in found.notes if "disagree" in note]
    assert "of 3 referrals" in note and "disagree on 2: 1 are called repeats" in note


@pytest.mark.parametrize(("first", "begins"), [("2004-04", "2005-04"), ("2005-01", "2006-01")])
def test_the_first_year_of_referrals_tells_no_repeats(first: str, begins: str) -> None:
    rows = [referral("2005-04-01")]
    found = derive(gathered({REFERRAL: rows}, {REFERRAL: months(REFERRAL, first, "2006-12")}))
    complete = [each.month for each in found.months[CASES] if each.status == "complete"]
    year, month = begins.split("-")
    assert complete[0] == int(year) * 12 + int(month) - 1
