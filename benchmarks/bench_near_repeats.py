"""Knox with permutations: ours against pointpats' class and its older function, each in a process of its own.

The same events to all; the close pairs must be the same, and the mean of the permutations near the exact
one. Seconds are of the processor, which other work on the machine disturbs least (all use one core); beside
the call stands the whole process, with the start of Python and the imports, as a user meets it.
`--whole` adds the older function with 999 permutations of 50,000 events (some minutes, 2 GB). After it:
how often each p-value rejects a true null, and how often the limits of the ratio hold the true one.
"""

import argparse
import json
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from measured import Cost, demand, measured

Reals = npt.NDArray[np.float64]
METRES, DAYS, SPAN, SIDE = 200, 14, 1096, 8_400
CASES = [(10_000, 99, "class"), (50_000, 99, "function")]
WHOLE = [(50_000, 999, "function")]
ALONE = [(10_000, 999), (50_000, 999), (200_000, 999)]


def city(
    events: int, seed: int = 1, share: float = 0.25, even: bool = False
) -> tuple[Reals, Reals, npt.NDArray[np.int64]]:
    """A city of 70 km²: 45% in 40 clusters, a share of near repeats (30% on the spot), the rest anywhere.

    The clusters are the same for every seed. Some are far larger than others, and winters have more than
    twice the events of summers; in an `even` city clusters are alike and so are days.
    """
    draw, plan = np.random.default_rng(seed), np.random.default_rng(20250601)
    clustered, first = int(0.45 * events), int((1 - share) * events)
    anywhere = first - clustered
    x, y = draw.uniform(0, SIDE, (2, first))
    middle, size = plan.uniform(0, SIDE, (2, 40)), plan.uniform(80, 450, 40)
    parts = plan.dirichlet(np.ones(40))
    which = draw.integers(0, 40, clustered) if even else draw.choice(40, clustered, p=parts)
    x[anywhere:], y[anywhere:] = middle[:, which] + draw.normal(0, 1, (2, clustered)) * size[which]
    season = 1 + 0.4 * np.cos(2 * np.pi * np.arange(SPAN) / 365.25)
    day = draw.integers(0, SPAN, first) if even else draw.choice(SPAN, first, p=season / season.sum())
    parent = draw.integers(0, first, events - first)
    away = draw.normal(0, 70, (2, len(parent))) * (draw.random(len(parent)) > 0.3)
    x, y = np.append(x, x[parent] + away[0]), np.append(y, y[parent] + away[1])
    day = np.append(day, np.minimum(day[parent] + draw.exponential(9, len(parent)).astype(int), SPAN - 1))
    # Whole decimetres, as files have them.
    return np.round(x, 1), np.round(y, 1), day


def call(who: str, events: int, runs: int) -> dict[str, float]:
    """One call in this process."""
    x, y, day = city(events)
    if who == "ours":
        from wulfrun.methods.knox import near_repeats

        began = time.process_time()
        # pointpats counts what lies on the cut-off as close.
        found = near_repeats(x, y, day, [0, np.nextafter(METRES, SIDE)], [0, DAYS + 1], permutations=runs)
        seconds = time.process_time() - began
        return {
            "pairs": int(found.observed[0, 0]), "p": float(found.p[0, 0]), "seconds": seconds,
            "expected": float(found.expected[0, 0]),
            "mean": float(found.observed[0, 0] / found.ratio_to_mean[0, 0]),
            "sd": float(np.sqrt(found.variance[0, 0])), "p_exact": float(found.p_exact[0, 0]),
        }  # fmt: skip
    warnings.simplefilter("ignore")
    from pointpats.spacetime import Knox, knox

    places, days = np.column_stack([x, y]), day.reshape(-1, 1).astype(float)
    began = time.process_time()
    if who == "class":
        other = Knox(places, days, METRES, DAYS, permutations=runs)
        pairs, p = other.statistic_, other.p_sim
    else:
        result = knox(places, days, METRES, DAYS, permutations=runs)
        pairs, p = result["stat"], np.ravel(result["pvalue"])[0]
    return {"pairs": int(pairs), "p": float(p), "seconds": time.process_time() - began}


