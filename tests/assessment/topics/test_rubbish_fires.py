"""Rubbish fires and fly-tipping: a link is found where one was made, and none is claimed where none was."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.generative.shipped import library

from wulfrun.assessment.rubbish_link import CANNOT, NO_LINK, PLACE_AND_TIME, PLACE_ONLY, TIME_ONLY, judged
from wulfrun.assessment.topics._fires_and_tips import Panel, common_months, counts_by_area, panels
from wulfrun.assessment.topics.rubbish_fires import (
    LAG,
    LINK,
    PLACES,
    RANK,
    TOPIC,
    assess,
    disclosure_rule,
    link_rows,
    place_rows,
)
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.tables import CUBE, EXPOSURE, FIGURES
from wulfrun.definition.model import Definition, Partnership
from wulfrun.figures.book import FigureBook

FIRST, MONTHS, AREAS = 2003 * 12 + 3, 60, 80


def world(seed: int, drives: float = 1.0, cause_in_common: bool = False) -> Panel:
    """Areas whose fires follow fly-tipping a month later, or have nothing to do with it."""
    rng = np.random.default_rng(seed)
    people = rng.uniform(1000, 2200, AREAS)
    usual = people / 1600 * np.exp(rng.normal(0, 0.5, AREAS))
    tips = rng.poisson(2 * usual[:, None] * rng.gamma(1.2, 1 / 1.2, (AREAS, MONTHS)))
    before = np.hstack([tips[:, :1], tips[:, :-1]])
    own = people / 1600 * np.exp(rng.normal(0, 0.4, AREAS))
    if cause_in_common:
        own = usual * 1.2
    fires = rng.poisson(0.15 * drives * before + 0.3 * own[:, None] * (1 if drives else 2))
    names = tuple(Area(f"E0100{n:04d}", f"Area {n}", "lsoa") for n in range(AREAS))
    return Panel("lsoa", names, FIRST, people, fires.astype(float), tips.astype(float), 1.0, 1.0)


@pytest.mark.parametrize("seed", range(6))
def test_a_link_that_was_made_is_found_by_place_and_time_at_its_own_lag(seed: int) -> None:
    found = judged(link_rows(world(seed)), "Here")
    assert (found.word, found.lag, found.together) == (PLACE_AND_TIME, 1, False)
    assert "a month later" in found.sentence and "does not by itself say why" in found.sentence


@pytest.mark.parametrize("seed", range(20))
def test_two_things_that_have_nothing_in_common_are_never_said_to_be_linked(seed: int) -> None:
    found = judged(link_rows(world(seed, drives=0.0)), "Here")
    assert found.word != PLACE_AND_TIME
    assert "go together in Here" not in found.sentence
    if found.word == NO_LINK:
        assert found.sentence.startswith("No link between rubbish fires and fly-tipping is shown in Here")


def test_nearly_every_world_without_a_link_is_said_to_show_none() -> None:
    words = [judged(link_rows(world(seed, drives=0.0)), "Here").word for seed in range(100, 140)]
    assert words.count(NO_LINK) >= 34


@pytest.mark.parametrize("seed", range(4))
def test_places_alike_for_another_reason_are_not_called_a_link(seed: int) -> None:
    found = judged(link_rows(world(seed, drives=0.0, cause_in_common=True)), "Here")
    assert found.word == PLACE_ONLY
    assert "a link is not shown" in found.sentence


def _row(
    test: str, estimate: float, p: float, lag: int | None = None, nothing: float = 1.0
) -> dict[str, Any]:
    far = abs(estimate - nothing) * (0.5 if p <= 0.05 else 2)
    return {"test": test, "lag": lag, "estimate": estimate, "lower": estimate - far, "upper": estimate + far,
            "p": p, "adjusted": p, "first_month": "2003-04", "last_month": "2008-03", "note": ""}  # fmt: skip


def _tests(rank: float, ratio: float, lag: float, check: float) -> list[dict[str, Any]]:
    return [_row(RANK, 0.4, rank, nothing=0.0), _row("rate ratio", 1.4, ratio), _row(LAG, 1.3, lag, 2),
            _row("check", 1.3, check, -1)]  # fmt: skip


def test_each_test_must_hold_for_a_link() -> None:
    assert judged(_tests(0.01, 0.01, 0.01, 0.9), "Here").word == PLACE_AND_TIME
    assert judged(_tests(0.2, 0.01, 0.01, 0.9), "Here").word == TIME_ONLY
    assert judged(_tests(0.01, 0.2, 0.01, 0.9), "Here").word == TIME_ONLY
    assert judged(_tests(0.01, 0.01, 0.2, 0.9), "Here").word == PLACE_ONLY
    assert judged(_tests(0.2, 0.2, 0.2, 0.9), "Here").word == NO_LINK


def test_fewer_fires_where_there_is_more_fly_tipping_is_no_link() -> None:
    rows = [_row(RANK, -0.4, 0.01, nothing=0.0), _row("rate ratio", 0.6, 0.01), _row(LAG, 0.7, 0.01, 1),
            _row("check", 1.0, 0.9, -1)]  # fmt: skip
    assert judged(rows, "Here").word == NO_LINK


def test_fly_tipping_that_also_comes_after_the_fires_is_told() -> None:
    found = judged(_tests(0.01, 0.01, 0.01, 0.01), "Here")
    assert found.together and "which comes of which cannot be said" in found.sentence


@pytest.mark.parametrize(
    ("months", "scale", "why"), [(12, 1.0, "months for which both"), (60, 0.0, "rubbish fires")]
)
def test_too_little_is_said_to_be_too_little(months: int, scale: float, why: str) -> None:
    panel = world(1).latest(months)
    short = Panel(
        panel.level, panel.areas, panel.first, panel.residents, panel.fires * scale, panel.tips, 1, 1
    )
    found = judged(link_rows(short), "Here")
    assert found.word == CANNOT and why in found.sentence


def test_the_places_that_were_made_high_on_both_are_found_and_no_other() -> None:
    panel = world(3, drives=0.0)
    fires, tips = panel.fires.copy(), panel.tips.copy()
    fires[[5, 60], -12:] += 3
    tips[[5, 60, 7], -12:] += 9
    made = Panel(panel.level, panel.areas, panel.first, panel.residents, fires, tips, 1, 1)
    rows = place_rows(made, 0)
    assert {row["area_code"] for row in rows if row["high"]} == {"E01000005", "E01000060"}
    one = rows[5]
    assert one["fires"] == fires[5, -12:].sum() and one["fires_a_year_before"] == fires[5, -24:-12].sum()
    assert one["fires_ratio"] == pytest.approx(
        (one["fires"] / one["residents"]) / (fires[:, -12:].sum() / panel.residents.sum())
    )


def test_small_counts_are_kept_back_with_all_that_is_made_of_them_and_never_one_alone() -> None:
    rows = place_rows(world(2), 5)
    hidden = [row for row in rows if row["suppressed"]]
    assert len(hidden) != 1
    assert all("fires" not in row and "fires_ratio" not in row and not row["high"] for row in hidden)
    shown = [row for row in rows if not row["suppressed"]]
    assert all(not 0 < row[name] < 5 for row in shown for name in ("fires", "tips", "fires_a_year_before"))


def test_the_rule_of_disclosure_is_the_stricter_of_the_two_measures() -> None:
    assert disclosure_rule(library()) == ("lsoa", 0)
    strict = (
        library().measure["rubbish-arson"].model_copy(update={"suppress_below": 5, "smallest_level": "ward"})
    )
    own = library().model_copy(update={"measure": {**library().measure, "rubbish-arson": strict}})
    assert disclosure_rule(own) == ("ward", 5)


def _months(record: str, *gaps: int) -> list[Month]:
    return [Month(record, FIRST + n, "missing" if n in gaps else COMPLETE, "", 9, 1.0) for n in range(MONTHS)]


def test_a_month_that_one_of_the_two_lacks_is_left_out_and_not_read_as_none() -> None:
    assert common_months(_months("fire"), _months("environment")) == range(FIRST, FIRST + MONTHS)
    assert common_months(_months("fire", 20), _months("environment", 59)) == range(FIRST + 21, FIRST + 59)
    assert common_months([], _months("environment")) == range(0)


def known(panel: Panel, months: dict[str, Sequence[Month]]) -> Known:
    """What a build would hold of such a world, with some rows of other kinds and without a place."""

    def cube(record: str, code: str, counts: Any) -> list[dict[str, Any]]:
        rows = [
            {"record": record, "code": code, "flags": 0, "month": FIRST + month, "area": area.code,
             "file": "f", "n": int(counts[place, month])}
            for place, area in enumerate(panel.areas) for month in range(MONTHS) if counts[place, month]
        ]  # fmt: skip
        return [*rows, {**rows[0], "area": "E08000099", "n": 50}, {**rows[0], "code": "other", "n": 7}]

    cubes = {
        "fire": cube("fire", "deliberate-secondary-refuse", panel.fires),
        "environment": cube("environment", "fly-tipping", panel.tips),
    }
    codes = tuple(area.code for area in panel.areas)
    member = [(code, code, "lsoa") for code in codes] + [
        (code, f"N{n % 10}", "neighbourhood") for n, code in enumerate(codes)
    ]
    areas = (*panel.areas, *(Area(f"N{n}", f"Neighbourhood {n}", "neighbourhood") for n in range(10)))
    exposures = [
        {"of": "residents", "area": code, "year": year, "value": people}
        for code, people in zip(codes, panel.residents.tolist(), strict=True) for year in (2003, 2007)
    ]  # fmt: skip
    return Known(
        definition=Definition(partnership=Partnership(name="P", area_codes=("E08000099",), area_name="P")),
        folder=Path(),
        book=FigureBook(FIGURES.empty_table()),
        through=FIRST + MONTHS - 1,
        geography=Geography(areas, codes, member_rows(member), "E08000099"),
        exposures=pa.Table.from_pylist(exposures, schema=EXPOSURE),
        months=months,
        receipts=(),
        cube_of=lambda record: pa.Table.from_pylist(cubes[record], schema=CUBE),
    )


def test_the_topic_counts_the_cube_at_both_levels_and_says_what_could_be_placed() -> None:
    panel = world(4)
    told = known(panel, {"fire": _months("fire"), "environment": _months("environment")})
    lsoa, neighbourhood = panels(told)
    assert np.array_equal(lsoa.fires, panel.fires) and np.array_equal(lsoa.tips, panel.tips)
    assert neighbourhood.fires.sum() == panel.fires.sum()
    assert lsoa.placed == pytest.approx(panel.fires.sum() / (panel.fires.sum() + 50))
    tables = assess(told)
    assert {row["level"] for row in tables[LINK]} == {"lsoa", "neighbourhood"}
    for name, rows in tables.items():
        pa.Table.from_pylist([{key: row.get(key) for key in TOPIC.tables[name].names} for row in rows],
                             schema=TOPIC.tables[name])  # fmt: skip
    assert next(row for row in tables[PLACES] if row["level"] == "lsoa")["within"] == "Neighbourhood 0"


def test_without_one_of_the_two_there_is_nothing_to_say() -> None:
    told = known(world(4), {"fire": _months("fire")})
    assert assess(told) == {LINK: [], PLACES: []}


def test_what_is_known_by_a_neighbourhoods_name_counts_there_alone() -> None:
    cube = pa.Table.from_pylist(
        [{"record": "r", "code": "c", "flags": 0, "month": FIRST, "area": area, "file": "f", "n": 2}
         for area in ("L1", "N1")], schema=CUBE,
    )  # fmt: skip
    areas = [Area("N1", "N", "neighbourhood")]
    assert counts_by_area(cube, areas, {"N1": ["L1"]}, range(FIRST, FIRST + 1)).tolist() == [[4.0]]
    lsoa = [Area("L1", "L", "lsoa")]
    assert counts_by_area(cube, lsoa, {"L1": ["L1"]}, range(FIRST, FIRST + 1)).tolist() == [[2.0]]
