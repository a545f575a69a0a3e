"""Hot spots: a planted one is found, chance makes few, small numbers and sensitive offences never told."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import shapely
from tests.generative.shipped import library

from wulfrun.assessment.topics import _hot_spot_tests, hot_spots
from wulfrun.assessment.topics._hot_spot_cells import band
from wulfrun.assessment.topics._hot_spot_themes import points_of_themes
from wulfrun.assessment.topics.hot_spots import CELLS, CURVES, FORECASTS, STREETS, THEMES, TOPIC, assess
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.geography.boundaries import NATIONAL_GRID, Shapes
from wulfrun.data.tables import EXPOSURE, FIGURES, FLAGS, POINTS
from wulfrun.figures.book import FigureBook

FIRST, MONTHS, SIDE = 2005 * 12 + 3, 36, 8_000.0
WEST, SOUTH = 400_000.0, 300_000.0
Places = list[tuple[float, float, int]]


def geography() -> Geography:
    """A square of eight kilometres in four smallest areas, two neighbourhoods."""
    half = SIDE / 2
    boxes = [
        shapely.box(WEST + half * (n % 2), SOUTH + half * (n // 2), WEST + half * (n % 2 + 1),
                    SOUTH + half * (n // 2 + 1))
        for n in range(4)
    ]  # fmt: skip
    codes = tuple(f"E0100000{n}" for n in range(4))
    polygons = np.empty(4, object)
    polygons[:] = boxes
    areas = (
        *(Area(code, f"Small {code[-1]}", "lsoa") for code in codes),
        Area("N0", "South Side", "neighbourhood"),
        Area("N1", "North Side", "neighbourhood"),
    )
    member = [(code, f"N{n // 2}", "neighbourhood") for n, code in enumerate(codes)]
    return Geography(
        areas,
        codes,
        member_rows(member),
        "X1",
        shapes={"lsoa": Shapes(codes, codes, polygons, NATIONAL_GRID)},
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


def table(places: Places, code: str = "28A", flags: int = 0, area: str = "E01000000") -> pa.Table:
    x, y, month = (list(each) for each in zip(*places, strict=True))
    size = len(places)
    return pa.table(
        {"code": [code] * size, "flags": [flags] * size, "month": month, "area": [area] * size, "x": x,
         "y": y, "start": [None] * size, "end": [None] * size}
    ).cast(POINTS)  # fmt: skip


def known(
    offences: pa.Table | None = None, street: pa.Table | None = None, missing: Sequence[int] = ()
) -> Known:
    tables = {"offence": offences, "street": street}
    definition = library()
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

    return Known(
        definition, Path(), FigureBook(FIGURES.empty_table()), 0, geography(), EXPOSURE.empty_table(),
        months, (), lambda record: pa.table({}), points_of=points_of,
    )  # fmt: skip


def cells_at(rows: list[dict[str, Any]], x: float, y: float, reach: float = 400) -> list[dict[str, Any]]:
    return [
        row
        for row in rows
        if np.hypot(*(np.mean(json.loads(row["outline"]), axis=0) - [WEST + x, SOUTH + y])) < reach
    ]


@pytest.fixture(scope="module")
def planted() -> dict[str, list[dict[str, Any]]]:
    lasting = crowd(2, 2000, 2000, 12)
    new = crowd(3, 6000, 6000, 14, range(MONTHS - 6, MONTHS))
    return assess(known(table([*spread(1, 220), *lasting, *new])))  # type: ignore[return-value]


def test_every_row_has_the_columns_that_are_promised(planted: dict[str, list[dict[str, Any]]]) -> None:
    assert set(planted) == set(TOPIC.tables)
    for name, rows in planted.items():
        assert rows and all(set(row) <= set(TOPIC.tables[name].names) for row in rows), name


def test_the_planted_places_are_hot_and_named_and_little_else_is(
    planted: dict[str, list[dict[str, Any]]],
) -> None:
    hot = [row for row in planted[CELLS] if row["hot"]]
    assert {row["area_name"] for row in cells_at(hot, 2000, 2000)} == {"South Side"}
    assert {row["area_name"] for row in cells_at(hot, 6000, 6000)} == {"North Side"}
    near = len(cells_at(hot, 2000, 2000, 900)) + len(cells_at(hot, 6000, 6000, 900))
    assert len(hot) - near <= 2


def test_the_new_place_is_emerging_and_the_old_one_lasting(
    planted: dict[str, list[dict[str, Any]]],
) -> None:
    new = {row["emerging"] for row in cells_at(planted[CELLS], 6000, 6000, 250)}
    old = {row["emerging"] for row in cells_at(planted[CELLS], 2000, 2000, 250)}
    assert new & {"consecutive hot spot", "new hot spot"}
    assert "persistent hot spot" in old


def test_last_years_map_held_the_lasting_place(planted: dict[str, list[dict[str, Any]]]) -> None:
    hot, counts, smooth = planted[FORECASTS]
    assert hot["pai_lower"] > 1
    assert (counts["map"], smooth["map"]) == ("cells with the most", "cells of the highest density")
    assert counts["area_share"] <= hot["area_share"] + 1e-9
    assert hot["difference"] is None and counts["difference"] is not None


def test_the_curve_begins_and_ends_where_it_must(planted: dict[str, list[dict[str, Any]]]) -> None:
    curve = planted[CURVES]
    assert (curve[0]["crimes"], curve[-1]["crimes"]) == (0, 1)
    assert all(row["crimes"] >= row["by_chance"] for row in curve)
    row = planted[THEMES][0]
    assert row["top_risk_lower"] > 0.05 and row["top_share"] > row["top_by_chance_upper"]


def test_without_a_network_the_page_is_told_so(planted: dict[str, list[dict[str, Any]]]) -> None:
    assert planted[STREETS][0]["note"] == "no street network is declared under [geography.streets]"


@pytest.mark.parametrize("seed", range(4))
def test_crime_spread_at_random_has_next_to_no_hot_spot(seed: int) -> None:
    found = assess(known(table(spread(seed, 200))))
    assert sum(row["hot"] for row in found[CELLS]) <= 6
    assert sum(bool(row["emerging"]) for row in found[CELLS]) <= 12
    row = found[THEMES][0]
    assert row["top_risk_lower"] < 0.06


def test_no_number_of_a_cell_is_told_but_in_bands(planted: dict[str, list[dict[str, Any]]]) -> None:
    columns = {
        name: str(kind.type)
        for name, kind in zip(TOPIC.tables[CELLS].names, TOPIC.tables[CELLS], strict=True)
    }
    assert {name for name, kind in columns.items() if kind != "string"} == {"cell", "hot"}
    assert all(row["around"] != "under 5" for row in planted[CELLS])


def test_what_is_sensitive_is_never_mapped() -> None:
    plain = table(spread(1, 200), "105A")
    hidden = [
        table(crowd(2, 2000, 2000, 40), "105A", FLAGS["domestic"]),
        table(crowd(3, 6000, 6000, 40), "105A", FLAGS["hate_race"]),
        table(crowd(4, 2000, 6000, 40), "105B"),
    ]
    found = assess(known(pa.concat_tables([plain, *hidden])))
    assert found[CELLS] == assess(known(plain))[CELLS]
    street = table(spread(1, 200), "Violence and sexual offences")
    assert assess(known(street=street))[THEMES] == []


def test_police_extracts_come_before_the_street_map_and_codes_hold_while_they_hold() -> None:
    offences = table(spread(1, 20))
    later = table(spread(2, 20), "28E")
    street = table(spread(3, 20), "Burglary")
    (found,) = points_of_themes(known(pa.concat_tables([offences, later]), street), ["domestic-burglary"])
    assert (found.record, len(found.x)) == ("offence", len(offences))
    (found,) = points_of_themes(known(street=street), ["domestic-burglary"])
    assert (found.record, found.title, len(found.x)) == ("street", "Burglary (street map)", len(street))


def test_points_outside_the_partnership_are_left_out() -> None:
    inside, outside = table(spread(1, 20)), table(spread(2, 20), area="")
    (found,) = points_of_themes(known(pa.concat_tables([inside, outside])))
    assert len(found.x) == len(inside)


def test_a_gap_or_too_few_is_said_and_nothing_is_mapped() -> None:
    found = assess(known(table(spread(1, 200)), missing=[MONTHS - 5]))
    assert found[THEMES][0]["note"] == "only 4 complete months in a row; twelve are needed"
    assert not found[CELLS]
    found = assess(known(table(spread(1, 5))))
    assert found[THEMES][0]["note"] == "fewer than 100 with a place in twelve months"


def test_with_a_gap_two_years_ago_only_the_map_of_now_is_told() -> None:
    found = assess(known(table([*spread(1, 200), *crowd(2, 2000, 2000, 12)]), missing=[MONTHS - 15]))
    assert found[CELLS] and not found[FORECASTS]
    assert "emerging_first" not in found[THEMES][0]


def test_without_points_or_boundaries_there_is_nothing() -> None:
    assert not any(assess(known()).values())


def test_bands_hold_their_lower_end() -> None:
    assert [band(each, (5, 10)) for each in (4.9, 5, 9.9, 10)] == [
        "under 5", "5 to under 10", "5 to under 10", "10 or more"
    ]  # fmt: skip


def at_one(x: float, y: float, each: Sequence[int]) -> Places:
    """So many offences a month at one exact place."""
    return [(WEST + x, SOUTH + y, FIRST + month) for month, many in enumerate(each) for _ in range(many)]


def test_a_single_home_makes_no_cell_hot_now_nor_at_any_time_and_a_crowd_of_homes_does() -> None:
    background = spread(3, 200)
    for home in ([4] * MONTHS, [0] * (MONTHS - 6) + [9] * 6):
        found = assess(known(table([*background, *at_one(2000, 2000, home)])))[CELLS]
        assert not cells_at(found, 2000, 2000, 600)
    crowded = assess(known(table([*background, *crowd(2, 2000, 2000, 4)])))[CELLS]
    assert {row["hot"] for row in cells_at(crowded, 2000, 2000, 150)} == {True}


def test_shared_places_of_the_street_map_may_be_hot_alone() -> None:
    street = table([*spread(1, 200), *at_one(2000, 2000, [6] * MONTHS)], "Burglary")
    assert any(row["hot"] for row in cells_at(assess(known(street=street))[CELLS], 2000, 2000, 300))


def test_numbers_of_offences_are_told_to_the_nearest_five_and_shares_to_three_places(
    planted: dict[str, list[dict[str, Any]]],
) -> None:
    (theme,) = planted[THEMES]
    assert theme["offences"] % 5 == 0
    assert all(row["hits"] % 5 == row["total"] % 5 == 0 for row in planted[FORECASTS])
    for row in (theme, *planted[FORECASTS]):
        for name in ("top_share", "gini", "hit_rate", "lower", "upper", "difference"):
            value = row.get(name)
            assert value is None or value == round(value, 3), name


def test_one_offence_more_or_less_that_is_left_out_cannot_be_told() -> None:
    plain = spread(1, 200)
    with_one = pa.concat_tables([table(plain), table(plain[-1:], flags=FLAGS["domestic"])])
    assert assess(known(with_one))[THEMES] == assess(known(table(plain)))[THEMES]


def test_what_one_or_two_hot_cells_hold_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    world = known(table([*spread(1, 220), *crowd(2, 2000, 2000, 12)]))
    monkeypatch.setattr(hot_spots, "LEAST_CELLS", 100)
    monkeypatch.setattr(_hot_spot_tests, "LEAST_CELLS", 100)
    found = assess(world)
    assert found[THEMES][0]["hot_cells"] > 0 and found[THEMES][0]["hot_offences"] is None
    assert found[FORECASTS] == []
