"""Forecasts: how often nominal 80% limits hold on simulated series, and what a series takes, beside a peer.

The peer is statsforecast's AutoETS left to itself on the counts as they are, with its own limits. Both see
the same 60 months and are held against the same 12 that follow. Exit code 1 only where ours is wrong: under
65% of the months of a kind of series inside, or a season of twelve missed.
"""

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from wulfrun.methods import negative_binomial, regression, seasonal_ets
from wulfrun.methods.forecast import forecast, tried_candidates
from wulfrun.methods.seasonal_naive import naive_with_drift

Reals = npt.NDArray[np.float64]
MONTHS, AHEAD, LEVEL = 60, 12, 120.0
Z = float(ndtri(0.9))


def season(months: int) -> Reals:
    wave: Reals = np.exp(0.15 * np.sin(2 * np.pi * np.arange(months) / 12))
    return wave


def drawn(rng: np.random.Generator, mean: Reals) -> Reals:
    return np.asarray(rng.poisson(mean), np.float64)


def steady(rng: np.random.Generator, months: int) -> Reals:
    return drawn(rng, LEVEL * season(months))


def trending(rng: np.random.Generator, months: int) -> Reals:
    return drawn(rng, LEVEL * season(months) * np.exp(-0.006 * np.arange(months)))


def over_dispersed(rng: np.random.Generator, months: int) -> Reals:
    return drawn(rng, rng.gamma(LEVEL * season(months) / 4, 4))


def wandering(rng: np.random.Generator, months: int) -> Reals:
    return drawn(rng, LEVEL * season(months) * np.exp(np.cumsum(rng.normal(0, 0.04, months))))


def level_shifting(rng: np.random.Generator, months: int) -> Reals:
    shift = np.where(np.arange(months) >= rng.integers(12, months - 18), rng.choice([0.7, 1.4]), 1.0)
    return drawn(rng, LEVEL * season(months) * shift)


KINDS = (steady, trending, over_dispersed, wandering, level_shifting)


def plain_auto_ets(y: Reals) -> tuple[Reals, Reals, Reals]:
    from statsforecast.models import AutoETS

    found = AutoETS(season_length=12).fit(y).predict(AHEAD, level=[80])
    return found["mean"], found["lo-80"], found["hi-80"]


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return float(np.median(times))


def covered(kind: Callable[[np.random.Generator, int], Reals], runs: int) -> bool:
    rng = np.random.default_rng(2008)
    ours, theirs, totals, errors = [], [], 0, []
    for _ in range(runs):
        series = kind(rng, MONTHS + AHEAD)
        past, came = series[:MONTHS], series[MONTHS:]
        found = forecast(past, AHEAD, 0, confidence=0.8)
        mean, low, high = plain_auto_ets(past)
        ours.append((came >= found.lower) & (came <= found.upper))
        theirs.append((came >= low) & (came <= high))
        totals += abs(came.sum() - found.total_mean) <= Z * found.total_sd
        errors.append((np.abs(came - found.mean).mean(), np.abs(came - mean).mean()))
    mine = np.mean(ours)
    first, last = np.mean(ours, axis=0)[[0, -1]]
    error = np.array(errors)
    ratio = error[:, 0].mean() / error[:, 1].mean()
    print(
        f"{kind.__name__:>15}: months {mine:.0%} (first {first:.0%}, twelfth {last:.0%}), total "
        f"{totals / runs:.0%}; AutoETS {np.mean(theirs):.0%}; our error is {ratio:.2f} of AutoETS's"
    )
    return bool(mine >= 0.65)


def timed() -> None:
    y = over_dispersed(np.random.default_rng(1), MONTHS)
    plain_auto_ets(y)
    peer = seconds(lambda: plain_auto_ets(y))
    parts = {
        "exponential smoothing": lambda: seasonal_ets.predict_seasonal_ets(y, 0, AHEAD),
        "quasi-Poisson regression": lambda: regression.predict_quasi_poisson(y, 0, AHEAD),
        "negative-binomial regression": lambda: negative_binomial.predict_negative_binomial(y, 0, AHEAD),
        "seasonal naive with drift": lambda: naive_with_drift(y, 0, AHEAD),
    }

    def whole() -> None:
        tried_candidates.cache_clear()
        forecast(y, AHEAD, 0)

    print(f"seconds a series of {MONTHS} months, {AHEAD} ahead; AutoETS alone takes {peer:.4f}")
    for name, work in parts.items():
        took = seconds(work)
        print(f"  {name}: {took:.4f} ({took / peer:.2f} of AutoETS)")
    took, again = seconds(whole), seconds(lambda: forecast(y, 6, 0))
    print(
        f"  the whole choice, four candidates from eleven origins: {took:.4f} ({took / peer:.2f} of AutoETS)"
    )
    print(f"  the same series again for another horizon: {again:.4f} ({again / peer:.2f} of AutoETS)")


def same_season() -> bool:
    """A series that is nothing but season: both must say it again."""
    y = np.round(1000 * season(MONTHS))
    ours, (theirs, _, _) = forecast(y, AHEAD, 0).mean, plain_auto_ets(y)
    return bool(np.allclose(ours, y[-12:], rtol=0.02) and np.allclose(theirs, y[-12:], rtol=0.02))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=60, help="simulated series of each kind")
    given = parser.parse_args()
    right = same_season()
    print(f"a pure season is said again by both: {'yes' if right else 'NO'}")
    timed()
    print(f"nominal 80% on {given.runs} series of each kind")
    held = [covered(kind, given.runs) for kind in KINDS]
    sys.exit(0 if all(held) and right else 1)


if __name__ == "__main__":
    main()
