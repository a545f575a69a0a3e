"""The middle of each area, for how near areas are to each other."""

from wulfrun.data.geography.areas import Geography
from wulfrun.data.geography.boundaries import NATIONAL_GRID, in_crs


def middles(geography: Geography, level: str) -> dict[str, tuple[float, float]]:
    """The centroid of each area of a level in metres; none where its boundaries are not known."""
    if level not in geography.shapes:
        return {}
    import shapely

    shapes = in_crs(geography.shapes[level], NATIONAL_GRID)
    points = shapely.centroid(shapes.polygons)
    found = zip(shapes.codes, shapely.get_x(points), shapely.get_y(points), strict=True)
    return {code: (float(x), float(y)) for code, x, y in found}
