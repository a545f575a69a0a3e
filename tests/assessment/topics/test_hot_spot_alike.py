"""Neighbours of a theme: likeness of cells beside chance, small areas by class with no small number given."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.topics.points_in_a_square import Places, crowd, geography, inside, known, spread, table
from tests.generative.shipped import library

from wulfrun.assessment.topics._hot_spot_alike import among
from wulfrun.assessment.topics.hot_spots import AREAS, THEMES, TOPIC, assess
from wulfrun.methods.neighbours import neighbours_of_pairs

PARTS = 8
Found = dict[str, list[dict[str, Any]]]
# Offences at random give each of the 64 areas some ninety in twelve months; a crowd fills one more.
NORTH_EAST = 7 * PARTS + 7


def found_in(places: Places, residents: float = 1500, **changes: Any) -> Found:
    points = table(inside(places), parts=PARTS)
    return assess(known(points, place=geography(PARTS), residents=residents, **changes))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def crowded() -> Found:
    """Much in the four areas of the north-eastern corner, and what chance brings everywhere else."""
    corners = [crowd(2 + n, 6500 + 1000 * (n % 2), 6500 + 1000 * (n // 2), 40) for n in range(4)]
    return found_in([*spread(1, 480), *(each for own in corners for each in own)])


def test_areas_that_have_much_beside_others_that_have_much_are_named(crowded: Found) -> None:
    high = {row["area_code"]: row for row in crowded[AREAS] if row["kind"] == "high among high"}
    corner = {f"E01{n:06}" for n in (NORTH_EAST, NORTH_EAST - 1, NORTH_EAST - PARTS, NORTH_EAST - PARTS - 1)}
    assert set(high) == corner
    assert high[f"E01{NORTH_EAST:06}"]["area_name"] == f"Small {NORTH_EAST}"
    assert {row["within"] for row in high.values()} == {"North Side"}
    row = crowded[THEMES][0]
    assert (row["areas_judged"], row["areas_note"]) == (PARTS * PARTS, "")


def test_cells_around_a_crowd_are_alike_and_those_of_chance_are_not(crowded: Found) -> None:
    row = crowded[THEMES][0]
    assert row["alike"] > 0.1 and row["alike_p"] < 0.001
    for seed in range(4):
        dull = found_in(spread(seed, 480))
        assert abs(dull[THEMES][0]["alike"]) < 0.1 and dull[THEMES][0]["alike_p"] > 0.01
        assert len(dull[AREAS]) <= 1


def test_an_area_tells_its_class_and_no_number() -> None:
    assert {str(field.type) for field in TOPIC.tables[AREAS]} == {"string"}


def test_few_to_a_small_area_are_not_told_by_small_area() -> None:
    few = found_in([*spread(1, 20), *crowd(2, 7000, 7000, 4)])
    assert few[AREAS] == []
    assert few[THEMES][0]["areas_note"] == "there were fewer than 5 to a small area on average"
    assert few[THEMES][0]["alike"] is not None


def test_no_class_is_told_of_an_area_that_has_or_would_have_few() -> None:
    """Crowds of many make the average; areas of few people stand out by rate with a handful of offences."""
    people = known(place=geography(PARTS), residents=1500).exposures
    tiny = {f"E01{n:06}" for n in (0, 1, PARTS, PARTS + 1)}
    sizes = [8.0 if area in tiny else 1500.0 for area in people["area"].to_pylist()]
    small = people.set_column(people.column_names.index("value"), "value", [sizes])
    places = [*spread(1, 300), *crowd(2, 6500, 6500, 60)]
    places = [each for each in inside(places) if each[0] >= 402_000 or each[1] >= 302_000]
    handful = [(400_400.0 + 1000 * east + 30 * n, 300_500.0 + 1000 * north, 2005 * 12 + 3 + 30 + n)
               for east in (0, 1) for north in (0, 1) for n in range(4)]  # fmt: skip
    whole = known(table([*places, *handful], parts=PARTS), place=geography(PARTS), residents=1500)
    rows = assess(replace(whole, exposures=small))[AREAS]
    assert not {row["area_code"] for row in rows} & tiny
    more = known(table([*places, *handful, *handful], parts=PARTS), place=geography(PARTS), residents=1500)
    assert {row["area_code"] for row in assess(replace(more, exposures=small))[AREAS]} & tiny


def test_without_residents_or_by_a_measure_not_told_so_small_it_is_said() -> None:
    unknown = found_in(spread(1, 480), residents=0)
    assert unknown[AREAS] == [] and unknown[THEMES][0]["areas_note"] == (
        "residents are known of fewer than 30 small areas that touch"
    )
    shipped = library()
    measure = shipped.measure["domestic-burglary"].model_copy(update={"smallest_level": "ward"})
    definition = shipped.model_copy(update={"measure": {**shipped.measure, "domestic-burglary": measure}})
    kept = found_in(spread(1, 480), definition=definition)
    assert kept[AREAS] == []
    assert kept[THEMES][0]["areas_note"] == "its figures are not told of places smaller than a ward"


@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7))), st.lists(st.booleans(), min_size=8, max_size=8)
)
def test_neighbours_among_some_are_those_of_all_that_are_kept(
    pairs: set[tuple[int, int]], kept: list[bool]
) -> None:
    links = sorted((a, b) for a, b in pairs if a != b)
    whole = neighbours_of_pairs([a for a, _ in links], [b for _, b in links], 8)
    found = among(whole, np.array(kept))
    numbers = np.flatnonzero(kept)
    expected = np.zeros((8, 8), bool)
    for a, b in links:
        expected[a, b] = expected[b, a] = True
    for place, number in enumerate(numbers.tolist()):
        own = found.indices[found.indptr[place] : found.indptr[place + 1]]
        assert numbers[own].tolist() == [n for n in numbers.tolist() if expected[number, n]]
