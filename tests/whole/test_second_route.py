"""Figures on the pages and in the open data, recomputed from the files by another route."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pyproj
import pytest
import shapely

pytestmark = pytest.mark.xdist_group("whole")

# The basket of 2003/04 to 2007/08, written out by hand from DEFINITIONS.
BASKET = {
    "48", "37.2", "45", "126", "28", "28A", "28B", "28C", "28D", "29", "44", "39", "58A", "58B", "58C", "58D",
    "58E", "58F", "58G", "58H", "104", "105A", "105B", "5", "8A", "8D", "34B",
}  # fmt: skip


def extract_rows(folder: Path, year: str) -> Iterator[dict[str, str]]:
    """Rows of one year's extract, each reference once over all years, in the order of the years."""
    seen: set[str] = set()
    for path in sorted((folder / "data" / "police").glob("extract-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if None in row.values() or row["Date Recorded"] == "31/02/2005" or row["Crime Ref"] in seen:
                    continue
                seen.add(row["Crime Ref"])
                if path.stem == f"extract-{year}":
                    yield row


def in_basket(row: dict[str, str]) -> bool:
    return row["HO Code"].lstrip("0") in BASKET


def figures(folder: Path, measure: str, level: str, period: str) -> dict[str, dict[str, str]]:
    with (folder / "out" / "figures.csv").open(encoding="utf-8") as file:
        return {
            row["area_code"]: row
            for row in csv.DictReader(file)
            if (row["measure"], row["area_level"], row["period"]) == (measure, level, period)
        }


def place_of(folder: Path) -> tuple[shapely.STRtree, list[str]]:
    shapes = json.loads((folder / "geography" / "lsoa.geojson").read_text("utf-8"))["features"]
    codes = [each["properties"]["LSOA01CD"] for each in shapes]
    return shapely.STRtree([shapely.geometry.shape(each["geometry"]) for each in shapes]), codes


def test_the_basket_of_every_year_is_what_plain_counting_gives(usual: Path) -> None:
    tree, _ = place_of(usual)
    change = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    for year in ("2003-04", "2007-08"):
        rows = [row for row in extract_rows(usual, year) if in_basket(row)]
        points = [
            change.transform(float(row["Easting"]), float(row["Northing"])) for row in rows if row["Easting"]
        ]
        inside = len(set(tree.query(shapely.points(points), predicate="intersects")[0]))
        blank = sum(not row["Easting"] for row in rows)
        shown = figures(usual, "psa1", "partnership", year.replace("-", "/"))
        assert float(shown["E08990001"]["value"]) == inside + blank


def test_each_neighbourhood_counts_the_offences_in_its_lsoas(usual: Path) -> None:
    import tomllib

    declared = tomllib.loads((usual / "partnership.toml").read_text("utf-8"))["neighbourhood"]
    tree, codes = place_of(usual)
    change = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    rows = [row for row in extract_rows(usual, "2007-08") if in_basket(row) and row["Easting"]]
    points = [change.transform(float(row["Easting"]), float(row["Northing"])) for row in rows]
    _, found = tree.query(shapely.points(points), predicate="intersects")
    by_lsoa = Counter(codes[number] for number in found)
    shown = figures(usual, "psa1", "neighbourhood", "2007/08")
    for code, table in declared.items():
        assert float(shown[code]["value"]) == sum(by_lsoa[lsoa] for lsoa in table["lsoas"]), code


def test_the_rate_is_the_count_over_that_years_residents(usual: Path) -> None:
    with (usual / "geography" / "population.csv").open(encoding="utf-8-sig") as file:
        residents = sum(float(row["Residents"]) for row in csv.DictReader(file) if row["Year"] == "2007")
    count = float(figures(usual, "psa1", "partnership", "2007/08")["E08990001"]["value"])
    row = figures(usual, "psa1.rate", "partnership", "2007/08")["E08990001"]
    assert float(row["denominator"]) == residents
    assert float(row["value"]) == pytest.approx(1000 * count / residents)


def test_street_burglary_by_year_is_what_plain_counting_gives(usual: Path) -> None:
    seen: set[str] = set()
    count: Counter[str] = Counter()
    tree, _ = place_of(usual)
    for path in sorted((usual / "data" / "police" / "street").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if (
                    row["Crime type"] != "Burglary"
                    or row["Crime ID"] in seen
                    or row["Month"] != path.name[:7]
                ):
                    continue
                placed = row["LSOA code"] or (
                    row["Longitude"]
                    and len(
                        tree.query(
                            shapely.points(float(row["Longitude"]), float(row["Latitude"])), "intersects"
                        )
                    )
                )
                if row["LSOA code"] and not row["LSOA code"].startswith("E0199"):
                    continue
                if placed or not row["Longitude"]:
                    seen.add(row["Crime ID"])
                    year = int(row["Month"][:4]) - (row["Month"][5:] < "04")
                    count[f"{year}/{(year + 1) % 100:02d}"] += 1
    for year in ("2011/12", "2012/13"):
        shown = figures(usual, "street-burglary", "partnership", year)
        assert float(shown["E08990001"]["value"]) == count[year]


def test_numbers_in_the_tables_of_a_page_are_those_of_the_open_data(usual: Path) -> None:
    page = html5lib.parse(
        (usual / "out" / "site" / "measures" / "psa1.html").read_text("utf-8"), namespaceHTMLElements=False
    )
    cells = {
        " ".join("".join(row[0].itertext()).split()): ["".join(cell.itertext()).strip() for cell in row[1:]]
        for table in page.iter("table")
        for row in table.iter("tr")
        if len(row) > 1
    }
    for year in ("2003/04", "2004/05", "2005/06", "2006/07", "2007/08"):
        value = float(figures(usual, "psa1", "partnership", year)["E08990001"]["value"])
        assert f"{value:,.0f}" in cells[year]
