"""Every declared relation: whether two measures go together by place and by time."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from wulfrun.assessment.relation import Related, RelatedArea, gathered, relation_rows
from wulfrun.assessment.topics._fires_and_tips import residents_by_area
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.geography.middles import middles
from wulfrun.data.release import Rows

TESTS, PLACES = "relations", "relation_places"
_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TABLES = {
    TESTS: pa.schema(
        {
            "relation": _TEXT, "title": _TEXT, "a": _TEXT, "b": _TEXT, "level": _TEXT, "because": _TEXT,
            "test": _TEXT, "lag": _WHOLE, "estimate": _NUMBER, "lower": _NUMBER, "upper": _NUMBER,
            "p": _NUMBER, "p_spatial": _NUMBER, "worth": _NUMBER, "adjusted": _NUMBER, "areas": _WHOLE,
            "months": _WHOLE, "first_month": _TEXT, "last_month": _TEXT, "total_a": _WHOLE,
            "total_b": _WHOLE, "method": _TEXT, "note": _TEXT,
        }
    ),
    PLACES: pa.schema(
        {
            "relation": _TEXT, "area_code": _TEXT, "area_name": _TEXT, "priority": _YES,
            "residents": _NUMBER, "count_a": _WHOLE, "count_b": _WHOLE, "rate_a": _NUMBER,
            "rate_b": _NUMBER,
        }
    ),
}  # fmt: skip
_SCALE = 1000.0


def assess(known: Known) -> Mapping[str, Rows]:
    """The tests of every declared relation, and the rates of the areas they rest on."""
    tables: dict[str, Rows] = {TESTS: [], PLACES: []}
    for name, each in known.definition.relation.items():
        areas = related_areas(known, each.level)
        found = gathered(known.book, each.a, each.b, each.level, areas)
        about = {"relation": name, "title": each.title, "a": each.a, "b": each.b, "level": each.level,
                 "because": each.because}  # fmt: skip
        tables[TESTS] += [{**about, **row} for row in relation_rows(found, each.lag)]
        priority = {area.code for area in known.geography.areas if area.priority}
        tables[PLACES] += [{"relation": name, **row} for row in place_rows(found, priority)]
    return tables


def related_areas(known: Known, level: str) -> list[RelatedArea]:
    """The areas of a level with their people and middles, as the build knows them."""
    months = range(known.through - 11, known.through + 1)
    people = residents_by_area(known.exposures, months)
    parts: dict[str, list[str]] = {}
    for row in known.geography.member.to_pylist():
        if row["level"] == level:
            parts.setdefault(row["area"], []).append(row["smallest"])
    at = middles(known.geography, level)
    return [
        RelatedArea(
            area.code, area.name, sum(people.get(part, 0.0) for part in parts.get(area.code, [area.code])),
            *at.get(area.code, (float("nan"), float("nan"))),
        )
        for area in known.geography.areas if area.level == level
    ]  # fmt: skip


def place_rows(found: Related, priority: Sequence[str] | set[str] = ()) -> Rows:
    """Both counts and rates of every area, which are sums of published figures; none where nothing is."""
    if not found.months:
        return []
    years = found.months / 12
    a, b = found.a.sum(axis=1), found.b.sum(axis=1)
    people = np.array([area.residents for area in found.areas])
    return [
        {
            "area_code": area.code, "area_name": area.name, "priority": area.code in priority,
            "residents": area.residents, "count_a": int(a[at]), "count_b": int(b[at]),
            "rate_a": float(a[at] / people[at] / years * _SCALE),
            "rate_b": float(b[at] / people[at] / years * _SCALE),
        }
        for at, area in enumerate(found.areas)
    ]  # fmt: skip


TOPIC = Topic(TABLES, assess)
