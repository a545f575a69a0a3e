"""The page of relations says what was found, by place and by time, and never why."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.assessment.test_relation import made

from wulfrun.assessment.relation import Related, relation_rows
from wulfrun.assessment.topics.relations import PLACES, TABLES, TESTS, place_rows
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.page import Page
from wulfrun.publication.scatter_chart import scatter
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages.relations import pages


@dataclass
class Shelf:
    """What the page asks of a shelf."""

    tables: dict[str, list[Row]]
    place: str = "Exampleton"
    measures: dict[str, Row] = field(default_factory=dict)

    @property
    def definition(self) -> Row:
        return {"measure": {"fires": {"title": "Rubbish fires"}, "tips": {"title": "Fly-tipping"}}}

    @property
    def release(self) -> "Shelf":
        return self

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])


def page(*worlds: Related) -> Page:
    tests: list[Row] = []
    places: list[Row] = []
    for at, world in enumerate(worlds):
        about = {"relation": f"r{at}", "title": f"Question {at}", "a": "fires", "b": "tips",
                 "level": "neighbourhood", "because": "It was thought so."}  # fmt: skip
        tests += [dict.fromkeys(TABLES[TESTS].names) | about | row for row in relation_rows(world, (0, 1))]
        places += [{"relation": f"r{at}", **row} for row in place_rows(world, {"N03"})]
    (made_page,) = pages(Shelf({TESTS: tests, PLACES: places}))  # type: ignore[arg-type]
    return made_page


def said(made_page: Page) -> str:
    blocks: list[Any] = list(made_page.content["blocks"])
    return " ".join(str(getattr(each, "text", "")) for each in blocks)


def test_each_relation_has_its_finding_its_places_and_its_lags() -> None:
    found = page(made(1, 1.0), made(2, 0.0))
    text = said(found)
    assert "2 relations were declared beforehand and tested; one shows a link" in text
    assert "Places with more of fly-tipping" in text and "No link between rubbish fires" in text
    assert [chart.name for chart in found.charts] == [
        "relation-r0", "relation-r0-lags", "relation-r1", "relation-r1-lags"
    ]  # fmt: skip
    assert found.charts[0].title == "Rubbish fires and fly-tipping go together by place"
    assert found.charts[1].title == "More fly-tipping, more rubbish fires a month later"
    assert "do not clearly go together" in found.charts[2].title
    assert "does not clearly follow" in found.charts[3].title


def test_what_could_not_be_tested_has_no_chart() -> None:
    world = made(1, 1.0)
    short = Related(world.areas, world.first, world.a[:, :12], world.b[:, :12])
    found = page(short)
    assert "cannot be tested: 12 months" in said(found) and found.charts == ()
    assert pages(Shelf({})) == []  # type: ignore[arg-type]


def test_a_scatter_of_one_area_is_refused() -> None:
    with pytest.raises(ValueError, match="0 areas"):
        scatter(Caption("x", "x"), [], "across", "up")
