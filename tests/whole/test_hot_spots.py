"""The planted hot places are found by the build, and the bands of their cells by a second route."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import shapely

from wulfrun.cli import main
from wulfrun.data.release import Release

# Without racially aggravated wounding (8D), which is told of no small place.
VIOLENCE = {"5", "8A", "104", "105A"}
LAST_YEAR = "extract-2007-08.csv"


@pytest.fixture(scope="module")
def release(usual: Path) -> Release:
    return Release(usual / "store" / "current")


@pytest.fixture(scope="module")
def places(usual: Path) -> list[dict[str, Any]]:
    told = json.loads((usual / "example-truths.json").read_text("utf-8"))
    return list(told["places"])


def cells(release: Release, theme: str) -> list[dict[str, Any]]:
    return [row for row in release.rows("hot_spot_cells") if row["theme"] == theme]


def at(rows: list[dict[str, Any]], place: dict[str, Any], reach: float) -> list[dict[str, Any]]:
    here = shapely.Point(place["x"], place["y"])
    return [
        row for row in rows if shapely.distance(here, shapely.Polygon(json.loads(row["outline"]))) < reach
    ]


def test_planted_places_are_hot(release: Release, places: list[dict[str, Any]]) -> None:
    found = {
        (place["area"], place["emerging"]): bool(
            at([row for row in cells(release, place["theme"]) if row["hot"]], place, 1)
        )
        for place in places
    }
    assert all(found.values()), found


def test_the_emerging_place_is_told_from_the_lasting_ones(
    release: Release, places: list[dict[str, Any]]
) -> None:
    rising = {"new hot spot", "consecutive hot spot", "intensifying hot spot"}
    for place in places:
        kinds = {row["emerging"] for row in at(cells(release, place["theme"]), place, 200)}
        assert bool(kinds & rising) == place["emerging"], (place, kinds)


def test_the_band_of_each_hot_cell_is_that_of_a_count_of_the_extract(usual: Path, release: Release) -> None:
    x, y = (np.array(each) for each in zip(*_violence(usual / "data" / "police" / LAST_YEAR), strict=True))
    points = shapely.points(x, y)
    hot = [row for row in cells(release, "violence") if row["hot"]]
    for row in hot:
        corners = np.array(json.loads(row["outline"]), float)
        middle = corners.mean(axis=0)
        # A neighbour's middle lies as far beyond a side as this cell's lies before it.
        steps = corners + np.roll(corners, -1, axis=0) - 2 * middle
        around = shapely.union_all([shapely.Polygon(corners + step) for step in [[0, 0], *steps]])
        count = int(shapely.intersects(around.buffer(1), points).sum())
        least = int(row["around"].split(" ")[0])
        most = float("inf") if row["around"].endswith("or more") else int(row["around"].split(" ")[-1])
        assert least - 1 <= count <= most + 1, (row, count)
    overview = next(row for row in release.rows("hot_spots") if row["theme"] == "violence")
    assert overview["hot_cells"] == len(hot)
    # The extract holds a few offences of other places, which are nobody's here.
    inside = int(shapely.contains_xy(_city(release), x, y).sum())
    assert overview["offences"] == 5 * round(inside / 5)


def test_the_class_of_density_of_each_square_is_that_of_a_sum_over_the_extract(
    usual: Path, release: Release
) -> None:
    overview = next(row for row in release.rows("hot_spots") if row["theme"] == "violence")
    reach, size, lowest = (overview[name] for name in ("bandwidth", "square_metres", "density_lowest"))
    found = np.array(_violence(usual / "data" / "police" / LAST_YEAR), float)
    addresses, many = np.unique(found, axis=0, return_counts=True)
    inner = _city(release).buffer(-reach - size)
    squares = [row for row in release.rows("hot_spot_squares") if row["theme"] == "violence"]
    seen = set()
    for row in squares:
        middle = np.mean(json.loads(row["outline"]), axis=0)
        if not inner.contains(shapely.Point(middle)):
            continue
        apart = _kernel(addresses, middle, reach)
        value = 3 / (np.pi * reach**2) * 1e6 * ((apart * many).sum() - (apart * (many - 1)).max())
        if apart.sum() ** 2 < 5 * (apart**2).sum():
            value = 0.0
        word = row["density"].split(" ")
        least = 0.0 if word[0] == "under" else float(word[0])
        most = float("inf") if word[-1] == "more" else float(word[-1])
        assert least - 1e-6 <= value < most + 1e-6, (row, value)
        seen.add(row["density"])
    assert len(seen) == 5 and lowest in seen


def _kernel(points: npt.NDArray[np.float64], middle: Any, reach: float) -> npt.NDArray[np.float64]:
    far = ((points - middle) ** 2).sum(axis=1) / reach**2
    return np.asarray(np.maximum(1 - far, 0) ** 2)


def _lsoas(release: Release) -> dict[str, Any]:
    found = release.shapes("lsoa")
    assert found is not None
    return found


def _month(day: str) -> str:
    return f"{day[6:10]}-{day[3:5]}"


def _first_of_year(path: Path) -> str:
    return f"{path.stem.split('-')[1]}-04"


def _city(release: Release) -> Any:
    shapes = [shapely.from_geojson(json.dumps(each["geometry"])) for each in _lsoas(release)["features"]]
    return shapely.union_all(shapes)


def _violence(path: Path) -> list[tuple[int, int]]:
    """Where each offence of the year lies; rows carried over from the year before are not of it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Crime Ref"]: row for row in csv.DictReader(file)}
    return [
        (int(row["Easting"]), int(row["Northing"]))
        for row in rows.values()
        if row["HO Code"].lstrip("0") in VIOLENCE
        and _first_of_year(path) <= _month(row["Date Recorded"])
        and row["DA Flag"].strip().upper() not in ("Y", "YES", "TRUE", "1", "T")
        and not row["Hate Strand"].strip()
        and row["Easting"].isdigit()
        and row["Northing"].isdigit()
    ]


