"""Areas with their polygons: read, mended, moved between coordinate systems, and drawn."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from wulfrun.data.geography.boundary_files import LONGITUDE_LATITUDE, NATIONAL_GRID, open_features
from wulfrun.words.errors import DataError, did_you_mean

__all__ = ["LONGITUDE_LATITUDE", "NATIONAL_GRID", "Shapes", "in_crs", "joined", "read_boundaries",
           "shapes_to_geojson", "to_national_grid"]  # fmt: skip

Polygons = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Shapes:
    """Areas with their polygons: one code, one name, one polygon each; `repaired` names mended ones.

    `within` holds every other field of each area as text, in which its district may be told.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: Polygons
    crs: str
    repaired: tuple[str, ...] = ()
    within: tuple[dict[str, str], ...] = ()

    def only(self, keep: Sequence[int]) -> "Shapes":
        """The areas at some places of the list."""
        codes = tuple(self.codes[each] for each in keep)
        return replace(
            self,
            codes=codes,
            names=tuple(self.names[each] for each in keep),
            polygons=self.polygons[np.array(keep, np.intp)],
            repaired=tuple(code for code in self.repaired if code in set(codes)),
            within=tuple(self.within[each] for each in keep) if self.within else (),
        )


def read_boundaries(
    path: Path, code: str, name: str | None = None, within: Mapping[str, tuple[str, ...]] | None = None
) -> Shapes:
    """The areas of a boundary file in the order of their codes, invalid polygons mended and named.

    `within` keeps features whose field has one of the given values; features of one code are one area.
    DataError where the file is no boundary file, has no such field, or holds something else than polygons.
    """
    features = open_features(path, code)
    fields = {key: [_text(value) for value in column] for key, column in features.columns.items()}
    for wanted in (code, *([name] if name else []), *(within or {})):
        if wanted not in fields:
            raise DataError(
                f"{path}: there is no field '{wanted}' in the boundaries. {did_you_mean(wanted, fields)}"
            )
    keep = [
        row
        for row, shape in enumerate(features.shapes)
        if shape is not None
        and not shape.is_empty
        and all(fields[key][row] in values for key, values in (within or {}).items())
    ]
    if not keep:
        kept = " and ".join(f"{key} in {', '.join(values)}" for key, values in (within or {}).items())
        raise DataError(
            f"{path}: none of the {len(features.shapes)} features is kept by within ({kept or 'no shapes'}); "
            "expected at least one area. Mend 'within' in partnership.toml."
        )
    _check(path, code, keep, fields[code], features.shapes)
    parts: dict[str, list[int]] = {}
    for row in keep:
        parts.setdefault(fields[code][row], []).append(row)
    codes = tuple(sorted(parts))
    polygons, bad = _mended(features.shapes, keep)
    _check_mended(path, fields[code], polygons, bad)
    first = [parts[own][0] for own in codes]
    return Shapes(
        codes,
        tuple(fields[name or code][row] or fields[code][row] for row in first),
        _object_array([_one(polygons[parts[own]]) for own in codes]),
        features.crs,
        tuple(sorted({fields[code][row] for row in bad})),
        tuple({key: column[row] for key, column in fields.items()} for row in first),
    )


def _text(value: Any) -> str:
    """A field as text; whole numbers become fractions, and blanks NaN, where a column holds both."""
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _check(path: Path, code: str, keep: list[int], codes: list[str], shapes: Polygons) -> None:
    for row in keep:
        if not codes[row]:
            raise DataError(f"{path}, feature {row + 1}: '{code}' is blank. Give every area its code.")
        if shapely.get_dimensions(shapes[row]) != 2:
            raise DataError(
                f"{path}, feature {row + 1} ({codes[row]}): this is a {shapes[row].geom_type}; expected a "
                "polygon. Name a file of boundaries, not of points or centre lines."
            )


def _check_mended(path: Path, codes: list[str], polygons: Polygons, bad: list[int]) -> None:
    for row in bad:
        if polygons[row].is_empty:
            raise DataError(
                f"{path}, feature {row + 1} ({codes[row]}): this polygon has no area, its corners lie on "
                "one line. Draw it again, or leave it out."
            )


