"""How well a rule (keywords, a code, a match) finds what people who read the records found."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import proportion_interval

WILSON = "Wilson"


class Quality(NamedTuple):
    """How a rule does against labels: three shares with limits (NaN where the base is 0) and the counts.

    `precision`: of what the rule found, how much was right; `recall`: of what was there, how much it found;
    `f1`: the harmonic mean of both.
    """

    precision: float
    precision_lower: float
    precision_upper: float
    recall: float
    recall_lower: float
    recall_upper: float
    f1: float
    f1_lower: float
    f1_upper: float
    hits: int
    false_alarms: int
    misses: int
    confidence: float
    method: str


def quality(found: npt.ArrayLike, labelled: npt.ArrayLike, confidence: float = 0.95) -> Quality:
    """Precision, recall and F1 of a rule against labels, with Wilson's limits.

    `found`, `labelled` (n,) true or false for each record. The records must be a random sample of all: labels
    only of what the rule found say nothing of recall. F1 = 2J/(1 + J), J = hits / (hits + false alarms +
    misses), a proportion, whose limits are carried over. Raises ValueError for lists of two lengths.
    Source: van Rijsbergen 1979; Hand, Christen & Kirielle 2021 (J as F*).

    >>> result = quality([True, True, True, False, False], [True, True, False, True, False])
    >>> result.hits, round(result.precision, 4), round(result.recall, 4), round(result.f1, 4)
    (2, 0.6667, 0.6667, 0.6667)
    """
    rule, truth = np.asarray(found, bool), np.asarray(labelled, bool)
    if rule.ndim != 1 or rule.shape != truth.shape:
        raise ValueError(f"{rule.shape} found and {truth.shape} labels; expected two lists of one length")
    hits, alarms, misses = int((rule & truth).sum()), int((rule & ~truth).sum()), int((~rule & truth).sum())
    return quality_from_counts(hits, alarms, misses, confidence)


def quality_from_counts(hits: int, false_alarms: int, misses: int, confidence: float = 0.95) -> Quality:
    """`quality` from how many the rule found rightly, found wrongly and missed.

    >>> result = quality_from_counts(90, 10, 30)
    >>> [round(each, 4) for each in (result.precision, result.recall, result.f1)]
    [0.9, 0.75, 0.8182]
    """
    bases = np.array([hits + false_alarms, hits + misses, hits + false_alarms + misses])
    shares = proportion_interval(hits, bases, confidence)
    values = []
    for place in range(3):
        three = [float(each[place]) for each in (shares.value, shares.lower, shares.upper)]
        values.extend(three if place < 2 else [2 * each / (1 + each) for each in three])
    return Quality._make([*values, hits, false_alarms, misses, confidence, WILSON])