def test_streets_hold_it_more_closely_than_chance_would(release: Release) -> None:
    rows = {row["theme"]: row for row in release.rows("hot_spot_streets")}
    own = rows["violence"]
    assert own["half"] < own["half_lower"]
    assert 0 < own["unmatched"] < 0.1 * own["matched"]
    assert "shared places" in rows["anti-social-behaviour"]["note"]


def test_the_command_lists_the_same_cells_as_the_build(
    usual: Path, release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "violence.geojson"
    given = ["hotspots", str(usual), "--theme", "violence", "--out", str(out)]
    assert main(given) == 0
    hot = [row for row in cells(release, "violence") if row["hot"]]
    assert f"Violence, April 2007 to March 2008: {len(hot)} of " in capsys.readouterr().out
    features = json.loads(out.read_text("utf-8"))["features"]
    told = sorted((row["area_name"], row["around"], row["times"]) for row in hot)
    assert (
        sorted(
            tuple(each["properties"][name] for name in ("area_name", "around", "times")) for each in features
        )
        == told
    )
    assert set(features[0]["properties"]) == {"theme", "area_name", "around", "times"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--theme", "burglary"], "There is no theme 'burglary' to map."),
        (
            ["--theme", "violence", "--from", "2008-01", "--to", "2007-01"],
            "--from 2008-01 is after --to 2007-01",
        ),
        (["--theme", "violence", "--cell", "20"], "--cell is 20; expected at least 100 metres"),
        (["--theme", "violence", "--from", "2008"], "'2008' is not a month; expected YYYY-MM"),
        (["--theme", "robbery", "--from", "2007-05", "--to", "2007-05"], "too few to map"),
    ],
)
def test_what_cannot_be_mapped_is_said(
    usual: Path, given: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hotspots", str(usual), *given]) != 0
    assert words in capsys.readouterr().err
