"""The pages on hot spots say what the tables hold, never more than the intervals allow."""

import json
from dataclasses import dataclass, field
from typing import Any

from wulfrun.assessment.topics.hot_spots import CELLS, CURVES, FORECASTS, STREETS, THEMES
from wulfrun.publication.blocks import Facts, Grid, Lead, Picture, Prose
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages.hot_spots import pages

ABOUT: Row = {
    "theme": "violence", "title": "Violence", "record": "offence", "first_month": "2007-04",
    "last_month": "2008-03", "offences": 1547, "cell_metres": 350.0, "cells": 639, "hot_cells": 2,
    "hot_area": 0.004, "hot_offences": 0.15, "emerging_first": "2005-04", "cold_spots": 0, "top_share": 0.2,
    "top_by_chance": 0.126, "top_by_chance_upper": 0.134, "top_risk": 0.145, "top_risk_lower": 0.133,
    "top_risk_upper": 0.158, "gini": 0.5, "gini_by_chance": 0.351, "gini_by_chance_upper": 0.37,
    "gi_method": "Gi*", "emerging_method": "classes", "concentration_method": "chance", "note": "",
}  # fmt: skip
MAPPED: Row = {
    "theme": "violence", "map": "hot cells", "made_first": "2006-04", "made_last": "2007-03",
    "tested_first": "2007-04", "tested_last": "2008-03", "area_share": 0.04, "hits": 150, "total": 1000,
    "hit_rate": 0.15, "lower": 0.13, "upper": 0.17, "pai": 3.75, "pai_lower": 3.25, "pai_upper": 4.25,
    "pei": 0.8, "difference": None, "difference_lower": None, "difference_upper": None, "method": "Wilson",
}  # fmt: skip
RIVAL: Row = {**MAPPED, "map": "cells with the most", "difference": 0.01, "difference_lower": -0.004,
              "difference_upper": 0.02}  # fmt: skip
STREET: Row = {
    "theme": "violence", "within": 50.0, "segments": 4310, "matched": 1493, "unmatched": 54,
    "with_crime": 0.25, "quarter": 0.027, "quarter_by_chance": 0.04, "half": 0.077, "half_by_chance": 0.119,
    "half_lower": 0.113, "half_upper": 0.124, "method": "random", "note": "",
}  # fmt: skip


def cell(number: int, **changes: Any) -> Row:
    x = 390_500 + 500 * number
    outline = [[x, 290_500], [x + 300, 290_500], [x + 300, 290_800], [x, 290_800]]
    row = {"theme": "violence", "cell": number, "outline": json.dumps(outline), "area_name": "Alpha",
           "hot": True, "around": "20 to under 50", "times": "2 to under 3", "emerging": ""}  # fmt: skip
    return {**row, **changes}


