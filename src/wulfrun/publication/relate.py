"""Test a relation on a finished release: its published figures and boundaries, nothing behind them."""

from collections.abc import Mapping
from typing import Any

from wulfrun.assessment.relation import RelatedArea, gathered, relation_rows
from wulfrun.data.release import Release, Rows
from wulfrun.figures.book import FigureBook
from wulfrun.words.errors import DataError, did_you_mean


def relate_in(
    release: Release, a: str, b: str, level: str, lags: tuple[int, ...]
) -> tuple[Rows, tuple[str, str]]:
    """The rows of the tests, and the titles of both measures; DataError where one is not declared."""
    declared = release.definition["measure"]
    for name in (a, b):
        if name not in declared:
            raise DataError(f"There is no measure '{name}'. {did_you_mean(name, declared)}")
    at = _middles(release.shapes(level))
    areas = [
        RelatedArea(row["code"], row["name"], row["residents"] or 0.0, *at.get(row["code"], ()))
        for row in release.rows("areas") if row["level"] == level
    ]  # fmt: skip
    found = gathered(FigureBook(release.table("figures")), a, b, level, areas)
    return relation_rows(found, lags), (str(declared[a]["title"]), str(declared[b]["title"]))


def _middles(shapes: Mapping[str, Any] | None) -> dict[str, tuple[float, float]]:
    """The middle of each shape in metres."""
    return {
        feature["properties"]["code"]: _centroid(feature["geometry"])
        for feature in (shapes or {}).get("features", ())
    }


def _centroid(geometry: Mapping[str, Any]) -> tuple[float, float]:
    import shapely
    from shapely.geometry import shape

    point = shapely.centroid(shape(dict(geometry)))
    return float(shapely.get_x(point)), float(shapely.get_y(point))
