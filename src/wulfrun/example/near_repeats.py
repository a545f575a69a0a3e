"""Near repeats among domestic burglaries: some follow another within days, at the same home or close by."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City
from wulfrun.example.offences import Offences
from wulfrun.example.totals import GROUPS

Whole = NDArray[np.int64]
GROUP, METRES, DAYS = "domestic-burglary", 200.0, 14
# Half of the next ones come within four days; one in three strikes the same home again.
_SOON, _SAME_HOME = 0.16, 1 / 3


class Moved(NamedTuple):
    """When each offence was recorded (days since 1970), at which address, and how many were moved."""

    day: Whole
    address: Whole
    planted: int


def near_repeats(
    city: City, own: Offences, day: Whole, address: Whole, share: float, rng: np.random.Generator
) -> Moved:
    """A share of the burglaries moved beside another of the same month and LSOA, 1 to 14 days apart.

    The month and the LSOA of every offence stay, so that all counts are as they were.
    """
    day, address = day.copy(), address.copy()
    burglary = np.flatnonzero(own.group == GROUPS.index(GROUP))
    wanted = round(share * len(burglary))
    planted = 0
    cells: dict[tuple[int, int], list[int]] = {}
    for each in rng.permutation(burglary).tolist():
        cell = cells.setdefault((int(own.lsoa[each]), int(own.month[each])), [])
        # The first of each two is the one that the second follows.
        if len(cell) % 2 and planted < wanted:
            first = cell[-1]
            apart = min(int(rng.geometric(_SOON)), DAYS - 1)
            day[each] = _within_month(day[first], apart)
            address[each] = _near(city, int(own.lsoa[each]), int(address[first]), rng)
            planted += 1
        cell.append(each)
    return Moved(day, address, planted)


def _within_month(day: np.int64, apart: int) -> int:
    """So many days later, or earlier where that would be in another month."""
    first, later = np.array([day, day + apart]).astype("datetime64[D]").astype("datetime64[M]")
    return int(day + apart) if first == later else int(day - apart)


def _near(city: City, lsoa: int, address: int, rng: np.random.Generator) -> int:
    if rng.random() < _SAME_HOME:
        return address
    apart = np.hypot(*(city.addresses[lsoa] - city.addresses[lsoa, address]).T)
    return int(rng.choice(np.flatnonzero(apart <= METRES)))


def near_told(by_year: Mapping[str, int]) -> dict[str, Any]:
    """The near repeats as they are told among the planted truths."""
    return {
        "measure": GROUP, "within_metres": METRES, "within_days": DAYS, "same_home": round(_SAME_HOME, 4),
        "burglaries": dict(by_year),
    }  # fmt: skip
