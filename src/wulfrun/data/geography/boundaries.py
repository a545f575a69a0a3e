"""Read boundary files of any common form: GeoJSON, TopoJSON, GeoPackage, shapefile."""

import gzip
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from wulfrun.words.errors import DataError, did_you_mean

NATIONAL_GRID = "EPSG:27700"
LONGITUDE_LATITUDE = "EPSG:4326"
_EXPECTED = "expected GeoJSON, TopoJSON, a GeoPackage or a shapefile (a folder or a .zip of it)"


@dataclass(frozen=True, eq=False)
class Shapes:
    """Areas with their polygons: one code, one name, one polygon each; `repaired` names mended ones."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: npt.NDArray[np.object_]
    crs: str
    repaired: tuple[str, ...] = ()
    within: tuple[dict[str, str], ...] = ()

    def only(self, keep: list[int]) -> "Shapes":
        """The areas at some places of the list."""
        return replace(
            self,
            codes=tuple(self.codes[each] for each in keep),
            names=tuple(self.names[each] for each in keep),
            polygons=self.polygons[keep],
            within=tuple(self.within[each] for each in keep) if self.within else (),
        )


def read_boundaries(
    path: Path, code: str, name: str | None = None, within: Mapping[str, tuple[str, ...]] | None = None
) -> Shapes:
    """The areas of a boundary file in the order of their codes, invalid polygons mended and named.

    `within` keeps features whose field has one of the given values. DataError where the file is no
    boundary file or has no such field.
    """
    fields, geometry, crs = _read(path)
    for wanted in (code, *([name] if name else []), *(within or {})):
        if wanted not in fields:
            raise DataError(
                f"{path}: there is no field '{wanted}' in the boundaries. {did_you_mean(wanted, fields)}"
            )
    keep = [
        row
        for row in range(len(geometry))
        if geometry[row] is not None
        and all(str(fields[key][row]) in values for key, values in (within or {}).items())
    ]
    polygons = shapely.force_2d(shapely.from_wkb(geometry[keep]))
    codes = [str(fields[code][row]) for row in keep]
    names = [str(fields[name][row]) if name else own for row, own in zip(keep, codes, strict=True)]
    bad = ~shapely.is_valid(polygons)
    polygons[bad] = [_polygonal(shapely.make_valid(each)) for each in polygons[bad]]
    merged = _merged(codes, polygons)
    first = {own: place for place, own in reversed(list(enumerate(codes)))}
    order = sorted(first)
    return Shapes(
        tuple(order),
        tuple(names[first[own]] for own in order),
        np.array([merged[own] for own in order], object),
        crs,
        tuple(sorted({own for own, mended in zip(codes, bad, strict=True) if mended})),
        tuple({key: str(fields[key][keep[first[own]]]) for key in fields} for own in order),
    )


def _merged(codes: list[str], polygons: npt.NDArray[np.object_]) -> dict[str, Any]:
    """One polygon a code: some files give the parts of an area as features of their own."""
    parts: dict[str, list[Any]] = {}
    for own, polygon in zip(codes, polygons, strict=True):
        parts.setdefault(own, []).append(polygon)
    return {own: each[0] if len(each) == 1 else shapely.union_all(each) for own, each in parts.items()}


def _polygonal(mended: Any) -> Any:
    """The polygons of a mended shape: lines and points left over by the mending have no area."""
    parts = [part for part in shapely.get_parts(mended) if shapely.get_dimensions(part) == 2]
    return shapely.union_all(parts)


def _read(path: Path) -> tuple[dict[str, Any], npt.NDArray[np.object_], str]:
    from pyogrio import raw
    from pyogrio.errors import DataLayerError, DataSourceError

    if not path.exists():
        raise DataError(
            f"{path}: the boundary file is not there. Put it there, or mend its name in partnership.toml."
        )
    try:
        source: Any = path
        if path.suffix == ".gz":
            source = gzip.decompress(path.read_bytes())
        elif path.suffix == ".zip":
            inside = next(each for each in zipfile.ZipFile(path).namelist() if each.lower().endswith(".shp"))
            source = f"/vsizip/{path.absolute()}/{inside}"
        meta, _, geometry, columns = raw.read(source)
    except (DataSourceError, DataLayerError, StopIteration, OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: this cannot be read as boundaries ({error}); {_EXPECTED}.") from error
    if geometry is None:
        raise DataError(f"{path}: there are no shapes in this file; {_EXPECTED}.")
    return dict(zip(meta["fields"], columns, strict=True)), geometry, meta["crs"] or LONGITUDE_LATITUDE


def to_national_grid(shapes: Shapes) -> Shapes:
    """The same areas in eastings and northings (metres), by the national transformation."""
    return in_crs(shapes, NATIONAL_GRID)


def in_crs(shapes: Shapes, crs: str) -> Shapes:
    """The same areas in another coordinate system."""
    from pyproj import Transformer
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

    # With the network on, the same input could give other coordinates on another machine.
    set_network_enabled(False)
    change = Transformer.from_crs(shapes.crs, crs, always_xy=True)

    def moved(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    return replace(shapes, polygons=shapely.transform(shapes.polygons, moved), crs=crs)


def shapes_to_geojson(shapes: Shapes, tolerance: float) -> dict[str, Any]:
    """Areas for drawing: simplified to `tolerance` metres without parting neighbours, in whole metres."""
    grid = to_national_grid(shapes)
    snapped = shapely.set_precision(grid.polygons, 1.0)
    try:
        simple = shapely.coverage_simplify(snapped, tolerance)
    except shapely.errors.GEOSException:
        simple = shapely.simplify(snapped, tolerance)
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": _whole_metres(shapely.geometry.mapping(shape)),
        }
        for code, name, shape in zip(grid.codes, grid.names, simple, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _whole_metres(geometry: Any) -> Any:
    if isinstance(geometry, dict):
        return {"type": geometry["type"], "coordinates": _whole_metres(geometry["coordinates"])}
    if isinstance(geometry, list | tuple):
        return [_whole_metres(each) for each in geometry]
    return round(geometry)
