"""The pages of alerts and of rare events say what stood out, what was decided, and no more."""

from pathlib import Path
from typing import Any

from small_release import write_release
from small_tables import CITY

from wulfrun.assessment.topics.alerts import ALERTS, DECISIONS, MONTHS, RANGES, SLOW, TABLES, UNKNOWN
from wulfrun.assessment.topics.rare_events import CHARTED, EVENTS, G_CHART, KEPT_BACK, SUMMARY, T_CHART
from wulfrun.assessment.topics.rare_events import TABLES as RARE
from wulfrun.data.release import write_rows
from wulfrun.methods.rare_events import CLOSE
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.expected_chart import ExpectedMonth, expected_ranges
from wulfrun.publication.gap_chart import EventGap, event_gaps
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.topic_pages import alerts, rare_events
from wulfrun.words.periods import month_index

RANGE = {"count": 60.0, "expected": 30.2, "lower": 18.0, "upper": 44.0}
ALERT: dict[str, Any] = {
    "alert": f"robbery:{CITY}:2008-03", "measure": "robbery", "area_code": CITY, "area_name": "Exampleton",
    "area_level": "partnership", "month": "2008-03", "latest": True, "direction": "higher", **RANGE,
    "p": 0.0001, "adjusted": 0.01, "held_against": "the same months of earlier years",
}  # fmt: skip
MONTH = {"month": "2008-03", "tested": 40, "alerts": 1, "false_share": 0.1, "no_figure": 0,
         "small_numbers": 2, "too_short": 0, "too_few": 3, "too_uneven": 0}  # fmt: skip


def shelf(folder: Path, **tables: list[dict[str, Any]]) -> Shelf:
    release = write_release(folder)
    for name, rows in tables.items():
        write_rows(folder, name, rows, {**TABLES, **RARE}[name])
        release.manifest["tables"][name] = ""
    return shelve(release, page_figures(release))


def said(made: Page) -> str:
    return " ".join(str(getattr(each, "text", getattr(each, "rows", ""))) for each in made.content["blocks"])


def test_an_alert_is_told_with_its_range_its_decision_and_its_chart(tmp_path: Path) -> None:
    decided = {
        "decision": "explained",
        "decided_by": "Tasking group",
        "decided_on": "2008-04-12",
        "note": "Late file",
    }
    ranges = [{"measure": "robbery", "area_code": CITY, "month": "2008-03", **RANGE}]
    tables = {ALERTS: [{**ALERT, **decided}], MONTHS: [MONTH], RANGES: ranges}
    (made,) = alerts.pages(shelf(tmp_path, **tables))
    assert "Robbery in Exampleton, March 2008: 60 offences, where 18 to 44 were to be expected" in said(made)
    assert "Decision of Tasking group, 12 April 2008: explained: Late file." in said(made)
    assert "40 figures of one month were tested and 1 stood out" in said(made)
    (chart,) = made.charts
    assert chart.title == "Robbery in Exampleton: more than expected in March 2008"
    assert "Stood out: Mar 2008" in chart.alt


def test_where_nothing_stood_out_the_page_says_so(tmp_path: Path) -> None:
    (made,) = alerts.pages(shelf(tmp_path, **{MONTHS: [{**MONTH, "alerts": 0}]}))
    assert "no count was clearly more or less" in said(made) and not made.charts


def test_without_a_test_there_is_no_page(tmp_path: Path) -> None:
    bare = shelf(tmp_path)
    assert alerts.pages(bare) == [] and rare_events.pages(bare) == []


def test_earlier_alerts_slow_changes_and_lost_decisions_have_their_tables(tmp_path: Path) -> None:
    slow = {"measure": "robbery", "area_code": CITY, "month": "2008-03", "direction": "higher",
            "since": "2007-05", "counted": 400.0, "expected": 330.4, "high_sum": 6.1, "low_sum": 0.0,
            "mean": 1.2, "mean_limit": 1.0, "judged": 24}  # fmt: skip
    lost = {"alert": "robbery:X:2008-03", "month": "2008-03", "decision": "action", "decided_by": "A",
            "decided_on": "2008-04-01", "note": "", "why": UNKNOWN, "nearest": ALERT["alert"]}  # fmt: skip
    earlier = {**ALERT, "latest": False}
    ranges = [{"measure": "robbery", "area_code": CITY, "month": "2008-03", **RANGE}]
    tables = {ALERTS: [earlier], MONTHS: [MONTH], RANGES: ranges, SLOW: [slow], DECISIONS: [lost]}
    (made,) = alerts.pages(shelf(tmp_path, **tables))
    text = said(made)
    assert "Not decided yet" in text and "March 2008: Robbery, Exampleton" in text
    assert "May 2007 to March 2008: 400 offences, where earlier years lead us to expect about 330." in text
    assert [chart.name for chart in made.charts] == [f"alert-robbery-{CITY}"]
    assert "robbery:X:2008-03" in text and str(ALERT["alert"]) in text


