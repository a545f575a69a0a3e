"""The manual says what the specification says, of every kind there is."""

from tests.spec.manual import PAGE, SPECIFICATIONS, page
from wulfrun.figures.kinds import KINDS


def test_every_kind_is_specified() -> None:
    assert sorted(each.kind for each in SPECIFICATIONS) == sorted(KINDS)


def test_the_manual_shows_the_specification_as_it_is() -> None:
    assert PAGE.read_text("utf-8") == page(), "run 'make docs'"
