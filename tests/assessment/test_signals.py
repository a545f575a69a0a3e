"""Months that stand out, in series that are whole and large enough."""

from typing import Any

import numpy as np
import pytest
from book_by_hand import APRIL_2003, CITY, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.signals import P_PRIME, XMR, find_signals
from wulfrun.data.tables import SIGNALS
from wulfrun.methods.control_chart import OUTSIDE, xmr
from wulfrun.methods.laney import p_prime
from wulfrun.words.periods import month_index, month_name

CALM = [100.0, 104, 98, 102, 97, 103, 99, 101] * 4


SHARE = definition_of(measure={"kind": "share", "scale": 100})
NAN = float("nan")


def shares(counts: list[float], totals: list[float]) -> list[dict[str, Any]]:
    """The months of a share in percent, NaN where one was not given."""
    months = [row for row in rows_of(counts) if row["period_kind"] == "month"]
    for row, count, total in zip(months, counts, totals, strict=True):
        known = not np.isnan(total)
        value = 100 * count / total if known and total else None
        row |= {"numerator": count if known else None, "denominator": total if known else None,
                "value": value, "suppressed": not known}  # fmt: skip
    return months


def uneven(months: int = 36, halved: int = 10) -> tuple[list[float], list[float]]:
    """About four in ten of 800 records a month, and of an eighth of that in the last ones."""
    draw = np.random.default_rng(20080)
    totals = np.where(np.arange(months) >= months - halved, 100, 800)
    return draw.binomial(totals, 0.4).astype(float).tolist(), totals.astype(float).tolist()


def test_a_month_outside_the_limits_stands_out() -> None:
    counts = [*CALM]
    counts[20] = 160.0
    rows = find_signals(definition_of(), book_of(rows_of(counts)))
    assert [row["period"] for row in rows if row["rule"]] == [month_name(APRIL_2003 + 20)]
    assert len(rows) == len(counts)
    assert set(rows[0]) == set(SIGNALS.names)
    assert rows[20]["rule"] == "point outside the limits" and rows[20]["value"] > rows[20]["upper"]


def test_limits_start_afresh_at_a_break() -> None:
    counts = CALM[:16] + [value * 2 for value in CALM[:16]]
    joined = find_signals(definition_of(), book_of(rows_of(counts)))
    parted = find_signals(
        definition_of(), book_of(rows_of(counts)), [a_break(f"{month_name(APRIL_2003 + 16)}-01")]
    )
    assert any(row["rule"] for row in joined)
    assert not any(row["rule"] for row in parted)
    assert [row["segment"] for row in parted] == [0] * 16 + [1] * 16


def test_a_break_inside_a_month_leaves_that_month_before_it() -> None:
    rows = find_signals(definition_of(), book_of(rows_of(CALM)), [a_break("2004-07-10")])
    assert {row["period"]: row["segment"] for row in rows}["2004-07"] == 0
    assert {row["period"]: row["segment"] for row in rows}["2004-08"] == 1


def test_a_missing_month_is_a_gap_and_no_signal() -> None:
    counts = [*CALM]
    counts[10] = np.nan
    rows = find_signals(definition_of(), book_of(rows_of(counts)))
    assert rows[10]["value"] is None and rows[10]["rule"] is None
    assert rows[10]["period"] == month_name(APRIL_2003 + 10)


def test_small_counts_have_limits_but_no_rules() -> None:
    rows = find_signals(definition_of(), book_of(rows_of([0.0] * 23 + [9.0])))
    assert not any(row["rule"] for row in rows)
    assert rows[0]["lower"] == 0.0 and rows[0]["upper"] is not None


def test_less_than_a_year_has_no_limits() -> None:
    rows = find_signals(definition_of(), book_of(rows_of(CALM[:10])))
    assert all(row["centre"] is None for row in rows)


