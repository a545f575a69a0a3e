"""The strategic assessment of the whole city tells what was planted, in figures that the files give."""

import json
import math
from pathlib import Path

import html5lib
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyproj
import pytest
import shapely

from tests.whole.test_second_route import extract_rows, place_of
from wulfrun.cli import main

pytestmark = pytest.mark.xdist_group("whole")

DOCUMENT = Path("documents") / "strategic-assessment"
CITY = "E08990001"


def told(folder: Path, chapter: str) -> str:
    """Every word of a chapter's main part, spaces made one."""
    path = folder / "out" / "site" / DOCUMENT / f"{chapter}.html"
    page = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
    main_part = page.find(".//main")
    assert main_part is not None
    return " ".join("".join(main_part.itertext()).split())


def truth(folder: Path, name: str) -> float:
    planted = json.loads((folder / "example-truths.json").read_text("utf-8"))["truths"]
    return float((planted | planted["others"])[name])


def figure(folder: Path, measure: str, period: str, area: str = CITY) -> float:
    table = pq.read_table(folder / "store" / "current" / "figures.parquet")
    own = pc.and_(pc.equal(table["measure"], measure), pc.equal(table["area_code"], area))
    rows = table.filter(pc.and_(own, pc.equal(table["period"], period))).to_pylist()
    return float(next(row["value"] for row in rows if row["value"] is not None))


def counted(folder: Path, year: str, codes: set[str]) -> int:
    """Offences of some codes in a year's extract that lie in the city or have no place, straight from CSV."""
    tree, _ = place_of(folder)
    change = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    rows = [row for row in extract_rows(folder, year) if row["HO Code"].lstrip("0") in codes]
    placed = [row for row in rows if row["Easting"]]
    points = [change.transform(float(row["Easting"]), float(row["Northing"])) for row in placed]
    inside = len(set(tree.query(shapely.points(points), predicate="intersects")[0]))
    return inside + len(rows) - len(placed)


def test_the_fall_of_the_basket_is_told_as_planted_with_the_interval_of_two_counts(usual: Path) -> None:
    before, after = (figure(usual, "psa1", year) for year in ("2003/04", "2007/08"))
    assert round(100 * (after / before - 1), 1) == truth(usual, "psa1_change")
    spread = 1.96 * math.sqrt(1 / before + 1 / after)
    near, far = (abs(100 * (after / before * math.exp(each) - 1)) for each in (spread, -spread))
    said = told(usual, "summary")
    assert f"fell by {abs(truth(usual, 'psa1_change')):.1f}%, from {before:,.0f} offences in 2003/04" in said
    assert f"We are 95% sure that the fall was between {near:.1f}% and {far:.1f}%." in said


def test_another_change_that_was_planted_is_told_instead(other: Path) -> None:
    assert truth(other, "psa1_change") == -11.0
    said = told(other, "summary")
    assert "The PSA1 basket of ten crime types fell by 11.0%" in said
    assert "fell by 24.0%" not in said


def test_burglaries_in_the_problem_are_those_of_the_extract(usual: Path) -> None:
    homes = {"28", "28A", "28B", "28C", "28D", "29"}
    said = told(usual, "problems-acquisitive-crime")
    before, after = (counted(usual, year, homes) for year in ("2003-04", "2007-08"))
    assert f"from {before:,} offences in 2003/04 to {after:,} in 2007/08" in said


def test_burglary_is_told_from_all_sides_and_nobody_says_who_does_it(usual: Path) -> None:
    said = told(usual, "problems-acquisitive-crime")
    assert "places with a burglary" in said and "had more than one" in said
    assert "times as likely as chance would have it" in said
    assert "No agency's data say who does it. Needed: a count of those cautioned or charged" in said
    assert "Harrowdale" in said and "cells are hot" in said


