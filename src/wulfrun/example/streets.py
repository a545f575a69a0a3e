"""The invented streets of the example city: parallel rows, cut into segments between side streets."""

import json

import numpy as np
import shapely

from wulfrun.example.city import City

_APART, _BLOCK, _SHORTEST, _TURNED = 104.0, 160.0, 30.0, 0.3


def street_file(city: City) -> str:
    """The segments as GeoJSON in National Grid metres, one line a feature; no two cross."""
    lines = _inside(city)
    ends = np.round(shapely.get_coordinates(lines), 0).astype(int).reshape(-1, 2, 2).tolist()
    features = [
        json.dumps(
            {"type": "Feature", "properties": {"street": f"S{place:05d}"},
             "geometry": {"type": "LineString", "coordinates": own}},
            separators=(",", ":"),
        )
        for place, own in enumerate(ends, 1)
    ]  # fmt: skip
    head = '{"type": "FeatureCollection", "name": "Streets of Northbank (invented)", "features": [\n'
    return head + ",\n".join(features) + "\n]}\n"


def _inside(city: City) -> list[shapely.LineString]:
    """Segments of the rows that lie in the city; what a bend of the border leaves of a block is kept."""
    west, south, east, north = city.bounds
    middle = np.array([(west + east) / 2, (south + north) / 2])
    reach = np.hypot(east - west, north - south) / 2
    along, across = np.arange(-reach, reach, _BLOCK), np.arange(-reach, reach, _APART)
    turn = np.array([[np.cos(_TURNED), np.sin(_TURNED)], [-np.sin(_TURNED), np.cos(_TURNED)]])
    # Every other row starts half a block further on, as side streets seldom meet in a cross.
    starts = [
        [(at + _BLOCK / 2 * (row % 2), up), (at + _BLOCK / 2 * (row % 2) + _BLOCK, up)]
        for row, up in enumerate(across)
        for at in along
    ]
    blocks = shapely.linestrings(np.asarray(starts) @ turn + middle)
    whole = shapely.union_all(city.polygons)
    shapely.prepare(whole)
    inside = blocks[shapely.intersects(whole, blocks)]
    parts = shapely.get_parts(shapely.intersection(inside, whole))
    kept = parts[(shapely.get_type_id(parts) == 1) & (shapely.length(parts) >= _SHORTEST)]
    ends = [[each.coords[0], each.coords[-1]] for each in kept]
    return list(shapely.linestrings(ends))
