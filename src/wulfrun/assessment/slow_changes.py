"""Early warning: measures of the whole place that for months have been a little above or below the usual."""

from typing import Any

import numpy as np

from wulfrun.assessment.anomalies import MOST_UNEVEN, Series
from wulfrun.methods.early_warning import Cusum, Ewma, cusum, ewma
from wulfrun.methods.exceedance import exceedance, standing
from wulfrun.words.periods import month_name

MONTHS, LEAST_MONTHS, LEAST_EXPECTED = 24, 12, 3.0
SLACK, LIMIT, WEIGHT, WIDTH = 0.5, 5.0, 0.2, 3.0
# One month alone, however odd, is an alert of its own and not a slow change.
_MOST = 3.0

Row = dict[str, Any]


def slow_change(series: Series) -> Row | None:
    """What the latest months of a series say together; None where too few can be judged.

    Where each of the latest 24 months stands in what earlier years lead us to expect, in standard deviations
    held between -3 and 3, is added up (CUSUM, k 0.5, h 5) and averaged (EWMA, weight 0.2). `direction` is ''
    without a signal of the sum.
    """
    known = np.flatnonzero(~np.isnan(series.counts))
    if not len(known) or series.hidden.any():
        return None
    at = np.arange(max(int(known[-1]) - MONTHS + 1, 0), int(known[-1]) + 1)
    found = exceedance(series.counts, at)
    uneven = found.dispersion - 1 > MOST_UNEVEN**2 * found.expected
    judged = ~np.isnan(found.p) & (found.expected >= LEAST_EXPECTED) & ~uneven
    if judged.sum() < LEAST_MONTHS or not judged[-1]:
        return None
    z = np.where(judged, np.clip(standing(found), -_MOST, _MOST), np.nan)
    return _row(
        series, at, z, found.expected, cusum(z, slack=SLACK, limit=LIMIT), ewma(z, 0, 1, WEIGHT, WIDTH)
    )


def _row(series: Series, at: Any, z: Any, expected: Any, summed: Cusum, mean: Ewma) -> Row:
    direction = str(summed.signal[-1])
    since = int(summed.since[-1]) if direction else 0
    kept = ~np.isnan(z[since:])
    return {
        "measure": series.measure,
        "area_code": series.area,
        "month": month_name(series.first + int(at[-1])),
        "direction": direction.partition(" ")[0],
        "since": month_name(series.first + int(at[since])) if direction else None,
        "counted": float(series.counts[at][since:][kept].sum()) if direction else None,
        "expected": float(expected[since:][kept].sum()) if direction else None,
        "high_sum": float(summed.high[-1]),
        "low_sum": float(summed.low[-1]),
        "mean": float(mean.mean[-1]),
        "mean_limit": float(mean.upper[-1]),
        "judged": int((~np.isnan(z)).sum()),
    }
