"""Control charts of rates and shares whose denominators are known: u' and p' with Laney's correction.

A plain u or p chart trusts that counts vary as Poisson or binomial counts do. Over thousands of residents or
records they vary more, and every month seems a signal. Laney's charts learn from the months themselves how
much more, and still let the limits follow each month's denominator.
"""

import numpy as np
import numpy.typing as npt

from wulfrun.methods.control_rules import Bools, Chart, Ints, broken_rules, stretches
from wulfrun.methods.interval import Floats

_SIGMAS, _D2 = 3.0, 1.128


def u_prime(
    counts: npt.ArrayLike,
    exposure: npt.ArrayLike,
    segments: npt.ArrayLike | None = None,
    scale: float = 1,
    run: int = 8,
    trend: int = 6,
    least: int = 3,
) -> Chart:
    """The chart of a rate: counts over what is at risk, which may differ from month to month.

    `counts`, `exposure` (n,): 0 or more, above 0; NaN in either is a gap. `segments`, `run`, `trend`, `least`
    as in `xmr`. Centre ū = Σ counts / Σ exposure; σ_i = √(ū / exposure_i); z_i = (u_i - ū) / σ_i; limits ū ±
    3 σ_i σ_z with σ_z = mean |z_i - z_(i-1)| / 1.128, the lower never under 0; all times `scale`. Where the
    exposure is the same every month this is the XmR chart of the rates. Raises ValueError when shapes differ,
    a count is negative or an exposure is not above 0. Source: Laney 2002, Quality Engineering 14:531.

    >>> chart = u_prime([20, 26, 18, 24], [1000, 1100, 900, 1000], scale=1000)
    >>> round(float(chart.centre[0]), 2), chart.upper.round(2).tolist()
    (22.0, [31.95, 31.49, 32.49, 31.95])
    """
    count, at_risk, parts = _checked(counts, exposure, segments)
    return _laney(count, at_risk, parts, scale, False, (run, trend, least))


def p_prime(
    counts: npt.ArrayLike,
    totals: npt.ArrayLike,
    segments: npt.ArrayLike | None = None,
    scale: float = 1,
    run: int = 8,
    trend: int = 6,
    least: int = 3,
) -> Chart:
    """The chart of a share: counts out of totals, such as offences detected out of those recorded.

    As `u_prime`, with σ_i = √(p̄ (1 - p̄) / total_i) and limits never outside 0 to 1 (times `scale`: 100 for
    percent). Raises ValueError where a count is larger than its total, too.

    >>> chart = p_prime([20, 26, 18, 24], [100, 110, 90, 100], scale=100)
    >>> round(float(chart.centre[0]), 1), chart.upper.round(1).tolist()
    (22.0, [32.0, 31.5, 32.5, 32.0])
    """
    count, at_risk, parts = _checked(counts, totals, segments)
    if (count > at_risk).any():
        raise ValueError("a count is larger than its total; expected a part of it")
    return _laney(count, at_risk, parts, scale, True, (run, trend, least))


def _laney(
    count: Floats, at_risk: Floats, parts: Ints, scale: float, binomial: bool, used: tuple[int, int, int]
) -> Chart:
    run, trend, least = used
    rate = count / at_risk
    known = ~np.isnan(rate)
    stretch = stretches(rate, parts)
    joined = np.zeros(rate.shape, bool)
    joined[1:] = stretch[1:] == stretch[:-1]
    centre, reach = np.full(rate.shape, np.nan), np.full(rate.shape, np.nan)
    for part in np.unique(parts):
        inside = parts == part
        if (inside & known).sum() < least or not (inside & joined).any():
            continue
        mean = count[inside & known].sum() / at_risk[inside & known].sum()
        # A month without a record still has limits, where its denominator is known.
        sigma = np.sqrt(mean * ((1 - mean) if binomial else 1.0) / at_risk)
        centre[inside], reach[inside] = mean, (_sigma_z(rate - mean, sigma, inside & joined) * sigma)[inside]
    rule = broken_rules(rate, centre, _SIGMAS * reach, stretch, run, trend)
    lower = np.maximum(centre - _SIGMAS * reach, 0.0)
    upper = np.minimum(centre + _SIGMAS * reach, 1.0 if binomial else np.inf)
    return Chart(scale * centre, scale * lower, scale * upper, rule)


def _sigma_z(above: Floats, sigma: Floats, joined: Bools) -> float:
    """How many times more the months vary than Poisson or binomial counts would, from neighbours alone."""
    z = np.divide(above, sigma, out=np.zeros(above.shape), where=sigma > 0)
    return float(np.abs(np.diff(z, prepend=z[:1]))[joined].mean()) / _D2


def _checked(
    counts: npt.ArrayLike, at_risk: npt.ArrayLike, segments: npt.ArrayLike | None
) -> tuple[Floats, Floats, Ints]:
    count, exposure = np.asarray(counts, float), np.asarray(at_risk, float)
    parts = np.zeros(count.shape, np.int64) if segments is None else np.asarray(segments, np.int64)
    if count.ndim != 1 or not count.shape == exposure.shape == parts.shape:
        raise ValueError(
            f"counts have the shape {count.shape}, denominators {exposure.shape}, segments {parts.shape}; "
            "expected equal lengths"
        )
    if (count < 0).any() or (exposure <= 0).any():
        raise ValueError("a count is negative or a denominator is not above 0; expected NaN where not known")
    return count, exposure, parts
