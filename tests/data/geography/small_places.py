"""Small places for the tests: square areas in metres, written as the files that a user may have."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyogrio import raw
from shapely.geometry import Polygon, box

from wulfrun.definition.model import Definition

WEST, SOUTH, SIZE = 390_000, 295_000, 1_000
CITY = "E08000031"


def squares(columns: int, rows: int, west: float = WEST, south: float = SOUTH) -> list[Polygon]:
    """Squares of a kilometre, from the south-west, each row eastwards."""
    return [
        box(west + SIZE * x, south + SIZE * y, west + SIZE * (x + 1), south + SIZE * (y + 1))
        for y in range(rows)
        for x in range(columns)
    ]


def geojson(
    path: Path, shapes: Sequence[Any], crs: str | None = "EPSG::27700", **columns: Sequence[Any]
) -> Path:
    """Write areas as GeoJSON by hand; without `crs` the file does not say its system."""
    features = [
        {
            "type": "Feature",
            "properties": {name: values[row] for name, values in columns.items()},
            "geometry": None if shape is None else shapely.geometry.mapping(shape),
        }
        for row, shape in enumerate(shapes)
    ]
    content: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs:
        content["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs}"}}
    path.write_text(json.dumps(content), "utf-8")
    return path


def by_gdal(path: Path, shapes: Sequence[Any], driver: str, layer: str | None = None, **columns: Any) -> Path:
    """Write areas in the National Grid with GDAL."""
    raw.write(
        str(path),
        shapely.to_wkb(np.array(shapes, object)),
        [np.array(values, object) for values in columns.values()],
        list(columns),
        driver=driver,
        layer=layer,
        geometry_type="Polygon",
        crs="EPSG:27700",
        append=layer is not None and path.exists(),
    )
    return path


def table(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def lookup(path: Path, pairs: Sequence[tuple[str, str]]) -> Path:
    """A lookup of two columns, old or small first."""
    return table(path, [{"FROM": first, "TO": second} for first, second in pairs])


def declared(
    geography: Mapping[str, Any], codes: Sequence[str] = (CITY,), **neighbourhoods: Mapping[str, Any]
) -> Definition:
    """A definition that declares areas and nothing else."""
    return Definition.model_validate(
        {
            "partnership": {"name": "Safer City", "area_codes": list(codes), "area_name": "City"},
            "geography": geography,
            "neighbourhood": neighbourhoods,
        }
    )
