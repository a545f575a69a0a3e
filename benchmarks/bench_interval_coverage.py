"""How often 95% intervals hold the truth: added up over every possible outcome, not by chance.

For each true value the chances of all outcomes whose interval holds it are summed, so that the share is
exact. The slope and relative index of inequality have too many outcomes and are simulated with a fixed
seed. Beside each of ours stands the plain normal interval that a spreadsheet would give, and statsmodels
or SciPy where they have the same interval: the limits are compared first, and the run fails if one differs.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from measured import fastest
from scipy.stats import binom, poisson
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep

from wulfrun.methods.exact_proportion import exact_proportion
from wulfrun.methods.gradient import relative_index, slope_index
from wulfrun.methods.interval import byar_limits, count_interval, exact_limits, proportion_interval
from wulfrun.methods.rate_difference import proportion_difference, rate_difference
from wulfrun.methods.rate_ratio import EXACT, LOG, rate_ratio
from wulfrun.methods.standardise import direct_rate

Floats = npt.NDArray[np.float64]
Limits = tuple[Any, Any]
SEED = 20080


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000, help="of the two indices of inequality")
    given = parser.parse_args()
    same = list(same_as_peers())
    print(f"{'what':34}{'interval':38}{'least':>8}{'mean':>8}{'under 94%':>11}")
    for what, name, shares in (*counts(), *proportions(), *pairs(), *standardised(), *indices(given.draws)):
        shown = f"{shares.min():8.1%}{shares.mean():8.1%}{(shares < 0.94).mean():11.0%}"
        print(f"{what:34}{name:38}{shown}")
    sys.exit(0 if all(same) else 1)


def same_as_peers() -> Iterator[bool]:
    """The same limits from both, and how long each takes for many at once."""
    x = np.arange(2000.0)
    a, b = np.arange(1.0, 400), np.arange(400.0, 1, -1)
    cases: list[tuple[str, Callable[[], Limits], Callable[[], Limits]]] = [
        ("exact Poisson", lambda: exact_limits(x), lambda: confint_poisson(x, 1, "exact-c")),
        ("Wilson", lambda: proportion_interval(x, 2000)[1:3],
         lambda: proportion_confint(x, 2000, 0.05, "wilson")),
        ("Clopper-Pearson", lambda: exact_proportion(x, 2000)[1:3],
         lambda: proportion_confint(x, 2000, 0.05, "beta")),
        ("log rate ratio", lambda: rate_ratio(a, 90, b, 100, method=LOG)[1:3],
         lambda: confint_poisson_2indep(a, 90, b, 100, method="wald-log", compare="ratio")),
        ("Newcombe", lambda: proportion_difference(a, 500, b, 600)[1:3],
         lambda: confint_proportions_2indep(a, 500, b, 600, method="newcomb", compare="diff")),
    ]  # fmt: skip
    for name, ours, theirs in cases:
        own_seconds, own = fastest(ours, 6)
        peer_seconds, peer = fastest(theirs, 6)
        equal = all(
            np.allclose(one, other, rtol=1e-8, atol=1e-12) for one, other in zip(own, peer, strict=True)
        )
        print(
            f"{name}: {'the same' if equal else 'DIFFERENT'} limits as statsmodels, "
            f"{peer_seconds / own_seconds:.1f} times as fast"
        )
        yield equal


def counts() -> Iterator[tuple[str, str, Floats]]:
    """Means of 0.5 to 200, in steps too fine for the saw's teeth to be missed."""
    means = np.arange(0.5, 200, 0.05)
    x = np.arange(0.0, 320)
    chance = poisson.pmf(x[:, None], means)
    found = count_interval(x)
    half = 1.959964 * np.sqrt(x)
    for name, lower, upper in (
        ("exact under 10, Byar from 10 (ours)", found.lower, found.upper),
        ("exact Poisson", *exact_limits(x)),
        ("Byar alone", *byar_limits(x)),
        ("normal, x ± 1.96 √x", x - half, x + half),
    ):
        yield "count, mean 0.5 to 200", name, _held(chance, lower, upper, means)


def _held(chance: Floats, lower: Floats, upper: Floats, truth: Floats) -> Floats:
    return np.asarray((chance * ((lower[:, None] <= truth) & (truth <= upper[:, None]))).sum(axis=0))


def proportions() -> Iterator[tuple[str, str, Floats]]:
    truth = np.arange(0.01, 0.99, 0.0005)
    for n in (20, 200):
        x = np.arange(n + 1.0)
        chance = binom.pmf(x[:, None], n, truth)
        share = x / n
        half = 1.959964 * np.sqrt(share * (1 - share) / n)
        wilson, exact = proportion_interval(x, n), exact_proportion(x, n)
        for name, lower, upper in (
            ("Wilson (ours)", wilson.lower, wilson.upper),
            ("Clopper-Pearson", exact.lower, exact.upper),
            ("normal, p ± 1.96 √(p(1-p)/n)", share - half, share + half),
        ):
            yield f"proportion of {n}", name, _held(chance, lower, upper, truth)


