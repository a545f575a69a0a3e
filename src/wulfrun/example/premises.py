"""How many business premises each small area of the example city has in each year."""

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City

# A shop or workshop for so many residents; in the middle of the city there are far more.
_PER_RESIDENT, _IN_THE_MIDDLE, _MIDDLE_AREAS = 0.03, 6.0, 8


def business_premises(city: City) -> NDArray[np.int64]:
    """Premises by LSOA and year, in the order of the city's codes and of its population's years."""
    places = city.addresses.mean(axis=1)
    apart = np.hypot(*(places - places.mean(axis=0)).T)
    middle = np.argsort(np.argsort(apart, kind="stable")) < _MIDDLE_AREAS
    each = _PER_RESIDENT * np.where(middle, _IN_THE_MIDDLE, 1.0)
    return np.floor(city.residents * each[:, None] + 0.5).astype(np.int64)
