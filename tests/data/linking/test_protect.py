"""Protected fields keep what linking needs (equality, likeness) and nothing that can be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.linking.person_rows import Person
from wulfrun.data.linking.protect import HASHES, KEYED, SCHEMA, WORDS, bigrams, protected
from wulfrun.data.pseudonyms import Seal

ONE, OTHER = Seal(bytes(range(64))), Seal(bytes(64))
NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=14)


def _person(forename: str = "ANN", surname: str = "SMITH", born: date | None = date(1980, 2, 3)) -> Person:
    return Person("police", "P1", forename, surname, born, "F", "WV1", "WV11AA")


def _row(person: Person, seal: Seal = ONE) -> dict[str, object]:
    return dict(protected([person], seal).to_pylist()[0])


def _dice(one: dict[str, object], other: dict[str, object]) -> float:
    def bits(row: dict[str, object]) -> int:
        return sum(int(str(row[f"surname_bits_{word}"])) << (64 * word) for word in range(WORDS))

    a, b = bits(one), bits(other)
    return 2 * (a & b).bit_count() / (a.bit_count() + b.bit_count())


def test_the_same_person_is_the_same_under_one_key_and_another_under_another() -> None:
    assert _row(_person()) == _row(_person())
    one, other = _row(_person()), _row(_person(), OTHER)
    assert all(one[name] != other[name] for name in (*KEYED, "unique_id"))


def test_only_numbers_and_the_agencys_name_are_in_it() -> None:
    kinds = {str(field.type) for field in SCHEMA if field.name != "source_dataset"}
    assert kinds == {"int64", "uint64", "int32", "bool"}


def test_the_same_text_in_two_fields_is_two_hashes() -> None:
    row = _row(_person(forename="A", born=date(1980, 2, 2)))
    assert row["born_day"] != row["born_month"]
    assert row["forename"] != row["forename_initial"]


def test_exchanged_names_and_dates_can_be_seen() -> None:
    row, exchanged = _row(_person()), _row(_person("SMITH", "ANN", date(1980, 3, 2)))
    assert (row["forename"], row["surname"]) == (exchanged["surname"], exchanged["forename"])
    assert row["born"] == exchanged["born_swapped"] and exchanged["born"] == row["born_swapped"]
    assert _row(_person(born=date(1980, 2, 13)))["born_swapped"] is None


def test_what_is_missing_is_null_and_equal_to_nothing() -> None:
    row = _row(Person("police", "P1", "", "SMITH", None, "", "", ""))
    assert {name for name in KEYED if row[name] is None} == set(KEYED) - {"surname", "surname_sound"}
    assert row["forename_bits_set"] is None


@given(NAMES, NAMES)
def test_likeness_of_filters_follows_likeness_of_names(one: str, other: str) -> None:
    """The filters' Dice never falls below that of the letter pairs by more than their collisions allow."""
    pairs = [set(bigrams(one)), set(bigrams(other))]
    true = 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]))
    found = _dice(_row(_person(surname=one)), _row(_person(surname=other)))
    assert true - 0.12 <= found <= true + 0.45
    assert found == 1 or pairs[0] != pairs[1]


@pytest.mark.parametrize(("one", "other"), [("THOMPSON", "THOMSON"), ("KOWALSKI", "KOWALSKY")])
def test_one_letter_wrong_stays_like_and_another_name_does_not(one: str, other: str) -> None:
    assert _dice(_row(_person(surname=one)), _row(_person(surname=other))) >= 0.65
    assert _dice(_row(_person(surname=one)), _row(_person(surname="WRIGHT"))) < 0.5


def test_a_filter_is_filled_as_its_parameters_say() -> None:
    """Each letter pair sets at most 15 bits; expected fill of 512 bits by n pairs: 1 - (1 - 1/512)^(15 n)."""
    row = _row(_person(surname="THOMPSON"))
    expected = 512 * (1 - (1 - 1 / 512) ** (HASHES * len(bigrams("THOMPSON"))))
    assert int(str(row["surname_bits_set"])) == pytest.approx(expected, rel=0.15)
