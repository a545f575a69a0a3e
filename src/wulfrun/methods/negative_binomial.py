"""Negative-binomial regression (NB2) by maximum likelihood, and the seasonal model made with it."""

from typing import NamedTuple

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from wulfrun.methods.interval import Floats
from wulfrun.methods.regression import (
    HALF_LIFE,
    fit_quasi_poisson,
    neighbour_correlation,
    seasonal_design,
)

# Under this the counts vary as Poisson counts do, and the likelihood no longer tells dispersions apart.
LEAST_DISPERSION, MOST_DISPERSION = 1e-6, 20.0
_ROUNDS, _STEPS = 100, 60


class NegativeBinomialFit(NamedTuple):
    """Coefficients (k,), their covariance, the dispersion α (variance = mean + α mean²), fitted (n,)."""

    coefficients: Floats
    covariance: Floats
    dispersion: float
    fitted: Floats
    log_likelihood: float


def fit_negative_binomial(
    design: Floats,
    counts: Floats,
    penalty: Floats | None = None,
    weights: Floats | None = None,
    tolerance: float = 1e-9,
) -> NegativeBinomialFit:
    """Fit log mean = design @ coefficients with variance mean + α mean², both by maximum likelihood.

    `design` (n, k), `counts` (n,) of 0 or more without NaN; `penalty` (k,) are prior precisions (1 / sd²) of
    the coefficients, `weights` (n,) of the observations, none where not given. Coefficients by iteratively
    reweighted least squares and α by Newton's steps on its logarithm, in turn until α moves by less than
    `tolerance`, relatively. The covariance takes α as known. Counts that vary no more than chance would
    make them have an α of about 0. Raises ValueError for negative counts or shapes that differ.
    Source: Lawless 1987, Canadian Journal of Statistics 15(3); Hilbe 2011, ch. 8.

    >>> fit = fit_negative_binomial(np.ones((6, 1)), np.array([2.0, 14.0, 7.0, 30.0, 1.0, 9.0]))
    >>> round(float(np.exp(fit.coefficients[0])), 6), round(fit.dispersion, 4)
    (10.5, 0.8179)
    """
    if design.ndim != 2 or counts.shape != (len(design),) or bool((counts < 0).any()):
        raise ValueError(
            f"design {design.shape} and counts {counts.shape}; expected a row of the design for each count, "
            "and counts of 0 or more"
        )
    prior = np.zeros(design.shape[1]) if penalty is None else penalty
    weight = np.ones(len(counts)) if weights is None else weights
    start = fit_quasi_poisson(design, counts, penalty, weights)
    beta = start.coefficients
    alpha = _moments(counts, start.fitted, weight)
    for _ in range(_ROUNDS):
        beta, information = _coefficients(design, counts, prior, weight, alpha, beta, tolerance)
        mean = np.exp(np.clip(design @ beta, -20.0, 25.0))
        before, alpha = alpha, _dispersion(counts, mean, weight, alpha, tolerance)
        if abs(alpha - before) <= tolerance * max(before, LEAST_DISPERSION):
            break
    likelihood = _log_likelihood(counts, mean, weight, alpha)
    return NegativeBinomialFit(beta, np.asarray(np.linalg.inv(information)), alpha, mean, likelihood)


def predict_negative_binomial(y: Floats, first_month: int, horizon: int) -> tuple[Floats, Floats]:
    """Mean and covariance of the months ahead: a season, a trend that is damped, counts spread as NB2.

    `y` (n,) with NaN where a month is missing; at least a few counts above 0. Design, prior and fading of
    old months are those of `regression.predict_quasi_poisson`.
    """
    design, prior = seasonal_design(len(y), first_month, horizon)
    known = ~np.isnan(y)
    past, ahead = design[: len(y)][known], design[len(y) :]
    fading = 0.5 ** ((len(y) - 1 - np.flatnonzero(known)) / HALF_LIFE)
    fit = fit_negative_binomial(past, y[known], prior, fading, tolerance=1e-4)
    alike = neighbour_correlation(y, known, fit.fitted)
    mean = np.exp(np.clip(ahead @ fit.coefficients, -20.0, 25.0))
    parameters = ahead @ fit.covariance @ ahead.T * (1 + alike) / (1 - alike)
    steps = np.abs(np.subtract.outer(np.arange(horizon), np.arange(horizon)))
    sd = np.sqrt(mean + fit.dispersion * mean**2)
    noise = np.outer(sd, sd) * alike**steps
    return mean, noise + np.outer(mean, mean) * np.expm1(np.minimum(parameters, 1.0))


def _coefficients(
    design: Floats,
    counts: Floats,
    prior: Floats,
    weight: Floats,
    alpha: float,
    beta: Floats,
    tolerance: float,
) -> tuple[Floats, Floats]:
    for _ in range(_STEPS):
        eta = np.clip(design @ beta, -20.0, 25.0)
        mean = np.exp(eta)
        leverage = weight * mean / (1 + alpha * mean)
        information = design.T @ (design * leverage[:, None]) + np.diag(prior)
        working = eta + (counts - mean) / mean
        before, beta = beta, np.asarray(np.linalg.solve(information, design.T @ (leverage * working)))
        if np.max(np.abs(beta - before)) < tolerance:
            break
    return beta, information


def _moments(counts: Floats, mean: Floats, weight: Floats) -> float:
    beyond = float((weight * ((counts - mean) ** 2 - mean)).sum() / (weight * mean**2).sum())
    return float(np.clip(beyond, 1e-3, 1.0))


def _dispersion(counts: Floats, mean: Floats, weight: Floats, alpha: float, tolerance: float) -> float:
    """The α of greatest likelihood, by Newton's steps on log α that never overshoot a factor of e²."""
    at = float(np.log(alpha))
    for _ in range(_STEPS):
        slope, bend = _slopes(counts, mean, weight, float(np.exp(at)))
        # Where the curve bends the wrong way Newton would run from the maximum: go uphill instead.
        step = -slope / bend if bend < 0 else float(np.sign(slope))
        before, at = (
            at,
            float(np.clip(at + np.clip(step, -2, 2), np.log(LEAST_DISPERSION), np.log(MOST_DISPERSION))),
        )
        if abs(at - before) < tolerance:
            break
    return float(np.exp(at))


def _slopes(counts: Floats, mean: Floats, weight: Floats, alpha: float) -> tuple[float, float]:
    """First and second derivative of the log-likelihood in log α, from those in r = 1 / α."""
    r = 1 / alpha
    one = digamma(counts + r) - digamma(r) + np.log(r / (r + mean)) + (mean - counts) / (r + mean)
    two = (
        polygamma(1, counts + r)
        - polygamma(1, r)
        + 1 / r
        - 1 / (r + mean)
        - (mean - counts) / (r + mean) ** 2
    )
    first, second = float((weight * one).sum()), float((weight * two).sum())
    return -r * first, r * first + r * r * second


def _log_likelihood(counts: Floats, mean: Floats, weight: Floats, alpha: float) -> float:
    r = 1 / alpha
    each = (
        gammaln(counts + r)
        - gammaln(r)
        - gammaln(counts + 1)
        + r * np.log(r / (r + mean))
        + counts * np.log(mean / (r + mean))
    )
    return float((weight * each).sum())
