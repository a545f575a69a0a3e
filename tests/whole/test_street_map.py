"""Points of the street map place a crime in an area and are then dropped."""

import csv
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("whole")


def test_trap_15_no_point_and_no_street_of_the_map_is_published(usual: Path) -> None:
    path = usual / "data" / "police" / "street" / "2013-09" / "2013-09-northbank-street.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Longitude"]]
    points = {f"{row['Longitude']},{row['Latitude']}" for row in rows}
    streets = {row["Location"] for row in rows}
    assert len(points) > 100 and len(streets) > 50
    written = re.compile("|".join(re.escape(each) for each in sorted(points | streets)).encode())
    for each in (usual / "out").rglob("*"):
        if each.is_file() and each.suffix in (".html", ".csv", ".json", ".svg"):
            assert not written.search(each.read_bytes()), each.name
