"""Where and when records happened is kept beside them, repeats left out, and told in metres and minutes."""

from pathlib import Path

import pyarrow as pa
import pytest
from pyproj import Transformer
from street_world import HERE, definition, geography, put, row, text

from wulfrun.build import silent
from wulfrun.data import cube, intake
from wulfrun.data.points import points_of
from wulfrun.data.sources import layouts
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.store import Store
from wulfrun.data.tables import POINTS
from wulfrun.definition.model import Column, Definition, Source

NAME = "2019-01-some-street.csv"
TO_GRID = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def points(folder: Path, told: Definition, record: str) -> pa.Table:
    places = geography()
    store = Store(folder / "store")
    taken = intake.take_in(
        told, folder, layouts(), places, places.digest(), store, tuple(TYPES), silent
    )  # fmt: skip
    counted = cube.count(taken.batches, store.records, places.partnership_code)
    return points_of(record, taken.batches, counted.repeats, layouts(), places.smallest)


def extract(folder: Path, *lines: str) -> pa.Table:
    head = "Ref,Code,Recorded,From,To,East,North"
    put(folder, "extract.csv", "\n".join([head, *lines]) + "\n")
    columns: dict[str, Column | str] = {
        "reference": "Ref", "offence_code": "Code", "recorded_date": "Recorded", "committed_from": "From",
        "committed_to": "To", "easting": "East", "northing": "North",
    }  # fmt: skip
    source = Source(layout="police-extract", agency="police", files=("extract.csv",), columns=columns)
    told = definition()
    return points(folder, told.model_copy(update={"source": {"crimes": source}}), "offence")


def inside() -> tuple[int, int]:
    east, north = TO_GRID.transform(-1.95, 52.05)
    return round(east), round(north)


def test_a_snapped_point_is_told_in_metres_with_no_time(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row()]))
    found = points(tmp_path, definition([NAME]), "street")
    assert found.schema == POINTS
    one = found.to_pylist()[0]
    assert (one["code"], one["area"], one["start"], one["end"]) == ("Burglary", HERE[0], None, None)
    # The national transformation without grid files lies within five metres of the one with them.
    assert (one["x"], one["y"]) == pytest.approx(TO_GRID.transform(-1.95, 52.05), abs=5)


def test_what_repeats_another_and_what_has_no_point_is_left_out(tmp_path: Path) -> None:
    rows = [row(), row(), row(Crime_ID="x", Longitude="", Latitude="")]
    put(tmp_path, NAME, text(rows))
    assert len(points(tmp_path, definition([NAME]), "street")) == 1


def test_an_offence_has_its_place_to_the_decimetre_and_its_minutes(tmp_path: Path) -> None:
    east, north = inside()
    found = extract(tmp_path, f"A1,28A,02/01/1990,01/01/1990 23:30,02/01/1990 07:00,{east}.4,{north}")
    one = found.to_pylist()[0]
    assert (one["x"], one["y"], one["end"] - one["start"]) == (east + 0.4, north, 450)
    assert one["area"] == HERE[0]


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        ("01/01/1990 23:30", "", 0),
        ("", "01/01/1990 23:30", 0),
        ("01/01/1990", "01/01/1990", 1440),
        ("02/01/1990 10:00", "01/01/1990 10:00", None),
        ("", "", None),
        ("not known", "", None),
    ],
)
def test_a_window_that_is_not_known_is_not_made_up(
    tmp_path: Path, since: str, until: str, minutes: int | None
) -> None:
    east, north = inside()
    one = extract(tmp_path, f"A1,28A,02/01/1990,{since},{until},{east},{north}").to_pylist()[0]
    assert (one["end"] - one["start"] if one["start"] is not None else None) == minutes


def test_records_without_points_have_none(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row()]))
    assert len(points(tmp_path, definition([NAME]), "fire")) == 0
