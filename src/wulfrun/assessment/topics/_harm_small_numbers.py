"""What a score of harm may tell where some offences are few: a sum of known weights gives their number."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from wulfrun.assessment.harm_counts import Floats
from wulfrun.methods.harm import Harm

# Fewer offences than this of a code are told only together with others'.
LEAST = 5


class Rare(NamedTuple):
    """The codes of a year that are told only together, by their place, and what cannot be told beside them.

    `unweighed`: whether the offences without a weight are too few to tell, and are counted with the others.
    `grain`: to what multiple the score is told, 0 where exactly.
    """

    places: tuple[int, ...]
    unweighed: bool
    grain: float


def rare_in(codes: Sequence[str], count: Floats, weight: Floats) -> Rare:
    """What is rare among a year's counts (k,) by code; `weight` is NaN where a code has none.

    A single rare code is joined by the rarest of the others. The number of all offences is told, and so are
    the weights: were the score told exactly, number and weight of the rest would give each of a few codes. To
    twice the largest weight among them, each may be at least one more or one less.
    """
    known = [at for at in range(len(codes)) if count[at] > 0 and not np.isnan(weight[at])]
    without = float(count[np.isnan(weight)].sum())
    unweighed = 0 < without < LEAST
    few = [at for at in known if count[at] < LEAST]
    together = sum(count[at] for at in few) + without * unweighed
    if together and (len(few) + unweighed == 1 or together < LEAST):
        # The rest of the total would tell them: the rarest of the others go with them.
        others = sorted((at for at in known if at not in few), key=lambda at: (count[at], codes[at]))
        few += others[:1]
    return Rare(tuple(few), unweighed, 2 * max((float(weight[at]) for at in few), default=0.0))


def as_told(score: Harm, sums: Floats, per: Floats, grain: Floats) -> tuple[Floats, Harm]:
    """The sums (years,), and the score with its limits, to multiples of each year's grain.

    `per`: what the score is worth in sums. A sum that is less than its grain is NaN: nothing of it can be
    told.
    """

    def rounded(values: Floats) -> Floats:
        step = np.where(grain > 0, grain, 1.0)
        return np.where(grain > 0, np.rint(values / step) * step, values)

    told = [np.where(sums < grain, np.nan, rounded(each)) for each in
            (sums, score.value * per, score.lower * per, score.upper * per)]  # fmt: skip
    value, lower, upper = (each / per for each in told[1:])
    return told[0], score._replace(value=value, lower=lower, upper=upper)
