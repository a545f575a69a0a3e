"""What a weighted survey says: proportions and mean scores, how sure we are, and whether two waves differ."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri, stdtrit

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, Texts, plain, proportion_interval
from wulfrun.methods.raking import Raked, rake

__all__ = [
    "Difference",
    "Estimate",
    "Raked",
    "design_effect",
    "difference",
    "effective_sample",
    "mean_from_sums",
    "mean_score",
    "proportion",
    "proportion_from_sums",
    "rake",
]

WILSON_EFFECTIVE = "Wilson, effective sample"
STUDENT_EFFECTIVE = "Student's t, effective sample"


class Estimate(NamedTuple):
    """What the answers say of the population, all of one shape; NaN where nobody answered.

    `n`: answers (the base to print); `n_eff`: what they are worth once weighted; `design_effect`: n / n_eff;
    `error`: standard error. A quota sample has no design-based error: this one takes it as a random sample.
    """

    estimate: float | Floats
    lower: float | Floats
    upper: float | Floats
    n: float | Floats
    n_eff: float | Floats
    design_effect: float | Floats
    error: float | Floats
    confidence: float
    method: str


class Difference(NamedTuple):
    """The later wave less the earlier, its interval, z, two-sided p, and a verdict in words."""

    difference: float | Floats
    lower: float | Floats
    upper: float | Floats
    z: float | Floats
    p: float | Floats
    verdict: str | Texts
    confidence: float


def design_effect(weights: npt.ArrayLike) -> float:
    """Kish's design effect of unequal weights: n Σw² / (Σw)²; 1 for equal weights, NaN for none.

    `weights` (n,), 0 or more. Source: Kish 1965, 11.7.

    >>> design_effect([1, 1, 1, 1]), design_effect([1, 1, 1, 3])
    (1.0, 1.3333333333333333)
    """
    w = np.asarray(weights, float)
    return float(len(w) * (w**2).sum() / w.sum() ** 2) if w.sum() > 0 else float("nan")


def effective_sample(weights: npt.ArrayLike) -> float:
    """How many equally weighted answers these are worth: (Σw)² / Σw²; 0 for none.

    >>> effective_sample([1, 1, 1, 3])
    3.0
    """
    w = np.asarray(weights, float)
    return float(w.sum() ** 2 / (w**2).sum()) if w.sum() > 0 else 0.0


def proportion(y: npt.ArrayLike, weights: npt.ArrayLike | None = None, confidence: float = 0.95) -> Estimate:
    """The weighted share who say yes, p = Σwy / Σw, with Wilson's limits on the effective sample.

    `y` (n,) of 0 and 1, NaN where not answered (left out of the base); `weights` (n,), 1 where not given.
    Raises ValueError for another answer or a negative weight. Source: Kish 1965; Wilson 1927; Newcombe 1998.

    >>> found = proportion([1, 0, 1, 1, 0, np.nan], [1, 1, 2, 1, 1, 5])
    >>> [round(each, 4) for each in (found.estimate, found.lower, found.upper, found.n, found.n_eff)]
    [0.6667, 0.2609, 0.9189, 5.0, 4.5]
    """
    answers, w = _answered(y, weights)
    if not np.isin(answers, (0.0, 1.0)).all():
        raise ValueError("an answer is neither 0 nor 1; expected 0, 1 or NaN where not answered")
    return proportion_from_sums((w * answers).sum(), w.sum(), (w * w).sum(), len(w), confidence)


def proportion_from_sums(
    sum_wy: npt.ArrayLike,
    sum_w: npt.ArrayLike,
    sum_w2: npt.ArrayLike,
    n: npt.ArrayLike,
    confidence: float = 0.95,
) -> Estimate:
    """`proportion` from the sums of w y, w, w² and the number of answers, of any shape (they broadcast).

    Sums may come from grouped queries. Numbers give numbers, arrays give arrays. At a share of 0 or 1 the
    standard error is that of one more yes and one more no (Agresti & Caffo 2000), as it is never nought.

    >>> proportion_from_sums([40.0, 0.0], [100.0, 0.0], [150.0, 0.0], [90, 0]).lower.round(4).tolist()
    [0.291, nan]
    """
    yes, total, squares, count = _arrays(sum_wy, sum_w, sum_w2, n)
    worth, effect = _worth(total, squares, count)
    # Sums from a database carry rounding: a share is never a hair over 1.
    share = np.clip(yes / np.where(total > 0, total, np.nan), 0.0, 1.0)
    found = proportion_interval(share * worth, worth, confidence)
    ends = (share <= 0) | (share >= 1)
    nearer = np.where(ends, (share * worth + 1) / (worth + 2), share)
    error = np.sqrt(nearer * (1 - nearer) / (worth + 2 * ends))
    values = [share, found.lower, found.upper, count, worth, effect, error]
    return _estimate(values, confidence, WILSON_EFFECTIVE)


def mean_score(y: npt.ArrayLike, weights: npt.ArrayLike | None = None, confidence: float = 0.95) -> Estimate:
    """The weighted mean of a score, Σwy / Σw, with Student's limits on the effective sample.

    `y` (n,), NaN where not answered; `weights` (n,), 1 where not given. Variance: s²/n_eff, s² the weighted
    variance x n_eff / (n_eff - 1). Fewer than two effective answers have no limits (NaN).

    >>> found = mean_score([1, 2, 3, 4, 5])
    >>> [round(each, 4) for each in (found.estimate, found.lower, found.upper)]
    [3.0, 1.0368, 4.9632]
    """
    answers, w = _answered(y, weights)
    sums = ((w * answers).sum(), (w * answers**2).sum(), w.sum(), (w * w).sum())
    return mean_from_sums(*sums, len(w), confidence)


def mean_from_sums(
    sum_wy: npt.ArrayLike,
    sum_wy2: npt.ArrayLike,
    sum_w: npt.ArrayLike,
    sum_w2: npt.ArrayLike,
    n: npt.ArrayLike,
    confidence: float = 0.95,
) -> Estimate:
    """`mean_score` from the sums of w y, w y², w, w² and the number of answers, of any shape.

    >>> found = mean_from_sums(15, 55, 5, 5, 5)
    >>> round(found.estimate, 4), round(found.error, 4)
    (3.0, 0.7071)
    """
    top, square, total, squares, count = _arrays(sum_wy, sum_wy2, sum_w, sum_w2, n)
    worth, effect = _worth(total, squares, count)
    base = np.where(total > 0, total, np.nan)
    mean = top / base
    free = np.where(worth - 1 > 1e-9, worth - 1, np.nan)
    error = np.sqrt(np.maximum(square / base - mean**2, 0.0) / free)
    half = stdtrit(free, 0.5 + checked(confidence) / 2) * error
    values = [mean, mean - half, mean + half, count, worth, effect, error]
    return _estimate(values, confidence, STUDENT_EFFECTIVE)


def difference(wave0: Estimate, wave1: Estimate) -> Difference:
    """Whether two independent waves differ: (e1 - e0) / √(error1² + error0²), two-sided, normal.

    Either both proportions or both mean scores, of one shape; the confidence is that of `wave1`. For
    proportions error² = design effect x p(1-p)/n. Waves that share respondents need a paired test instead.

    >>> waves = [proportion_from_sums(yes, 1000, 1000, 1000) for yes in (400, 450)]
    >>> found = difference(*waves)
    >>> round(found.difference, 3), round(found.z, 3), round(found.p, 4), found.verdict
    (0.05, 2.265, 0.0235, 'rose')
    """
    before, now, error0, error1 = _arrays(wave0.estimate, wave1.estimate, wave0.error, wave1.error)
    gap, error = now - before, np.hypot(error0, error1)
    half = float(ndtri(0.5 + wave1.confidence / 2)) * error
    sure = error > 0
    z = np.where(sure, gap / np.where(sure, error, 1.0), np.nan)
    lower, upper = gap - half, gap + half
    words = np.select(
        [np.isnan(z), lower > 0, upper < 0], ["cannot be said", "rose", "fell"], "no clear change"
    )
    found = [plain(np.asarray(each)) for each in (gap, lower, upper, z, 2 * ndtr(-np.abs(z)), words)]
    return Difference._make([*found, wave1.confidence])


def _answered(y: npt.ArrayLike, weights: npt.ArrayLike | None) -> tuple[Floats, Floats]:
    answers = np.asarray(y, float)
    w = np.ones(answers.shape) if weights is None else np.asarray(weights, float)
    if answers.shape != w.shape or answers.ndim != 1:
        raise ValueError(f"{answers.shape} answers and {w.shape} weights; expected two lists of one length")
    if not (w >= 0).all():
        raise ValueError("a weight is negative or missing; expected all 0 or more")
    counted = ~np.isnan(answers) & (w > 0)
    return answers[counted], w[counted]


def _arrays(*values: npt.ArrayLike) -> list[Floats]:
    return [np.asarray(each, float) for each in np.broadcast_arrays(*values)]


def _worth(total: Floats, squares: Floats, count: Floats) -> tuple[Floats, Floats]:
    worth = np.where(total > 0, total**2 / np.where(squares > 0, squares, np.nan), 0.0)
    return worth, count / np.where(worth > 0, worth, np.nan)


def _estimate(values: list[Floats], confidence: float, method: str) -> Estimate:
    return Estimate._make([*(plain(np.asarray(each)) for each in values), confidence, method])