def test_city_and_neighbourhoods_are_looked_at_but_not_smaller_places() -> None:
    book = book_of(
        rows_of(CALM),
        rows_of(CALM, area="N1", level="neighbourhood"),
        rows_of(CALM, area="L1", level="lsoa"),
        rows_of(CALM, "burglary.rate", residents=1000),
    )
    rows = find_signals(definition_of(), book)
    assert {(row["measure"], row["area_code"]) for row in rows} == {("burglary", CITY), ("burglary", "N1")}
    assert month_index(rows[0]["period"]) == APRIL_2003


def test_a_share_has_the_chart_whose_limits_follow_what_it_is_of() -> None:
    counts, totals = uneven()
    rows = find_signals(SHARE, book_of(shares(counts, totals)))
    chart = p_prime(counts, totals, scale=100, least=12)
    assert {row["chart"] for row in rows} == {P_PRIME}
    for name in ("centre", "lower", "upper"):
        assert [row[name] for row in rows] == pytest.approx(getattr(chart, name).tolist())
    assert rows[-1]["upper"] - rows[-1]["centre"] > 2.5 * (rows[0]["upper"] - rows[0]["centre"])
    assert {row["chart"] for row in find_signals(definition_of(), book_of(rows_of(CALM)))} == {XMR}


def outside_by_chance(fewer: int) -> tuple[float, float]:
    """The share of the last six months, of so many records each, outside the limits: ours, and XmR's."""
    totals = np.where(np.arange(48) >= 42, fewer, 800)
    ours, plain = [], []
    for seed in range(40):
        counts = np.random.default_rng(seed).binomial(totals, 0.4)
        rows = find_signals(SHARE, book_of(shares(counts.tolist(), totals.tolist())))
        ours += [row["rule"] == OUTSIDE for row in rows[42:]]
        plain += (xmr(counts / totals).rule[42:] == OUTSIDE).tolist()
    return float(np.mean(ours)), float(np.mean(plain))


def test_a_share_whose_denominator_halves_does_not_signal_for_that_alone() -> None:
    ours, plain = outside_by_chance(400)
    assert ours <= 0.01 and ours < plain


def test_a_share_of_far_fewer_records_is_news_for_the_plain_chart_alone() -> None:
    ours, plain = outside_by_chance(50)
    assert ours <= 0.01 and plain > 0.25


def test_a_share_that_leaves_what_is_usual_is_a_signal_still() -> None:
    counts, totals = uneven()
    counts[5] = 0.6 * totals[5]
    rows = find_signals(SHARE, book_of(shares(counts, totals)))
    assert [row["period"] for row in rows if row["rule"] == OUTSIDE] == [month_name(APRIL_2003 + 5)]


def test_a_share_that_is_kept_back_or_of_nothing_is_a_gap() -> None:
    counts, totals = uneven()
    totals[3], counts[7], totals[7] = NAN, 0.0, 0.0
    rows = find_signals(SHARE, book_of(shares(counts, totals)))
    for at in (3, 7):
        assert rows[at]["value"] is rows[at]["lower"] is rows[at]["upper"] is rows[at]["rule"] is None
    counts[3] = totals[3] = counts[7] = totals[7] = NAN
    known = p_prime(counts, totals, scale=100, least=12)
    assert rows[0]["upper"] == pytest.approx(known.upper[0])


def test_of_a_share_near_the_whole_the_few_others_make_no_rules() -> None:
    totals = [40.0] * 30
    most = find_signals(SHARE, book_of(shares([40.0] * 29 + [32.0], totals)))
    assert not any(row["rule"] for row in most) and most[0]["lower"] is not None


def test_limits_of_shares_start_afresh_at_a_break() -> None:
    totals = [200.0] * 32
    counts = [80.0, 84, 78, 82] * 4 + [150.0, 154, 148, 152] * 4
    parted = find_signals(
        SHARE, book_of(shares(counts, totals)), [a_break(f"{month_name(APRIL_2003 + 16)}-01")]
    )
    assert not any(row["rule"] for row in parted)
    assert parted[0]["centre"] == pytest.approx(40.5) and parted[-1]["centre"] == pytest.approx(75.5)
