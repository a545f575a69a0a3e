"""Hot spots by theme: where they are, whether they emerge, how concentrated crime is, if maps foretell."""

from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.topics._hot_spot_cells import (
    LEAST,
    YEAR,
    Grids,
    Mapped,
    cell_rows,
    emerging,
    judged,
    names_of_cells,
    share_of,
)
from wulfrun.assessment.topics._hot_spot_tests import (
    LEAST_CELLS,
    concentration,
    curve_rows,
    forecast_rows,
    street_row,
    to_five,
)
from wulfrun.assessment.topics._hot_spot_themes import Bools, points_of_themes
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.geography.streets import Streets, read_streets
from wulfrun.data.release import Rows
from wulfrun.words.periods import month_name
from wulfrun.words.places import resolve

THEMES, CELLS, CURVES, FORECASTS, STREETS = (
    "hot_spots", "hot_spot_cells", "hot_spot_curves", "hot_spot_forecasts", "hot_spot_streets"
)  # fmt: skip
_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TABLES = {
    THEMES: pa.schema(
        {
            "theme": _TEXT, "title": _TEXT, "record": _TEXT, "first_month": _TEXT, "last_month": _TEXT,
            "offences": _WHOLE, "cell_metres": _NUMBER, "cells": _WHOLE, "hot_cells": _WHOLE,
            "hot_area": _NUMBER, "hot_offences": _NUMBER, "emerging_first": _TEXT, "cold_spots": _WHOLE,
            "top_share": _NUMBER, "top_by_chance": _NUMBER, "top_by_chance_upper": _NUMBER,
            "top_risk": _NUMBER, "top_risk_lower": _NUMBER, "top_risk_upper": _NUMBER, "gini": _NUMBER,
            "gini_by_chance": _NUMBER, "gini_by_chance_upper": _NUMBER, "gi_method": _TEXT,
            "emerging_method": _TEXT, "concentration_method": _TEXT, "note": _TEXT,
        }
    ),
    CELLS: pa.schema(
        {
            "theme": _TEXT, "cell": _WHOLE, "outline": _TEXT, "area_name": _TEXT, "hot": _YES,
            "around": _TEXT, "times": _TEXT, "emerging": _TEXT,
        }
    ),
    CURVES: pa.schema({"theme": _TEXT, "places": _NUMBER, "crimes": _NUMBER, "by_chance": _NUMBER}),
    FORECASTS: pa.schema(
        {
            "theme": _TEXT, "map": _TEXT, "made_first": _TEXT, "made_last": _TEXT, "tested_first": _TEXT,
            "tested_last": _TEXT, "area_share": _NUMBER, "hits": _WHOLE, "total": _WHOLE,
            "hit_rate": _NUMBER, "lower": _NUMBER, "upper": _NUMBER, "pai": _NUMBER, "pai_lower": _NUMBER,
            "pai_upper": _NUMBER, "pei": _NUMBER, "difference": _NUMBER, "difference_lower": _NUMBER,
            "difference_upper": _NUMBER, "method": _TEXT,
        }
    ),
    STREETS: pa.schema(
        {
            "theme": _TEXT, "within": _NUMBER, "segments": _WHOLE, "matched": _WHOLE, "unmatched": _WHOLE,
            "with_crime": _NUMBER, "quarter": _NUMBER, "quarter_by_chance": _NUMBER, "half": _NUMBER,
            "half_by_chance": _NUMBER, "half_lower": _NUMBER, "half_upper": _NUMBER, "method": _TEXT,
            "note": _TEXT,
        }
    ),
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """Every theme with enough points in the latest twelve months; one that has too few says so."""
    found: dict[str, Rows] = {table: [] for table in TABLES}
    themes = points_of_themes(known) if "lsoa" in known.geography.shapes else []
    if not themes:
        return found
    grids = Grids(known.geography)
    streets, within = _streets(known)
    for points in themes:
        mapped = grids.fitting(points)
        row = _about(mapped)
        if why := _too_little(mapped):
            found[THEMES].append({**row, "note": why})
            continue
        hot, history = judged(mapped, points.last - YEAR + 1, points.last), emerging(mapped)
        area, held = share_of(mapped, hot.hot, mapped.latest)
        row |= {
            "offences": to_five(mapped.latest.sum()), "hot_cells": int(hot.hot.sum()), "hot_area": area,
            "hot_offences": _held(mapped, hot.hot, held), "gi_method": hot.method, "note": "",
            **concentration(mapped),
        }  # fmt: skip
        if history is not None:
            row |= {
                "emerging_first": month_name(points.last - 3 * history.hot.shape[1] + 1),
                "cold_spots": int(np.char.endswith(history.kind, "cold spot").sum()),
                "emerging_method": history.method,
            }
        found[THEMES].append(row)
        found[CELLS] += cell_rows(mapped, hot, history, names_of_cells(mapped, known.geography))
        found[CURVES] += curve_rows(mapped)
        found[FORECASTS] += forecast_rows(mapped, grids.fine())
        found[STREETS].append(street_row(mapped, streets, within))
    return found


def _about(mapped: Mapped) -> dict[str, Any]:
    points = mapped.points
    return {
        "theme": points.theme.name,
        "title": points.title,
        "record": points.record,
        "first_month": month_name(points.last - YEAR + 1),
        "last_month": month_name(points.last),
        "cell_metres": mapped.size,
        "cells": len(mapped.grid.cells),
    }


def _held(mapped: Mapped, hot: Bools, held: float) -> float | None:
    """The share that the hot cells hold, where it does not tell what one of them or very few offences are."""
    cells, offences = hot.sum(), held * mapped.latest.sum()
    secret = 0 < cells < LEAST_CELLS or 0 < round(offences) < mapped.points.below
    return None if secret else round(held, 2)


def _too_little(mapped: Mapped) -> str:
    if mapped.points.run < YEAR:
        return f"only {mapped.points.run} complete months in a row; twelve are needed"
    if mapped.latest.sum() < LEAST:
        return f"fewer than {LEAST} with a place in twelve months"
    return ""


def _streets(known: Known) -> tuple[Streets | None, float]:
    declared = known.definition.geography.streets
    if declared is None:
        return None, 0.0
    return read_streets(resolve(known.folder, declared.file)), declared.within


TOPIC = Topic(TABLES, assess)
