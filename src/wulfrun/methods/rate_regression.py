"""Regression of the rates of areas: counts per exposure, on a log scale, over-dispersion allowed for."""

from typing import NamedTuple

import numpy as np

from wulfrun.methods.interval import Floats

_ROUNDS = 100


class RateFit(NamedTuple):
    """Coefficients (k,), covariance (k, k) with φ in it, φ (never under 1), fitted counts (n,), n - k."""

    coefficients: Floats
    covariance: Floats
    dispersion: float
    fitted: Floats
    free: int


def fit_rates(design: Floats, counts: Floats, exposure: Floats) -> RateFit:
    """Fit log(count / exposure) = design @ coefficients: quasi-Poisson with log exposure as offset.

    `design` (n, k), `counts` (n,) 0 or more, `exposure` (n,) above 0. φ is Pearson's χ² / (n - k), never
    under 1. Raises ValueError where there are no more areas than coefficients, all counts are 0, or the
    columns of the design cannot be told apart. Source: McCullagh & Nelder 1989, ch. 6.

    >>> fit = fit_rates(np.ones((3, 1)), np.array([10.0, 20.0, 30.0]), np.array([100.0, 200.0, 300.0]))
    >>> round(float(np.exp(fit.coefficients[0])), 6), fit.dispersion
    (0.1, 1.0)
    """
    size, many = design.shape
    if size <= many:
        raise ValueError(f"{size} areas are too few for {many} coefficients; expected at least {many + 1}")
    if not counts.sum() > 0 or not (exposure > 0).all() or not (counts >= 0).all():
        raise ValueError("a count is negative or missing, all are 0, or an exposure is not above 0")
    if np.linalg.matrix_rank(design) < many:
        raise ValueError("the explaining variables cannot be told apart: one is constant or made of others")
    offset = np.log(exposure)
    # Starting between each area's own rate and the whole's keeps areas without a count finite.
    whole = counts.sum() / exposure.sum()
    eta = np.log((counts + whole * exposure) / 2)
    beta = np.zeros(many)
    for _ in range(_ROUNDS):
        mean = np.exp(np.clip(eta, -30.0, 30.0))
        information = design.T @ (design * mean[:, None])
        working = eta - offset + (counts - mean) / mean
        before, beta = beta, np.linalg.solve(information, design.T @ (mean * working))
        eta = design @ beta + offset
        if np.max(np.abs(beta - before)) < 1e-12 * (1 + np.max(np.abs(beta))):
            break
    mean = np.exp(np.clip(eta, -30.0, 30.0))
    phi = max(1.0, float(((counts - mean) ** 2 / mean).sum()) / (size - many))
    covariance = phi * np.linalg.inv(design.T @ (design * mean[:, None]))
    return RateFit(np.asarray(beta, float), np.asarray(covariance, float), phi, mean, size - many)
