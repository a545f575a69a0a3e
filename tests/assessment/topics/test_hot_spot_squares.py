"""Squares of a theme: a density in classes, a change only beyond chance, and nothing of a single home."""

import json
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.topics.points_in_a_square import (
    FIRST,
    MONTHS,
    SIDE,
    SOUTH,
    WEST,
    Places,
    at_one,
    cells_at,
    crowd,
    inside,
    known,
    spread,
    table,
)

from wulfrun.assessment.topics._hot_spot_cells import Grids
from wulfrun.assessment.topics._hot_spot_change import ALIKE, LESS, MORE, TWICE
from wulfrun.assessment.topics._hot_spot_squares import open_classes, round_bounds, squares_of
from wulfrun.assessment.topics._hot_spot_themes import points_of_themes
from wulfrun.assessment.topics.hot_spots import SQUARES, THEMES, TOPIC, assess
from wulfrun.data.geography.areas import Geography
from wulfrun.data.geography.boundaries import NATIONAL_GRID, Shapes

LATEST, BEFORE = range(MONTHS - 12, MONTHS), range(MONTHS - 24, MONTHS - 12)
Found = dict[str, list[dict[str, Any]]]


def found_in(places: Places, **changes: Any) -> Found:
    return assess(known(table(inside(places)), **changes))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def moved() -> Found:
    """A crowd that came to one place and another that left a second, amid what stays as it was."""
    came, left = crowd(2, 6000, 6000, 9, LATEST), crowd(3, 2000, 2000, 9, BEFORE)
    return found_in([*spread(1, 200), *came, *left])


def changed(found: Found) -> set[str]:
    return {row["change"] for row in found[SQUARES]} & {TWICE, MORE, LESS}


def test_a_place_that_crime_came_to_has_a_larger_share_and_one_it_left_a_smaller(moved: Found) -> None:
    more = [row for row in moved[SQUARES] if row["change"] in (TWICE, MORE)]
    less = [row for row in moved[SQUARES] if row["change"] == LESS]
    assert {row["area_name"] for row in more} == {"North Side"}
    assert {row["area_name"] for row in less} == {"South Side"}
    assert TWICE in {row["change"] for row in cells_at(more, 6000, 6000, 250)}
    assert len(cells_at(more, 6000, 6000, 900)) == len(more)
    assert len(cells_at(less, 2000, 2000, 900)) == len(less)


def test_the_theme_tells_what_was_compared_and_how(moved: Found) -> None:
    (row,) = moved[THEMES]
    assert (row["change_first"], row["change_last"], row["change_note"]) == ("2006-04", "2007-03", "")
    assert row["change_squares"] == sum(each["change"] != "" for each in moved[SQUARES])
    assert row["bandwidth"] == 2 * row["cell_metres"] >= 300
    assert f"{row['bandwidth']:g} m" in row["change_method"] and "Benjamini" in row["change_method"]


@pytest.mark.parametrize("seed", range(4))
def test_chance_alone_changes_no_place(seed: int) -> None:
    assert not changed(found_in(spread(seed, 200)))


def test_twice_as_much_everywhere_is_no_change_of_place() -> None:
    crowds = [*crowd(3, 2000, 2000, 8), *crowd(4, 2000, 2000, 8, LATEST)]
    twice = found_in([*spread(1, 150), *spread(2, 150, LATEST), *crowds])
    assert not changed(twice)


@pytest.mark.parametrize("month", [MONTHS - 1, MONTHS - 13])
def test_however_many_offences_at_one_home_it_shows_in_no_square(month: int) -> None:
    town = [each for each in spread(1, 400) if each[0] < WEST + 4000]
    home = [(WEST + 7030.0, SOUTH + 5010.0, FIRST + month)] * 80
    found = found_in([*town, *home])
    assert found[THEMES][0]["density_lowest"].startswith("under ")
    assert not cells_at(found[SQUARES], 7030, 5010, 1500)
    homes = [(WEST + 7000.0 + 60 * n, SOUTH + 5010.0, FIRST + month) for n in range(8)]
    assert cells_at(found_in([*town, *home, *homes, *homes])[SQUARES], 7030, 5010, 1500)


