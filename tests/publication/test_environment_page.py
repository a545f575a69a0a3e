"""What the page on clean and safe streets says of the mix of fly-tipping, and where it is only recording."""

from types import SimpleNamespace
from typing import Any, cast

from wulfrun.assessment.topics.environment import BESIDE, BLOCKS, MIX, PRACTICE, beside, practice, shares
from wulfrun.data.sources._environment_words import CHANNELS, LAND, SIZE, WASTE
from wulfrun.publication.blocks import Block, Grid, Prose, Statement
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.topic_pages._fly_tipping_mix import CLASSES, TITLES, beside_blocks, mix_blocks

SOURCE = "fly-tipping-return"
MIXED = {"land-highway": 1052, "land-other": 2002, "total": 3054}
FALLEN = {"land-highway": 2362, "land-other": 0, "total": 2362}
ENGLAND = {
    "2012/13": {"land-highway": 324_284, "land-other": 390_353, "total": 714_637},
    "2017/18": {"land-highway": 463_953, "land-other": 533_600, "total": 997_553},
}  # fmt: skip


def shelf(counts: dict[str, dict[str, int]]) -> Shelf:
    mix = list(shares(SOURCE, "land", counts, ENGLAND))
    tables: dict[str, list[dict[str, Any]]] = {
        MIX: mix, PRACTICE: list(practice(mix)), BESIDE: list(beside(counts, ENGLAND)),
    }  # fmt: skip
    release = SimpleNamespace(rows=lambda name: tables.get(name, []))
    return cast(Shelf, SimpleNamespace(release=release, place="Wolverhampton"))


def of(kind: type[Any], blocks: list[Block]) -> list[Any]:
    return [each for each in blocks if isinstance(each, kind)]


def test_counts_stand_beside_their_shares_and_englands() -> None:
    (grid,) = of(Grid, list(mix_blocks(shelf({"2012/13": MIXED}), SOURCE)))
    assert grid.heads == ["Class", "#2012/13", "#England 2012/13"]
    assert grid.rows[0] == ["Highway", "1,052 (34.4%)", "45.4%"]


def test_the_commonest_class_is_said_with_its_interval() -> None:
    (prose,) = of(Prose, list(mix_blocks(shelf({"2012/13": MIXED}), SOURCE)))
    assert prose.text.startswith(
        "In 2012/13 the most common was 'other or not identified': 65.6% (2,002 of 3,054"
    )
    assert "95% interval 63.8 to 67.2%" in prose.text
    assert "In England it was 54.6%." in prose.text


def test_classes_that_fell_together_are_called_a_change_of_recording_and_nothing_else() -> None:
    blocks = list(mix_blocks(shelf({"2012/13": MIXED, "2017/18": FALLEN}), SOURCE))
    (statement,) = of(Statement, blocks)
    assert (statement.label, statement.tone) == ("Recording changed", "unknown")
    assert (
        "In 2017/18 100.0% of incidents are put down as 'highway'; in 2012/13 it was 34.4%" in statement.text
    )
    assert of(Prose, blocks) == []


def test_a_change_is_said_beside_englands() -> None:
    prose, grid = beside_blocks(shelf({"2012/13": MIXED, "2017/18": FALLEN}))
    assert "−22.7% in Wolverhampton and by +39.6% in England" in cast(Prose, prose).text
    assert list(cast(Grid, grid).rows[0]) == ["2012/13", "3,054", "–", "714,637", "–"]


def test_without_figures_nothing_is_said() -> None:
    assert list(mix_blocks(shelf({}), SOURCE)) == list(beside_blocks(shelf({}))) == []


def test_every_class_that_can_be_counted_has_words() -> None:
    words = {"land": LAND, "waste": WASTE, "size": SIZE, "channel": CHANNELS}
    assert {block: set(each) for block, each in CLASSES.items()} == {
        block: set(each) for block, each in words.items()
    }
    assert set(BLOCKS) == set(TITLES) == set(CLASSES)
