"""The same person is the same number in every file, and nobody without the key can say who it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.pseudonyms import Seal
from wulfrun.words.errors import DataError

ONE, OTHER = Seal(b"a" * 64), Seal(b"b" * 64)
REFERENCES = st.text(min_size=1, max_size=20).filter(lambda text: text.strip())


@given(REFERENCES)
def test_a_reference_is_the_same_person_whatever_its_case_and_blanks(reference: str) -> None:
    assert ONE.who(reference) == ONE.who(f"  {reference.upper()} ")
    assert 0 < ONE.who(reference) < 2**63


@given(REFERENCES)
def test_another_key_makes_another_pseudonym(reference: str) -> None:
    assert ONE.who(reference) != OTHER.who(reference)
    assert ONE.keyed("surname", reference) != ONE.keyed("forename", reference)


def test_no_reference_is_nobody() -> None:
    assert ONE.who("") == ONE.who("   ") == 0


@given(st.text(max_size=40).filter(lambda text: "\0" not in text))
def test_what_was_sealed_is_opened_with_the_same_key_and_with_no_other(text: str) -> None:
    assert ONE.opened(ONE.sealed(text)) == text
    assert ONE.sealed(text) == ONE.sealed(text)
    with pytest.raises(DataError, match="sealed with another key"):
        OTHER.opened(ONE.sealed(text))


def test_a_folder_makes_its_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = Seal.of_folder(tmp_path)
    path = tmp_path / "secret" / "pseudonym.key"
    assert path.stat().st_mode & 0o077 == 0
    assert Seal.of_folder(tmp_path).who("NB1") == first.who("NB1")
    assert path.read_text("ascii").strip() not in repr(first)


@pytest.mark.parametrize("text", ["", "not a key", "ab" * 10])
def test_a_damaged_key_is_told_and_never_replaced(tmp_path: Path, text: str) -> None:
    path = tmp_path / "secret" / "pseudonym.key"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(DataError, match="Put back the file that was here"):
        Seal.of_folder(tmp_path)
    assert path.read_text() == text
