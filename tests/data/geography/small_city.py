"""A city of nine square kilometres, small enough to be worked out by hand, as the files a partnership has.

X7 X8 X9      each LSOA is a square of 1 km; in 2011 X1 and X2 were one (OLD12), and X9 was two
X4 X5 X6      (OLD9A to the west, OLD9B to the east)
X1 X2 X3
"""

import gzip
import json
from pathlib import Path

from shapely.geometry import box, mapping

from wulfrun.definition.model import Boundaries, Definition, Exposure, Geography, Lookup, Partnership

WEST, SOUTH = 390_000, 290_000
GRID = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
LSOAS = {f"X{row * 3 + column + 1}": (column, row) for row in range(3) for column in range(3)}
WARDS = {"W1": (0, 0, 3, 1), "W2": (0, 1, 3, 3)}
VINTAGES = [("OLD12", "X1"), ("OLD12", "X2"), *((f"X{n}", f"X{n}") for n in range(3, 9)),
            ("OLD9A", "X9"), ("OLD9B", "X9")]  # fmt: skip


def square(west: float, south: float, east: float, north: float):
    """A box in kilometres from the city's corner."""
    return box(WEST + west * 1000, SOUTH + south * 1000, WEST + east * 1000, SOUTH + north * 1000)


def feature_collection(areas: dict, **fields: str) -> dict:
    """Areas as GeoJSON in national grid metres; `fields` are the same for every one."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": f"Area {code}", **fields},
            "geometry": mapping(shape),
        }
        for code, shape in areas.items()
    ]
    return {"type": "FeatureCollection", "crs": GRID, "features": features}


def lsoa_squares() -> dict:
    return {code: square(column, row, column + 1, row + 1) for code, (column, row) in LSOAS.items()}


def write_city(folder: Path) -> Path:
    """Boundaries of LSOAs and wards, and lookups of wards, districts and vintages."""
    (folder / "lsoa.geojson").write_text(json.dumps(feature_collection(lsoa_squares(), district="D1")))
    wards = {code: square(*corners) for code, corners in WARDS.items()}
    (folder / "ward.geojson.gz").write_bytes(gzip.compress(json.dumps(feature_collection(wards)).encode()))
    told = "".join(f"X{n},{'W1' if n < 4 else 'W2'},Ward {'One' if n < 4 else 'Two'}\n" for n in range(1, 10))
    (folder / "to-ward.csv").write_text("\ufeffLSOA,WD,WDNM\n" + told, "utf-8")
    districts = "".join(
        f"X{n},{'D1' if n < 7 else 'D2'},District {'D1' if n < 7 else 'D2'}\n" for n in range(1, 10)
    )
    (folder / "to-district.csv").write_text("LSOA,LAD,LADNM\n" + districts + "X99,D9,Far away\n")
    changed = "".join(f"{old},{new}\n" for old, new in VINTAGES)
    (folder / "vintages.csv.gz").write_bytes(gzip.compress(("LSOA11,LSOA21\n" + changed).encode()))
    return folder


LSOA_SHAPES = Boundaries(file="lsoa.geojson", level="lsoa", code="code", name="name")
WARD_SHAPES = Boundaries(file="ward.geojson.gz", level="ward", code="code", name="name")
TO_WARD = Lookup(file="to-ward.csv", code="LSOA", to="WD", to_name="WDNM", level="ward")
TO_DISTRICT = Lookup(file="to-district.csv", code="LSOA", to="LAD", to_name="LADNM", level="district")
TO_2021 = Lookup(file="vintages.csv.gz", code="LSOA11", to="LSOA21", level="lsoa-2011-to-2021")


def declared(
    boundaries: tuple[Boundaries, ...] = (LSOA_SHAPES,),
    lookups: tuple[Lookup, ...] = (TO_2021,),
    exposures: tuple[Exposure, ...] = (),
    codes: tuple[str, ...] = ("D1",),
    vintage: int = 2021,
    **more: object,
) -> Definition:
    """A partnership that declares these files."""
    return Definition(
        partnership=Partnership(name="Small City Partnership", area_codes=codes, area_name="Small City"),
        geography=Geography(
            lsoa_vintage=vintage, boundaries=boundaries, lookups=lookups, exposures=exposures
        ),
        **more,
    )
