"""The gap between priority neighbourhoods and the rest, with its warning."""

from typing import Any

import numpy as np
import pytest
from book_by_hand import APRIL_2003, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.gap import assess_gap
from wulfrun.data.tables import GAP

PRIORITY = [3200 / 12] * 12 + [2300 / 12] * 12
REST = [20_000 / 12] * 12 + [15_800 / 12] * 12


def groups(priority: list[float], rest: list[float], **more: Any) -> list[list[dict[str, Any]]]:
    return [
        rows_of(priority, area="PRIORITY", level="group", **more),
        rows_of(rest, area="REST", level="group", **more),
    ]


def test_the_worked_example_narrows() -> None:
    (row,) = assess_gap(definition_of(), book_of(*groups(PRIORITY, REST)), APRIL_2003 + 23)
    assert row["verdict"] == "narrowing"
    assert row["ratio"] == pytest.approx(0.909810, abs=1e-6)
    assert row["upper"] >= 0.963654 - 1e-6
    assert (row["baseline_period"], row["latest_period"]) == ("2003/04", "2004/05")
    assert (row["priority_before"], row["rest_after"]) == (pytest.approx(3200), pytest.approx(15_800))
    assert set(row) == set(GAP.names)


def test_the_warning_about_regression_to_the_mean_is_always_there() -> None:
    (row,) = assess_gap(definition_of(), book_of(*groups(REST, PRIORITY)), APRIL_2003 + 23)
    assert "regression to the mean" in row["note"]


def test_gaps_are_of_rates_where_the_numbers_at_risk_are_known() -> None:
    rates = [
        rows_of(PRIORITY, "burglary.rate", "PRIORITY", "group", residents=20_000),
        rows_of(REST, "burglary.rate", "REST", "group", residents=200_000),
    ]
    (row,) = assess_gap(definition_of(), book_of(*groups(PRIORITY, REST), *rates), APRIL_2003 + 23)
    assert row["relative_before"] == pytest.approx(1.6)
    assert row["absolute_before"] == pytest.approx(60)
    assert row["absolute_after"] == pytest.approx(36)


def test_without_the_numbers_at_risk_only_the_changes_are_compared() -> None:
    (row,) = assess_gap(definition_of(), book_of(*groups(PRIORITY, REST)), APRIL_2003 + 23)
    assert row["relative_before"] is None and row["absolute_after"] is None
    assert row["verdict"] == "narrowing" and "not known" in row["note"]


def test_a_measure_without_a_whole_year_has_no_gap() -> None:
    assert assess_gap(definition_of(), book_of(*groups(PRIORITY[:9], REST[:9])), APRIL_2003 + 8) == []


def test_months_that_vary_more_than_chance_widen_the_interval() -> None:
    rng = np.random.default_rng(4)
    calm = [100.0] * 48
    wild = [float(rng.negative_binomial(100 / 9, 0.1)) for _ in range(48)]
    rest = [800.0] * 48
    (still,) = assess_gap(definition_of(), book_of(*groups(calm, rest)), APRIL_2003 + 47)
    (shaken,) = assess_gap(definition_of(), book_of(*groups(wild, rest)), APRIL_2003 + 47)
    width = [np.log(row["upper"] / row["lower"]) for row in (still, shaken)]
    assert width[1] > 1.8 * width[0]


def test_without_a_later_whole_year_the_latest_twelve_months_are_used() -> None:
    book = book_of(*groups(PRIORITY[:18], REST[:18]))
    (row,) = assess_gap(definition_of(), book, APRIL_2003 + 17)
    assert row["latest_period"] == "year to 2004-09"


def test_a_measure_that_began_after_the_declared_baseline_starts_from_its_own_first_year() -> None:
    definition = definition_of(partnership={"baseline": "2001/02"})
    (row,) = assess_gap(definition, book_of(*groups(PRIORITY, REST)), APRIL_2003 + 23)
    assert (row["verdict"], row["baseline_period"]) == ("narrowing", "2003/04")


def test_a_declared_baseline_with_a_gap_cannot_be_said() -> None:
    definition = definition_of(partnership={"baseline": "2003/04"})
    broken = [np.nan, *PRIORITY[1:]]
    (row,) = assess_gap(definition, book_of(*groups(broken, REST)), APRIL_2003 + 23)
    assert row["verdict"] == "cannot be said" and "a file is missing" in row["note"]
    assert row["ratio"] is None


def test_records_that_ended_before_others_are_compared_at_their_own_end() -> None:
    (row,) = assess_gap(definition_of(), book_of(*groups(PRIORITY, REST)), APRIL_2003 + 90)
    assert (row["verdict"], row["latest_period"]) == ("narrowing", "2004/05")


def test_a_break_between_the_years_cannot_be_said() -> None:
    found = assess_gap(
        definition_of(), book_of(*groups(PRIORITY, REST)), APRIL_2003 + 23, [a_break("2004-04-01")]
    )
    assert found[0]["verdict"] == "cannot be said" and "New rules" in found[0]["note"]


def test_one_year_alone_cannot_be_said() -> None:
    (row,) = assess_gap(definition_of(), book_of(*groups(PRIORITY[:12], REST[:12])), APRIL_2003 + 11)
    assert row["verdict"] == "cannot be said" and "no data yet" in row["note"]


def test_without_priority_neighbourhoods_there_is_no_gap() -> None:
    assert assess_gap(definition_of(), book_of(rows_of(REST)), APRIL_2003 + 23) == []
