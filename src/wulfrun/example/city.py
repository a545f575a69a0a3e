"""The invented city of Northbank: its areas, its people, and the places where offences happen.

It lies in the North Sea, where nobody lives, and its codes come from blocks that the Office for
National Statistics has not assigned (E01990001 and on, E05990001 and on, E08990001): no figure of
it can be taken for that of a real place.
"""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from wulfrun.example import tessellation
from wulfrun.example.names import NEIGHBOURHOODS, WARDS

NAME, FORCE, DISTRICT = "Northbank", "Northbank Police", "E08990001"
POPULATION_YEARS = tuple(range(2003, 2014))

_MIDDLE = np.array([520_000.0, 620_000.0])
_LSOAS, _PRIORITY, _ADDRESSES = 160, 5, 120
_INSET = 15.0
_GROWTH = 0.003

# British National Grid to WGS84 by the seven-parameter shift written out (Ordnance Survey, A guide to
# coordinate systems in Great Britain, 6.6), so that no grid file on the machine changes the result.
_TO_WGS84 = (
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 "
    "+ellps=airy +step +proj=push +v_3 +step +proj=cart +ellps=airy "
    "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector "
    "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class City:
    """The city's areas by LSOA, in the order of their codes; polygons in National Grid metres.

    `ward` and `neighbourhood` are indexes into the lists of names; `residents` and `households` have a row
    an LSOA and a column a year; `addresses` is (LSOAs, addresses, 2), whole metres well inside the LSOA.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: NDArray[np.object_]
    ward: Whole
    wards: NDArray[np.object_]
    neighbourhood: Whole
    priority: NDArray[np.bool_]
    hardship: Numbers
    residents: Whole
    households: Whole
    addresses: Whole
    bounds: tuple[float, float, float, float]

    @property
    def in_priority(self) -> NDArray[np.bool_]:
        """Which LSOAs lie in a priority neighbourhood."""
        return np.asarray(self.priority[self.neighbourhood])


def ward_code(index: int) -> str:
    """The code of a ward."""
    return f"E0599{index + 1:04d}"


def to_wgs84(east_north: NDArray[np.generic]) -> Numbers:
    """Easting and northing, (n, 2) metres, as longitude and latitude in degrees."""
    shift = Transformer.from_pipeline(_TO_WGS84)
    return np.stack(shift.transform(east_north[:, 0], east_north[:, 1]), axis=1)


def make_city(rng: np.random.Generator) -> City:
    """An invented city of 160 LSOAs, 20 wards and 16 neighbourhoods, five of them priority."""
    cells = tessellation.make_cells(rng)
    labels = tessellation.clusters(tessellation.stretched(cells.centres), _LSOAS, rng)
    shapes = tessellation.merged(cells.polygons, tessellation.connected(labels, cells.sides))
    shapes = shapely.transform(shapes, lambda points: np.round(points + _MIDDLE, 1))
    centres = shapely.get_coordinates(shapely.centroid(shapes)) - _MIDDLE
    ward = tessellation.clusters(centres, len(WARDS), rng)
    order = np.lexsort((centres[:, 0], ward))
    shapes, centres, ward = shapes[order], centres[order], ward[order]
    neighbourhood = tessellation.clusters(centres, len(NEIGHBOURHOODS), rng)
    hardship = _hardship(centres, rng)
    residents, households = _people(hardship, rng)
    return City(
        codes=tuple(f"E0199{each + 1:04d}" for each in range(_LSOAS)),
        names=tuple(f"{NAME} {each // 5 + 1:03d}{'ABCDE'[each % 5]}" for each in range(_LSOAS)),
        polygons=shapes,
        ward=ward,
        wards=tessellation.merged(shapes, ward),
        neighbourhood=neighbourhood,
        priority=_priority(neighbourhood, hardship, residents[:, 0]),
        hardship=hardship,
        residents=residents,
        households=households,
        addresses=_addresses(shapes, rng),
        bounds=tuple(shapely.total_bounds(shapes).tolist()),
    )


def _hardship(centres: Numbers, rng: np.random.Generator) -> Numbers:
    """An invented score of deprivation that neighbours share, mean 0 and standard deviation 1."""
    peaks = rng.normal(0, 2200, (6, 2))
    apart = np.sum((centres[:, None, :] - peaks[None, :, :]) ** 2, axis=2)
    score = np.exp(-apart / (2 * 1300**2)).sum(axis=1) + rng.normal(0, 0.08, len(centres))
    return np.asarray((score - score.mean()) / score.std())


def _people(hardship: Numbers, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """Residents and households by LSOA and year; every LSOA grows alike, so that rates and counts agree."""
    first = 1020 + 1240 * rng.beta(2.4, 3.2, len(hardship))
    growth = (1 + _GROWTH) ** np.arange(len(POPULATION_YEARS))
    size = np.clip(2.38 + 0.08 * hardship + rng.normal(0, 0.1, len(hardship)), 2.0, 2.9)
    residents = np.round(first[:, None] * growth)
    return residents.astype(np.int64), np.round(residents / size[:, None]).astype(np.int64)


def _priority(neighbourhood: Whole, hardship: Numbers, residents: Whole) -> NDArray[np.bool_]:
    """The neighbourhoods with the highest mean hardship, weighted by residents."""
    people = np.bincount(neighbourhood, weights=residents)
    mean = np.bincount(neighbourhood, weights=hardship * residents) / people
    return np.asarray(np.argsort(np.argsort(-mean)) < _PRIORITY)


def _addresses(polygons: NDArray[np.object_], rng: np.random.Generator) -> Whole:
    """Places in each LSOA, far enough from its border that no shift of datum moves them across."""
    found = np.empty((len(polygons), _ADDRESSES, 2), dtype=np.int64)
    for index, inner in enumerate(shapely.buffer(polygons, -_INSET)):
        left, low, right, high = inner.bounds
        shapely.prepare(inner)
        kept = np.empty((0, 2))
        while len(kept) < _ADDRESSES:
            tried = np.floor(rng.uniform((left, low), (right, high), (3 * _ADDRESSES, 2)))
            kept = np.concatenate([kept, tried[shapely.contains_xy(inner, tried)]])
        found[index] = kept[:_ADDRESSES]
    return found


def outside_points(city: City, count: int, rng: np.random.Generator) -> Whole:
    """Places two to six kilometres beyond the box around the city, whole metres."""
    left, low, right, high = city.bounds
    middle = np.array([(left + right) / 2, (low + high) / 2])
    reach = math.hypot(right - left, high - low) / 2 + rng.uniform(2000, 6000, count)
    angle = rng.uniform(0, 2 * math.pi, count)
    away = reach[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(np.floor(middle + away), dtype=np.int64)
