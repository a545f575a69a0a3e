"""Offences in an invented square: at random, in crowds, and what a topic knows of them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from tests.generative.shipped import library

from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.geography.boundaries import NATIONAL_GRID, Shapes
from wulfrun.data.tables import EXPOSURE, FIGURES, POINTS
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook

FIRST, MONTHS, SIDE = 2005 * 12 + 3, 36, 8_000.0
WEST, SOUTH = 400_000.0, 300_000.0
Places = list[tuple[float, float, int]]


def geography(parts: int = 2) -> Geography:
    """Smallest areas, `parts` along each side; those of the southern half are one neighbourhood."""
    many, size = parts * parts, SIDE / parts
    boxes = np.empty(many, object)
    boxes[:] = [
        shapely.box(WEST + size * (n % parts), SOUTH + size * (n // parts), WEST + size * (n % parts + 1),
                    SOUTH + size * (n // parts + 1))
        for n in range(many)
    ]  # fmt: skip
    codes = tuple(f"E01{n:06}" for n in range(many))
    areas = (
        *(Area(code, f"Small {n}", "lsoa") for n, code in enumerate(codes)),
        Area("N0", "South Side", "neighbourhood"),
        Area("N1", "North Side", "neighbourhood"),
    )
    member = [(code, f"N{2 * n // many}", "neighbourhood") for n, code in enumerate(codes)]
    return Geography(
        areas,
        codes,
        member_rows(member),
        "X1",
        shapes={"lsoa": Shapes(codes, codes, boxes, NATIONAL_GRID)},
    )


def spread(seed: int, a_month: float, months: Sequence[int] = range(MONTHS)) -> Places:
    """Offences at random over the whole square."""
    draw = np.random.default_rng(seed)
    return [
        (WEST + x, SOUTH + y, FIRST + month)
        for month in months
        for x, y in draw.uniform(0, SIDE, (int(draw.poisson(a_month)), 2))
    ]


def crowd(seed: int, x: float, y: float, a_month: float, months: Sequence[int] = range(MONTHS)) -> Places:
    """Offences around one place."""
    draw = np.random.default_rng(seed)
    return [
        (WEST + x + east, SOUTH + y + north, FIRST + month)
        for month in months
        for east, north in draw.normal(0, 150, (int(draw.poisson(a_month)), 2))
    ]


def at_one(x: float, y: float, each: Sequence[int]) -> Places:
    """So many offences a month at one exact place."""
    return [(WEST + x, SOUTH + y, FIRST + month) for month, many in enumerate(each) for _ in range(many)]


def inside(places: Places) -> Places:
    """Those that lie in the square."""
    return [each for each in places if WEST <= each[0] < WEST + SIDE and SOUTH <= each[1] < SOUTH + SIDE]


def table(
    places: Places, code: str = "28A", flags: int = 0, area: str = "E01000000", parts: int = 0
) -> pa.Table:
    """The points that a build knows; `parts`: placed in the areas of that geography, else all in one."""
    x, y, month = (list(each) for each in zip(*places, strict=True))
    size = len(places)
    areas = [area] * size
    if parts:
        east, north = ((np.asarray(each) - low) // (SIDE / parts) for each, low in ((x, WEST), (y, SOUTH)))
        areas = [f"E01{int(n):06}" for n in north * parts + east]
    return pa.table(
        {"code": [code] * size, "flags": [flags] * size, "month": month, "area": areas, "x": x,
         "y": y, "start": [None] * size, "end": [None] * size}
    ).cast(POINTS)  # fmt: skip


def known(
    offences: pa.Table | None = None,
    street: pa.Table | None = None,
    missing: Sequence[int] = (),
    place: Geography | None = None,
    residents: float = 0,
    definition: Definition | None = None,
) -> Known:
    """What a topic knows of some points; `residents` in each smallest area."""
    place = place or geography()
    tables = {"offence": offences, "street": street}
    months = {
        record: [
            Month(record, FIRST + n, "missing" if n in missing else COMPLETE, "", 1, 1.0)
            for n in range(MONTHS)
        ]
        for record, own in tables.items()
        if own is not None
    }

    def points_of(record: str) -> pa.Table:
        found = tables.get(record)
        return POINTS.empty_table() if found is None else found

    people = [{"of": "residents", "area": code, "year": 2007, "value": residents} for code in place.smallest]
    exposures = pa.Table.from_pylist(people if residents else [], schema=EXPOSURE)
    return Known(
        definition or library(), Path(), FigureBook(FIGURES.empty_table()), 0, place, exposures, months, (),
        lambda record: pa.table({}), points_of=points_of,
    )  # fmt: skip


def cells_at(rows: list[dict[str, Any]], x: float, y: float, reach: float = 400) -> list[dict[str, Any]]:
    """The rows whose outline has its middle near a place."""
    return [
        row
        for row in rows
        if np.hypot(*(np.mean(json.loads(row["outline"]), axis=0) - [WEST + x, SOUTH + y])) < reach
    ]
