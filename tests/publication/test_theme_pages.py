"""What the pages of themes say of a rule, of what the police never heard of, and of nothing at all."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from wulfrun.assessment.topics.rules import quality_rows
from wulfrun.data.tables import FLAGS
from wulfrun.definition.rule import Rule
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.topic_pages import business, street_sex, weapons_and_violence
from wulfrun.publication.topic_pages.business import said_of
from wulfrun.publication.topic_pages.weapons_and_violence import _changed

RULES = {"metal-theft": Rule(title="Metal theft", flag="metal", words=("lead",), source="s")}


def quality(hits: int, alarms: int, misses: int) -> dict[str, Any]:
    metal = FLAGS["metal"]
    rows = [
        {"code": f"metal-theft:{label}", "flags": flags, "n": n}
        for label, flags, n in (("yes", metal, hits), ("no", metal, alarms), ("yes", 0, misses), ("no", 0, 9))
    ]
    return quality_rows(rows, RULES)[0]


def test_precision_and_recall_are_said_in_words_with_their_intervals() -> None:
    said = said_of(quality(90, 10, 30))
    assert "People read 139 records" in said
    assert "Of what the rule finds, 90% (95% interval 83 to 94%) is metal theft." in said
    assert "Of all metal theft, it finds 75% (95% interval 67 to 82%)." in said


def test_of_a_rule_that_found_nothing_no_precision_is_said() -> None:
    said = said_of(quality(0, 0, 12))
    assert "Of what the rule finds" not in said
    assert "Of all metal theft, it finds 0% (95% interval 0 to 24%)." in said


def share(period: str, value: float, lower: float | None, upper: float | None) -> dict[str, Any]:
    return {"period": period, "value": value, "lower": lower, "upper": upper}


FIRST = share("2005/06", 52.0, 48.9, 55.1)


@pytest.mark.parametrize(
    ("last", "label", "tone"),
    [
        (share("2007/08", 42.0, 39.0, 45.1), "Going the right way", "good"),
        (share("2007/08", 61.0, 58.0, 64.0), "Going the wrong way", "bad"),
        (share("2007/08", 50.0, 46.9, 53.1), "No clear change", "neutral"),
        (share("2007/08", 42.0, None, None), "Cannot be said", "unknown"),
    ],
)
def test_what_the_police_never_heard_of_changed_where_the_intervals_lie_apart(
    last: dict[str, Any], label: str, tone: str
) -> None:
    said = _changed([FIRST, last])
    assert (said.label, said.tone) == (label, tone)
    assert "52.0% (95% interval 48.9 to 55.1%)" in said.text


def test_one_year_alone_is_no_change() -> None:
    assert _changed([FIRST]).label == "Latest figure"


@pytest.mark.parametrize("module", [business, street_sex, weapons_and_violence])
def test_without_figures_there_is_no_page(module: Any) -> None:
    empty = SimpleNamespace(latest=lambda measure, area: "", whole="E08000031", figures={}, measures={})
    assert module.pages(cast(Shelf, empty)) == []