def test_a_home_hit_again_and_again_in_a_street_of_homes_raises_no_class_and_is_no_change() -> None:
    town, months = spread(1, 400), [0] * (MONTHS - 12)
    some, many = (found_in([*town, *at_one(5030, 5010, [*months, *[each] * 12])]) for each in (8, 16))
    assert not changed(some) and not changed(many)
    told = [[row["density"] for row in cells_at(each[SQUARES], 5030, 5010, 700)] for each in (some, many)]
    assert told[0] == told[1] and len(told[0]) > 12
    street = assess(known(street=table([*town, *at_one(5030, 5010, [*months, *[16] * 12])], "Burglary")))
    assert TWICE in {row["change"] for row in cells_at(street[SQUARES], 5030, 5010, 250)}  # type: ignore[arg-type]


def test_the_class_of_a_square_is_that_of_a_plain_sum_over_the_offences() -> None:
    places = inside([*spread(1, 150), *crowd(2, 3000, 5000, 12)])
    (row,) = (found := found_in(places))[THEMES]
    reach = row["bandwidth"]
    points = np.array([each[:2] for each in places if each[2] >= FIRST + MONTHS - 12])
    told = {row["cell"]: row for row in found[SQUARES]}
    seen = set()
    for square in told.values():
        east, north = np.mean(json.loads(square["outline"]), axis=0)
        margin = min(east - WEST, north - SOUTH, WEST + SIDE - east, SOUTH + SIDE - north)
        if margin > reach + row["square_metres"]:
            far = ((points - (east, north)) ** 2).sum(axis=1) / reach**2
            kernel = np.maximum(1 - far, 0) ** 2
            value = 3 / (np.pi * reach**2) * 1e6 * kernel.sum()
            word = square["density"].split(" ")
            low = 0.0 if word[0] == "under" else float(word[0])
            high = np.inf if word[-1] == "more" else float(word[-1])
            assert low - 1e-6 <= value < high + 1e-6, square
            seen.add(square["density"])
    assert len(seen) >= 4


def test_a_square_tells_classes_and_no_number(moved: Found) -> None:
    kinds = {field.name: str(field.type) for field in TOPIC.tables[SQUARES]}
    assert {name for name, kind in kinds.items() if kind != "string"} == {"cell"}
    lowest = moved[THEMES][0]["density_lowest"]
    for row in moved[SQUARES]:
        assert row["change"] in ("", TWICE, MORE, ALIKE, LESS)
        assert row["density"] != lowest or row["change"]


def test_without_two_whole_years_no_change_is_told_and_the_density_is() -> None:
    found = found_in(spread(1, 200), missing=[MONTHS - 16])
    assert found[THEMES][0]["change_note"] == (
        "only 15 complete months in a row are known, and two years are needed"
    )
    assert {row["change"] for row in found[SQUARES]} == {""}
    few = found_in([*spread(1, 200, LATEST), *spread(2, 5, BEFORE)])
    assert few[THEMES][0]["change_note"].startswith("there were fewer than 100 with a place in the twelve")


def test_a_large_place_has_larger_squares() -> None:
    whole = np.empty(1, object)
    whole[:] = [shapely.box(WEST, SOUTH, WEST + 30_000, SOUTH + 30_000)]
    county = Geography((), ("A",), known().geography.member, "X1",
                       shapes={"lsoa": Shapes(("A",), ("A",), whole, NATIONAL_GRID)})  # fmt: skip
    assert Grids(county).coarse()[1] == 500
    grids = Grids(known().geography)
    (points,) = points_of_themes(known(table(spread(1, 200))), ["domestic-burglary"])
    squares = squares_of(grids.fitting(points, [100]), grids)
    assert (squares.mapped.size, squares.bandwidth) == (250, 300)


@given(st.floats(0.001, 1e6), st.integers(1, 5))
def test_bounds_are_round_and_the_highest_class_holds_the_most(most: float, many: int) -> None:
    bounds = round_bounds(most, many)
    assert 1 <= len(bounds) <= many and list(bounds) == sorted(set(bounds))
    assert bounds[-1] <= most < 2.6 * bounds[-1]
    assert {f"{each:e}"[0] for each in bounds} <= {"1", "2", "5"}
    assert len(open_classes(bounds)) == len(bounds) + 1