def apart(who: str, events: int, runs: int) -> tuple[dict[str, float], Cost]:
    """The same call in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        cost = measured([sys.executable, __file__, "--one", who, str(events), str(runs)], log)
        return json.loads(log.read_text("utf-8").splitlines()[-1]), cost


def compare(events: int, runs: int, who: str) -> bool:
    """Ours and one of pointpats', side by side; whether they counted the same pairs."""
    (ours, own), (theirs, other) = apart("ours", events, runs), apart(who, events, runs)
    same = ours["pairs"] == theirs["pairs"]
    print(f"{events:,} events, {runs} permutations, pointpats' {who}: {ours['pairs']:,.0f} close pairs,",
          "the same" if same else f"DIFFERENT ({theirs['pairs']:,.0f})")  # fmt: skip
    for name, found, cost in (("ours", ours, own), ("pointpats", theirs, other)):
        print(f"  {name:9}: {found['seconds']:9.3f} s the call; whole process {cost}; p = {found['p']:.4f}")
    print(f"  {theirs['seconds'] / ours['seconds']:.0f} times as fast, "
          f"{other.processors / own.processors:.1f} with the start of Python and the imports")  # fmt: skip
    if who == "class":
        demand("at least 300 times the class", theirs["seconds"] >= 300 * ours["seconds"])
    if runs == 999:
        demand("at least 60 times the older function", theirs["seconds"] >= 60 * ours["seconds"])
    return same


def alone(events: int, runs: int) -> bool:
    """Ours without a peer; whether shuffles and exact moments agree."""
    found, cost = apart("ours", events, runs)
    off = (found["mean"] - found["expected"]) / (found["sd"] / np.sqrt(runs))
    agree = bool(abs(off) < 5)
    print(f"{events:,} events, {runs} permutations, ours: {found['seconds']:.3f} s; whole process {cost}")
    print(
        f"  expected {found['expected']:,.1f} exactly, {found['mean']:,.1f} by permutations "
        f"({off:+.1f} standard errors); p = {found['p']:.4f}, exact {found['p_exact']:.2g}"
    )
    if events == 200_000:
        demand("within a minute and 1 GiB", found["seconds"] < 60 and cost.memory < 1024)
    return agree


def _named(even: bool) -> str:
    return "even" if even else "uneven"


def rejected(events: int, times: int, even: bool) -> None:
    """How often a true null is rejected at 5%: days dealt to the same places at random."""
    from scipy.special import pdtrc

    from wulfrun.methods.knox import near_repeats

    x, y, day = city(events, even=even)
    draw = np.random.default_rng(1)
    poisson = exact = shuffled = 0
    for turn in range(times):
        found = near_repeats(
            x, y, draw.permutation(day), [0, METRES], [0, DAYS], permutations=0 if events > 20_000 else 99,
            seed=turn,
        )  # fmt: skip
        poisson += pdtrc(found.observed[0, 0] - 1, found.expected[0, 0]) <= 0.05
        exact += found.p_exact[0, 0] <= 0.05
        shuffled += found.p[0, 0] <= 0.05
    said = "" if events > 20_000 else f", shuffles {shuffled / times:.1%}"
    print(f"{_named(even)} city, {events:,} events, {times} true nulls rejected at 5%: "
          f"Poisson {poisson / times:.1%}, exact moments {exact / times:.1%}{said}")  # fmt: skip


def covered(events: int, share: float, times: int, even: bool) -> None:
    """How often the 95% limits of the ratio hold its mean over all cities made the same way."""
    from wulfrun.methods.knox import near_repeats

    found = [
        near_repeats(*city(events, seed, share, even), [0, METRES], [0, DAYS], permutations=0)
        for seed in range(times)
    ]
    ratio, lower, upper = (
        np.array([getattr(each, name)[0, 0] for each in found]) for name in ("ratio", "lower", "upper")
    )
    true = np.exp(np.log(ratio).mean())
    inside = ((lower <= true) & (true <= upper)).mean()
    print(f"{_named(even)} city, {events:,} events, {share:.0%} near repeats, {times} cities: "
          f"ratio {true:.2f}, inside the 95% limits of {inside:.1%}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true", help="the older function with 999 permutations too")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(call(given.one[0], int(given.one[1]), int(given.one[2]))))
        return
    same = [compare(*case) for case in CASES + (WHOLE if given.whole else [])]
    same += [alone(*case) for case in ALONE]
    for even in (False, True):
        for events, times in ((1_000, 400), (10_000, 400), (50_000, 200)):
            rejected(events, times, even)
        for share in (0.0, 0.05, 0.1, 0.25):
            covered(3_000, share, 300, even)
    sys.exit(0 if all(same) else 1)


if __name__ == "__main__":
    main()
