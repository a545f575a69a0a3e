"""Where a row belongs: by its LSOA, by its point where that leaves a choice, else to the whole or nowhere."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from street_world import ELSEWHERE, HERE, OLD, SPLIT, WHOLE, geography

from wulfrun.data.settle import Loose, settle
from wulfrun.data.taken import Taken

WORDS = (*HERE, SPLIT, OLD, ELSEWHERE)
NOWHERE = (np.nan, np.nan)
PLACES = geography()


def loose(rows: list[tuple[str, float, float]], **changed: Any) -> Loose:
    count = len(rows)
    usual: dict[str, Any] = {
        "key": np.arange(1, count + 1, dtype=np.uint64), "month": np.full(count, 24228),
        "code": np.zeros(count, int), "code_words": ("Burglary",), "flags": np.zeros(count, int),
        "lsoa": np.array([WORDS.index(code) if code else -1 for code, _, _ in rows], np.int64),
        "lsoa_words": WORDS, "x": np.array([x for _, x, _ in rows], float),
        "y": np.array([y for _, _, y in rows], float), "n": np.ones(count, int),
        "identity": np.zeros(count, np.uint64),
    }  # fmt: skip
    return Loose(**{**usual, **changed})


def settled(*rows: tuple[str, float, float], whole_force: bool = False, **changed: Any) -> Taken:
    return settle(loose(list(rows), **changed), PLACES, "lonlat", whole_force, "f" * 16, ())


@pytest.mark.parametrize(
    ("lsoa", "point", "area"),
    [
        (HERE[0], (-1.75, 52.05), HERE[0]),
        (OLD, NOWHERE, HERE[2]),
        (SPLIT, (-1.85, 52.05), HERE[1]),
        (SPLIT, (-1.75, 52.05), WHOLE),
        (SPLIT, NOWHERE, WHOLE),
        ("", (-1.75, 52.05), HERE[2]),
        ("", NOWHERE, ""),
    ],
    ids=[
        "LSOA trusted over the point",
        "older LSOA",
        "divided LSOA by the point",
        "divided LSOA, point in neither",
        "divided LSOA, no point",
        "no LSOA, by the point",
        "neither",
    ],
)
def test_a_row_belongs(lsoa: str, point: tuple[float, float], area: str) -> None:
    assert settled((lsoa, *point)).records["area"].to_pylist() == [area]


def test_an_lsoa_of_another_area_is_outside_whatever_its_point() -> None:
    tally = settled((ELSEWHERE, -1.95, 52.05)).tally
    assert (tally.accepted, tally.outside, tally.unplaced) == (0, 1, 0)


@pytest.mark.parametrize(("whole_force", "area"), [(False, ""), (True, WHOLE)])
def test_a_row_without_a_place_counts_for_the_whole_where_the_force_is_its_own(
    whole_force: bool, area: str
) -> None:
    found = settled(("", *NOWHERE), whole_force=whole_force)
    assert found.records["area"].to_pylist() == [area] and found.tally.unplaced == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", *WORDS]),
            st.sampled_from([np.nan, -1.95, -1.9, -1.85, -1.75, 0.5]),
            st.sampled_from([np.nan, 52.0, 52.05, 52.1, 53.0]),
        ),
        max_size=20,
    ),
    st.booleans(),
)
def test_every_row_is_settled_alone_and_counted_once(
    rows: list[tuple[str, float, float]], whole_force: bool
) -> None:
    found = settled(*rows, whole_force=whole_force)
    alone = [settled(each, whole_force=whole_force) for each in rows]
    assert found.tally.adds_up() and found.tally.rows_read == len(rows)
    assert found.records["area"].to_pylist() == [
        area for each in alone for area in each.records["area"].to_pylist()
    ]
    for name in ("accepted", "outside", "unplaced", "mixed_vintage"):
        assert getattr(found.tally, name) == sum(getattr(each.tally, name) for each in alone)


def test_identical_rows_outside_the_area_are_not_told_as_identical() -> None:
    blank = np.zeros(4, np.uint64)
    rows = [(HERE[0], *NOWHERE), (HERE[0], *NOWHERE), (ELSEWHERE, *NOWHERE), (ELSEWHERE, *NOWHERE)]
    tally = settled(*rows, key=blank, identity=np.full(4, 7, np.uint64)).tally
    assert (tally.without_key, tally.identical, tally.outside) == (2, 1, 2)
