"""A street network: its segments read from a file, and the segment nearest to each point."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from wulfrun.data.geography.boundaries import moved
from wulfrun.data.geography.boundary_files import NATIONAL_GRID, open_features
from wulfrun.words.errors import DataError

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Streets:
    """The segments of a network as lines in National Grid metres, each with its length."""

    lines: npt.NDArray[np.object_]
    length: Reals

    def nearest(self, x: npt.ArrayLike, y: npt.ArrayLike, within: float) -> npt.NDArray[np.int64]:
        """The segment nearest to each point (n,), at most `within` metres away; -1 where there is none.

        Of segments that are as near as each other (at a junction) the first in the file is taken.
        """
        points = shapely.points(np.asarray(x, float), np.asarray(y, float))
        found = np.full(len(points), len(self.lines), np.int64)
        pairs = shapely.STRtree(self.lines).query_nearest(points, max_distance=within)
        np.minimum.at(found, pairs[0], pairs[1])
        return np.where(found < len(self.lines), found, -1)


def read_streets(path: Path) -> Streets:
    """The segments of a file of lines, one a feature; GeoJSON, a GeoPackage or a shapefile.

    DataError where the file is not there, or holds something else than lines.
    """
    if not path.exists():
        raise DataError(
            f"{path}: the street network is not there. Put the file there, or mend [geography.streets] in "
            "partnership.toml."
        )
    features = open_features(path, "")
    kept = np.array([each is not None and not each.is_empty for each in features.shapes], bool)
    lines = features.shapes[kept]
    if not len(lines):
        raise DataError(f"{path}: there is no line in this file; expected one for each street segment.")
    wrong = np.flatnonzero(shapely.get_dimensions(lines) != 1)
    if len(wrong):
        raise DataError(
            f"{path}, feature {int(np.flatnonzero(kept)[wrong[0]]) + 1}: this is a "
            f"{lines[wrong[0]].geom_type}; expected a line. Name a file of street centre lines, not of areas."
        )
    if features.crs != NATIONAL_GRID:
        lines = moved(lines, features.crs, NATIONAL_GRID)
    return Streets(lines, shapely.length(lines))
