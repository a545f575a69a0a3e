"""Open boundary files of any common form: GeoJSON, TopoJSON, GeoPackage, shapefile."""

import gzip
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from wulfrun.words.errors import DataError

NATIONAL_GRID = "EPSG:27700"
LONGITUDE_LATITUDE = "EPSG:4326"
EXPECTED = (
    "expected GeoJSON, TopoJSON, a GeoPackage or a shapefile (a folder or a .zip of it). "
    "Download the boundaries again, or mend the file's name in partnership.toml."
)


@dataclass(frozen=True, eq=False)
class Features:
    """What a boundary file holds: its columns, a shape for each row (None where it has none), its CRS."""

    columns: dict[str, npt.NDArray[Any]]
    shapes: npt.NDArray[np.object_]
    crs: str


def open_features(path: Path, code: str) -> Features:
    """Every feature of a boundary file; of several layers the first that has shapes and the field `code`.

    DataError where the file is missing or holds no boundaries.
    """
    from pyogrio import raw

    if not path.exists():
        raise DataError(
            f"{path}: the boundary file is not there. Put it there, or mend its name in partnership.toml."
        )
    with _told(path):
        source = _source(path)
        meta, _, geometry, columns = raw.read(source, layer=_layer(source, code), force_2d=True)
        if geometry is None:
            raise DataError(f"{path}: there are no shapes in this file; {EXPECTED}")
        shapes = np.asarray(shapely.from_wkb(geometry), object)
    return Features(dict(zip(meta["fields"], columns, strict=True)), shapes, _crs(path, meta["crs"], shapes))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What goes wrong in reading becomes one sentence; the reader's own warnings are not for the user."""
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError

    failures = (DataSourceError, DataLayerError, FieldError, shapely.errors.GEOSException)
    broken = (OSError, EOFError, zlib.error, zipfile.BadZipFile)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (*failures, *broken) as error:
            said = re.sub(r"^'[^']*' ", "", str(error).split("\n")[0].split("; It might help")[0])
            raise DataError(f"{path}: this cannot be read as boundaries ({said}); {EXPECTED}") from error


def _source(path: Path) -> bytes | str:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zip":
        held = [name for name in sorted(zipfile.ZipFile(path).namelist()) if not name.startswith("__MACOSX")]
        for ending in (".shp", ".gpkg", ".geojson", ".json", ".topojson"):
            for name in held:
                if name.lower().endswith(ending):
                    return f"/vsizip/{path.absolute()}/{name}"
        raise zipfile.BadZipFile(f"the zip holds {', '.join(held[:5]) or 'nothing'}")
    return str(path)


def _layer(source: bytes | str, code: str) -> str | None:
    import pyogrio

    layers = [str(name) for name, kind in pyogrio.list_layers(source) if kind is not None]
    if len(layers) < 2:
        # A file read from memory may name its one layer after a place in memory that is gone by now.
        return layers[0] if layers and isinstance(source, str) else None
    fitting = [name for name in layers if code in pyogrio.read_info(source, layer=name)["fields"]]
    return (fitting or layers)[0]


def _crs(path: Path, told: str | None, shapes: npt.NDArray[np.object_]) -> str:
    """The file's own CRS; where none is told, or degrees are told of metres, what the numbers can only be."""
    if told not in (None, LONGITUDE_LATITUDE, "OGC:CRS84"):
        return str(told)
    west, south, east, north = shapely.total_bounds(shapes)
    if not (west < -180 or south < -90 or east > 180 or north > 90):
        return LONGITUDE_LATITUDE
    if west >= 0 and south >= 0 and east <= 700_000 and north <= 1_300_000:
        return NATIONAL_GRID
    raise DataError(
        f"{path}: the coordinates run from {west:.0f}, {south:.0f} to {east:.0f}, {north:.0f}, and the file "
        "does not say in which system; expected longitude and latitude or the British National Grid. "
        "Save the file with its coordinate system."
    )
