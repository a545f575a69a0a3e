"""The pages on hot spots say what the tables hold, never more than the intervals allow."""

import json
from dataclasses import dataclass, field
from typing import Any

from wulfrun.assessment.topics._hot_spot_change import ALIKE, LESS, MORE, TWICE
from wulfrun.assessment.topics.hot_spots import AREAS, CELLS, CURVES, FORECASTS, SQUARES, STREETS, THEMES
from wulfrun.publication.blocks import Facts, Grid, Lead, Picture, Prose
from wulfrun.publication.chart_model import Chart
from wulfrun.publication.chart_style import CLASSES
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
    "square_metres": 250.0, "squares": 1224, "bandwidth": 700.0, "density_lowest": "under 10",
    "density_method": "quartic kernel, 700 m", "change_first": "2006-04", "change_last": "2007-03",
    "change_squares": 849, "change_method": "ratio; quartic kernel, 700 m", "change_note": "",
    "alike": 0.31, "alike_p": 0.00002, "alike_method": "Moran's I", "areas_judged": 160,
    "areas_method": "local Moran's I", "areas_note": "",
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


def square(number: int, density: str, change: str = ALIKE, area: str = "Alpha") -> Row:
    return {**cell(number), "area_name": area, "density": density, "change": change}


def small(code: str, kind: str = "high among high", within: str = "Alpha") -> Row:
    return {"theme": "violence", "area_code": code, "area_name": f"Small {code}", "within": within,
            "kind": kind}  # fmt: skip


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
        SQUARES: [square(1, "under 10"), square(2, "10 to under 20"), square(3, "20 or more", area="Beta")],
        AREAS: [small("2"), small("1"), small("3", "low among high", "Beta")],
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
        "hot-spots-violence", "hot-spots-density-violence", "emerging-violence",
        "hot-spots-change-violence", "concentration-violence",
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
    about |= {"change_note": "only 15 complete months in a row are known, and two years are needed"}
    about |= {"alike": None, "areas_note": "there were fewer than 5 to a small area on average"}
    page = made(about=about, **{CELLS: [], SQUARES: [], AREAS: [], STREETS: [note], FORECASTS: []})[1]
    text = said(page)
    assert "none has more in and around it than chance could bring" in text
    assert "By street: not told, as no street network is declared" in text
    assert "Not told: only 15 complete months in a row are known" in text
    assert "By small area: not told, as there were fewer than 5 to a small area" in text
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


def chart(name: str, **changes: Any) -> Chart:
    return next(each for each in made(**changes)[1].charts if each.name == name)


def test_the_density_is_told_in_classes_the_densest_first_and_darkest() -> None:
    shown = chart("hot-spots-density-violence")
    assert shown.title == "Densest in Beta"
    assert [row[0] for row in shown.rows] == ["20 or more", "10 to under 20", "Under 10"]
    fills = [each["fill"] for each in shown.spec["layer"][0]["data"]["values"]]
    assert fills == [CLASSES[0], CLASSES[-1], CLASSES[1]]
    assert "the offences within 700 metres of it" in said(made()[1])
    nothing = {SQUARES: [square(1, "under 10")]}
    assert "hot-spots-density-violence" not in [each.name for each in made(**nothing)[1].charts]


def test_that_no_place_changed_is_a_finding() -> None:
    shown = chart("hot-spots-change-violence")
    assert shown.title == "No place changed beyond chance"
    assert [row[0] for row in shown.rows] == ["No clear difference", "Too few to say"]
    assert "None of the 849 squares of 250 metres with enough offences changed" in said(made()[1])


def test_where_it_changed_is_named_with_what_it_is_measured_against() -> None:
    squares = [square(1, "10 or more", TWICE), square(2, "10 or more", MORE), square(3, "under 10", ALIKE),
               square(4, "under 10", LESS, "Beta")]  # fmt: skip
    shown = chart("hot-spots-change-violence", **{SQUARES: squares})
    assert shown.title == "A larger share in Alpha, a smaller share in Beta"
    assert shown.subtitle.endswith("April 2007 to March 2008 against April 2006 to March 2007")
    assert [row[0] for row in shown.rows] == [
        "At least twice the share", "A larger share", "A smaller share", "No clear difference",
        "Too few to say",
    ]  # fmt: skip
    text = said(made(**{SQUARES: squares})[1])
    assert (
        "Of 849 squares of 250 metres with enough offences 2 have a larger share than chance could bring, "
        "most in Alpha; 1 has a smaller share" in text
    )
    assert "The share of Exampleton's offences within 700 metres of each place" in text


def test_likeness_of_neighbours_is_said_no_stronger_than_its_p() -> None:
    assert "Neighbouring cells are alike (Moran's I = 0.31, p < 0.001)" in said(made()[1])
    for about, words in (
        ({"alike_p": 0.2}, "no more alike than chance could bring (Moran's I = 0.31, p = 0.200)"),
        ({"alike": -0.2}, "less alike than chance would bring (Moran's I = −0.20, p < 0.001)"),
    ):
        assert f"Neighbouring cells are {words}" in said(made(about=about)[1])


def test_small_areas_that_stand_out_are_grouped_by_class_and_named() -> None:
    page = made()[1]
    grid = next(
        each for each in page.content["blocks"] if isinstance(each, Grid) and "stand out" in each.caption
    )
    assert [list(row) for row in grid.rows] == [
        ["High among high", "Alpha", "Small 1, Small 2"],
        ["Low among high", "Beta", "Small 3"],
    ]
    assert "3 of 160 small areas stand out beyond chance" in said(page)
    assert "None of the 160 small areas stands out" in said(made(**{AREAS: []})[1])


def test_how_far_a_kernel_reaches_and_what_is_kept_back_stand_on_the_page() -> None:
    facts = next(each for each in made()[1].content["blocks"] if isinstance(each, Facts))
    told = dict(facts.pairs)
    assert "700 m" in told["Density"] and "five different places" in told["Density"]
    assert "700 m" in told["Where it changed"] and "independent" in told["Where it changed"]
    assert "never by a number" in told["Neighbours"]
