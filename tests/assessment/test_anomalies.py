"""What stands out is told, what chance alone makes is held down, and what is kept back stays so."""

from typing import Any

import numpy as np
from book_by_hand import APRIL_2003, CITY, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.anomalies import FALSE_SHARE, FEW, SHORT, SMALL, UNEVEN, judge
from wulfrun.assessment.slow_changes import slow_change
from wulfrun.assessment.topics.alerts import (
    EARLIER,
    UNKNOWN,
    alert_rows,
    decision_rows,
    month_rows,
    range_rows,
)
from wulfrun.definition.model import Definition
from wulfrun.words.periods import month_index

MONTHS = 60


def city(seed: int, areas: int = 40, mean: float = 20.0) -> list[list[float]]:
    return np.random.default_rng(seed).poisson(mean, (areas, MONTHS)).astype(float).tolist()


def judged(
    series: list[list[float]], definition: Definition | None = None, breaks: Any = (), **more: Any
) -> Any:
    rows = [rows_of(own, area=f"N{at:02d}", level="neighbourhood") for at, own in enumerate(series)]
    for own in rows:
        for row in own:
            row["suppressed"] = row["area_code"] in more.get("hidden", {}) and (
                row["period"] in more["hidden"][row["area_code"]]
            )
            if row["suppressed"]:
                row["value"] = None
    return judge(definition or definition_of(), book_of(*rows), breaks)


def test_a_month_that_was_planted_is_the_one_told() -> None:
    series = city(1)
    series[7][-1] = 55.0
    alerts = alert_rows(judged(series), definition_of(), {"N07": "Seventh"})
    assert [row["alert"] for row in alerts if row["latest"]] == ["burglary:N07:2008-03"]
    found = alerts[0]
    assert found["area_name"] == "Seventh" and found["direction"] == "higher" and found["count"] == 55
    assert found["lower"] < 20 < found["upper"] < 55 and found["adjusted"] <= FALSE_SHARE


def test_a_month_far_too_low_is_told_as_lower() -> None:
    series = city(2)
    series[3][-2] = 1.0
    told = {row["alert"]: row["direction"] for row in alert_rows(judged(series), definition_of(), {})}
    assert told["burglary:N03:2008-02"] == "lower"


def test_where_nothing_happens_few_months_have_any_alert() -> None:
    months = [row for seed in range(10) for row in month_rows(judged(city(seed + 20)))]
    assert len(months) == 120 and all(row["tested"] == 40 for row in months)
    # With nothing to find, every alert is false: a month has one in at most a tenth of all months.
    assert sum(row["alerts"] > 0 for row in months) <= 18


def test_no_month_is_judged_by_what_came_after_it() -> None:
    series = city(3)
    before = judged(series)
    for own in series:
        own[-1] = 500.0
    after = judged(series)
    earlier = before.month < before.month.max()
    np.testing.assert_array_equal(before.expected[earlier], after.expected[earlier])


def test_small_numbers_kept_back_take_a_series_out_where_they_would_be_its_lower_months() -> None:
    found = judged(city(4, 3), hidden={"N01": {"2006-03"}})
    why = {(found.series[which].area, month): str(reason)
           for which, month, reason in zip(found.which, found.month, found.why_not, strict=True)}  # fmt: skip
    march = month_index("2008-03")
    assert why["N01", march] == SMALL and why["N00", march] == ""
    assert why["N01", month_index("2007-10")] == ""


def test_thin_short_and_uneven_series_are_not_tested() -> None:
    thin = [float(at % 7 == 0) for at in range(MONTHS)]
    short = [float("nan")] * 55 + [20.0] * 5
    uneven = [0.0, 900.0, 0.0, 100.0] * 15
    found = judged([thin, short, uneven, [20.0] * MONTHS])
    last = found.month == found.month.max()
    assert found.why_not[last].tolist() == [FEW, SHORT, UNEVEN, ""]


def test_a_series_is_judged_afresh_after_a_break() -> None:
    step = [10.0, 12.0] * 20 + [40.0, 42.0] * 10
    whole = judged([step], breaks=[a_break("2006-08-01")])
    assert not alert_rows(whole, definition_of(), {})
    joined = judged([step])
    assert alert_rows(joined, definition_of(), {})


def test_a_place_that_is_district_and_partnership_is_tested_once() -> None:
    rows = [rows_of([20.0] * MONTHS, level=level) for level in ("partnership", "district")]
    found = judge(definition_of(), book_of(*rows), ())
    assert [each.level for each in found.series] == ["partnership"]


def test_shares_and_nothing_at_all_are_no_counts() -> None:
    share = definition_of(measure={"kind": "share", "out_of": {}})
    assert len(judged(city(5, 2), share).which) == 0
    assert month_rows(judged(city(5, 2), share)) == []


def test_each_alert_stands_beside_its_decision_and_lost_decisions_are_told() -> None:
    series = city(1)
    series[7][-1] = 55.0
    decision = {"decision": "explained", "by": "Tasking group", "when": "2008-04-12", "note": "A late file"}
    names = ("burglary:N07:2008-03", "burglary:N70:2008-03", "burglary:N07:2004-01")
    definition = definition_of(alert=dict.fromkeys(names, decision))
    found = judged(series, definition)
    alerts = alert_rows(found, definition, {})
    first = next(row for row in alerts if row["alert"] == names[0])
    assert (first["decision"], first["decided_on"], first["note"]) == (
        "explained",
        "2008-04-12",
        "A late file",
    )
    lost = {
        row["alert"]: (row["why"], row["nearest"]) for row in decision_rows(definition.alert, alerts, found)
    }
    assert lost == {names[1]: (UNKNOWN, names[0]), names[2]: (EARLIER, "")}


def test_the_ranges_of_a_series_with_an_alert_are_kept_for_its_chart() -> None:
    series = city(1)
    series[7][-1] = 55.0
    rows = range_rows(judged(series), {("burglary", "N07")})
    assert [row["month"] for row in rows][-1] == "2008-03" and len(rows) == 12


def test_a_small_lasting_rise_of_the_whole_place_is_a_slow_change() -> None:
    draw = np.random.default_rng(6)
    steady = draw.poisson(60, MONTHS).astype(float)
    raised = steady.copy()
    raised[-12:] = np.round(raised[-12:] * 1.3)
    rows = [rows_of(steady.tolist(), area=CITY), rows_of(raised.tolist(), measure="robbery", area=CITY)]
    both = definition_of().model_copy(
        update={"measure": dict.fromkeys(("burglary", "robbery"), definition_of().measure["burglary"])}
    )
    found = {each.measure: slow_change(each) for each in judge(both, book_of(*rows), ()).series}
    told = found["robbery"]
    assert found["burglary"] and found["burglary"]["direction"] == ""
    assert told and told["direction"] == "higher" and told["counted"] > told["expected"]
    assert "2006-12" <= told["since"] <= "2007-07" and month_index(told["since"]) > APRIL_2003
