"""Charts of the time between rare events: a murder, a gun discharge.

Where a month holds less than one event on average, its count is nearly always 0 or 1 and no chart of counts
can show a change. The gaps between events can: each event adds a point, a long gap is good news, short ones
in a row are bad. Gaps are skewed: limits three standard deviations from their mean would be wrong both ways.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, nbdtr

from wulfrun.methods.control_chart import xmr
from wulfrun.methods.control_rules import RUN, Bools, Chart, broken_rules
from wulfrun.methods.interval import Floats

LONG = "gap longer than chance gives"
SHORT = "gap shorter than chance gives"
CLOSE = "four gaps in a row shorter together than chance gives"
# One point in 741 on each side: what three standard deviations leave of a normal distribution.
_TAIL = 0.00135
_CLOSE = 4
_NELSON = 3.6


def g_chart(
    gaps: npt.ArrayLike, segments: npt.ArrayLike | None = None, run: int = 8, least: int = 8
) -> Chart:
    """The chart of whole days (or opportunities) between events, by limits of the geometric distribution.

    `gaps` (n,): whole numbers of 0 or more, in order of time; 0 where two events share a day. `segments`,
    `run` as in `xmr`; fewer than `least` gaps in a segment have no limits. p = n / (Σ gaps + n); centre: the
    median; limits: the quantiles 0.00135 and 0.99865. Rules, the first broken one named: a gap beyond a
    limit; four gaps in a row whose sum is shorter than the 0.00135 quantile of the negative binomial (a
    single short gap can hardly ever be a signal, several can); eight in a row on one side of the median.
    Raises ValueError for a gap that is negative, missing or not whole, or when shapes differ. Source:
    Benneyan 2001, Health Care Management Science 4:305; Kaminsky et al 1992, J. Quality Technology 24:63.

    >>> chart = g_chart([30, 12, 45, 8, 60, 22, 33, 400])
    >>> float(chart.centre[0]), float(chart.upper[0]), [rule for rule in chart.rule if rule]
    (53.0, 507.0, [])
    """
    found = _checked(gaps)
    parts = np.zeros(found.shape, np.int64) if segments is None else np.asarray(segments, np.int64)
    if parts.shape != found.shape:
        raise ValueError(f"{len(found)} gaps and segments of the shape {parts.shape}; expected equal lengths")
    if (found != np.floor(found)).any():
        raise ValueError("a gap is not a whole number; expected days between events (else use t_chart)")
    centre, lower, upper = (np.full(found.shape, np.nan) for _ in range(3))
    close = np.zeros(found.shape, bool)
    for part in np.unique(parts):
        inside = np.flatnonzero(parts == part)
        own = found[inside]
        if len(own) < least:
            continue
        p = len(own) / (own.sum() + len(own))
        centre[inside], lower[inside], upper[inside] = (
            _quantile(p, each) for each in (0.5, _TAIL, 1 - _TAIL)
        )
        close[inside] = _close_together(own, p)
    stretch = np.cumsum(np.diff(parts, prepend=parts[:1]) != 0)
    side = broken_rules(found, centre, np.where(np.isnan(centre), np.nan, np.inf), stretch, run, 10**9)
    names = [LONG, SHORT, CLOSE, RUN.replace("eight", str(run)) if run != 8 else RUN]
    rule = np.select([found > upper, found < lower, close, side != ""], names, "")
    return Chart(centre, lower, upper, rule)


def t_chart(
    times: npt.ArrayLike, segments: npt.ArrayLike | None = None, run: int = 8, trend: int = 6, least: int = 8
) -> Chart:
    """The chart of times between events that are no whole numbers, by Nelson's transformation.

    `times` (n,) of 0 or more, in order. y = time^(1/3.6) is close to normal where times are exponential; its
    XmR chart is drawn back to the scale of the times. Of the two usual ways this is the one kept because its
    limits rest on the spread that the times show, so events that come in bursts do not make every gap a
    signal, and because the rules of `xmr` hold. Limits are never under 0. Raises ValueError as `g_chart`.
    Source: Nelson 1994, J. Quality Technology 26:239; Provost & Murray 2011, ch. 7.

    >>> chart = t_chart([30.5, 12.2, 45.1, 8.0, 60.3, 22.9, 33.3, 18.4])
    >>> round(float(chart.centre[0]), 1), round(float(chart.upper[0]), 1)
    (25.4, 219.3)
    """
    chart = xmr(_checked(times) ** (1 / _NELSON), segments, run, trend, least)
    centre, lower, upper = (np.maximum(each, 0.0) ** _NELSON for each in chart[:3])
    return Chart(centre, lower, upper, chart.rule)


def waiting_chance(gaps: npt.ArrayLike, waiting: float) -> float:
    """The chance that a gap runs on for `waiting` days or more, if nothing has changed since the last event.

    `gaps` (n,) as for `g_chart`: those that have ended. Exact, whatever the rate is: given their sum S and
    the one that waits, every division of the days among the n + 1 gaps is equally likely, so the chance is
    C(S + n, n) / C(S + waiting + n, n). NaN without a gap. Raises ValueError for a negative number.

    >>> round(waiting_chance([30, 12, 45, 8, 60], 200), 4)
    0.0167
    """
    found = _checked(gaps)
    if waiting < 0:
        raise ValueError(f"the waiting is {waiting} days; expected 0 or more")
    if not len(found):
        return float("nan")
    many, total = len(found), float(found.sum())
    log = gammaln(total + many + 1) - gammaln(total + 1)
    return float(np.exp(log - gammaln(total + waiting + many + 1) + gammaln(total + waiting + 1)))


def _quantile(p: float, share: float) -> float:
    """The smallest number of days within which a share of the gaps ends."""
    if p >= 1:
        return 0.0
    # The tolerance keeps a quantile that is a whole number from being rounded up to the next.
    # Nothing is added last so that no limit is minus nothing.
    return max(float(np.ceil(np.log1p(-share) / np.log1p(-p) - 1 - 1e-9)), 0.0) + 0.0


def _close_together(gaps: Floats, p: float) -> Bools:
    marked = np.zeros(gaps.shape, bool)
    if len(gaps) < _CLOSE:
        return marked
    sums = np.convolve(gaps, np.ones(_CLOSE), "valid")
    for start in np.flatnonzero(nbdtr(sums.astype(int), _CLOSE, p) < _TAIL):
        marked[start : start + _CLOSE] = True
    return marked


def _checked(gaps: npt.ArrayLike) -> Floats:
    found = np.asarray(gaps, float)
    if found.ndim != 1 or not (found >= 0).all():
        raise ValueError("a gap is negative or missing; expected a list of times of 0 or more")
    return found
