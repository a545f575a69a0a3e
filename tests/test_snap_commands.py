"""`wulfrun snap`: what is printed adds up, and no point leaves its area where that is asked."""

import csv
import json
from pathlib import Path

import pytest

from wulfrun.cli import main
from wulfrun.words.errors import DataError, DefinitionError

DECLARED = """
[partnership]
name = "P"
area_codes = ["E08990001"]
area_name = "A"
"""
BOUNDARIES = """
[[geography.boundaries]]
file = "lsoa.geojson"
level = "lsoa"
code = "code"
vintage = 2021
"""
# Two squares of 100 m, side by side.
SQUARES = {"E01990001": (400_000, 300_000), "E01990002": (400_100, 300_000)}


def _square(x: int, y: int) -> list[list[list[int]]]:
    return [[[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "partnership.toml").write_text(DECLARED + BOUNDARIES, "utf-8")
    features = [
        {"type": "Feature", "properties": {"code": code},
         "geometry": {"type": "Polygon", "coordinates": _square(*corner)}}
        for code, corner in SQUARES.items()
    ]  # fmt: skip
    grid = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    shapes = {"type": "FeatureCollection", "crs": grid, "features": features}
    (tmp_path / "lsoa.geojson").write_text(json.dumps(shapes), "utf-8")
    homes = [f"{at},{400_005 + 10 * (at % 20)},{300_010 + 20 * (at // 20)}" for at in range(100)]
    (tmp_path / "homes.csv").write_text("UPRN,X_COORDINATE,Y_COORDINATE\n" + "\n".join(homes), "utf-8")
    points = [f"{400_000 + x},300050,{'left' if x < 100 else 'right'}" for x in (2, 60, 99, 101, 150, 800)]
    (tmp_path / "points.csv").write_text("easting,northing,side\n" + "\n".join([*points, ",,x"]), "utf-8")
    return tmp_path


def _run(folder: Path, *more: str) -> int:
    files = [str(folder / name) for name in ("points.csv", "out.csv")]
    return main(["snap", str(folder), *files, "--addresses", str(folder / "homes.csv"), *more])


def test_every_row_is_told_of_and_no_point_leaves_its_lsoa(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(folder, "--within", "lsoa", "--keep", "side") == 0
    told = capsys.readouterr().out
    assert (
        "7 rows read = 5 written + 0 more than 500 m from any place + 1 in no area with a place + 1 refused"
        in told
    )
    assert "none across a boundary of a lsoa" in told
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["area"], row["side"]) for row in rows} == {("E01990001", "left"), ("E01990002", "right")}
    assert all((float(row["easting"]) < 400_100) == (row["side"] == "left") for row in rows)


def test_without_boundaries_a_point_goes_to_the_nearest_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(folder, "--farthest", "5000") == 0
    assert "6 written + 0 more than 5000 m" in capsys.readouterr().out
    assert (folder / "out.csv").read_text("utf-8").startswith("easting,northing\n")


def test_what_is_not_there_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(folder, "--keep", "sides") == DataError.exit_code
    assert "Did you mean 'side'?" in capsys.readouterr().err
    (folder / "partnership.toml").write_text(DECLARED, "utf-8")
    assert _run(folder, "--within", "ward") == DefinitionError.exit_code
    assert "no boundaries of LSOAs are declared" in capsys.readouterr().err
