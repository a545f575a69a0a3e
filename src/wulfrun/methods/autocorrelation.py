"""How alike neighbouring months are beyond what a regression explains, and what that does to its errors."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import chdtrc

from wulfrun.methods.interval import Floats

Ints = npt.NDArray[np.int64]
_MOST = 0.95


class Residuals(NamedTuple):
    """What a log-linear regression left: `month` (n,) rising, `design` (n, k), `counts` and `mean` (n,)."""

    month: Ints
    design: Floats
    counts: Floats
    mean: Floats

    @property
    def pearson(self) -> Floats:
        """(counts - mean) / √mean."""
        return (self.counts - self.mean) / np.sqrt(self.mean)

    def durbin_watson(self) -> float:
        """Durbin & Watson's d of the Pearson residuals of neighbouring months; NaN where all are 0.

        >>> left = Residuals(np.arange(4), np.ones((4, 1)), np.array([2.0, 0, 2, 0]), np.ones(4))
        >>> left.durbin_watson()
        3.0
        """
        left, pair = self.pearson, np.diff(self.month) == 1
        square = float((left**2).sum())
        return float((np.diff(left)[pair] ** 2).sum()) / square if square else float("nan")

    def without(self, correlation: float) -> Floats:
        """What is new in each month: its residual less `correlation` times that of the month before."""
        left = self.pearson
        return np.asarray((left[1:] - correlation * left[:-1])[np.diff(self.month) == 1], float)


def first_order(seen: Residuals) -> tuple[float, float]:
    """The correlation ρ of neighbouring months (0 to 0.95) and the dispersion φ.

    Residuals are r = M u, with M what the fit leaves of errors u. ρ is that for which tr(M R(ρ) M L) /
    tr(M R(ρ) M) equals Σ r(t) r(t-1) / Σ r²; R(ρ) = ρ^|months apart|, L takes neighbours; φ = Σ r² /
    tr(M R(ρ) M), never under 1. Without this the residuals of a fit with a trend and seasons look less alike
    than they are.

    >>> rng = np.random.default_rng(1)
    >>> seen = Residuals(np.arange(60), np.ones((60, 1)), rng.poisson(50, 60) * 1.0, np.full(60, 50.0))
    >>> rho, phi = first_order(seen)
    >>> bool(0 <= rho < 0.3), phi >= 1
    (True, True)
    """
    left, month = seen.pearson, seen.month
    root = seen.design * np.sqrt(seen.mean)[:, None]
    keep = np.eye(len(month)) - root @ np.linalg.solve(root.T @ root, root.T)
    apart = np.abs(np.subtract.outer(month, month))
    neighbours = np.where(apart == 1, 0.5, 0.0)
    square = float(left @ left)
    if square <= 0:
        return 0.0, 1.0
    aim = float(left @ neighbours @ left) / square
    shown = keep @ neighbours @ keep

    def missed(rho: float) -> float:
        alike = rho ** apart.astype(float)
        return float((shown * alike).sum() / (keep * alike).sum()) - aim

    rho = 0.0 if missed(0.0) >= 0 else _MOST if missed(_MOST) <= 0 else float(brentq(missed, 0.0, _MOST))
    return rho, max(1.0, square / float((keep * rho ** apart.astype(float)).sum()))


def working_inverse(seen: Residuals, correlation: float) -> Floats:
    """Covariance (k, k), over φ, of coefficients fitted as if months were independent when they are not:
    A⁻¹ X'√μ R √μ X A⁻¹, A = X'μX."""
    apart = np.abs(np.subtract.outer(seen.month, seen.month)).astype(float)
    root = seen.design * np.sqrt(seen.mean)[:, None]
    bread = np.linalg.inv(root.T @ root)
    return np.asarray(bread @ (root.T @ correlation**apart @ root) @ bread, float)


def ljung_box(series: Floats, lags: int = 12) -> float:
    """p of Ljung & Box's Q for correlation at lags 1 to `lags` (fewer where the series is short).

    `series` (n,) taken about 0. NaN for fewer than eight values or where all are 0.
    Source: Ljung & Box 1978, Biometrika 65:297-303.

    >>> round(ljung_box(np.array([1.0, -1, 1, -1, 1, -1, 1, -1, 1, -1]), lags=1), 4)
    0.001
    """
    size, square = len(series), float(series @ series)
    most = min(lags, size // 4)
    if size < 8 or not square:
        return float("nan")
    alike = np.array([float(series[lag:] @ series[:-lag]) / square for lag in range(1, most + 1)])
    statistic = size * (size + 2) * float((alike**2 / (size - np.arange(1, most + 1))).sum())
    return float(chdtrc(most, statistic))
