"""Quasi-Poisson regression by iteratively reweighted least squares, and the seasonal model made with it."""

from typing import NamedTuple

import numpy as np

from wulfrun.methods.interval import Floats

# Prior standard deviations on the log scale: a month-of-year effect, and the trend per month.
SEASON_SD, TREND_SD = 0.5, 0.02
DAMPING = 0.98
# Months after which an observation weighs half: what a series did long ago says less about where it goes.
HALF_LIFE = 24.0
_ROUNDS = 60


class Fit(NamedTuple):
    """Coefficients (k,), their covariance (k, k), the dispersion φ, and the fitted means (n,)."""

    coefficients: Floats
    covariance: Floats
    dispersion: float
    fitted: Floats


def fit_quasi_poisson(
    design: Floats, counts: Floats, penalty: Floats | None = None, weights: Floats | None = None
) -> Fit:
    """Fit log mean = design @ coefficients by IRLS.

    `design` (n, k), `counts` (n,) of 0 or more without NaN; `penalty` (k,) are prior precisions (1 / sd²) of
    the coefficients, `weights` (n,) of the observations, none where not given. φ is Pearson's χ² /
    (n - effective parameters); with a penalty it is never under 1.
    Source: McCullagh & Nelder 1989, ch. 2 and 9.

    >>> fit = fit_quasi_poisson(np.ones((4, 1)), np.array([8.0, 10.0, 12.0, 10.0]))
    >>> round(float(np.exp(fit.coefficients[0])), 6), round(fit.dispersion, 4)
    (10.0, 0.2667)
    """
    prior = np.zeros(design.shape[1]) if penalty is None else penalty
    weight = np.ones(len(counts)) if weights is None else weights
    phi = 1.0
    beta, information = _irls(design, counts, prior * phi, weight)
    for _ in range(3 if prior.any() else 0):
        phi = max(_dispersion(design, counts, beta, information, weight), 1.0)
        beta, information = _irls(design, counts, prior * phi, weight)
    found = _dispersion(design, counts, beta, information, weight)
    phi = max(found, 1.0) if prior.any() else found
    return Fit(beta, np.asarray(phi * np.linalg.inv(information), float), phi, np.exp(design @ beta))


def seasonal_design(n: int, first_month: int, horizon: int = 0) -> tuple[Floats, Floats]:
    """Design matrix (n + horizon, 14) and prior precisions: level, twelve months of the year, trend.

    The trend counts months from the last of the n (0 there) and is damped ahead of it.
    """
    index = np.arange(n + horizon)
    months = np.eye(12)[(first_month + index) % 12]
    ahead = np.maximum(index - (n - 1), 0)
    trend = np.where(index < n, index - (n - 1.0), DAMPING * (1 - DAMPING**ahead) / (1 - DAMPING))
    design = np.column_stack([np.ones(n + horizon), months, trend])
    return design, np.concatenate([[0.0], np.full(12, SEASON_SD**-2), [TREND_SD**-2]])


def predict_quasi_poisson(y: Floats, first_month: int, horizon: int) -> tuple[Floats, Floats]:
    """Mean and covariance of the months ahead: parameter uncertainty, over-dispersion, and neighbours alike.

    `y` (n,) with NaN where a month is missing; at least a few counts above 0.
    """
    design, prior = seasonal_design(len(y), first_month, horizon)
    known = ~np.isnan(y)
    past, ahead = design[: len(y)][known], design[len(y) :]
    fading = 0.5 ** ((len(y) - 1 - np.flatnonzero(known)) / HALF_LIFE)
    fit = fit_quasi_poisson(past, y[known], prior, fading)
    alike = neighbour_correlation(y, known, fit.fitted)
    mean = np.exp(ahead @ fit.coefficients)
    # Residuals that follow one another carry less information than their number: widen, do not narrow.
    parameters = ahead @ fit.covariance @ ahead.T * (1 + alike) / (1 - alike)
    steps = np.abs(np.subtract.outer(np.arange(horizon), np.arange(horizon)))
    noise = fit.dispersion * np.sqrt(np.outer(mean, mean)) * alike**steps
    return mean, noise + np.outer(mean, mean) * np.expm1(np.minimum(parameters, 1.0))


def neighbour_correlation(y: Floats, known: Floats, fitted: Floats) -> float:
    """Lag-one correlation of Pearson residuals over neighbouring known months, held between 0 and 0.8."""
    residual = np.full(len(y), np.nan)
    residual[known.astype(bool)] = (y[known.astype(bool)] - fitted) / np.sqrt(np.maximum(fitted, 1e-9))
    pair = ~(np.isnan(residual[1:]) | np.isnan(residual[:-1]))
    if pair.sum() < 8:
        return 0.0
    square = float(np.nanmean(residual**2))
    both = float((residual[1:] * residual[:-1])[pair].mean())
    return float(np.clip(both / square, 0.0, 0.8)) if square > 0 else 0.0


def dispersion(y: Floats, first_month: int) -> float:
    """Over-dispersion φ of a monthly count beyond season and trend; 1 where under 24 months are known.

    >>> dispersion(np.full(36, 10.0), 0)
    1.0
    """
    known = ~np.isnan(y)
    if known.sum() < 24 or np.nansum(y) <= 0:
        return 1.0
    design, prior = seasonal_design(len(y), first_month)
    return max(1.0, fit_quasi_poisson(design[known], y[known], prior).dispersion)


def _irls(design: Floats, counts: Floats, prior: Floats, weight: Floats) -> tuple[Floats, Floats]:
    beta: Floats = np.zeros(design.shape[1])
    eta = np.log(np.maximum(counts, 0.5))
    for _ in range(_ROUNDS):
        mean = np.exp(eta)
        working = eta + (counts - mean) / mean
        leverage = mean * weight
        information = design.T @ (design * leverage[:, None]) + np.diag(prior)
        before, beta = beta, np.asarray(np.linalg.solve(information, design.T @ (leverage * working)), float)
        eta = np.clip(design @ beta, -20.0, 25.0)
        if np.max(np.abs(beta - before)) < 1e-10:
            break
    leverage = np.exp(eta) * weight
    return beta, design.T @ (design * leverage[:, None]) + np.diag(prior)


def _dispersion(design: Floats, counts: Floats, beta: Floats, information: Floats, weight: Floats) -> float:
    mean = np.exp(np.clip(design @ beta, -20.0, 25.0))
    used = float(np.trace(np.linalg.solve(information, design.T @ (design * (mean * weight)[:, None]))))
    # Weights that fade count as fewer observations (Kish), or the fit would look better than it is.
    size = float(weight.sum() ** 2 / (weight**2).sum())
    spread = float((weight * (counts - mean) ** 2 / mean).sum() / weight.sum()) * size
    return spread / max(size - used, 1.0)
