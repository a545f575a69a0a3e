"""Time of day and week: when each group of offences happens, from the windows the police record."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.topics._offence_points import RECORD, Offences, latest_span, offences_of, rounded
from wulfrun.assessment.topics._weekdays import adjust, weekday_counts, weekday_row
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.methods.aoristic import DAYS, HOURS, Aoristic, aoristic_counts
from wulfrun.words.periods import month_name

GROUPS, CELLS, HOURLY = "time_of_day", "time_of_week", "time_of_day_hours"
# By hour of the week for the whole place only, and not at all for what is most sensitive.
LEFT_OUT = ("sexual-offences", "racially-aggravated", "vehicle-crime")
MONTHS, LONGEST_DAYS, RUNS = 12, 3, 199
# The fewest hours to a block that leave ten events a cell; with fewer events than that nothing is said.
BLOCKS, A_CELL = (1, 2, 3, 4, 6), 10
LEAST = A_CELL * DAYS * HOURS // BLOCKS[-1]

_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TABLES = {
    GROUPS: pa.schema(
        {"group": _TEXT, "title": _TEXT, "first_month": _TEXT, "last_month": _TEXT, "events": _WHOLE,
         "to_the_hour": _NUMBER, "unknown": _WHOLE, "too_long": _WHOLE, "reversed": _WHOLE, "block": _WHOLE,
         "note": _TEXT, "method": _TEXT, "day_known": _WHOLE, "busiest_day": _WHOLE, "busiest_events": _WHOLE,
         "weekday_p": _NUMBER, "weekday_adjusted": _NUMBER, "uneven": _YES}
    ),
    CELLS: pa.schema(
        {"group": _TEXT, "weekday": _WHOLE, "hour_from": _WHOLE, "hour_to": _WHOLE, "events": _WHOLE,
         "lower": _WHOLE, "upper": _WHOLE}
    ),
    HOURLY: pa.schema(
        {"group": _TEXT, "hour": _WHOLE, "events": _WHOLE, "lower": _WHOLE, "upper": _WHOLE, "busier": _YES,
         "quieter": _YES}
    ),
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """For each group of offences what is known of its hours, the week, and whether its days are alike."""
    span = latest_span(known.months, MONTHS)
    found: dict[str, Rows] = {GROUPS: [], CELLS: [], HOURLY: []}
    if span is None:
        return found
    points = known.points_of(RECORD)
    for name, group in known.definition.group.items():
        if name in LEFT_OUT or group.record != RECORD:
            continue
        about: dict[str, Any] = {"group": name, "title": group.title, "first_month": month_name(span[0]),
                 "last_month": month_name(span[1])}  # fmt: skip
        offences = offences_of(points, group, *span)
        about |= weekday_row(weekday_counts(offences, *span))
        for table, rows in rows_of(offences, about).items():
            found[table].extend(rows)
    adjust(found[GROUPS])
    return found


def rows_of(offences: Offences, about: dict[str, Any]) -> dict[str, Rows]:
    """The rows of one group; nothing of its hours where its events are few."""
    if not len(offences.start):
        return {}
    plain = aoristic_counts(offences.start, offences.end, LONGEST_DAYS, runs=0)
    row = {
        **about, "events": rounded(plain.events), "unknown": rounded(plain.unknown),
        "too_long": rounded(plain.too_long), "reversed": rounded(plain.reversed), "method": plain.method,
    }  # fmt: skip
    if plain.events < LEAST:
        return {GROUPS: [{**row, "note": f"fewer than {LEAST} offences whose hours are known"}]}
    block = next(each for each in BLOCKS if plain.events * each >= A_CELL * DAYS * HOURS)
    found = aoristic_counts(offences.start, offences.end, LONGEST_DAYS, RUNS, block=block)
    row |= {"block": block, "note": "", "to_the_hour": round(found.to_the_hour / found.events, 2)}
    return {GROUPS: [row], CELLS: list(_cells(found, about["group"], block)),
            HOURLY: list(_hours(found, about["group"]))}  # fmt: skip


def _cells(found: Aoristic, group: str, block: int) -> Iterator[dict[str, Any]]:
    week = [each.tolist() for each in found.week]
    for day, place in np.ndindex(found.week.number.shape):
        events, lower, upper = (rounded(each[day][place]) for each in week)
        yield {
            "group": group, "weekday": day, "hour_from": place * block, "hour_to": (place + 1) * block,
            "events": events, "lower": lower, "upper": upper,
        }  # fmt: skip


def _hours(found: Aoristic, group: str) -> Iterator[dict[str, Any]]:
    """Each hour, and whether its whole interval lies above or below that of an average hour."""
    usual = found.events / HOURS
    for hour, (number, lower, upper) in enumerate(zip(*found.hour, strict=True)):
        yield {
            "group": group, "hour": hour, "events": rounded(number), "lower": rounded(lower),
            "upper": rounded(upper), "busier": bool(lower > usual), "quieter": bool(upper < usual),
        }  # fmt: skip


TOPIC = Topic(TABLES, assess)
