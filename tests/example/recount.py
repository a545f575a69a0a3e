"""Count the written extracts by a second route: plain csv reading, no code of the generator."""

import csv
import json
import tomllib
from collections import Counter
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer

Row = dict[str, str]

# DEFINITIONS: the ten types by the offence codes that held before April 2008.
VEHICLE = {"48", "37.2", "45", "126"}
BURGLARY = {"28", "29"}
AGGRAVATED_DAMAGE = {"58E", "58F", "58G", "58H"}
DAMAGE = {"58A", "58B", "58C", "58D"} | AGGRAVATED_DAMAGE
VIOLENCE = {"5", "8A", "8D", "104", "105A", "105B"}
BASKET = VEHICLE | BURGLARY | DAMAGE | VIOLENCE | {"34B", "39", "44"}
KINDS = {
    "psa1": BASKET,
    "vehicle-crime": VEHICLE,
    "domestic-burglary": BURGLARY,
    "criminal-damage": DAMAGE,
    "robbery": {"34A", "34B"},
    "violence": VIOLENCE,
    "racially-aggravated": {"8D", "105B"} | AGGRAVATED_DAMAGE,
    "arson": {"56"},
    "theft-from-person": {"39"},
    "pedal-cycle-theft": {"44"},
}


@lru_cache(maxsize=4)
def offences(folder: Path) -> list[Row]:
    """Each offence of the city once: whole rows with a real date, repeats and strangers left out."""
    left, low, right, high = shapely.total_bounds(lsoas(folder)[1])
    seen: set[str] = set()
    found = []
    for path in sorted((folder / "data" / "police").glob("extract-*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if None in row.values() or row["Crime Ref"] in seen or not _is_a_day(row["Date Recorded"]):
                    continue
                if row["Easting"] and not (
                    left <= int(row["Easting"]) <= right and low <= int(row["Northing"]) <= high
                ):
                    continue
                seen.add(row["Crime Ref"])
                found.append(row)
    return found


@lru_cache(maxsize=4096)
def _is_a_day(text: str) -> bool:
    try:
        return bool(datetime.strptime(text, "%d/%m/%Y"))
    except ValueError:
        return False


def financial_year(row: Row) -> str:
    year, month = int(row["Date Recorded"][6:]), int(row["Date Recorded"][3:5])
    start = year if month >= 4 else year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def by_kind(folder: Path) -> dict[str, Counter[str]]:
    """Offences by measure and financial year; 'domestic' by flag, 'all' whatever the code."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in (*KINDS, "all", "domestic")}
    for row in offences(folder):
        code, year = row["HO Code"].lstrip("0"), financial_year(row)
        found["all"][year] += 1
        found["domestic"][year] += row["DA Flag"] == "Y"
        for kind, codes in KINDS.items():
            found[kind][year] += code in codes
    return found


def lsoas(folder: Path) -> tuple[list[str], np.ndarray]:
    """The LSOAs' codes and polygons in National Grid metres, as pyproj itself transforms them."""
    content = json.loads((folder / "geography" / "lsoa.geojson").read_text("utf-8"))
    grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    shapes = shapely.from_geojson([json.dumps(each["geometry"]) for each in content["features"]])
    codes = [each["properties"]["LSOA01CD"] for each in content["features"]]
    return codes, shapely.transform(shapes, lambda points: np.stack(grid.transform(*points.T), axis=1))


def gap(folder: Path, first: str, last: str) -> dict[tuple[str, str], int]:
    """The basket by 'priority' or 'rest' and year: each point placed in its polygon by Shapely."""
    codes, shapes = lsoas(folder)
    definition = tomllib.loads((folder / "partnership.toml").read_text("utf-8"))
    priority = {
        code
        for each in definition["neighbourhood"].values()
        if each.get("priority")
        for code in each["lsoas"]
    }
    rows = [row for row in offences(folder) if row["HO Code"].lstrip("0") in BASKET]
    rows = [row for row in rows if financial_year(row) in (first, last)]
    points = shapely.points([(int(row["Easting"]), int(row["Northing"])) for row in rows])
    which, where = shapely.STRtree(shapes).query(points, predicate="within")
    assert which.tolist() == list(range(len(rows)))
    return Counter(
        ("priority" if codes[area] in priority else "rest", financial_year(row))
        for row, area in zip(rows, where.tolist(), strict=True)
    )
