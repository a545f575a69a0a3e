"""The page of similar places never says more of a rank than its range allows."""

from typing import Any

import pytest

from wulfrun.publication.topic_pages._peer_funnels import quarter_words
from wulfrun.publication.topic_pages.peers import _how_sure, range_words


def _row(low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    return {"rank": 3, "rank_lower": low, "rank_upper": high, "of": 8, **more}


@pytest.mark.parametrize(
    ("low", "high", "said", "words"),
    [
        (1, 8, ", but any rank is possible: chance alone could put it anywhere in the group", "1st to 8th"),
        (2, 6, ", but could rank anywhere from 2nd to 6th", "2nd to 6th"),
        (3, 3, ", and chance does not put that in doubt", "3rd"),
        (None, None, "", ""),
    ],
)
def test_a_rank_is_told_with_what_chance_allows(
    low: int | None, high: int | None, said: str, words: str
) -> None:
    assert _how_sure(_row(low, high)) == said
    assert range_words(_row(low, high)) == words


def test_the_odds_of_the_quarters_are_told_for_larger_groups_alone() -> None:
    chances = {f"chance_quarter_{each}": chance for each, chance in enumerate((0.004, 0.2, 0.3, 0.496), 1)}
    assert quarter_words(chances) == (
        "The chance that its true rate is in each quarter of the group: lowest quarter under 1%, "
        "second quarter 20%, third quarter 30%, highest quarter 50%."
    )
    assert quarter_words(dict.fromkeys(chances)) == ""