@dataclass
class Shelf:
    """What the pages ask of a shelf."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    place: str = "Exampleton"

    @property
    def release(self) -> "Shelf":
        return self

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def shapes(self, level: str) -> Row | None:
        ring = [
            [390_000, 290_000],
            [395_000, 290_000],
            [395_000, 295_000],
            [390_000, 295_000],
            [390_000, 290_000],
        ]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        return (
            {"features": [{"properties": {"code": "A"}, "geometry": geometry}]} if level == "ward" else None
        )


def made(**changes: Any) -> list[Page]:
    tables = {
        THEMES: [{**ABOUT, **changes.pop("about", {})}],
        CELLS: [cell(1), cell(2, times="3 to under 5", emerging="new hot spot")],
        CURVES: [{"theme": "violence", "places": at, "crimes": at**0.5, "by_chance": at**0.8}
                 for at in (0.0, 0.05, 0.2, 1.0)],
        FORECASTS: [MAPPED, RIVAL],
        STREETS: [STREET],
    } | changes  # fmt: skip
    return pages(Shelf(tables))  # type: ignore[arg-type]


def said(page: Page) -> str:
    kinds = (Lead, Prose)
    return " ".join(each.text for each in page.content["blocks"] if isinstance(each, kinds))


def test_there_is_a_page_of_all_themes_and_one_for_each() -> None:
    overview, violence = made()
    assert (overview.path, violence.path) == ("topics/hot-spots.html", "topics/hot-spots-violence.html")
    grid = next(each for each in overview.content["blocks"] if isinstance(each, Grid))
    assert list(grid.rows[0]) == [
        "Violence", "April 2007 to March 2008", "1,547", "2", "0.4%", "15%", "1"
    ]  # fmt: skip
    assert [each.name for each in overview.charts] == ["hot-spots-risk", "hot-spots-forecast"]
    assert [each.name for each in violence.charts] == [
        "hot-spots-violence", "emerging-violence", "concentration-violence"
    ]  # fmt: skip


def test_the_page_says_where_how_new_how_concentrated_and_how_well_foretold() -> None:
    text = said(made()[1])
    for words in (
        "2 cells are hot, of 639 hexagons, each as large as a square of 350 metres",
        "They are less than 1% of the area and had 15% of the offences with a place. Most of them are in "
        "Alpha.",
        "1 cell is emerging",
        "The worst 5% of cells held 20% of the offences with a place. Had the same number fallen at random",
        "about 14% of it (13% to 16%)",
        "Half of the offences near a street lie in 7.7% of 4,310 street segments; by chance they would lie "
        "in 11.3%",
        "About 54 of 1,547 lie farther than 50 metres",
        "held 15.0% of what came: 3.8 times what cells taken blindly would hold",
        "held about as much: they cannot be told apart",
    ):
        assert words in text, words


def test_the_table_behind_the_map_has_areas_and_bands_and_no_count_of_a_cell() -> None:
    shown = next(each for each in made()[1].content["blocks"] if isinstance(each, Picture))
    assert list(shown.table.rows) == [("Alpha", "2", "3 to under 5 times")]


def test_what_chance_could_bring_is_not_called_concentrated() -> None:
    about = {"top_share": 0.13}
    assert "no more than chance would bring (13%)" in said(made(about=about)[1])
    dull = {**STREET, "half": 0.12}
    assert "no fewer than chance would bring" in said(made(**{STREETS: [dull]})[1])


def test_a_map_that_foretold_nothing_is_said_to_have_foretold_nothing() -> None:
    poor = {**MAPPED, "pai": 1.1, "pai_lower": 0.8, "pai_upper": 1.4}
    better = {**RIVAL, "difference_lower": 0.01, "difference": 0.03, "difference_upper": 0.05}
    text = said(made(**{FORECASTS: [poor, better]})[1])
    assert "no more than cells taken blindly could hold" in text
    assert "held more of it: hot cells are no better a forecast here" in text
    assert "In 0 of 1 themes" in json.dumps([each.title for each in made(**{FORECASTS: [poor]})[0].charts])


def test_without_hot_cells_history_or_streets_it_is_said() -> None:
    about = {"hot_cells": 0, "hot_area": 0.0, "hot_offences": 0.0, "emerging_first": None}
    note = {"theme": "violence", "note": "no street network is declared under [geography.streets]"}
    page = made(about=about, **{CELLS: [], STREETS: [note], FORECASTS: []})[1]
    text = said(page)
    assert "none has more in and around it than chance could bring" in text
    assert "By street: not told, as no street network is declared" in text
    assert [each.name for each in page.charts] == ["concentration-violence"]


def test_a_theme_that_could_not_be_mapped_is_named_with_the_reason() -> None:
    few = {
        **ABOUT,
        "theme": "robbery",
        "title": "Robbery",
        "note": "fewer than 100 with a place in twelve months",
    }
    overview, *rest = made(**{THEMES: [ABOUT, few]})
    assert "Robbery: not mapped, fewer than 100 with a place in twelve months." in said(overview)
    assert len(rest) == 1
    assert pages(Shelf({THEMES: [few]})) == []  # type: ignore[arg-type]


def test_what_is_left_out_and_what_it_cannot_say_stand_on_every_page() -> None:
    street = {"record": "street"}
    facts = next(each for each in made(about=street)[1].content["blocks"] if isinstance(each, Facts))
    told = dict(facts.pairs)
    assert "domestic abuse" in told["What is not here"] and "who is at risk" in told["What it cannot say"]
    assert "shared places" in told["Points"]


def test_where_few_cells_are_hot_what_they_hold_is_not_told() -> None:
    overview, page = made(about={"hot_offences": None})
    assert "How many offences so few cells hold is not told." in said(page) and "15%" not in said(page)
    grid = next(each for each in overview.content["blocks"] if isinstance(each, Grid))
    assert grid.rows[0][5] == "not told"