def test_areas_named_as_above_are_those_whose_interval_lies_above_by_figures(usual: Path) -> None:
    table = pq.read_table(usual / "store" / "current" / "figures.parquet")
    own = pc.and_(pc.equal(table["measure"], "domestic-burglary.rate"), pc.equal(table["period"], "2007/08"))
    rows = table.filter(own).to_pylist()
    whole = next(row["value"] for row in rows if row["area_code"] == CITY)
    above = {
        row["area_name"] for row in rows if row["area_level"] == "neighbourhood" and row["lower"] > whole
    }
    said = told(usual, "problems-acquisitive-crime")
    assert f"Of 16 neighbourhoods {len(above)} have a rate clearly above that of Northbank" in said
    assert all(name in said for name in above)


def test_robbery_is_worse_than_in_similar_places_as_planted(usual: Path) -> None:
    assert truth(usual, "robbery_to_peers") > 1.2
    assert "Robbery: Northbank is worse than similar places" in told(usual, "similar-places")
    assert "Against similar places: worse." in told(usual, "problems-violent-crime")


def test_feeling_safer_is_told_beside_violence_that_shows_no_clear_change(usual: Path) -> None:
    change = truth(usual, "feel_safe_after_dark_change")
    said = told(usual, "perception")
    assert f"rose by {change:.1f} percentage points" in told(usual, "problems-violent-crime")
    assert "What was recorded shows no clear change; what residents say improved: the two differ." in said


def test_rubbish_fires_are_linked_to_fly_tipping_where_that_was_planted_and_not_elsewhere(
    usual: Path, other: Path
) -> None:
    assert truth(usual, "fly_tipping_drives_fires") > 1 and truth(other, "fly_tipping_drives_fires") == 0
    linked = "In the same place, twice as much of fly-tipping"
    assert linked in told(usual, "topic-rubbish-fires")
    assert linked not in told(other, "topic-rubbish-fires")


def test_every_item_of_regulation_seven_is_answered_and_leads_to_a_chapter(usual: Path) -> None:
    assert "Every one of the 7 things that the law asks for has an answer." in told(
        usual, "what-the-law-asks"
    )


def test_the_topic_assessments_of_the_year_say_what_they_do_not_cover(usual: Path) -> None:
    said = told(usual, "topic-assessments")
    assert "adds up from 3 topic assessments" in said
    assert "Not yet looked at" in said and "Robbery" in said
    assert "{{" not in told(usual, "topic-burglary")


def test_what_no_data_tell_is_told_with_what_would_be_needed(usual: Path) -> None:
    said = told(usual, "cannot-tell")
    assert "who offends for" in said and "What would be needed" in said
    assert "One number for street services" in said


def test_no_chapter_is_heavier_than_a_telephone_can_bear(usual: Path) -> None:
    pages = list((usual / "out" / "site" / DOCUMENT).glob("*.html"))
    assert len(pages) > 12
    assert {page.name: page.stat().st_size for page in pages if page.stat().st_size > 150_000} == {}


def test_nothing_of_domestic_abuse_or_hate_is_shown_on_a_map(usual: Path) -> None:
    text = (usual / "out" / "site" / DOCUMENT / "problems-violent-crime.html").read_text("utf-8")
    assert "charts/map-domestic-abuse" not in text and "charts/map-racially-aggravated" not in text


def test_a_profile_of_the_priority_neighbourhoods_tells_their_own_figures(
    usual: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "profile.html"
    asked = [
        "profile",
        str(usual),
        "domestic-burglary",
        "--area",
        "Priority neighbourhood",
        "--out",
        str(out),
    ]
    assert main(asked) == 0
    said = capsys.readouterr().out
    before, after = (figure(usual, "domestic-burglary", year, "PRIORITY") for year in ("2003/04", "2007/08"))
    assert f"from {before:,.0f} offences in 2003/04 to {after:,.0f} in 2007/08" in said
    assert out.read_text("utf-8").count("data:image/svg+xml") >= 1
