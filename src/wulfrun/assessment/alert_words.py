"""Alerts in words: what stood out, against what, and no more than that."""

from collections.abc import Mapping, Sequence
from typing import Any

from wulfrun.assessment.findings import Tone, tone_of
from wulfrun.assessment.wording import number
from wulfrun.words.periods import month_index, month_words

Row = Mapping[str, Any]


def alert_sentence(row: Row, measure: Row) -> str:
    """One alert as a sentence.

    >>> row = {"month": "2008-01", "area_name": "Lower Denholt", "direction": "higher", "count": 36.0,
    ...        "expected": 11.8, "lower": 4.0, "upper": 22.0}
    >>> alert_sentence(row, {"title": "Fly-tipping", "unit": "reports"})
    'Fly-tipping in Lower Denholt, January 2008: 36 reports, where 4 to 22 were to be expected (about 12).'
    """
    count, lower, upper, about = (
        number(round(row[name])) for name in ("count", "lower", "upper", "expected")
    )
    return (
        f"{measure['title']} in {row['area_name']}, {month_words(month_index(row['month']))}: "
        f"{count} {measure['unit']}, where {lower} to {upper} were to be expected (about {about})."
    )


def alert_tone(row: Row, measure: Row) -> Tone:
    """Whether an alert is good or bad news, by the measure's declared direction of good."""
    return tone_of("rose" if row["direction"] == "higher" else "fell", str(measure["better"]))


def slow_sentence(row: Row, measure: Row) -> str:
    """What the months of a slow change hold together; people are in every month in which they were there.

    >>> row = {"since": "2007-05", "month": "2008-03", "counted": 2569.0, "expected": 1970.3}
    >>> slow_sentence(row, {"unit": "reports"})
    'May 2007 to March 2008: 2,569 reports, where earlier years lead us to expect about 1,970.'
    >>> slow_sentence(row, {"unit": "people", "kind": "people"})[:58]
    'May 2007 to March 2008: 2,569 people, counted anew each mo'
    """
    since, month = (month_words(month_index(row[name])) for name in ("since", "month"))
    counted, about = number(row["counted"]), number(round(row["expected"]))
    each = ", counted anew each month" if measure.get("kind") == "people" else ""
    return (
        f"{since} to {month}: {counted} {measure['unit']}{each}, where earlier years lead us to expect "
        f"about {about}."
    )


def tested_sentence(months: Sequence[Row]) -> str:
    """How much was tested in the months judged, and how many of the alerts told are false on average.

    >>> tested_sentence([{"month": "2008-03", "tested": 560, "alerts": 0, "false_share": 0.1},
    ...                  {"month": "2008-02", "tested": 550, "alerts": 5, "false_share": 0.1}])
    '1,110 figures of 2 months were tested and 5 stood out; of every ten told, one on average is false.'
    """
    tested, alerts = (sum(int(row[name]) for row in months) for name in ("tested", "alerts"))
    span = "one month" if len(months) == 1 else f"{len(months)} months"
    return (
        f"{number(tested)} figures of {span} were tested and {number(alerts)} stood out; "
        "of every ten told, one on average is false."
    )
