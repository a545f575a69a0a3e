"""Events with a place and a day: those that have both, as plain numbers."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats


class Events(NamedTuple):
    """Places in metres and whole days (n,); `place`: where each stood among the `given`."""

    x: Floats
    y: Floats
    day: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]
    given: int

    @property
    def dropped(self) -> int:
        """Events without a place or a day."""
        return self.given - len(self.x)


def events_of(x: npt.ArrayLike, y: npt.ArrayLike, day: npt.ArrayLike) -> Events:
    """The events that have x, y and day (m,); days are whole numbers or dates, NaN and NaT where not known.

    Raises ValueError for lists of different lengths or days with a fraction.

    >>> events_of([1, 2], [3, 4], np.array(["1970-01-03", "NaT"], "datetime64[D]")).day.tolist()
    [2]
    """
    east, north, when = np.asarray(x, float), np.asarray(y, float), days(day)
    if east.ndim != 1 or not east.shape == north.shape == when.shape:
        raise ValueError(
            f"x, y and day have the shapes {east.shape}, {north.shape} and {when.shape}; expected one length"
        )
    known = np.flatnonzero(np.isfinite(east) & np.isfinite(north) & np.isfinite(when))
    if (when[known] % 1 != 0).any():
        raise ValueError(
            "day holds fractions; expected whole days (a time of day is left out by rounding down)"
        )
    return Events(east[known], north[known], when[known].astype(np.int64), known, len(east))


def days(given: npt.ArrayLike) -> Floats:
    """Days since 1970 of dates, or the numbers themselves; NaN where not known."""
    found = np.asarray(given)
    if found.dtype.kind != "M":
        return np.asarray(found, float)
    whole = found.astype("datetime64[D]")
    return np.where(np.isnat(whole), np.nan, whole.astype(np.int64).astype(float))
