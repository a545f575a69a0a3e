"""Re-offending, the prolific before and after, and treatment: as published, nothing small among it."""

import itertools

import numpy as np
import pytest

from wulfrun.assessment.topics.offenders import (
    BELOW,
    _Cohort,
    change_rows,
    cohort_rows,
    treated_rows,
)
from wulfrun.methods.disclosure import recoverable
from wulfrun.words.periods import period


def _cohort(quarter: str, again: int, not_again: int, often: int = 2) -> _Cohort:
    return _Cohort(period(quarter).last, (often,) * again + (0,) * not_again)


YEAR = [_cohort(f"2015/16 Q{number}", 40, 60) for number in (1, 2, 3, 4)]
MATURE = {each.month for each in YEAR}


def _rows(cohorts: list[_Cohort], matured: set[int]) -> dict[str, dict[str, object]]:
    return {str(row["period"]): row for row in cohort_rows(cohorts, matured)}


def test_a_mature_cohort_has_both_frequencies_and_an_interval() -> None:
    row = _rows(YEAR, MATURE)["2015/16 Q3"]
    assert (row["offenders"], row["reoffenders"], row["rate"]) == (100, 40, 40.0)
    assert (row["per_reoffender"], row["per_100_offenders"]) == (2.0, 80.0)
    # Wilson, 40 of 100.
    assert (row["lower"], row["upper"]) == (pytest.approx(30.94, abs=0.01), pytest.approx(49.80, abs=0.01))
    assert row["mature"] == "end of June 2017"


def test_trap_6_a_young_cohort_is_not_yet_mature_and_has_no_rate_at_all() -> None:
    young = _cohort("2015/16 Q4", 3, 97)
    rows = _rows([*YEAR[:3], young], {each.month for each in YEAR[:3]})
    for name in ("2015/16 Q4", "2015/16"):
        assert rows[name]["state"] == "not yet mature"
        assert rows[name]["rate"] is rows[name]["reoffenders"] is rows[name]["per_reoffender"] is None


def test_a_year_adds_its_four_cohorts() -> None:
    assert _rows(YEAR, MATURE)["2015/16"]["offenders"] == 400
    assert "2015/16" not in _rows(YEAR[:3], MATURE)


@pytest.mark.parametrize(("again", "not_again"), [(3, 97), (97, 3), (2, 1), (1, 0)])
def test_few_who_reoffended_and_few_who_did_not_are_kept_back_alike(again: int, not_again: int) -> None:
    small = _cohort("2015/16 Q4", again, not_again)
    row = _rows([*YEAR[:3], small], MATURE)["2015/16 Q4"]
    assert row["state"] == "suppressed"
    assert row["rate"] is row["reoffenders"] is row["reoffences"] is None


def test_a_cohort_kept_back_cannot_be_worked_out_from_its_year() -> None:
    """The attacker knows all that is published of the year and its quarters."""
    for again in range(1, BELOW):
        cohorts = [*YEAR[:3], _cohort("2015/16 Q4", again, 96)]
        rows = _rows(cohorts, MATURE)
        names = [f"2015/16 Q{number}" for number in (1, 2, 3, 4)]
        counts = [*(sum(n > 0 for n in each.reoffences) for each in cohorts)]
        counts.append(sum(counts))
        hidden = [rows[name]["reoffenders"] is None for name in (*names, "2015/16")]
        lower, upper = recoverable(counts, hidden, [[4, 4, 4, 4, -1]])
        assert hidden[3]
        assert upper[3] - lower[3] >= BELOW


def test_what_was_to_be_expected_anyway_stands_beside_what_happened() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    rates = rng.gamma(0.5, 1.5, 4000)
    first, later = rng.poisson(rates), rng.poisson(rates)
    chosen = first >= 5
    pairs = [
        {"scheme": "PPO", "before": int(a), "after": int(b)}
        for a, b in zip(first[chosen], later[chosen], strict=True)
    ]
    (row,) = change_rows(pairs, [int(n) for n in first if n])
    # Nothing was done to anybody: the fall is all regression to the mean, and is told as such.
    assert row["change_percent"] < -20
    assert row["verdict"] == "as expected without any effect"
    assert row["expected_lower"] < row["after"] < row["expected_upper"]
    assert (row["before"], row["after"]) == (first[chosen].sum(), later[chosen].sum())
    halved = [{**pair, "after": pair["after"] // 3} for pair in pairs]
    assert change_rows(halved, [int(n) for n in first if n])[0]["verdict"] == "fewer than expected"


def test_without_everybody_elses_offences_no_change_is_told() -> None:
    pairs = [{"scheme": "PPO", "before": 8, "after": 2}] * 12
    (row,) = change_rows(pairs, [3] * 100)
    assert row["change_percent"] is row["before"] is row["after"] is None
    assert "cannot be estimated" in row["note"]


@pytest.mark.parametrize("members", [0, 1, 4])
def test_few_members_are_not_told(members: int) -> None:
    pairs = [{"scheme": "PPO", "before": 8, "after": 2}] * members
    (row,) = change_rows(pairs, list(range(1, 60)))
    assert {row[name] for name in ("people", "left_out", "before", "after", "change_percent")} == {None}


def test_members_without_an_after_are_left_out_and_said_to_be() -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    pairs = [{"before": 8, "after": 3}] * 20 + [{"before": 9, "after": None}] * 7
    (row,) = change_rows(pairs, [int(n) for n in rng.negative_binomial(1, 0.3, 500) if n])
    assert (row["people"], row["left_out"], row["before"]) == (20, 7, 160)


@pytest.mark.parametrize(
    ("members", "treated", "shown"),
    [
        (60, 30, True),
        (60, 5, True),
        (60, 0, True),
        (60, 4, False),
        (60, 57, False),
        (60, 60, False),
        (9, 5, False),
    ],
)
def test_few_in_treatment_and_few_out_of_it_are_kept_back(members: int, treated: int, shown: bool) -> None:
    (row,) = treated_rows([{"period": "2007/08", "members": members, "in_treatment": treated}])
    assert (row["in_treatment"] == treated) is shown
    assert (row["share"] is not None) is shown


def test_the_least_members_are_not_told_either() -> None:
    (row,) = treated_rows([{"period": "2007/08", "members": 3, "in_treatment": 2}])
    assert row["members"] is row["in_treatment"] is None


def test_no_number_of_persons_from_1_to_4_is_in_any_row() -> None:
    for members, treated in itertools.product(range(12), range(12)):
        if treated <= members:
            (row,) = treated_rows([{"period": "2007/08", "members": members, "in_treatment": treated}])
            told = [row["members"], row["in_treatment"]]
            if None not in told:
                told.append(members - treated)
            assert not any(number in (1, 2, 3, 4) for number in told), row
