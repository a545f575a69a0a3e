"""Exponential smoothing with a damped trend and a season, ETS(A,Ad,A), on the square roots of counts.

statsforecast fits it; it takes a second to import and is imported only where a series is fitted.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from wulfrun.methods.interval import Floats

# Two seasons give the start, a third is needed to tell how fast level and season move.
LEAST_MONTHS, SEASON = 36, 12
# Older months no longer move the state; leaving them out bounds the time a fit takes.
MOST_MONTHS = 96
# Anscombe's: the square root of a Poisson count and 3/8 has nearly the same spread at every level.
_SHIFT = 3 / 8
_LEAST_MEAN = 1e-3

Prediction = tuple[Floats, Floats]


def unusable(y: Floats) -> str:
    """Why a series cannot be smoothed, as a clause; '' where it can: no month is ever filled in."""
    recent = y[-MOST_MONTHS:]
    if len(recent) < LEAST_MONTHS:
        return f"exponential smoothing needs {LEAST_MONTHS} months"
    if np.isnan(recent).any():
        return "exponential smoothing was left out, as months are missing"
    return "" if np.ptp(recent) > 0 else "exponential smoothing was left out, as all months are the same"


def predict_seasonal_ets(y: Floats, first_month: int, horizon: int) -> Prediction:
    """Mean and covariance of the months ahead, back on the scale of counts.

    `y` (n,) of at least 36 months without NaN; `first_month` is not needed, as a season of twelve fits
    itself. With z = √(y + 3/8) and forecasts N(m, C), counts ahead have the mean m² + C - 3/8 and the
    covariance 4 mᵢ mⱼ Cᵢⱼ + 2 Cᵢⱼ², exactly. Raises ValueError where `unusable` says why not.
    Source: Hyndman, Koehler, Ord & Snyder 2008, ch. 6 (the covariance of a linear innovations model).
    """
    if why := unusable(y):
        raise ValueError(why)
    return next(_ahead(y[-MOST_MONTHS:], [min(len(y), MOST_MONTHS)], horizon))


def predict_seasonal_ets_from(
    y: Floats, first_month: int, origins: Sequence[int], horizon: int
) -> Iterator[Prediction]:
    """What `predict_seasonal_ets` would have said at each origin, knowing only the months before it.

    Fitted anew a year after the last fit; between, the fitted model is carried on through the new months.
    """
    start = max(origins[0] - MOST_MONTHS, 0)
    return _ahead(y[start:], [each - start for each in origins], horizon)


def _ahead(y: Floats, origins: Sequence[int], horizon: int) -> Iterator[Prediction]:
    from statsforecast.models import AutoETS

    z = np.sqrt(y + _SHIFT)
    model, fitted_at = None, 0
    for origin in origins:
        if model is None or origin - fitted_at >= SEASON:
            model = AutoETS(season_length=SEASON, model="AAA", damped=True).fit(z[:origin])
            fitted_at = origin
        middle = np.maximum(model.forward(z[:origin], horizon)["mean"], 0.0)
        alpha, beta, gamma, phi = (float(each) for each in model.model_["par"][:4])
        shared = float(model.model_["sigma2"]) * carried(alpha, beta, gamma, phi, horizon)
        mean = np.maximum(middle**2 + np.diag(shared) - _SHIFT, _LEAST_MEAN)
        yield mean, 4 * np.outer(middle, middle) * shared + 2 * shared**2


def carried(alpha: float, beta: float, gamma: float, phi: float, horizon: int) -> Floats:
    """Covariance of the errors ahead for one unit of variance: what each shock adds to later months."""
    later = np.arange(1, horizon)
    shock = alpha + beta * np.cumsum(phi**later) + gamma * (later % SEASON == 0)
    weight = np.concatenate([[1.0], shock])
    back = np.subtract.outer(np.arange(horizon), np.arange(horizon))
    lower = np.where(back >= 0, weight[np.maximum(back, 0)], 0.0)
    return np.asarray(lower @ lower.T)
