"""Whether rubbish fires and fly-tipping go together, tested by place and by time, and where both are high."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.topics._fires_and_tips import FIRES, TIPS, Panel, panels
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.geography.areas import Geography
from wulfrun.data.release import Rows
from wulfrun.definition.model import Definition
from wulfrun.figures.frame import LEVELS
from wulfrun.methods.association import places_high_on_both, rank_correlation, ratio_per_doubling
from wulfrun.methods.lagged_association import lagged_ratios
from wulfrun.methods.neighbours_alike import neighbours_alike
from wulfrun.words.periods import month_name

LINK, PLACES = "rubbish_fires_link", "rubbish_fires_places"
RANK, RATIO, LAG, BEFORE, UNTESTED = "rank correlation", "rate ratio", "lag", "check", "not tested"
LAGS = (0, 1, 2, 3)
# Fly-tipping a month after the fires cannot have caused them: were it as close to them, both would have
# a cause in common.
AFTERWARDS = (-1,)
LEAST_MONTHS, LEAST_FIRES, LEAST_AREAS, LATEST = 24, 30, 8, 12

# How the two are counted by measures, whose rules of disclosure hold here too.
_PUBLISHED = {(FIRES[0], (FIRES[1],)), (TIPS[0], (TIPS[1],)), ("fly-tipping", ("incident",))}
_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TABLES = {
    LINK: pa.schema(
        {
            "level": _TEXT, "test": _TEXT, "lag": _WHOLE, "estimate": _NUMBER, "lower": _NUMBER,
            "upper": _NUMBER, "p": _NUMBER, "adjusted": _NUMBER, "areas": _WHOLE, "months": _WHOLE,
            "first_month": _TEXT, "last_month": _TEXT, "fires": _WHOLE, "tips": _WHOLE,
            "fires_placed": _NUMBER, "tips_placed": _NUMBER, "method": _TEXT, "note": _TEXT,
        }
    ),
    PLACES: pa.schema(
        {
            "level": _TEXT, "area_code": _TEXT, "area_name": _TEXT, "within": _TEXT, "priority": _YES,
            "residents": _NUMBER,
            "first_month": _TEXT, "last_month": _TEXT, "fires": _WHOLE, "tips": _WHOLE,
            "fires_a_year_before": _WHOLE, "tips_a_year_before": _WHOLE, "fires_ratio": _NUMBER,
            "fires_lower": _NUMBER, "fires_upper": _NUMBER, "tips_ratio": _NUMBER, "tips_lower": _NUMBER,
            "tips_upper": _NUMBER, "p": _NUMBER, "adjusted": _NUMBER, "high": _YES, "suppressed": _YES,
        }
    ),
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """The tests at each level, and every place with both rates of the latest twelve months."""
    found = panels(known)
    smallest, below = disclosure_rule(known.definition)
    links = [row for panel in found for row in link_rows(panel)]
    within = areas_around(known.geography)
    shown = [each for each in found if LEVELS.index(each.level) >= LEVELS.index(smallest)]
    return {LINK: links, PLACES: [row for panel in shown for row in place_rows(panel, below, within)]}


def link_rows(panel: Panel) -> Rows:
    """One row a test, or one that says why nothing was tested."""
    about = {
        "level": panel.level,
        "areas": len(panel.areas),
        "months": int(panel.fires.shape[1]),
        "first_month": month_name(panel.first),
        "last_month": month_name(panel.last),
        "fires": int(panel.fires.sum()),
        "tips": int(panel.tips.sum()),
        "fires_placed": panel.placed,
        "tips_placed": panel.tips_placed,
    }
    if why := _too_little(panel):
        return [{**about, "test": UNTESTED, "note": why}]
    return [{**about, **row} for row in (*_by_place(panel), *_by_time(panel))]


def _too_little(panel: Panel) -> str:
    months, areas = panel.fires.shape[1], len(panel.areas)
    for found, least, words in (
        (months, LEAST_MONTHS, "months for which both are known"),
        (areas, LEAST_AREAS, "areas"),
        (int(panel.fires.sum()), LEAST_FIRES, "rubbish fires with a place"),
        (int(panel.tips.sum()), LEAST_FIRES, "reports of fly-tipping with a place"),
    ):
        if found < least:
            return f"{found:,} {words}; at least {least} are needed"
    if len(set((panel.tips.sum(axis=1) / panel.residents).tolist())) < 2:
        return "fly-tipping is the same everywhere"
    return ""


def _by_place(panel: Panel) -> Iterator[dict[str, Any]]:
    fires, tips = panel.fires.sum(axis=1), panel.tips.sum(axis=1)
    rank = rank_correlation(fires, tips, panel.residents)
    adjusted, method = rank.p, rank.method
    if panel.middles is not None and not np.isnan(rank.p):
        x, y = panel.middles.T
        alike = neighbours_alike(fires, tips, x, y, panel.residents)
        # A map worth next to no areas can show nothing, whatever a permutation of its areas says.
        adjusted = 1.0 if np.isnan(alike.p) else max(rank.p, alike.p)
        method = f"{rank.method}; adjusted: {alike.method}, worth {alike.worth:.0f} areas"
    yield {
        "test": RANK, "estimate": rank.correlation, "lower": rank.lower, "upper": rank.upper, "p": rank.p,
        "adjusted": adjusted, "method": method,
    }  # fmt: skip
    ratio = ratio_per_doubling(fires, tips, panel.residents)
    yield {
        "test": RATIO, "estimate": ratio.ratio, "lower": ratio.lower, "upper": ratio.upper, "p": ratio.p,
        "adjusted": ratio.p, "method": ratio.method,
    }  # fmt: skip


def _by_time(panel: Panel) -> Iterator[dict[str, Any]]:
    for test, lags in ((LAG, LAGS), (BEFORE, AFTERWARDS)):
        found = lagged_ratios(panel.fires, panel.tips, lags)
        for place, lag in enumerate(found.lags):
            values = [float(each[place]) for each in found[1:6]]
            estimate, lower, upper, p, adjusted = (None if np.isnan(each) else each for each in values)
            yield {
                "test": test, "lag": lag, "estimate": estimate, "lower": lower, "upper": upper, "p": p,
                "adjusted": adjusted, "areas": found.areas[place], "method": found.method,
                "note": "" if estimate is not None else "nothing can be said at this lag",
            }  # fmt: skip


def place_rows(panel: Panel, below: int, within: Mapping[str, str] | None = None) -> Rows:
    """Every area with both rates over those of all areas together; counts under `below` are kept back.

    `within` gives by code the name of the larger area that a small one lies in.
    """
    latest = panel.latest(LATEST)
    fires, tips = latest.fires.sum(axis=1), latest.tips.sum(axis=1)
    if len(panel.areas) < 4 or not fires.sum() or not tips.sum():
        return []
    both = places_high_on_both(fires, tips, panel.residents)
    before = panel.latest(2 * LATEST)
    known_before = before.fires.shape[1] == 2 * LATEST
    rows = []
    for place, area in enumerate(panel.areas):
        row: dict[str, Any] = {
            "level": panel.level,
            "area_code": area.code,
            "area_name": area.name,
            "within": (within or {}).get(area.code, "") if panel.level == "lsoa" else "",
            "priority": area.priority,
            "residents": float(panel.residents[place]),
            "first_month": month_name(latest.first),
            "last_month": month_name(latest.last),
            "suppressed": False,
        }
        counted = {
            "fires": int(fires[place]),
            "tips": int(tips[place]),
            "fires_a_year_before": int(before.fires[place, :LATEST].sum()) if known_before else None,
            "tips_a_year_before": int(before.tips[place, :LATEST].sum()) if known_before else None,
        }
        judged = {
            "fires_ratio": both.ratio_a, "fires_lower": both.lower_a, "fires_upper": both.upper_a,
            "tips_ratio": both.ratio_b, "tips_lower": both.lower_b, "tips_upper": both.upper_b,
            "p": both.p, "adjusted": both.adjusted,
        }  # fmt: skip
        found = {name: float(values[place]) for name, values in judged.items()}
        rows.append({**row, **counted, **found, "high": bool(both.high[place])})
    return _protected(rows, below)


def _protected(rows: Rows, below: int) -> Rows:
    """The rows, those with a small count without their numbers; never one alone, which totals would give."""
    names = ("fires", "tips", "fires_a_year_before", "tips_a_year_before")
    hidden = {place for place, row in enumerate(rows) if any(0 < (row[name] or 0) < below for name in names)}
    if len(hidden) == 1:
        others = [place for place in range(len(rows)) if place not in hidden]
        hidden |= {min(others, key=lambda place: (rows[place]["fires"], rows[place]["tips"]))}
    kept = ("level", "area_code", "area_name", "within", "priority", "residents", "first_month", "last_month")
    return [
        {**{name: row[name] for name in kept}, "high": False, "suppressed": True} if place in hidden else row
        for place, row in enumerate(rows)
    ]


def areas_around(geography: Geography) -> dict[str, str]:
    """For each LSOA the name of the neighbourhood it lies in, or of the ward where it lies in none."""
    names = {(area.code, area.level): area.name for area in geography.areas}
    found = {}
    for level in ("ward", "neighbourhood"):
        for row in geography.member.to_pylist():
            if row["level"] == level and (row["area"], level) in names:
                found[row["smallest"]] = names[row["area"], level]
    return found


def disclosure_rule(definition: Definition) -> tuple[str, int]:
    """The smallest level and the least count that may be shown: the stricter of the two sources' measures."""
    own = [each for each in definition.measure.values() if (each.of, each.where.code) in _PUBLISHED]
    smallest = max((each.smallest_level for each in own), key=LEVELS.index, default="lsoa")
    return smallest, max((each.suppress_below for each in own), default=0)


TOPIC = Topic(TABLES, assess)
