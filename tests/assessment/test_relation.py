"""Two measures by place and by time, from published figures: a link is found, none is made up."""

import numpy as np
import pytest

from wulfrun.assessment.relation import (
    LAG,
    RANK,
    UNTESTED,
    Related,
    RelatedArea,
    gathered,
    relation_rows,
)
from wulfrun.assessment.relation_words import BOTH, CANNOT, NONE, PLACE, finding
from wulfrun.data.release import Rows
from wulfrun.data.tables import FIGURES
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import month_name, period

import pyarrow as pa  # isort: skip

FIRST, AREAS, MONTHS = period("2003/04").first, 40, 48
PLACES = tuple(
    RelatedArea(f"N{at:02d}", f"Place {at}", 1500.0, 1000.0 * (at % 8), 1000.0 * (at // 8))
    for at in range(AREAS)
)


def made(seed: int, drives: float, smooth: bool = False) -> Related:
    rng = np.random.default_rng(seed)
    usual = np.exp(rng.normal(0, 0.6, AREAS))
    if smooth:
        usual = np.exp(np.array([place.x for place in PLACES]) / 4000)
    b = rng.poisson(4 * usual[:, None] * rng.gamma(1.2, 1 / 1.2, (AREAS, MONTHS)))
    before = np.hstack([b[:, :1], b[:, :-1]])
    own = np.exp(rng.normal(0, 0.4, AREAS))
    a = rng.poisson(0.3 * drives * before + (1.5 - drives) * own[:, None])
    return Related(PLACES, FIRST, a.astype(float), b.astype(float))


def told(rows: Rows) -> str:
    return finding(rows, "Rubbish fires", "Fly-tipping").text


@pytest.mark.parametrize("seed", range(3))
def test_a_link_that_was_made_is_found_with_its_lag(seed: int) -> None:
    rows = relation_rows(made(seed, 1.0), (0, 1, 2))
    assert finding(rows, "A", "B").word == BOTH
    assert "a month later" in told(rows) and "does not say why" in told(rows)
    rank = next(row for row in rows if row["test"] == RANK)
    assert rank["adjusted"] == max(rank["p"], rank["p_spatial"]) and rank["worth"] <= AREAS


@pytest.mark.parametrize("seed", range(6))
def test_where_no_link_was_made_none_is_claimed(seed: int) -> None:
    rows = relation_rows(made(seed, 0.0), (0, 1, 2))
    assert finding(rows, "A", "B").word == NONE
    assert told(rows).startswith("No link between rubbish fires and fly-tipping is shown")


def test_two_slopes_across_the_same_map_are_worth_few_areas() -> None:
    found = made(1, 0.0, smooth=True)
    slope = np.exp(np.array([place.x for place in PLACES]) / 5000)
    a = np.random.default_rng(2).poisson(3 * slope[:, None], (AREAS, MONTHS)).astype(float)
    rank = next(row for row in relation_rows(Related(PLACES, FIRST, a, found.b), (0,)) if row["test"] == RANK)
    assert rank["p"] <= 0.001 and rank["worth"] < AREAS / 3
    assert rank["p_spatial"] > rank["p"]


def test_without_boundaries_the_permutation_stands_alone_and_it_is_said() -> None:
    found = made(1, 1.0)
    blind = tuple(RelatedArea(each.code, each.name, each.residents) for each in found.areas)
    rank = relation_rows(Related(blind, FIRST, found.a, found.b), (0,))[0]
    assert "p_spatial" not in rank and "no boundaries are known" in rank["note"]


@pytest.mark.parametrize(
    ("areas", "months", "said"),
    [(5, 48, "5 areas with published figures"), (40, 12, "12 months whose figures"), (40, 0, "0 months")],
)
def test_too_little_is_not_tested_and_says_what_is_lacking(areas: int, months: int, said: str) -> None:
    found = made(1, 1.0)
    less = Related(found.areas[:areas], FIRST, found.a[:areas, :months], found.b[:areas, :months])
    (row,) = relation_rows(less, (0, 1))
    assert row["test"] == UNTESTED and said in row["note"]
    assert finding([row], "A", "B").word == CANNOT


def figure(measure: str, area: str, name: str, kind: str, n: float | None) -> dict[str, object]:
    return {
        "measure": measure, "area_code": area, "area_name": area, "area_level": "neighbourhood",
        "period": name, "period_kind": kind, "numerator": n, "value": n, "suppressed": n is None,
    }  # fmt: skip


def book(rows: Rows) -> FigureBook:
    return FigureBook(pa.Table.from_pylist(rows, schema=FIGURES))


def test_only_months_that_every_area_publishes_for_both_are_used() -> None:
    rows = []
    for measure, counts in (("a", made(1, 1.0).a), ("b", made(1, 1.0).b)):
        for at, place in enumerate(PLACES[:10]):
            for month in range(MONTHS):
                hidden = measure == "b" and at == 3 and month == 10
                n = None if hidden else counts[at, month]
                rows.append(figure(measure, place.code, month_name(FIRST + month), "month", n))
    found = gathered(book(rows), "a", "b", "neighbourhood", PLACES)
    assert (found.first, found.months, len(found.areas)) == (FIRST + 11, MONTHS - 11, 10)
    np.testing.assert_array_equal(found.a, made(1, 1.0).a[:10, 11:])


def test_where_only_years_are_published_places_are_tested_and_months_are_not() -> None:
    rows = [
        figure(measure, place.code, name, "year", counts[at].sum())
        for measure, counts in (("a", made(1, 1.0).a), ("b", made(1, 1.0).b))
        for at, place in enumerate(PLACES) for name in ("2003/04", "2004/05")
    ]  # fmt: skip
    found = gathered(book(rows), "a", "b", "neighbourhood", PLACES)
    assert (found.step, found.months) == (12, 24)
    tests = relation_rows(found, (0, 1))
    assert LAG not in {row["test"] for row in tests}
    assert finding(tests, "A", "B").word == PLACE
    assert "which comes first is not tested" in told(tests)


def test_nothing_published_is_nothing_gathered() -> None:
    rows = [figure(each, "N00", "2003/04", "year", None) for each in ("a", "b")]
    assert gathered(book(rows), "a", "b", "neighbourhood", PLACES).months == 0
    assert gathered(book(rows), "a", "c", "neighbourhood", PLACES).areas == ()
