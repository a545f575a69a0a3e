"""A file of points is shown at anonymous places, and every row of it is accounted for."""

import csv
from pathlib import Path

import numpy as np
import pytest

from wulfrun.data.snapping import Wanted, snap_file
from wulfrun.words.errors import DataError

RNG = np.random.default_rng(8)
HOMES = np.round(np.column_stack([RNG.uniform(390_000, 391_000, 400), RNG.uniform(298_000, 299_000, 400)]))


def written(path: Path, heads: list[str], rows: list[list[object]], mark: str = "") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(rows)
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def addresses(tmp_path: Path) -> Path:
    heads = ["UPRN", "X_COORDINATE", "Y_COORDINATE", "LATITUDE", "LONGITUDE"]
    rows = [[at, x, y, 0, 0] for at, (x, y) in enumerate(HOMES.tolist())]
    return written(tmp_path / "uprn.csv", heads, [*rows, [9, "", "", 0, 0]], "\ufeff")


def points(folder: Path, rows: list[list[object]]) -> Path:
    return written(folder / "points.csv", ["easting", "northing", "type", "victim"], rows)


def test_points_stand_at_places_with_what_is_kept_and_nothing_else(tmp_path: Path, addresses: Path) -> None:
    own = [[x + 3, y - 4, f"type {at % 3}", "somebody"] for at, (x, y) in enumerate(HOMES[:60].tolist())]
    out = tmp_path / "out" / "snapped.csv"
    found = snap_file(points(tmp_path, own), out, addresses, Wanted(keep=("type",)))
    rows = read(out)
    assert list(rows[0]) == ["easting", "northing", "type"]
    assert "somebody" not in out.read_text("utf-8")
    assert (found.read, found.written, found.addresses, found.addresses_refused) == (60, 60, 400, 1)
    assert found.fewest >= 8 and found.places > 15
    shown = {(row["easting"], row["northing"]) for row in rows}
    assert not shown & {(f"{x:.0f}", f"{y:.0f}") for x, y, *_ in own}
    assert rows == sorted(rows, key=lambda row: tuple(row.values())), "the order tells nothing"


def test_every_row_is_accounted_for_and_the_refused_say_why(tmp_path: Path, addresses: Path) -> None:
    rows = [
        [390_500, 298_500, "a", ""], ["", 298_500, "b", ""], ["12 High St", 1, "c", ""],
        [-2.1, 52.6, "d", ""], [395_000, 298_500, "e", ""],
    ]  # fmt: skip
    found = snap_file(points(tmp_path, rows), tmp_path / "o.csv", addresses, Wanted())
    assert (found.read, found.written, found.too_far, found.no_place, found.refused) == (5, 1, 1, 0, 3)
    refused = read(found.refusals)
    assert [row["line"] for row in refused] == ["3", "4", "5"]
    assert "expected metres, not degrees" in refused[2]["reason"]
    assert "High St" not in found.refusals.read_text("utf-8")


def test_no_point_is_shown_beyond_its_boundary(tmp_path: Path, addresses: Path) -> None:
    def areas(x: np.ndarray, _: np.ndarray) -> np.ndarray:
        return np.where(x < 390_500, "W", np.where(x < 390_990, "E", ""))

    own = [[390_495, 298_500, "", ""], [390_505, 298_500, "", ""], [390_995, 298_500, "", ""]]
    found = snap_file(points(tmp_path, own), tmp_path / "o.csv", addresses, Wanted(), areas)
    assert (found.written, found.no_place) == (2, 1)
    for row in read(tmp_path / "o.csv"):
        assert areas(np.array([float(row["easting"])]), np.zeros(1))[0] == row["area"]


def test_an_area_of_few_addresses_gets_no_place_and_is_named(tmp_path: Path, addresses: Path) -> None:
    few = np.sort(HOMES[:, 0])[4]

    def areas(x: np.ndarray, _: np.ndarray) -> np.ndarray:
        return np.where(x <= few, "quiet", "busy")

    found = snap_file(
        points(tmp_path, [[few, 298_500, "", ""]]), tmp_path / "o.csv", addresses, Wanted(), areas
    )
    assert (found.without, found.written, found.no_place) == (("quiet",), 0, 1)


def test_what_cannot_be_used_says_what_was_expected(tmp_path: Path, addresses: Path) -> None:
    one = points(tmp_path, [[390_500, 298_500, "", ""]])
    with pytest.raises(DataError, match=r"there is no column 'typ'\. Did you mean 'type'"):
        snap_file(one, tmp_path / "o.csv", addresses, Wanted(keep=("typ",)))
    with pytest.raises(DataError, match="expected X_COORDINATE and Y_COORDINATE as in OS Open UPRN"):
        snap_file(one, tmp_path / "o.csv", written(tmp_path / "a.csv", ["lat", "lon"], []), Wanted())
    with pytest.raises(DataError, match="1 addresses make no place of 8"):
        snap_file(one, tmp_path / "o.csv", one, Wanted())
    with pytest.raises(DataError, match="there is no such file"):
        snap_file(tmp_path / "no.csv", tmp_path / "o.csv", addresses, Wanted())
