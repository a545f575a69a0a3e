"""Draw an exact number of offences, some likelier than others."""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]


def drawn(weights: Numbers, wanted: int, rng: np.random.Generator) -> Whole:
    """Places of `wanted` items drawn without replacement, each as likely as its weight; 0 = never.

    ValueError where fewer have a weight. The largest keys win (Efraimidis and Spirakis 2006).
    """
    can_be = np.flatnonzero(weights > 0)
    if wanted > len(can_be):
        raise ValueError(f"{wanted} wanted of {len(can_be)}")
    keys = np.log(rng.random(len(can_be))) / weights[can_be]
    return np.asarray(can_be[np.argsort(-keys, kind="stable")[:wanted]])