def pairs() -> Iterator[tuple[str, str, Floats]]:
    """Two counts with means of 2 to 60, the first place twice as many at risk; both counts are enumerated."""
    x = np.arange(0.0, 120)
    a, b = np.meshgrid(x, x, indexing="ij")
    means = [2.0, 3.5, 6, 10, 17, 30, 60]
    limits: dict[str, Limits] = {
        "ratio: exact conditional (ours)": rate_ratio(a, 2, b, 1, EXACT)[1:3],
        "ratio: log": rate_ratio(a, 2, b, 1, LOG)[1:3],
        "difference: MOVER (ours)": rate_difference(a, 2, b, 1)[1:3],
    }
    half = 1.959964 * np.sqrt(a / 4 + b)
    limits["difference: normal"] = (a / 2 - b - half, a / 2 - b + half)
    for name, (lower, upper) in limits.items():
        shares = []
        for one in means:
            for other in means:
                truth = one / 2 / other if name.startswith("ratio") else one / 2 - other
                # Without any event of one or both there is no log ratio: nothing is said, nothing is wrong.
                holds = np.isnan(lower) | ((lower <= truth) & (truth <= upper))
                shares.append(poisson.pmf(x, one) @ holds @ poisson.pmf(x, other))
        yield "two counts, means 2 to 60", name, np.array(shares)
    yield from _two_proportions()


def _two_proportions() -> Iterator[tuple[str, str, Floats]]:
    n, m = 50, 80
    a, b = np.meshgrid(np.arange(n + 1.0), np.arange(m + 1.0), indexing="ij")
    found = proportion_difference(a, n, b, m)
    p, q = a / n, b / m
    half = 1.959964 * np.sqrt(p * (1 - p) / n + q * (1 - q) / m)
    truths = np.arange(0.02, 0.99, 0.04)
    for name, lower, upper in (
        ("Newcombe (ours)", found.lower, found.upper), ("normal", p - q - half, p - q + half)
    ):  # fmt: skip
        shares = [
            binom.pmf(np.arange(n + 1), n, one)
            @ ((lower <= one - two) & (one - two <= upper))
            @ binom.pmf(np.arange(m + 1), m, two)
            for one in truths for two in truths
        ]  # fmt: skip
        yield "two proportions, of 50 and of 80", name, np.array(shares)


def standardised() -> Iterator[tuple[str, str, Floats]]:
    """Three ages: every triple of counts; under ten cases in all there is no rate, so nothing is wrong."""
    people, standard = np.array([4000, 5000, 1000.0]), np.array([2500, 5000, 2500.0])
    top = 70
    grid = np.stack(np.meshgrid(*[np.arange(0.0, top)] * 3, indexing="ij"), axis=-1)
    found = direct_rate(grid, people, standard)
    rate = (grid / people * standard / standard.sum()).sum(axis=-1)
    half = 1.959964 * np.sqrt((grid / people**2 * (standard / standard.sum()) ** 2).sum(axis=-1))
    for name, lower, upper in (
        ("Dobson with Byar (ours)", found.lower, found.upper), ("normal", rate - half, rate + half)
    ):  # fmt: skip
        shares = []
        for means in ((5, 10, 5), (20, 5, 2), (2, 20, 10), (10, 10, 10), (25, 30, 15), (1, 12, 4)):
            truth = float((np.array(means) / people * standard / standard.sum()).sum())
            holds = np.isnan(found.lower) | ((lower <= truth) & (truth <= upper))
            one, two, three = (poisson.pmf(np.arange(top), each) for each in means)
            shares.append(float(np.einsum("ijk,i,j,k", holds.astype(float), one, two, three)))
        yield "standardised rate, 3 ages", name, np.array(shares)


def indices(draws: int) -> Iterator[tuple[str, str, Floats]]:
    """30 areas, simulated: a straight gradient for the slope, a log-linear one for the ratio."""
    rng = np.random.default_rng(SEED)
    people = rng.integers(900, 2500, 30).astype(float)
    rank = np.arange(1.0, 31)
    place = 1 - (np.cumsum(people) - people / 2) / people.sum()
    slopes, ratios = [], []
    for _ in range(draws):
        held = slope_index(rank, people, rng.poisson(people * (0.01 + 0.03 * place)))
        slopes.append(held.lower <= 0.03 <= held.upper)
        other = relative_index(rank, people, rng.poisson(people * 0.01 * 4**place))
        ratios.append(other.lower <= 4 <= other.upper)
    for name, held_by in (("slope index (ours)", slopes), ("relative index (ours)", ratios)):
        yield f"30 areas, {draws} draws", name, np.array([np.mean(held_by)])


if __name__ == "__main__":
    main()
