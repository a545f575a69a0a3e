"""How problems are to be ranked: what is taken, and what is told where it cannot be used."""

from typing import Any

import pytest

from wulfrun.definition.model import Definition
from wulfrun.definition.ranking import CRITERIA, Ranking, weights_of
from wulfrun.definition.ranking_check import check_ranking


def said(**ranking: Any) -> list[str]:
    definition = Definition.model_validate(
        {
            "partnership": {"name": "P", "area_codes": ["E1"], "area_name": "Place"},
            "measure": {
                "robbery": {"title": "Robbery", "of": "offence"},
                "worry": {"title": "Worry", "of": "survey", "kind": "survey", "question": "worry"},
            },
            "ranking": ranking,
        }
    )
    return [str(each) for each in check_ranking(definition)]


def test_a_criterion_that_is_not_named_counts_as_much_as_it_usually_does() -> None:
    assert weights_of(None) == dict.fromkeys(CRITERIA, 1.0)
    assert weights_of(Ranking(weights={"harm": 2.5, "trend": 0}))["harm"] == 2.5
    assert said(weights={"harm": 2, "volume": 0}) == []


def test_an_issue_of_meetings_may_bear_the_name_of_a_measure() -> None:
    assert said(concern={"robbery": ["robbery", "drugs"]}) == []
    assert said(concern={"robbery": ["worry"]}) == []


@pytest.mark.parametrize(
    ("ranking", "words"),
    [
        (
            {"weights": {"harms": 2}},
            "ranking.toml, [ranking.weights]: 'harms' is no criterion that problems are ranked by. "
            "Did you mean 'harm'?",
        ),
        (
            {"weights": {"harm": -1}},
            "ranking.toml, [ranking.weights]: the weight of 'harm' is -1. Expected 0 or more; 0 leaves it "
            "out.",
        ),
        (
            {"weights": dict.fromkeys(CRITERIA, 0)},
            "ranking.toml, [ranking.weights]: every weight is 0. Give at least one criterion a weight.",
        ),
        (
            {"concern": {"roberry": ["drugs"]}},
            "ranking.toml, [ranking.concern]: 'concern' names the measure 'roberry', which is not declared. "
            "Did you mean 'robbery'?",
        ),
        (
            {"concern": {"robbery": ["worry", "drugs"]}},
            "ranking.toml, [ranking.concern]: 'worry' is what a survey found; 'drugs' is not. "
            "Shares of adults and shares of choices cannot be compared: name one kind alone.",
        ),
    ],
)
def test_what_cannot_be_ranked_by_is_told_with_its_place(ranking: dict[str, Any], words: str) -> None:
    assert said(**ranking)[0].startswith(words)
