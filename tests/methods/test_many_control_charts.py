"""Many series at once give what each gives alone, and what a slow, plain reading of the rules gives."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wulfrun.methods.control_chart import NEAR, OUTSIDE, RUN, TREND, xmr, xmr_many

VALUES = st.one_of(st.just(np.nan), st.integers(0, 12).map(float), st.floats(-1e6, 1e6))
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 30)).flatmap(
    lambda shape: st.tuples(
        arrays(float, shape, elements=VALUES),
        st.one_of(
            arrays(np.int64, shape, elements=st.integers(0, 2)),
            arrays(np.int64, shape[1:], elements=st.integers(-3, 10**12)),
        ),
    )
)


def plain(y: Any, parts: Any, run: int, trend: int, least: int) -> tuple[list[float], list[float], list[str]]:
    """The chart of one series as the rules read, point by point and by loops alone."""
    n = len(y)
    gap = [each != each for each in y]
    cut = [at == 0 or parts[at] != parts[at - 1] or gap[at] or gap[at - 1] for at in range(n)]
    centre, reach = [float("nan")] * n, [float("nan")] * n
    for part in set(parts):
        inside = [at for at in range(n) if parts[at] == part]
        known = [y[at] for at in inside if not gap[at]]
        moving = [abs(y[at] - y[at - 1]) for at in inside if not cut[at]]
        if len(known) >= least and moving:
            for at in inside:
                centre[at] = sum(known) / len(known)
                reach[at] = 2.66 * sum(moving) / len(moving)
    broken = plainly_broken(y, centre, reach, cut, run, trend)
    rules = [
        "" if gap[at] or reach[at] != reach[at] else next((n for n, on in broken.items() if at in on), "")
        for at in range(n)
    ]
    return centre, reach, rules


def plainly_broken(y: Any, centre: Any, reach: Any, cut: Any, run: int, trend: int) -> dict[str, set[int]]:
    """The places that each rule marks, in the order in which rules are named."""
    above = [0.0 if abs(a - c) <= 1e-12 * abs(c) else a - c for a, c in zip(y, centre, strict=True)]
    places = range(len(y))
    broken = {name: set[int]() for name in (OUTSIDE, RUN, TREND, NEAR)}
    broken[OUTSIDE] |= {at for at in places if abs(above[at]) > reach[at]}
    for length, name in ((run, RUN), (trend, TREND), (3, NEAR)):
        windows = [range(at, at + length) for at in places if at + length <= len(y)]
        for window in windows:
            if any(cut[each] for each in window[1:]):
                continue
            for sign in (1, -1):
                hit = {each for each in window if sign * above[each] > 2 / 3 * reach[each]}
                if name == RUN and all(sign * above[each] > 0 for each in window):
                    broken[RUN] |= set(window)
                if name == TREND and all(sign * (y[each] - y[each - 1]) > 0 for each in window[1:]):
                    broken[TREND] |= set(window)
                if name == NEAR and len(hit) >= 2:
                    broken[NEAR] |= hit
    return broken


@settings(max_examples=60)
@given(TABLES)
def test_many_at_once_are_the_same_as_one_by_one(table: tuple[Any, Any]) -> None:
    values, segments = table
    many = xmr_many(values, segments)
    for place, row in enumerate(values):
        alone = xmr(row, np.broadcast_to(segments, values.shape)[place])
        for ours, own in zip(many[:3], alone[:3], strict=True):
            np.testing.assert_allclose(ours[place], own, rtol=1e-12, atol=1e-9)
        assert many.rule[place].tolist() == alone.rule.tolist()


@settings(max_examples=60)
@given(TABLES, st.sampled_from([(8, 6, 3), (7, 7, 3), (4, 3, 1)]))
def test_charts_agree_with_the_rules_read_point_by_point(table: tuple[Any, Any], used: Any) -> None:
    values, segments = np.round(table[0], 3), table[1]
    many = xmr_many(values, segments, *used)
    for place, row in enumerate(values):
        parts = np.broadcast_to(segments, values.shape)[place].tolist()
        centre, reach, rules = plain(row.tolist(), parts, *used)
        np.testing.assert_allclose(many.centre[place], centre, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(many.upper[place] - many.centre[place], reach, rtol=1e-6, atol=1e-6)
        with np.errstate(invalid="ignore"):
            edge = [np.isclose(abs(y - c), share * r, rtol=1e-6, atol=1e-6) or abs(y - c) < 1e-6
                    for y, c, r in zip(row, centre, reach, strict=True) for share in (2 / 3, 1)]  # fmt: skip
        # A point that lies on a limit to the last digit may fall either way.
        if not any(edge):
            told = [rule.split(" ", 1)[1] if rule else "" for rule in many.rule[place].tolist()]
            assert told == [rule.split(" ", 1)[1] if rule else "" for rule in rules]


def test_a_series_that_never_changes_has_no_signal() -> None:
    assert set(xmr([0.1] * 12).rule.tolist()) == {""}


def test_segments_must_fit_the_months() -> None:
    with pytest.raises(ValueError, match=r"expected \(series, months\)"):
        xmr_many([[1.0, 2.0, 3.0]], [0, 1])


def test_no_series_give_no_charts() -> None:
    assert xmr_many(np.zeros((0, 5))).rule.shape == (0, 5)
    assert xmr_many(np.zeros((3, 0))).rule.shape == (3, 0)
