"""What the fields of an agency's row may say."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources._agency_header import clean
from wulfrun.data.sources._agency_values import (
    choice,
    day,
    day_number,
    needed,
    number,
    place,
    reference,
    whole,
    yes,
)
from wulfrun.words.periods import month_index, month_of_day

WORDS = ("Primary fire", "Secondary fire", "Chimney fire")


def refusal(check: Callable[..., Any], *given: Any) -> str:
    with pytest.raises(RefusedRow) as refused:
        check(*given)
    return str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "31/03/2008", "31-03-2008", "31.3.2008", "31/03/08", "31-Mar-2008", "31 March 2008", "31-Mar-08",
        "2008-03-31", "2008-03-31T23:59:00", "2008-03-31 23:59", "31/03/2008 23:59", "39538", "39538.99",
    ],
)  # fmt: skip
def test_a_day_is_known_however_it_is_written(text: str) -> None:
    assert day({"when": f" {text} "}, "when") == date(2008, 3, 31)


def test_a_year_of_two_digits_is_of_1990_to_2059() -> None:
    assert day({"when": "1/4/90"}, "when") == date(1990, 4, 1)
    assert day({"when": "1/4/59"}, "when") == date(2059, 4, 1)
    assert "1990 to 2059" in refusal(day, {"when": "1/4/60"}, "when")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/31/2008", "month first, as in America"),
        ("31/02/2008", "expected a date such as 31/03/2008"),
        ("31/03/1889", "a day of 1990 to 2059"),
        ("99999", "a day of 1990 to 2059"),
        ("20080", "a day of 1990 to 2059"),
        ("yesterday", "expected a date such as"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, reason: str) -> None:
    said = refusal(day, {"when": text}, "when")
    assert said.startswith(f"when is '{text}'") and reason in said


def test_a_layout_whose_publisher_writes_the_month_first_says_so() -> None:
    assert day({"when": "03/04/2008"}, "when", "%m/%d/%Y") == date(2008, 3, 4)
    assert day({"when": "03/04/2008"}, "when") == date(2008, 4, 3)


def test_days_and_months_are_numbers_in_a_record() -> None:
    assert month_of_day(date(2008, 3, 31)) == month_index("2008-03")
    assert (day_number(date(1970, 1, 1)), day_number(date(2008, 3, 31))) == (0, 13969)


def test_a_choice_is_spelt_as_the_contract_spells_it_and_a_word_beside_it_is_suggested() -> None:
    for text in ("primary fire", " PRIMARY  FIRE ", "Primary-Fire"):
        assert choice({"kind": text}, "kind", WORDS) == "Primary fire"
    said = refusal(choice, {"kind": "Primry fire"}, "kind", WORDS)
    assert said == (
        "kind is 'Primry fire'; Did you mean 'Primary fire'? "
        "Use one of: Chimney fire, Primary fire, Secondary fire."
    )


def test_yes_and_no_are_known_and_nothing_else_is() -> None:
    assert [yes({"a": text}, "a") for text in ("Y", "true", "1", "No", "0", "")] == [
        True, True, True, False, False, None,
    ]  # fmt: skip
    assert refusal(yes, {"a": "maybe"}, "a") == "a is 'maybe'; expected yes or no"


def test_numbers_are_read_with_thousands_separators_and_pounds() -> None:
    assert number({"a": "£1,234.50"}, "a") == 1234.5
    assert (whole({"a": "1,234"}, "a"), whole({"a": "12.0"}, "a"), whole({"a": ""}, "a")) == (1234, 12, None)
    for text in ("1.5", "-1", "<5", "1_000", "nan", "inf", "9" * 40, "٣"):
        assert refusal(whole, {"a": text}, "a").endswith("expected a whole number")
    for text in ("<5", "nan", "-inf", "1_0", "1e99"):
        assert refusal(number, {"a": text}, "a") == f"a is '{text}'; expected a number"


def test_a_reference_is_kept_and_never_repeated_in_a_message() -> None:
    assert reference({"ref": " WM/1  2 "}, "ref") == "WM/1 2"
    for text in ("2.17E+11", "x" * 300, "Jane\x07Doe"):
        said = refusal(reference, {"ref": text}, "ref")
        assert said.startswith("ref ") and text not in said


def test_a_place_is_an_lsoa_or_a_point_on_the_national_grid_or_nothing() -> None:
    assert place({"lsoa": "e01010410"}) == ("E01010410", None, None)
    assert place({"easting": "391,500", "northing": "298500.5"}) == ("", 391500.0, 298500.5)
    assert place({"lsoa": "Unknown", "easting": "0", "northing": "0"}) == ("", None, None)
    assert place({"lsoa": "S01006506"}) == ("", None, None)
    assert "two numbers of metres" in refusal(place, {"easting": "391500", "northing": ""})
    assert "outside the British National Grid" in refusal(place, {"easting": "-2.1", "northing": "52.5"})
    assert refusal(place, {"lsoa": "WV1"}).startswith("lsoa is 'WV1'; expected one such as E01010410")


@pytest.mark.parametrize("mark", ["", " ", "*", "-", "..", "[c]", "[z]", "[C]", ":", "n/a", "–"])
def test_a_missing_or_suppressed_cell_is_no_value_of_any_kind(mark: str) -> None:
    row = dict.fromkeys(("a", "lsoa", "easting", "northing"), clean(mark))
    assert (day(row, "a"), choice(row, "a", WORDS), yes(row, "a"), whole(row, "a")) == (None, "", None, None)
    assert (number(row, "a"), reference(row, "a"), place(row)) == (None, "", ("", None, None))
    assert refusal(needed, day(row, "a"), "a") == "a is missing; it must be filled in"
    assert needed(0, "a") == 0


TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789/-.:, eE+£TJanMar", max_size=24),
    st.dates().map(str),
    st.floats().map(str),
    st.integers().map(str),
)


@given(TEXTS, TEXTS, TEXTS)
@example("1e308", "nan", "E01" + "0" * 200)
@example("²", "٣١/٠٣/٢٠٠٨", "\ud800")
@example("29/02/1900", "00000", "E01٠٠٠٠٠٠")
def test_whatever_the_text_a_value_is_given_or_the_row_is_refused(a: str, b: str, c: str) -> None:
    row = {"a": clean(a), "easting": clean(a), "northing": clean(b), "lsoa": clean(c)}
    checks: list[Callable[[], Any]] = [
        lambda: day(row, "a"),
        lambda: day(row, "a", "%d.%m.%y"),
        lambda: day(row, "a", b[:20]),
        lambda: choice(row, "a", WORDS),
        lambda: yes(row, "a"),
        lambda: whole(row, "a"),
        lambda: number(row, "a"),
        lambda: reference(row, "a"),
        lambda: place(row),
    ]
    for check in checks:
        try:
            found = check()
        except RefusedRow as reason:
            assert 10 < len(str(reason)) < 1000
        else:
            assert found is not NotImplemented
            if isinstance(found, date):
                assert 1990 <= found.year <= 2059
