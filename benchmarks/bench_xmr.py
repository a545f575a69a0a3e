"""Control charts of a hundred series: all at once, against one data frame after another.

The package for these charts in Python, the NHS's nhspy-plotthedots, is in no package index. So the peer is
written here in plain pandas: a DataFrame a series, moving ranges and runs by rolling windows, the same rules.
Where the environment variable NHSPY names a checkout of the package, it is timed in the same run, too. It
leaves out large moving ranges and reads two of its rules otherwise, so its signals are counted, not compared.

The run fails if a limit or a signal differs from pandas, and never for being slow.
"""

import argparse
import importlib
import os
import sys
from typing import Any

import numpy as np
import pandas as pd
from measured import demand, fastest

from wulfrun.methods.control_chart import xmr_many

AT_LEAST = 100
RUN, TREND = 7, 7


def by_pandas(values: Any) -> pd.DataFrame:
    """Centre, limits and whether a point is a signal, of one series."""
    frame = pd.DataFrame({"value": values})
    frame["mean"] = frame["value"].mean()
    frame["moving_range"] = frame["value"].diff().abs()
    reach = 2.66 * frame["moving_range"].mean()
    frame["lower"], frame["upper"] = frame["mean"] - reach, frame["mean"] + reach
    frame["outside"] = (frame["value"] > frame["upper"]) | (frame["value"] < frame["lower"])
    frame["side"] = np.sign(frame["value"] - frame["mean"])
    frame["step"] = np.sign(frame["value"].diff())
    frame["run"] = _whole_window(frame["side"], RUN)
    steps = _whole_window(frame["step"], TREND - 1)
    frame["trend"] = steps | steps.shift(-1, fill_value=False)
    frame["beyond"] = np.where((frame["value"] - frame["mean"]).abs() > reach * 2 / 3, frame["side"], 0.0)
    frame["near"] = False
    for sign in (1.0, -1.0):
        hit = (frame["beyond"] == sign).astype(float)
        two = (hit.rolling(3).sum() >= 2).astype(float)
        frame["near"] |= (hit == 1) & (two.iloc[::-1].rolling(3, min_periods=1).max().iloc[::-1] == 1)
    frame["signal"] = frame["outside"] | frame["run"] | frame["trend"] | frame["near"]
    return frame


def _whole_window(sign: Any, length: int) -> Any:
    """Whether a point lies in any window of so many points that all have one sign."""
    ends = (sign.rolling(length).sum().abs() == length).astype(float)
    return ends.iloc[::-1].rolling(length, min_periods=1).max().iloc[::-1] == 1


def by_the_package(folder: str, values: Any, rounds: int) -> float:
    """Seconds that the NHS package takes for every series, one by one."""
    sys.path.insert(0, folder)
    package = importlib.import_module("nhspy_plotthedots.pandas_spc_calculations")
    frames = [pd.DataFrame({"value": row}) for row in values]
    seconds, made = fastest(lambda: [package.pandas_spc_x_calc(each, "value") for each in frames], rounds)
    signals = sum(int(each["special_cause_flag"].sum()) for each in made)
    print(f"nhspy-plotthedots, one by one: {1000 * seconds:.1f} ms, {signals} signals")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    draw = np.random.default_rng(7)
    level = draw.uniform(5, 200, (given.series, 1)) * (1 + 0.3 * (np.arange(given.months) > 40))
    values = draw.poisson(level).astype(float)
    xmr_many(values)
    ours, charts = fastest(lambda: xmr_many(values, run=RUN, trend=TREND), 20 * given.rounds)
    theirs, frames = fastest(lambda: [by_pandas(row) for row in values], given.rounds)
    signals = np.array([frame["signal"].to_numpy() for frame in frames])
    limits = np.array([frame["upper"].to_numpy() for frame in frames])
    same = bool(np.allclose(limits, charts.upper) and np.array_equal(signals, charts.rule != ""))
    print(f"{given.series} series of {given.months} months: {int(signals.sum())} signals")
    print(f"{'the same' if same else 'DIFFERENT'} limits and signals from both")
    print(f"ours, all at once: {1000 * ours:.2f} ms")
    print(f"pandas, one by one: {1000 * theirs:.1f} ms; ours {theirs / ours:.0f} times as fast")
    demand(f"at least {AT_LEAST} times as fast as pandas", theirs / ours >= AT_LEAST)
    if folder := os.environ.get("NHSPY"):
        package = by_the_package(folder, values, given.rounds)
        demand(f"{package / ours:.0f} times as fast as nhspy-plotthedots", package / ours >= AT_LEAST)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
