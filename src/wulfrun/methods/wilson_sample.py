"""How large a sample a Wilson interval speaks of, so that published shares can be tested again."""

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from wulfrun.methods.interval import Floats, plain


def sample_of(
    share: npt.ArrayLike, lower: npt.ArrayLike, upper: npt.ArrayLike, confidence: float = 0.95
) -> float | Floats:
    """The (effective) number asked of whom `share` (0 to 1) has these Wilson limits; NaN where it has none.

    The width w of Wilson's interval is z sqrt(z² + 4np(1-p)) / (n + z²), solved for n: with a = w²,
    a n² + (2a z² - 4z² p(1-p)) n + a z⁴ - z⁴ = 0, whose only positive root is the sample.

    >>> from wulfrun.methods.interval import proportion_interval
    >>> found = proportion_interval(252.0, 840.0)
    >>> round(float(sample_of(found.value, found.lower, found.upper)), 6)
    840.0
    """
    p, low, high = (np.asarray(each, float) for each in np.broadcast_arrays(share, lower, upper))
    z2 = float(ndtri(0.5 + confidence / 2)) ** 2
    wide = (high - low) ** 2
    known = (wide > 0) & (wide < 1)
    a = np.where(known, wide, np.nan)
    b = 2 * a * z2 - 4 * z2 * p * (1 - p)
    c = (a - 1) * z2**2
    found = np.asarray((-b + np.sqrt(b * b - 4 * a * c)) / (2 * a), np.float64)
    sample: float | Floats = plain(found)
    return sample
