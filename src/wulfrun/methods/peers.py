"""How an area stands among its peers (average, rank, verdict), and where it heads."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, pdtrik, stdtrit

from wulfrun.methods.change import percent_change
from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, Texts, plain
from wulfrun.methods.similarity import Similar, distance

__all__ = [
    "AgainstPeers",
    "Direction",
    "Place",
    "Similar",
    "against_peers",
    "direction",
    "distance",
    "funnel",
    "group_average",
    "over_dispersion",
    "place",
]

MEAN_OF_RATES, POOLED, WITHOUT_SELF = "mean of rates", "pooled", "without self"
FUNNEL, BETWEEN_AREAS, NORMAL_RANGE = "funnel, over-dispersed", "interval of the mean", "normal range"
QUARTILES_FROM = 8
# Spiegelhalter's share of each end that is drawn in before over-dispersion is measured.
WINSORISED = 0.1


class Place(NamedTuple):
    """The place in a group: 1st = lowest rate; `of` how many; whether it ties; the quarter, None under 8."""

    rank: int
    of: int
    tied: bool
    quartile: int | None


class AgainstPeers(NamedTuple):
    """better / in line / worse (or 'cannot be said'), and what it rests on.

    `rate`, `average`, `lower`, `upper` per `scale`: in line within the limits, whose kind `bound` names.
    `dispersion`: winsorised φ; `between`: τ, the peers' own spread as a share of the average, beyond chance.
    """

    verdict: str
    rate: float
    average: float
    lower: float
    upper: float
    dispersion: float
    between: float
    members: int
    average_kind: str
    bound: str
    confidence: float


class Direction(NamedTuple):
    """clearly improving / stable / clearly deteriorating, with the ratio now / a year ago and its limits."""

    verdict: str | Texts
    ratio: float | Floats
    lower: float | Floats
    upper: float | Floats
    now: float | Floats
    year_ago: float | Floats
    confidence: float


def group_average(
    count: npt.ArrayLike, exposure: npt.ArrayLike, own: int, kind: str = MEAN_OF_RATES, scale: float = 1
) -> float:
    """The rate of a group: the unweighted mean of its members' rates, itself included (the published rule).

    `count`, `exposure` (k,); members with a missing count, or no exposure, are left out; `own`: the place of
    the area itself. The named alternatives 'pooled' (all counts over all exposures) and 'without self' (the
    mean of the others' rates) can differ much. NaN when nobody is left. Raises ValueError for another kind.

    >>> group = ([24000, 9000, 30000, 12000], [240_000, 60_000, 500_000, 110_000], 0)
    >>> [round(group_average(*group, kind, 1000), 4) for kind in ("mean of rates", "pooled", "without self")]
    [104.7727, 82.4176, 106.3636]
    """
    cases, people, known = _members(count, exposure)
    if kind not in (MEAN_OF_RATES, POOLED, WITHOUT_SELF):
        raise ValueError(
            f"the average is {kind!r}; expected {MEAN_OF_RATES!r}, {POOLED!r} or {WITHOUT_SELF!r}"
        )
    if kind == WITHOUT_SELF:
        known = known & (np.arange(len(cases)) != own)
    if not known.any():
        return float("nan")
    if kind == POOLED:
        return float(cases[known].sum() / people[known].sum() * scale)
    return float((cases[known] / people[known]).mean() * scale)


def place(rates: npt.ArrayLike, own: int) -> Place:
    """Where an area stands in its group, 1st = lowest rate. Those who tie share the better (lower) place.

    `rates` (k,), NaN where not known (not counted). Quarters only from 8 members on, 1 = lowest. Rank 0 where
    the area's own rate is not known.

    >>> place([5, 3, 3, 9], own=2), place(list(range(12)), own=4).quartile
    (Place(rank=1, of=4, tied=True, quartile=None), 2)
    """
    values = np.asarray(rates, float)
    mine, known = values[own], values[~np.isnan(values)]
    if np.isnan(mine):
        return Place(0, len(known), False, None)
    rank = int((known < mine).sum()) + 1
    quartile = -(-4 * rank // len(known)) if len(known) >= QUARTILES_FROM else None
    return Place(rank, len(known), bool((known == mine).sum() > 1), quartile)


def against_peers(
    count: npt.ArrayLike,
    exposure: npt.ArrayLike,
    own: int,
    better: str = "lower",
    bound: str = FUNNEL,
    average: str = MEAN_OF_RATES,
    scale: float = 1,
    confidence: float = 0.95,
) -> AgainstPeers:
    """Whether an area does better or worse than its peers, by more than peers differ among themselves.

    `count`, `exposure` (k,), `own` the area's place among them; `better` 'lower' or 'higher'. Bounds:
    'funnel, over-dispersed': `funnel` at the cases expected of it at the average, with Spiegelhalter's
    additive spread τ of the members round the average; 'interval of the mean': r̄ ± t s/√k;
    'normal range': r̄ ± z s. Fewer than 3 members, or the own rate not known: 'cannot be said'. Raises
    ValueError for another word. Source: Spiegelhalter 2005 (Stat Med 24); domain rule for the average.

    >>> group = ([240, 250, 245, 260, 410], [10_000] * 5)
    >>> against_peers(*group, own=4).verdict, against_peers(*group, own=0).verdict
    ('worse', 'in line')
    >>> against_peers(*group, own=4, better="higher").verdict
    'better'
    """
    cases, people, known = _members(count, exposure)
    if better not in ("lower", "higher") or bound not in (FUNNEL, BETWEEN_AREAS, NORMAL_RANGE):
        raise ValueError(
            f"better is {better!r}, bound is {bound!r}; expected 'lower' or 'higher', and one of "
            f"{FUNNEL!r}, {BETWEEN_AREAS!r}, {NORMAL_RANGE!r}"
        )
    mean, members = group_average(cases, people, own, average), int(known.sum())
    if members < 3 or not known[own] or not mean > 0:
        nan = float("nan")
        mine = float(cases[own] / people[own] * scale) if known[own] else nan
        values = (mine, mean * scale, nan, nan, nan, nan)
        return AgainstPeers("cannot be said", *values, members, average, bound, confidence)
    phi, tau = over_dispersion(cases[known], mean * people[known])
    z, rates = float(ndtri(0.5 + checked(confidence) / 2)), cases[known] / people[known]
    if bound == FUNNEL:
        lower, upper = (mean * float(each) for each in funnel(mean * people[own], tau, confidence))
    else:
        wide = (
            float(stdtrit(members - 1, 0.5 + checked(confidence) / 2)) / np.sqrt(members)
            if bound != NORMAL_RANGE
            else z
        )
        half = wide * float(rates.std(ddof=1))
        lower, upper = max(0.0, mean - half), mean + half
    rate = float(cases[own] / people[own])
    below, above = ("better", "worse") if better == "lower" else ("worse", "better")
    word = below if rate < lower else above if rate > upper else "in line"
    values = (rate * scale, mean * scale, float(lower * scale), float(upper * scale), phi, tau)
    return AgainstPeers(word, *values, members, average, bound, confidence)


def funnel(expected: npt.ArrayLike, between: float = 0.0, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of observed / expected within which an area is in line.

    `expected`: cases, any shape, above 0; `between`: τ, as `over_dispersion` gives. With τ = 0 exact Poisson:
    outside when the exact limits of the count leave out the expected. Otherwise each limit's distance from 1
    on the square-root scale, h, becomes √(h² + z²τ²). The lower limit is never under 0. Source: Spiegelhalter
    2005; as PHEindicatormethods where τ = 0.

    >>> lower, upper = funnel(100)
    >>> round(float(lower), 4), round(float(upper), 4)
    (0.8039, 1.2056)
    """
    mean, tail = np.asarray(expected, float), (1 - checked(confidence)) / 2
    extra = (float(ndtri(1 - tail)) * between) ** 2
    # Where even no case at all is not rare enough, there is no lower limit.
    few = np.exp(-mean) >= tail
    low = np.where(few, 0.0, pdtrik(tail, np.where(few, 10.0, mean))) / mean
    high = (pdtrik(1 - tail, mean) + 1) / mean
    down, up = np.sqrt((1 - np.sqrt(low)) ** 2 + extra), np.sqrt((np.sqrt(high) - 1) ** 2 + extra)
    return np.maximum(0.0, 1 - down) ** 2, (1 + up) ** 2


def over_dispersion(count: npt.ArrayLike, expected: npt.ArrayLike) -> tuple[float, float]:
    """φ and τ: how much more areas differ from what is expected of them than chance would have them.

    `count`, `expected` (k,), expected above 0. Scores 2(√c - √E) have about variance 1 by chance; a tenth at
    each end is winsorised; φ is their mean square, τ² = (kφ - (k - 1)) / (Σw - Σw²/Σw), w = 4E, never
    under 0, on the scale of √(c / E). Source: Spiegelhalter 2005.

    >>> over_dispersion([100, 100, 100], [100, 100, 100])
    (0.0, 0.0)
    """
    cases, mean = np.asarray(count, float), np.asarray(expected, float)
    score = 2 * (np.sqrt(cases) - np.sqrt(mean))
    held = np.clip(score, *np.quantile(score, [WINSORISED, 1 - WINSORISED]))
    phi, weight, size = float((held**2).mean()), 4 * mean, len(cases)
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    return phi, float(np.sqrt(max(0.0, size * phi - (size - 1)) / room)) if room > 0 else 0.0


def direction(
    months: npt.ArrayLike,
    dispersion: npt.ArrayLike = 1.0,
    better: str = "lower",
    exposure: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Direction:
    """Where an area heads: its last three months against the same three months a year ago.

    `months` (..., n) of counts, the last one the latest, at least 15; `dispersion` φ of the series (...),
    such as `regression.dispersion` gives: 1 calls far too much 'clear'; `exposure` (..., n) where it changed;
    `better` 'lower' or 'higher'. The ratio with its limits (`change.percent_change`); 'clearly' only where
    they leave out 1. A missing month, or none a year ago: 'cannot be said'. Raises ValueError for a shorter
    series.

    >>> direction([20, 20, 20] + [15] * 9 + [10, 10, 10]).verdict, direction([10] * 15).verdict
    ('clearly improving', 'stable')
    """
    series = np.asarray(months, float)
    if series.ndim == 0 or series.shape[-1] < 15:
        raise ValueError(f"the series has shape {series.shape}; expected at least 15 months, the latest last")
    if better not in ("lower", "higher"):
        raise ValueError(f"better is {better!r}; expected 'lower' or 'higher'")
    now, before = series[..., -3:].sum(axis=-1), series[..., -15:-12].sum(axis=-1)
    at_risk = np.broadcast_to(np.asarray(1.0 if exposure is None else exposure, float), series.shape)
    risks = at_risk[..., -3:].sum(axis=-1), at_risk[..., -15:-12].sum(axis=-1)
    found = percent_change(now, before, *risks, dispersion, checked(confidence))
    ratio, lower, upper = (1 + each / 100 for each in (found.value, found.lower, found.upper))
    fell, rose = ("improving", "deteriorating") if better == "lower" else ("deteriorating", "improving")
    words = np.select(
        [np.isnan(lower) | np.isnan(upper), upper < 1, lower > 1],
        ["cannot be said", f"clearly {fell}", f"clearly {rose}"],
        "stable",
    )
    values = [plain(np.asarray(each)) for each in (words, ratio, lower, upper, now, before)]
    return Direction._make([*values, confidence])


def _members(count: npt.ArrayLike, exposure: npt.ArrayLike) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    cases, people = np.broadcast_arrays(np.asarray(count, float), np.asarray(exposure, float))
    return cases, people, (cases >= 0) & (people > 0)
