"""The back-test sees no month before its time, chooses by what erred less, widens by what was missed."""

import numpy as np
import pytest

from wulfrun.methods.backtest import Tried, calibrated, chosen, held, origins_of, rolled, scaled_errors
from wulfrun.methods.forecast import ETS, REGRESSION, forecast, tried_candidates


def tried(errors: list[float], sd: float = 10.0, months: int = 12) -> list[Tried]:
    """Forecasts of 100 a month from one origin after another; each missed every month by its error."""
    mean, covariance = np.full(months, 100.0), np.eye(months) * sd**2
    return [Tried(24 + 3 * at, mean, covariance, mean + error) for at, error in enumerate(errors)]


def test_a_candidate_is_shown_only_the_months_before_each_origin() -> None:
    shown: list[int] = []

    def candidate(y, first_month, origins, horizon):  # type: ignore[no-untyped-def]
        for origin in origins:
            shown.append(origin)
            yield np.full(horizon, y[:origin].mean()), np.eye(horizon)

    y = np.arange(60.0)
    found = rolled(y, 0, candidate, origins_of(y))
    assert shown == [each.origin for each in found] == list(range(24, 55, 3))
    assert found[0].mean[0] == pytest.approx(y[:24].mean())
    np.testing.assert_array_equal(found[0].came, y[24:36])
    assert len(found[-1].came) == 6


def test_errors_are_compared_from_the_same_origins() -> None:
    yardstick = tried([20, 20, 20, 10, 10, 10])
    late = tried([0, 0, 0, 5, 5, 5])[3:]
    assert scaled_errors({"late": late}, yardstick) == {"late": pytest.approx(0.5)}


def test_a_candidate_tried_too_seldom_is_not_compared() -> None:
    assert scaled_errors({"once": tried([1])}, tried([2, 2, 2, 2])) == {}


def test_the_first_stays_unless_another_is_clearly_better() -> None:
    assert chosen({"b": 0.9}, ["a", "b"]) == "b"
    assert chosen({"a": 1.0, "b": 0.96}, ["a", "b"]) == "a"
    assert chosen({"a": 1.0, "b": 0.94}, ["a", "b"]) == "b"


def test_greater_misses_widen_every_month_and_smaller_ones_narrow_them() -> None:
    covariance = np.eye(12) * 100.0
    rng = np.random.default_rng(1)
    months = {
        size: np.diag(
            calibrated(
                covariance,
                [
                    Tried(24 + 3 * at, np.full(12, 100.0), covariance, 100 + size * rng.normal(0, 10, 12))
                    for at in range(11)
                ],
            )
        )
        for size in (0.5, 1.0, 2.0)
    }
    assert (months[0.5] < months[1.0]).all() and (months[1.0] < months[2.0]).all()
    assert months[2.0].mean() > 200


def test_months_that_missed_together_are_made_to_err_together() -> None:
    covariance = np.eye(12) * 100.0
    together = calibrated(covariance, tried([10.0, -10, 10, -10, 10, -10, 10, -10]))
    assert together[0, 11] > 0.3 * together[0, 0]
    alternating = [Tried(24, np.full(12, 100.0), covariance, 100 + np.tile([10.0, -10], 6)) for _ in range(8)]
    assert calibrated(covariance, alternating)[0, 11] < together[0, 11]


def test_every_covariance_it_makes_is_one() -> None:
    rng = np.random.default_rng(2)
    for _ in range(30):
        root = rng.normal(size=(12, 12))
        covariance = root @ root.T + np.eye(12)
        made = calibrated(covariance, tried(list(rng.normal(0, rng.uniform(1, 40), 6))))
        assert np.linalg.eigvalsh(made).min() > -1e-6 * made.max()
        np.testing.assert_allclose(made, made.T)


def test_without_a_back_test_the_limits_are_the_models_own_made_a_little_wider() -> None:
    made = calibrated(np.eye(3) * 4.0, [])
    assert (np.diag(made) >= 4.0).all() and (np.diag(made) < 8.0).all()


def test_how_often_the_limits_held_counts_only_what_was_known_then() -> None:
    calm, wild = tried([1.0, 1, 1]), tried([1.0, 1, 200])
    # The last origin's great miss is not known when its own limits are set: all of its months are outside.
    assert held(calm) == (36, 36)
    assert held(wild) == (24, 36)


def test_a_gap_in_what_came_is_not_counted() -> None:
    (one,) = tried([1.0])
    came = one.came.copy()
    came[3] = np.nan
    assert held([one._replace(came=came)]) == (11, 11)


def test_a_level_that_wanders_is_followed_by_exponential_smoothing() -> None:
    rng = np.random.default_rng(3)
    level = 300 * np.exp(np.cumsum(rng.normal(0, 0.06, 72)))
    found = forecast(rng.poisson(level).astype(float), 12, 0, confidence=0.8)
    assert found.method == ETS
    assert set(found.backtest["scaled"]) >= {ETS, REGRESSION}
    assert 0 < found.backtest["inside"] <= found.backtest["months"]


def test_a_gap_leaves_smoothing_out_and_the_note_says_so() -> None:
    y = np.random.default_rng(4).poisson(80, 60).astype(float)
    y[30] = np.nan
    found = forecast(y, 12, 0)
    assert found.method != ETS and "months are missing" in found.backtest["note"]


def test_the_same_series_gives_the_same_forecast_to_the_last_bit() -> None:
    y = np.random.default_rng(5).poisson(80, 60).astype(float)
    one = forecast(y, 12, 0)

    tried_candidates.cache_clear()
    two = forecast(y, 12, 0)
    np.testing.assert_array_equal(one.covariance, two.covariance)
    assert one.backtest == two.backtest
