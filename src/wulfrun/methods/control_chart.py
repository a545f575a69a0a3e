"""The control chart of single values (XmR): what is usual for a series, and which points are not.

Limits are the mean plus and minus 2.66 mean moving ranges, by segment. A moving range, a run or a trend
never reaches across a segment's edge or a gap: a missing month is neither a fall nor a part of a run.
"""

import numpy as np
import numpy.typing as npt

from wulfrun.methods.control_rules import (
    NEAR,
    OUTSIDE,
    RUN,
    TREND,
    Bools,
    Chart,
    Ints,
    broken_rules,
    stretches,
)
from wulfrun.methods.interval import Floats

__all__ = ["NEAR", "OUTSIDE", "RUN", "TREND", "Chart", "xmr", "xmr_many"]

_LIMIT = 2.66


def xmr(
    values: npt.ArrayLike, segments: npt.ArrayLike | None = None, run: int = 8, trend: int = 6, least: int = 3
) -> Chart:
    """Centre, limits and signals of one series.

    `values`: (n,), in order of time, NaN where there is a gap. `segments`: (n,) whole numbers that change
    where the series breaks; one segment where none is given. `run` and `trend`: how many points in a row
    (the NHS uses 7 and 7). `least`: fewer values than this in a segment give no limits. Every point of a
    run or trend is marked; of 'two of three', the points beyond two thirds of the way to the limit. A value
    equal to the centre breaks a run. Raises ValueError when shapes differ.
    Source: NIST/SEMATECH e-Handbook 6.3.2.2; NHS England, Making Data Count.

    >>> chart = xmr([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    >>> [round(float(each[0]), 2) for each in chart[:3]]
    [50.81, 45.82, 55.8]
    """
    y = np.asarray(values, float)
    parts = np.zeros(y.shape, np.int64) if segments is None else np.asarray(segments, np.int64)
    if y.ndim != 1 or parts.shape != y.shape:
        raise ValueError(
            f"values have the shape {y.shape}, segments {parts.shape}; expected two equal lengths"
        )
    return Chart._make(each[0] for each in xmr_many(y[None], parts, run, trend, least))


def xmr_many(
    values: npt.ArrayLike, segments: npt.ArrayLike | None = None, run: int = 8, trend: int = 6, least: int = 3
) -> Chart:
    """The charts of many series at once, each the same as `xmr` gives for it alone.

    `values`: (series, months), NaN where there is a gap. `segments`: (months,) for all series, or (series,
    months) for each its own. Every field of the result is (series, months). Raises ValueError when shapes
    differ.

    >>> chart = xmr_many([[9, 11, 9, 11, 9], [3, 3, 4, 3, 90]])
    >>> chart.centre[:, 0].tolist(), chart.upper.shape
    ([9.8, 20.6], (2, 5))
    """
    y = np.asarray(values, float)
    parts = np.zeros(y.shape, np.int64) if segments is None else np.asarray(segments, np.int64)
    if y.ndim != 2 or parts.shape not in (y.shape, y.shape[1:]):
        raise ValueError(
            f"values have the shape {y.shape}, segments {parts.shape}; expected (series, months) and segments"
            " for the months, or for each series and month"
        )
    line = y.ravel()
    part = _numbered(np.broadcast_to(parts, y.shape))
    stretch = stretches(line, part)
    centre, reach = _centre_and_reach(line, part, stretch, least)
    rule = broken_rules(line, centre, reach, stretch, run, trend)
    return Chart._make(each.reshape(y.shape) for each in (centre, centre - reach, centre + reach, rule))


def _numbered(parts: Ints) -> Ints:
    """Every series' every segment as a number of its own, in one line."""
    if not parts.size:
        return np.zeros(0, np.int64)
    low = parts.min()
    width = int(parts.max() - low) + 1
    if width > parts.size:
        _, places = np.unique(parts, return_inverse=True)
        return _numbered(places.reshape(parts.shape))
    return np.asarray(((parts - low) + width * np.arange(len(parts))[:, None]).ravel(), np.int64)


def _centre_and_reach(y: Floats, part: Ints, stretch: Ints, least: int) -> tuple[Floats, Floats]:
    if not len(y):
        return y.copy(), y.copy()
    many = int(part.max()) + 1
    joined = np.zeros(y.shape, bool)
    joined[1:] = stretch[1:] == stretch[:-1]
    ranges = np.zeros(y.shape)
    ranges[1:] = np.abs(np.diff(y))
    mean, known = _means(y, ~np.isnan(y), part, many)
    wide, counted = _means(ranges, joined, part, many)
    limited = (known >= least) & (counted > 0)
    centre, reach = np.where(limited, mean, np.nan), np.where(limited, _LIMIT * wide, np.nan)
    return centre[part], reach[part]


def _means(y: Floats, kept: Bools, part: Ints, many: int) -> tuple[Floats, Ints]:
    number = np.bincount(part, kept, many)
    total = np.bincount(part, np.where(kept, y, 0.0), many)
    return total / np.maximum(number, 1), number.astype(np.int64)