def _mended(shapes: Polygons, keep: list[int]) -> tuple[Polygons, list[int]]:
    bad = [row for row in keep if not shapely.is_valid(shapes[row])]
    mended = shapes.copy()
    for row in bad:
        mended[row] = _polygonal(shapely.make_valid(shapes[row]))
    return mended, bad


def _one(parts: Polygons) -> Any:
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _polygonal(mended: Any) -> Any:
    """The polygons of a mended shape: lines and points left over by the mending have no area."""
    return shapely.union_all([part for part in shapely.get_parts(mended) if part.area > 0])


def _object_array(items: Sequence[Any]) -> Polygons:
    made = np.empty(len(items), object)
    made[:] = items
    return made


def joined(several: Sequence[Shapes]) -> Shapes:
    """The areas of several files as one list, in the first one's CRS; of a code given twice, the first."""
    moved = [several[0], *(in_crs(each, several[0].crs) for each in several[1:])]
    at: dict[str, tuple[int, int]] = {}
    for number, each in enumerate(moved):
        for place, code in enumerate(each.codes):
            at.setdefault(code, (number, place))
    order = [at[code] for code in sorted(at)]
    return Shapes(
        tuple(sorted(at)),
        tuple(moved[number].names[place] for number, place in order),
        _object_array([moved[number].polygons[place] for number, place in order]),
        several[0].crs,
        tuple(sorted({code for each in moved for code in each.repaired})),
        tuple(moved[number].within[place] if moved[number].within else {} for number, place in order),
    )


def to_national_grid(shapes: Shapes) -> Shapes:
    """The same areas in eastings and northings (metres), by the national transformation (within 5 m)."""
    return in_crs(shapes, NATIONAL_GRID)


def in_crs(shapes: Shapes, crs: str) -> Shapes:
    """The same areas in another coordinate system."""
    if shapes.crs == crs:
        return shapes
    return replace(shapes, polygons=moved(shapes.polygons, shapes.crs, crs), crs=crs)


def moved(shapes: Polygons, start: str, end: str) -> Polygons:
    """Shapes of any kind, brought from one coordinate system into another."""
    change = without_grids(start, end)

    def at(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    found: Polygons = shapely.transform(shapes, at)
    return found


def without_grids(start: str, end: str) -> Any:
    """The best transformation by formula alone: one that reads a grid file is not on every machine."""
    from pyproj.transformer import TransformerGroup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        choices = TransformerGroup(start, end, always_xy=True).transformers
    return next(each for each in choices if not any(step.grids for step in each.operations or ()))


def shapes_to_geojson(shapes: Shapes, tolerance: float) -> dict[str, Any]:
    """Areas for drawing: simplified to `tolerance` metres without parting neighbours, in whole metres."""
    grid = to_national_grid(shapes)
    # Corners a hair apart are no common border to the simplifier, so they are brought together first.
    tidy = shapely.transform(grid.polygons, lambda points: np.round(points, 2))
    tidy = np.where(shapely.is_valid(tidy), tidy, grid.polygons)
    try:
        simple = shapely.coverage_simplify(tidy, tolerance)
    except shapely.errors.GEOSException:
        simple = shapely.simplify(tidy, tolerance)
    # Corners that neighbours share round to the same place; only what that breaks is snapped by itself.
    drawn = shapely.transform(simple, np.round)
    broken = ~shapely.is_valid(drawn)
    drawn[broken] = shapely.set_precision(simple[broken], 1.0)
    for lost in np.flatnonzero(shapely.is_empty(drawn)):
        west, south, east, north = simple[lost].bounds
        drawn[lost] = shapely.box(np.floor(west), np.floor(south), np.ceil(east), np.ceil(north))
    drawn = shapely.normalize(shapely.remove_repeated_points(drawn))
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": _whole_metres(shapely.geometry.mapping(shape)),
        }
        for code, name, shape in zip(grid.codes, grid.names, drawn, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _whole_metres(geometry: Any) -> Any:
    if isinstance(geometry, dict):
        return {"type": geometry["type"], "coordinates": _whole_metres(geometry["coordinates"])}
    if isinstance(geometry, list | tuple):
        return [_whole_metres(each) for each in geometry]
    return round(geometry)
