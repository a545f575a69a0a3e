"""Near repeats: whether a burglary or a theft from a car is soon followed by another close by."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.topics._near_repeat_chains import Linked, chained, in_one_list, still_current
from wulfrun.assessment.topics._offence_points import (
    RECORD,
    Offences,
    days_of,
    latest_span,
    least_shown,
    of_group,
    offences_in,
    offences_of,
)
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.methods.knox import NearRepeats, near_repeats
from wulfrun.methods.near_repeat_roles import near_repeat_chains, near_repeat_roles
from wulfrun.methods.repeat_victimisation import concentration, time_course, waits
from wulfrun.methods.survival import kaplan_meier, survival_at
from wulfrun.words.periods import month_name

LIST = "near-repeats"
BANDS, GROUPS, AGAIN = "near_repeat_bands", "near_repeats", "repeat_places"
# From where the Near Repeat Calculator marks a band: where districts change unlike each other, all bands hold
# a little more pairs than chance.
LEAST_RATIO = 1.2
FOUND, NOT_SHOWN, CANNOT = "near repeats", "none shown", "cannot be told"
KINDS = ("domestic-burglary", "theft-from-vehicle", "theft-of-vehicle")
# Only a home stays where it is: cars that were stolen from one street are not one victim.
HOMES = ("domestic-burglary",)
DISTANCES, WEEKS = (0, 100, 200, 300, 400), (0, 7, 14, 21, 28)
NEAR, SOON, CURRENT = 200, 14, 28
MOST_MONTHS, LEAST_EVENTS, LEAST_DATED = 24, 100, 0.5
AFTER = (0, 7, 30, 90, 180, 366)
SHUFFLES = 199
STREET_ONLY = (
    "data.police.uk gives the month and an anonymous place nearby: near repeats need days and exact places, "
    "which the police can send"
)

_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TABLES = {
    GROUPS: pa.schema(
        {"group": _TEXT, "title": _TEXT, "verdict": _TEXT, "note": _TEXT, "first_month": _TEXT,
         "last_month": _TEXT, "events": _WHOLE, "undated": _WHOLE, "metres": _WHOLE, "days": _WHOLE,
         "pairs": _WHOLE, "expected": _NUMBER, "ratio": _NUMBER, "lower": _NUMBER, "upper": _NUMBER,
         "p": _NUMBER, "followed": _WHOLE, "following": _WHOLE, "chains_now": _WHOLE, "method": _TEXT}
    ),
    BANDS: pa.schema(
        {"group": _TEXT, "metres_from": _NUMBER, "metres_to": _NUMBER, "days_from": _WHOLE, "days_to": _WHOLE,
         "pairs": _WHOLE, "expected": _NUMBER, "ratio": _NUMBER, "lower": _NUMBER, "upper": _NUMBER,
         "p": _NUMBER, "p_shuffled": _NUMBER, "suppressed": _YES}
    ),
    AGAIN: pa.schema(
        {"group": _TEXT, "places": _WHOLE, "share_again": _NUMBER, "lower": _NUMBER, "upper": _NUMBER,
         "incidents_again": _NUMBER, "within_year": _NUMBER, "year_lower": _NUMBER, "year_upper": _NUMBER,
         "day_from": _WHOLE, "day_to": _WHOLE, "repeats": _WHOLE, "per_1000": _NUMBER,
         "rate_lower": _NUMBER, "rate_upper": _NUMBER}
    ),
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """A row for each group of offences; its bands; and how soon the same home is burgled again."""
    span = latest_span(known.months, MOST_MONTHS)
    groups = [name for name in KINDS if name in known.definition.group]
    if span is None or not groups:
        return {GROUPS: list(_cannot_at_all(known, groups))}
    points = known.points_of(RECORD)
    found: dict[str, Rows] = {GROUPS: [], BANDS: [], AGAIN: []}
    for name in groups:
        group = known.definition.group[name]
        offences = offences_of(points, group, *span)
        about = {"group": name, "title": group.title, "first_month": month_name(span[0]),
                 "last_month": month_name(span[1])}  # fmt: skip
        below = least_shown(known.definition, name)
        for table, rows in rows_of(offences, about, below, homes=name in HOMES).items():
            found[table].extend(rows)
    return found


def rows_of(offences: Offences, about: dict[str, Any], below: int, homes: bool = False) -> dict[str, Rows]:
    """The rows of one group; counts under `below` are kept back."""
    dated = _with_days(offences)
    x, y, day = dated
    events = len(day)
    known = {**about, "events": _kept(events, below), "undated": _kept(len(offences.x) - events, below)}
    if why := _too_little(len(offences.x), events):
        return {GROUPS: [{**known, "verdict": CANNOT, "note": why}]}
    one = near_repeats(x, y, day, [0, NEAR], [0, SOON], permutations=SHUFFLES)
    roles = near_repeat_roles(x, y, day, NEAR, SOON)
    chains = near_repeat_chains(x, y, day, NEAR, SOON)
    row = {
        **known,
        "verdict": _verdict(one),
        "note": "",
        "metres": NEAR,
        "days": SOON,
        "followed": _kept(roles.originators + roles.both, below),
        "following": _kept(roles.near_repeats + roles.both, below),
        "chains_now": _kept(int(still_current(chains, day.max(), CURRENT).sum()), below),
        "method": one.method,
        **_cell(one, 0, 0, below),
    }
    row.pop("suppressed"), row.pop("p_shuffled")
    table = near_repeats(x, y, day, DISTANCES, WEEKS, permutations=SHUFFLES, same_place=homes)
    bands = never_worked_out(list(_bands(table, about["group"], below)), row["pairs"], below)
    if bands is None:
        row |= dict.fromkeys(("pairs", "expected", "ratio", "lower", "upper", "p"))
        bands = list(_bands(table, about["group"], below))
    found = {GROUPS: [row], BANDS: bands}
    if homes:
        found[AGAIN] = list(_again(dated, about["group"], below))
    return found


def _with_days(offences: Offences) -> tuple[Any, Any, Any]:
    """Places and days of those whose day is known."""
    day = days_of(offences)
    use = np.isfinite(day)
    return offences.x[use], offences.y[use], day[use]


def _verdict(one: NearRepeats) -> str:
    told = one.ratio[0, 0] >= LEAST_RATIO and one.lower[0, 0] > 1 and one.p_exact[0, 0] <= 0.05
    return FOUND if told else NOT_SHOWN


def listed(known: Known) -> dict[str, pa.Table]:
    """Which offences hang together, with place and days, of the groups of which that can be told."""
    span = latest_span(known.months, MOST_MONTHS)
    if span is None:
        return {}
    points = known.points_of(RECORD)
    found = []
    for name in KINDS:
        if name not in known.definition.group:
            continue
        kept = of_group(points, known.definition.group[name], *span)
        offences = offences_in(kept)
        x, y, day = _with_days(offences)
        if not _too_little(len(offences.x), len(day)):
            verdict = _verdict(near_repeats(x, y, day, [0, NEAR], [0, SOON], permutations=0))
            found.append((name, verdict, chained(kept, days_of(offences), Linked(NEAR, SOON, CURRENT))))
    return {LIST: in_one_list(found, FOUND)} if found else {}


def _too_little(offences: int, dated: int) -> str:
    if offences and dated < LEAST_DATED * offences:
        return (
            "fewer than half of the offences have an exact place and a day; "
            "the police's own extract with committed-from and committed-to is needed"
        )
    if dated < LEAST_EVENTS:
        return f"fewer than {LEAST_EVENTS} offences have an exact place and a day"
    return ""


def _cannot_at_all(known: Known, groups: list[str]) -> Iterator[dict[str, Any]]:
    """Where only data.police.uk was sent: months and snapped places say nothing of near repeats."""
    if not known.months.get("street"):
        return
    for name in groups:
        yield {
            "group": name, "title": known.definition.group[name].title, "verdict": CANNOT,
            "note": STREET_ONLY,
        }  # fmt: skip


def _bands(table: NearRepeats, group: str, below: int) -> Iterator[dict[str, Any]]:
    for at, (low, high) in enumerate(zip(table.distance_from, table.distance_to, strict=True)):
        for when, (first, last) in enumerate(zip(table.day_from, table.day_to, strict=True)):
            yield {
                "group": group, "metres_from": float(low), "metres_to": float(high),
                "days_from": int(first), "days_to": int(last), **_cell(table, at, when, below),
            }  # fmt: skip


def never_worked_out(bands: Rows, total: int | None, below: int) -> Rows | None:
    """The bands, with so many of those near and soon kept back that their sum tells none of them.

    `total`: their sum, None where it is not told. It tells one that is kept back alone, and all of them where
    they are as few, or as many, as bands kept back can be. None where only keeping back the sum helps.
    """
    inside = [at for at, row in enumerate(bands) if row["metres_to"] <= NEAR and row["days_to"] <= SOON]
    hidden = [at for at in inside if bands[at]["suppressed"]]
    if total is None or not hidden:
        return bands
    told = sorted(set(inside) - set(hidden), key=lambda at: (bands[at]["pairs"] == 0, bands[at]["pairs"]))
    while len(hidden) == 1 or total - sum(bands[at]["pairs"] for at in told) in (
        len(hidden),
        len(hidden) * (below - 1),
    ):
        if not told:
            return None
        hidden.append(told.pop(0))
    blank = dict.fromkeys(("pairs", "expected", "ratio", "lower", "upper", "p", "p_shuffled"))
    return [{**row, **blank, "suppressed": True} if at in hidden else row for at, row in enumerate(bands)]


def _cell(table: NearRepeats, at: int, when: int, below: int) -> dict[str, Any]:
    """One cell, nothing of it where its pairs are few: the ratio would tell them."""
    names = {"pairs": table.observed, "expected": table.expected, "ratio": table.ratio, "lower": table.lower,
             "upper": table.upper, "p": table.p_exact, "p_shuffled": table.p}  # fmt: skip
    if 0 < table.observed[at, when] < below:
        return {**dict.fromkeys(names), "suppressed": True}
    values = {name: each[at, when].item() for name, each in names.items()}
    return {**{name: None if each != each else each for name, each in values.items()}, "suppressed": False}


def _again(dated: tuple[Any, Any, Any], group: str, below: int) -> Iterator[dict[str, Any]]:
    """How often the same home is burgled again, by time since."""
    x, y, day = dated
    home = np.unique(np.stack([x, y], axis=1), axis=0, return_inverse=True)[1].reshape(-1)
    shares = concentration(home)
    followed = waits(home, day, int(day.min()), int(day.max()))
    year = survival_at(kaplan_meier(followed.duration, followed.repeated), 365)
    course = time_course(followed, AFTER)
    again = shares.repeat_victims
    few = 0 < round(float(again.value) * shares.victims) < below
    if few or followed.repeated.sum() < 2 * below or any(0 < each < below for each in course.repeats):
        return
    for at in range(len(course.repeats)):
        rates = (course.rate.value, course.rate.lower, course.rate.upper)
        per, low, high = (1000 * float(each[at]) if each[at] == each[at] else None for each in rates)
        yield {
            "group": group, "places": shares.victims, "share_again": float(again.value),
            "lower": float(again.lower), "upper": float(again.upper),
            "incidents_again": float(shares.repeat_incidents.value), "within_year": _no(1 - year.value),
            "year_lower": _no(1 - year.upper), "year_upper": _no(1 - year.lower),
            "day_from": int(course.day_from[at]), "day_to": int(course.day_to[at]),
            "repeats": int(course.repeats[at]), "per_1000": per, "rate_lower": low, "rate_upper": high,
        }  # fmt: skip


def _kept(count: int, below: int) -> int | None:
    return None if 0 < count < below else count


def _no(value: float) -> float | None:
    return None if value != value else float(value)


TOPIC = Topic(TABLES, assess, restricted=listed)
