"""A small invented city where something was done in one of twelve square neighbourhoods."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from tests.generative.shipped import library

from wulfrun.assessment.topics.topic import Known
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.geography.boundaries import NATIONAL_GRID, Shapes
from wulfrun.data.tables import CUBE, EXPOSURE, FIGURES, POINTS
from wulfrun.definition.model import Definition, Partnership
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import month_name

FIRST, MONTHS, START, AREAS = 2004 * 12 + 3, 48, 24, 12
MEASURE = "domestic-burglary"
NAMES = tuple(f"Area {chr(65 + at)}" for at in range(AREAS))
EVALUATION: dict[str, Any] = {
    "measure": MEASURE,
    "areas": ["Area A"],
    "start": date(2006, 4, 1),
    "buffer": ["Area B"],
    "rings": [250, 500],
}


def counts(effect: float = 0.6, seed: int = 1, mean: float = 30.0) -> np.ndarray:
    """Monthly counts (areas, months); those of the first area are times `effect` from the start on."""
    rng = np.random.default_rng(seed)
    level = mean * rng.uniform(0.7, 1.3, AREAS)[:, None] * np.exp(-0.006 * np.arange(MONTHS))
    level[0, START:] *= effect
    return rng.poisson(level * (1 + 0.2 * np.sin(2 * np.pi * np.arange(MONTHS) / 12))).astype(float)


def known(found: np.ndarray, evaluation: dict[str, Any] | None = None, **changed: Any) -> Known:
    """What a topic may look at, where the counts are published by neighbourhood and month."""
    action = {"title": "Fit locks", "owner": "Council", "evaluation": {**EVALUATION, **(evaluation or {})}}
    shipped = library()
    definition = Definition.model_validate(
        {
            "partnership": Partnership(name="P", area_codes=("E08000099",), area_name="Northbank"),
            "measure": shipped.measure, "group": shipped.group, "basket": shipped.basket,
            "priority": {"homes": {"title": "Homes", "actions": [{"title": "Talk"}, action]}},
        }
    )  # fmt: skip
    rows = [
        dict.fromkeys(FIGURES.names)
        | {
            "measure": MEASURE, "area_code": f"n{at}", "area_name": NAMES[at], "area_level": "neighbourhood",
            "period": month_name(FIRST + month), "period_kind": "month",
            "numerator": None if np.isnan(value) else value, "value": None if np.isnan(value) else value,
            "suppressed": bool(np.isnan(value)), "note": "",
        }
        for at, series in enumerate(found) for month, value in enumerate(series)
    ]  # fmt: skip
    boxes = np.array([shapely.box(1000 * at, 0, 1000 * at + 1000, 1000) for at in range(AREAS)], object)
    codes = tuple(f"n{at}" for at in range(AREAS))
    places = Geography(
        tuple(Area(code, name, "neighbourhood") for code, name in zip(codes, NAMES, strict=True)),
        ("E1",), member_rows([]), "E08000099",
        shapes={"neighbourhood": Shapes(codes, NAMES, boxes, NATIONAL_GRID)},
    )  # fmt: skip
    made = Known(
        definition, Path(), FigureBook(pa.Table.from_pylist(rows, schema=FIGURES)), FIRST + MONTHS - 1,
        places, EXPOSURE.empty_table(), {}, (), lambda record: CUBE.empty_table(),
        points_of=lambda record: points(np.nan_to_num(found)),
    )  # fmt: skip
    return replace(made, **changed)


def points(found: np.ndarray, code: str = "28A", seed: int = 3) -> pa.Table:
    """A record for each one counted, at a place of its own in its square."""
    rng = np.random.default_rng(seed)
    number = found.astype(int)
    area = np.repeat(np.arange(AREAS), number.sum(axis=1))
    month = np.concatenate([np.repeat(np.arange(MONTHS), each) for each in number]) + FIRST
    size = len(area)
    columns = {
        "code": [code] * size, "flags": np.zeros(size, np.int32), "month": month.astype(np.int32),
        "area": ["E1"] * size, "x": 1000 * area + rng.uniform(1, 999, size), "y": rng.uniform(1, 999, size),
        "start": [None] * size, "end": [None] * size,
    }  # fmt: skip
    return pa.table(columns).cast(POINTS)
