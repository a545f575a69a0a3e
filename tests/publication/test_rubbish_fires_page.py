"""The page on rubbish fires says what the tests say: a link, none, or that it cannot be tested."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from wulfrun.assessment.topics._fires_and_tips import Panel
from wulfrun.assessment.topics.rubbish_fires import LINK, PLACES, link_rows, place_rows
from wulfrun.data.geography.areas import Area
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages.rubbish_fires import pages


@dataclass
class Shelf:
    """What the page asks of a shelf."""

    tables: dict[str, list[Row]]
    place: str = "Exampleton"
    whole: str = "X1"
    measures: dict[str, Row] = field(default_factory=dict)

    @property
    def release(self) -> "Shelf":
        return self

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def row(self, *_: str) -> None:
        return None

    def shapes(self, level: str) -> Row:
        features = []
        for place in range(60):
            x, y = 390_000.0 + 1000 * (place % 10), 290_000.0 + 1000 * (place // 10)
            ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
            geometry = {"type": "Polygon", "coordinates": [ring]}
            features.append({"properties": {"code": f"E0100{place:04d}"}, "geometry": geometry})
        return {"type": "FeatureCollection", "features": features}


def page(seed: int, drives: float, months: int = 60, below: int = 0) -> Page:
    rng = np.random.default_rng(seed)
    tips = rng.poisson(3 * np.exp(rng.normal(0, 0.6, 60))[:, None] * rng.gamma(1.2, 1 / 1.2, (60, months)))
    fires = rng.poisson(0.2 * drives * np.hstack([tips[:, :1], tips[:, :-1]]) + 0.4 * (2 - drives))
    areas = tuple(Area(f"E0100{n:04d}", f"Area {n}", "lsoa") for n in range(60))
    panel = Panel("lsoa", areas, 24_039, np.full(60, 1500.0), fires.astype(float), tips.astype(float), 1, 1)
    blank = {"lag": None, "note": "", "adjusted": None}
    links = [{**blank, **row} for row in link_rows(panel)]
    names = ("fires", "tips", "fires_a_year_before", "tips_a_year_before")
    places = [{**dict.fromkeys(names), **row} for row in place_rows(panel, below)]
    made = pages(Shelf({LINK: links, PLACES: places}))  # type: ignore[arg-type]
    return made[0]


def said(made: Page) -> str:
    blocks: list[Any] = list(made.content["blocks"])
    return " ".join(str(getattr(each, "text", "")) for each in blocks)


def test_a_link_is_claimed_with_its_uncertainty_and_its_places() -> None:
    made = page(1, 1.0)
    assert "go together in Exampleton, by place and by time" in said(made)
    assert "95% interval" in said(made) and "does not by itself say why" in said(made)
    assert [chart.name for chart in made.charts] == ["rubbish-fires-lsoa", "rubbish-fires-lag"]
    assert made.charts[1].title == "More fly-tipping, more rubbish fires a month later"
    assert made.charts[1].alt.endswith("Clearly above 1: a month later.")


@pytest.mark.parametrize("seed", range(5))
def test_without_one_the_page_says_so_whatever_its_map_shows(seed: int) -> None:
    made = page(seed, 0.0)
    assert "go together in Exampleton" not in said(made)
    assert "shown" in said(made) or "too little to say" in said(made)
    assert "linked by place and time" not in made.about.lower()


def test_what_cannot_be_tested_is_said_with_the_reason() -> None:
    made = page(1, 1.0, months=12)
    assert "cannot be tested: 12 months for which both are known; at least 24 are needed" in said(made)
    assert all(chart.name != "rubbish-fires-lag" for chart in made.charts)


def test_nothing_of_a_suppressed_place_is_on_the_page() -> None:
    made = page(2, 0.0, below=8)
    text = str([(chart.rows, chart.alt) for chart in made.charts])
    assert "suppressed" in text


def test_without_tests_there_is_no_page() -> None:
    assert pages(Shelf({})) == []  # type: ignore[arg-type]
