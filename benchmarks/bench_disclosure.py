"""The attack on a whole table, side by side with two linear programs for every hidden cell.

The naive peer gives SciPy's linprog (HiGHS) the whole table twice for each hidden cell, as an audit of a
protected table is usually written. Both must call the same cells safe; then the times are compared.
Run: python benchmarks/bench_disclosure.py [areas] [months]
"""

import sys
import time

import numpy as np
from measured import demand
from scipy.optimize import linprog

from wulfrun.methods.attacker import attack
from wulfrun.methods.companions import too_narrow
from wulfrun.methods.facts import Facts, facts_of_sums

NEED = 5.0


def table(areas: int, months: int, seed: int = 1) -> Facts:
    """Areas by months: years of areas and months of the whole are told, months of areas are not."""
    counts = np.random.default_rng(seed).poisson(1.5, (areas, months))
    inner = np.arange(areas * months).reshape(areas, months)
    years = months // 12
    value, sums = [*counts.ravel()], []
    for area in range(areas):
        for year in range(years):
            sums.append((len(value), inner[area, 12 * year : 12 * year + 12].tolist()))
            value.append(int(counts[area, 12 * year : 12 * year + 12].sum()))
    for month in range(months):
        sums.append((len(value), inner[:, month].tolist()))
        value.append(int(counts[:, month].sum()))
    hidden = np.arange(len(value)) < areas * months
    # A few years are told too closely: hidden but for one month.
    shown = inner[:2, :11].ravel()
    hidden[shown] = False
    return facts_of_sums(value, hidden, sums)


def naive(facts: Facts, must: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two linear programs over the whole table for each hidden cell that is asked about."""
    unknown = np.flatnonzero(~facts.known)
    matrix = facts.matrix[:, unknown].tocsr()
    right = -(facts.matrix @ np.where(facts.known, facts.value, 0.0))
    lower, upper = facts.value.copy(), facts.value.copy()
    for place, cell in enumerate(unknown):
        if must[cell] == 0:
            continue
        for sign, found in ((1.0, lower), (-1.0, upper)):
            aim = np.zeros(len(unknown))
            aim[place] = sign
            solved = linprog(aim, A_eq=matrix, b_eq=right, bounds=(0, None), method="highs")
            found[cell] = sign * solved.fun
    return lower, upper


def main(areas: int, months: int) -> None:
    """Check that both agree, then time them; a larger table is attacked alone."""
    facts = table(areas, months)
    must = np.where(facts.known | (facts.value == 0), 0.0, NEED)
    began = time.perf_counter()
    found = attack(facts, must)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    lower, upper = naive(facts, must)
    theirs = time.perf_counter() - began
    weak = too_narrow(found, facts.known, must)
    told = np.flatnonzero((must > 0) & (upper - lower < NEED - 1e-6))
    agree = weak.tolist() == told.tolist()
    demand("the same cells are told too closely", agree)
    demand("some are, some are not", 0 < len(weak) < (must > 0).sum())
    print(
        f"{(must > 0).sum():,} hidden cells of {areas} areas and {months} months, "
        f"{len(weak)} told too closely"
    )
    print(f"two programs a cell: {theirs:.2f} s; together: {ours:.3f} s; {theirs / ours:,.0f} times as fast")
    facts = table(160, 60)
    must = np.where(facts.known | (facts.value == 0), 0.0, NEED)
    began = time.perf_counter()
    attack(facts, must)
    print(
        f"{(must > 0).sum():,} hidden cells of 160 areas and 60 months: {time.perf_counter() - began:.2f} s"
    )

    if not agree:
        sys.exit(1)


if __name__ == "__main__":
    main(*(int(each) for each in [*sys.argv[1:], "20", "36"][:2]))
