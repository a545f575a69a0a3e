"""Shuffles that come out the same in NumPy and in the compiled kernel: SplitMix64 and Fisher-Yates."""

import numpy as np
import numpy.typing as npt

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_HALF = np.uint64(32)

States = npt.NDArray[np.uint64]


def states(seed: int, first: int, many: int) -> States:
    """The start of the generator of each shuffle (many,), numbered from `first`: one stream for each.

    >>> states(7, 3, 1)[0] == states(7, 0, 4)[3]
    np.True_
    """
    numbers = np.arange(first + 1, first + many + 1, dtype=np.uint64)
    return _mixed(np.uint64(seed % 2**64) ^ _mixed(numbers * _STEP))


def shuffled(values: npt.NDArray[np.int64], started: States) -> npt.NDArray[np.int64]:
    """`values` (n,) in as many orders as there are states: (n, many), each order as likely as any other.

    From the last place down, each changes with a place at or before it: the high 32 bits of a draw, times
    the places left, over 2³². Its bias is below n / 2³². Source: Steele, Lea & Flood 2014; Knuth, 3.4.2.

    >>> sorted(shuffled(np.arange(4), states(0, 0, 1))[:, 0].tolist())
    [0, 1, 2, 3]
    """
    out = np.repeat(values[:, None], len(started), axis=1)
    lanes = np.arange(len(started))
    state = started.copy()
    for place in range(len(values) - 1, 0, -1):
        state += _STEP
        drawn = (((_mixed(state) >> _HALF) * np.uint64(place + 1)) >> _HALF).astype(np.int64)
        kept = out[place].copy()
        out[place] = out[drawn, lanes]
        out[drawn, lanes] = kept
    return out


def _mixed(z: States) -> States:
    z = (z ^ (z >> np.uint64(30))) * _MIX[0]
    z = (z ^ (z >> np.uint64(27))) * _MIX[1]
    return np.asarray(z ^ (z >> np.uint64(31)))
