"""The pages of evaluated actions say what the designs say, with their intervals and their weak points."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from tests.assessment.topics.evaluated_city import MEASURE, counts, known

from wulfrun.assessment.topics.evaluations import TOPIC
from wulfrun.assessment.topics.topic import Known
from wulfrun.publication.blocks import Grid, Picture, Statement
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.drawing import draw
from wulfrun.publication.evaluation_charts import ExpectedMonth, counted_and_expected, effects
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages.evaluations import pages


@dataclass
class Shelf:
    """What the pages ask of a shelf."""

    tables: dict[str, list[Row]]
    definition: Row
    measures: dict[str, Row] = field(default_factory=dict)

    @property
    def release(self) -> "Shelf":
        return self

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])


def made(
    effect: float, evaluation: dict[str, Any] | None = None, seed: int = 1, **changed: Any
) -> list[Page]:
    return shown(known(counts(effect, seed), evaluation, **changed))


def shown(given: Known) -> list[Page]:
    tables = {name: list(rows) for name, rows in TOPIC.assess(given).items()}
    definition = {"measure": {MEASURE: given.definition.measure[MEASURE].model_dump(mode="json")}}
    return pages(Shelf(tables, definition, definition["measure"]))  # type: ignore[arg-type]


def said(page: Page) -> str:
    blocks: list[Any] = list(page.content["blocks"])
    return " ".join(str(getattr(each, "text", "")) for each in blocks)


def test_each_action_has_a_page_and_stands_in_the_list_with_its_finding() -> None:
    whole, action = made(0.6)
    assert (whole.path, action.path) == ("topics/evaluations.html", "topics/evaluation-homes-2.html")
    (listed,) = [each for each in whole.content["blocks"] if isinstance(each, Grid)]
    assert listed.rows == [("Fit locks", "Area A", "April 2006", "Less than expected")]
    assert "All 3 ways of looking at it show less than expected." in said(action)
    assert "Domestic burglary was 38% lower than expected" in said(
        action
    ) and "is compatible with the data" in said(action)


def test_the_charts_are_drawn_and_state_what_was_found() -> None:
    _, action = made(0.6)
    names = [chart.name for chart in action.charts]
    assert names == [f"evaluation-homes-2-{part}" for part in ("effects", "months", "rings")]
    assert action.charts[0].title == "Less domestic burglary than expected in 3 of 3 designs"
    assert "Clearly below 1: Comparison areas, Own earlier trend, Mix of other areas." in action.charts[0].alt
    assert all(draw(chart).startswith(b"<svg") for chart in action.charts)
    tables = [each.table.caption for each in action.content["blocks"] if isinstance(each, Picture)]
    assert len(set(tables)) == len(tables)


@pytest.mark.parametrize("seed", range(3, 7))
def test_without_an_effect_no_page_claims_one(seed: int) -> None:
    whole, action = made(1.0, seed=seed)
    assert "All 3 ways" not in said(action) + said(whole)
    assert (
        "Less than expected" not in action.about and "does not mean that there was none" in said(action)
    ) or "cannot tell it from no difference" in said(action)


def test_areas_that_moved_apart_before_are_warned_of_and_give_no_size() -> None:
    given = counts(0.6)
    given[0, 12:] = np.round(given[0, 12:] * 0.5)
    _, action = shown(known(given))
    assert "**A warning:** the areas compared had moved apart before the start" in said(action)
    statement = next(each for each in action.content["blocks"] if isinstance(each, Statement))
    assert "from the comparison areas" not in statement.text


def test_weak_points_and_the_choice_of_the_areas_are_always_told() -> None:
    _, action = made(0.6, {"chosen_because": "It was the worst."})
    text = said(action)
    assert "Why here: It was the worst. Areas chosen because they were worst fall anyway." in text
    for word in ("Other things happened", "may have moved", "not separate proof"):
        assert word in text


def test_what_cannot_be_evaluated_says_why_and_shows_no_figure() -> None:
    whole, action = made(0.6, {"areas": ["Area Z"]})
    assert "There is no area 'Area Z'" in said(action) and "There is no area 'Area Z'" in said(whole)
    assert not action.charts and "Cannot be said" in action.about


def test_a_break_and_rings_that_may_not_be_shown_are_told() -> None:
    broken = {"measure": MEASURE, "when": "2005-10-01", "title": "New rules", "severity": "do-not-join"}
    _, action = made(0.6, {"rings": [1, 500]}, breaks=[broken])
    assert "The way of counting changed within these months: New rules (2005-10-01)." in said(action)
    assert "Rings around the areas are not shown. A ring holds fewer than 5 records" in said(action)
    assert not [chart for chart in action.charts if chart.name.endswith("rings")]


def test_no_evaluated_action_gives_no_page() -> None:
    assert pages(Shelf({}, {})) == []  # type: ignore[arg-type]


def test_a_month_without_data_is_a_gap_in_the_line_and_not_a_fall() -> None:
    caption = Caption("x", "Title", "", "Offences a month", "Police")
    months = [
        ExpectedMonth(at, Value(None if at == 24_052 else 10.0), Value(11.0)) for at in range(24_048, 24_060)
    ]
    chart = counted_and_expected(caption, months, 24_054, "Mix of other areas")
    lines = [each for each in chart.spec["layer"] if each["mark"]["type"] == "line"]
    assert {row["run"] for row in lines[1]["data"]["values"]} == {0, 1}
    assert "Counted, on average before the start: 10.0 a month." in chart.alt
    assert chart.rows[4][1] == "no data" and "shown as a gap" in chart.alt


def test_effects_below_and_above_no_difference_are_named_in_the_alternative_text() -> None:
    caption = Caption("x", "Title", "", "Counted over expected", "Police")
    found = [("A", Value(0.7, 0.5, 0.9)), ("B", Value(1.0, 0.8, 1.2)), ("C", Value(2.0, 1.5, 2.6))]
    assert effects(caption, found).alt.endswith("Clearly below 1: A. Clearly above 1: C.")


def test_designs_that_are_not_possible_say_so_in_the_table() -> None:
    _, action = made(0.6, {"control": ["Area C"], "rings": []})
    (table,) = [
        each
        for each in action.content["blocks"]
        if isinstance(each, Grid) and each.caption == "Effect by design"
    ]
    told = {row[0]: row[1] for row in table.rows}
    assert told["Difference in differences"] == told["Synthetic control"] == "not possible"
    assert "This could not be worked out: donors: 1" in said(action)
    assert action.charts[0].title == "Less domestic burglary than expected in 1 of 1 designs"