def test_rare_events_are_told_by_their_gaps_and_kept_back_where_they_must_be(tmp_path: Path) -> None:
    about = {"measure": "robbery", "what": CHARTED, "first_month": "2003-04", "last_month": "2008-03",
             "events": 10, "unit": "days", "waiting": 230, "chance": 0.35, "suppress_below": 0,
             "chart": G_CHART}  # fmt: skip
    gaps = [90, 120, 200, 31, 150, 260, 88, 140, 300]
    events = [{"measure": "robbery", "event": at + 2, "month": f"200{4 + at // 3}-0{1 + at % 3}", "gap": gap,
               "unit": "days", "median": 105.0, "lower": 0.0, "upper": 1010.0, "rule": None}
              for at, gap in enumerate(gaps)]  # fmt: skip
    hidden = {"measure": "domestic-abuse", "what": KEPT_BACK, "first_month": "2003-04",
              "last_month": "2008-03", "suppress_below": 5}  # fmt: skip
    (made,) = rare_events.pages(shelf(tmp_path, **{SUMMARY: [about, hidden], EVENTS: events}))
    text = said(made)
    assert "At the end about 230 days had passed since the last one" in text and "a chance of 35%" in text
    assert "neither are the times of these events: domestic abuse offences." in text
    (chart,) = made.charts
    assert chart.title == "Robbery: no gap is longer or shorter than chance gives"
    assert chart.rows[0] == ("Jan 2004", "90", "105", "0", "1,010", "")


def test_a_crowd_of_rare_events_is_said_to_be_one(tmp_path: Path) -> None:
    about = {"measure": "robbery", "what": CHARTED, "first_month": "2003-04", "last_month": "2008-03",
             "events": 2, "unit": "days", "waiting": 2, "chance": 0.9, "suppress_below": 0,
             "chart": G_CHART}  # fmt: skip
    event = {"measure": "robbery", "event": 2, "month": "2008-03", "gap": 3, "unit": "days", "median": 90.0,
             "lower": 0.0, "upper": 900.0, "rule": CLOSE}  # fmt: skip
    (made,) = rare_events.pages(shelf(tmp_path, **{SUMMARY: [about], EVENTS: [event]}))
    labels = [each.label for each in made.content["blocks"] if each.block == "statement"]
    assert labels == ["Closer together than usual"]


def test_the_page_says_which_chart_is_drawn_and_why(tmp_path: Path) -> None:
    about = {"measure": "robbery", "what": CHARTED, "first_month": "2003-04", "last_month": "2008-03",
             "events": 2, "unit": "days", "waiting": 2, "chance": 0.9, "suppress_below": 0}  # fmt: skip
    event = {"measure": "robbery", "event": 2, "month": "2008-03", "gap": 7, "unit": "days", "median": 90.0,
             "lower": 0.0, "upper": 900.0, "rule": None}  # fmt: skip
    exact = shelf(tmp_path / "t", **{SUMMARY: [{**about, "chart": T_CHART}], EVENTS: [event]})
    (made,) = rare_events.pages(exact)
    assert "A t chart, of the time between events: the moment of every one is known to the hour" in said(made)
    assert made.charts[0].units == "Days since the event before (t chart)"
    assert made.charts[0].rows == (("Mar 2008", "7", "90", "0", "900", ""),)
    days, months = ({**about, "chart": G_CHART, "unit": unit} for unit in ("days", "months"))
    assert "the day of every one is known, the hour of some is not" in rare_events.which_chart(days)
    assert "the day of some event is not known" in rare_events.which_chart(months)


def test_a_month_that_is_kept_back_is_a_gap_in_its_chart() -> None:
    first = month_index("2007-01")
    months = [ExpectedMonth(first, Value(9.0)), ExpectedMonth(first + 1, Value(None, why="suppressed")),
              ExpectedMonth(first + 2, Value(30.0), 10.0, 4.0, 18.0, True)]  # fmt: skip
    chart = expected_ranges(Caption("a", "A", units="Offences"), months)
    assert chart.rows[1][:2] == ("Feb 2007", "suppressed") and "suppressed for Feb 2007" in chart.alt
    assert chart.rows[2] == ("Mar 2007", "30", "10.0", "4", "18", "yes")


def test_limits_of_gaps_that_are_not_known_are_not_drawn() -> None:
    chart = event_gaps(Caption("a", "A"), [EventGap(month_index("2007-01"), 4.0)], "months")
    assert chart.rows == (("Jan 2007", "4", "", "", "", ""),)
    assert "longest 4 months" in chart.alt and "Half of all" not in chart.alt
