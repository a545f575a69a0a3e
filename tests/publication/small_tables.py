"""The tables of the small invented release: figures, signals, targets, gaps and receipts."""

from itertools import pairwise
from math import exp, sin, sqrt
from typing import Any

from wulfrun.words.periods import a_year_before, month_index, month_name, period, periods_over

Row = dict[str, Any]

FIRST, LAST = month_index("2003-04"), month_index("2008-03")
CITY, MISSING = "X08000001", month_index("2006-11")
CANARY = 31337.0625
NEIGHBOURHOODS = ("Ashmoor", "Bell Green", "Castle Hill", "Dunsley", "Eastway", "Fallings")
PRIORITY = ("N01", "N02")
BASE = {
    "psa1": 1800.0,
    "domestic-burglary": 170.0,
    "domestic-abuse": 120.0,
    "asb": 400.0,
    "robbery": 60.0,
    "racially-aggravated": 30.0,
}
SLOPE = {
    "psa1": -0.07,
    "domestic-burglary": -0.12,
    "domestic-abuse": 0.08,
    "asb": 0.05,
    "robbery": 0.0,
    "racially-aggravated": -0.02,
}


def monthly(measure: str, share: float, drift: float, month: int) -> float | None:
    """A month's count: a trend, a season and a fixed wobble; none in the month that is missing."""
    if measure == "asb" and month == MISSING:
        return None
    years = (month - FIRST) / 12
    wobble = 1 + 0.05 * sin(month * 7.3 + len(measure) + 40 * share)
    return float(
        round(BASE[measure] * share * exp((SLOPE[measure] + drift) * years) * (1 + 0.1 * sin(month)) * wobble)
    )


def _byar(count: float) -> tuple[float, float]:
    if count <= 0:
        return 0.0, 3.69
    return (
        count * (1 - 1 / (9 * count) - 1.96 / (3 * sqrt(count))) ** 3,
        (count + 1) * (1 - 1 / (9 * (count + 1)) + 1.96 / (3 * sqrt(count + 1))) ** 3,
    )


def areas() -> list[Row]:
    """One city, six neighbourhoods of which two are priorities, two groups."""
    rows = [{"code": CITY, "name": "Exampleton", "level": "partnership", "residents": 240000.0, "parts": 160}]
    for place, name in enumerate(NEIGHBOURHOODS, 1):
        rows.append(
            {
                "code": f"N{place:02d}",
                "name": name,
                "level": "neighbourhood",
                "residents": 40000.0,
                "parts": 26,
            }
        )
    rows += [
        {
            "code": "PRIORITY",
            "name": "Priority neighbourhoods",
            "level": "group",
            "residents": 80000.0,
            "parts": 52,
        },
        {"code": "REST", "name": "All other areas", "level": "group", "residents": 160000.0, "parts": 108},
    ]
    return [row | {"priority": row["code"] in PRIORITY} for row in rows]


def _shares(code: str) -> tuple[float, float]:
    places = {CITY: (1.0, 0.0), "PRIORITY": (0.45, -0.03), "REST": (0.55, 0.02)}
    if code in places:
        return places[code]
    return (0.1 + 0.02 * int(code[1:]), -0.03 if code in PRIORITY else 0.01)


def _blank(area: Row, measure: str, name: str, kind: str, **more: Any) -> Row:
    return {
        "measure": measure,
        "area_code": area["code"],
        "area_name": area["name"],
        "area_level": area["level"],
        "period": name,
        "period_kind": kind,
        "suppressed": False,
        "note": "",
    } | more


def _one(area: Row, measure: str, span: Any) -> Row:
    if span.first < FIRST or span.last > LAST:
        return _blank(area, measure, span.name, span.kind, note="Part of the period is not in the data")
    values = [monthly(measure, *_shares(area["code"]), month) for month in span.months]
    if None in values:
        return _blank(area, measure, span.name, span.kind, note="November 2006 is missing")
    count = sum(value for value in values if value is not None)
    if measure == "domestic-abuse" and area["code"] == "N03" and span.kind in ("month", "year"):
        hidden = {
            "numerator": CANARY,
            "denominator": CANARY,
            "lower": CANARY,
            "upper": CANARY,
            "suppressed": True,
        }
        return _blank(area, measure, span.name, span.kind, **hidden)
    lower, upper = _byar(count)
    return _blank(area, measure, span.name, span.kind, numerator=count, value=count, lower=lower, upper=upper)


def _rate(row: Row, residents: float) -> Row:
    if row["suppressed"] or row.get("value") is None:
        return row | {"measure": f"{row['measure']}.rate"}
    scale = 1000 / residents
    ends = {end: row[end] * scale for end in ("value", "lower", "upper")}
    return row | {"measure": f"{row['measure']}.rate", "denominator": residents} | ends


def _change(row: Row, earlier: Row | None, suffix: str) -> Row:
    row = row | {"measure": f"{row['measure']}.{suffix}"}
    if earlier is None or row.get("value") is None or earlier.get("value") is None:
        note = row["note"] or "November 2006 is missing"
        hidden = row["suppressed"] or (earlier or {}).get("suppressed", False)
        return row | {"value": None, "suppressed": hidden, "note": note}
    now, before = row["value"], earlier["value"]
    se = sqrt(1 / max(now, 0.5) + 1 / max(before, 0.5))
    ratio = max(now, 0.5) / max(before, 0.5)
    ends = {"lower": 100 * (ratio * exp(-1.96 * se) - 1), "upper": 100 * (ratio * exp(1.96 * se) - 1)}
    return row | {"numerator": now, "denominator": before, "value": 100 * (ratio - 1)} | ends


def figures() -> list[Row]:
    """Every measure, area and period, with rates and changes."""
    found: list[Row] = []
    spans = periods_over(range(FIRST, LAST + 1))
    for measure in BASE:
        for area in areas():
            rows = {span.name: _one(area, measure, span) for span in spans}
            found += rows.values()
            found += [_rate(row, area["residents"]) for row in rows.values()]
            for name in (name for name in rows if rows[name]["period_kind"] in ("year", "rolling")):
                earlier = rows.get(a_year_before(period(name)).name)
                if earlier:
                    found.append(_change(rows[name], earlier, "on-last-year"))
                if period(name).last > period("2003/04").last:
                    found.append(_change(rows[name], rows["2003/04"], "on-baseline"))
    return found + _shares_detected(spans)


def _shares_detected(spans: list[Any]) -> list[Row]:
    city = areas()[0]
    return [
        _blank(
            city,
            "detections",
            span.name,
            span.kind,
            numerator=140.0,
            denominator=700.0,
            value=20.0,
            lower=17.2,
            upper=23.1,
        )
        for span in spans
        if span.kind == "year"
    ]


def signals() -> list[Row]:
    """A control chart of each measure for the whole city; the last month of robbery stands out."""
    found = []
    for measure in BASE:
        months = [(month, monthly(measure, 1.0, 0.0, month)) for month in range(FIRST, LAST + 1)]
        known = [value for _, value in months if value is not None]
        centre = sum(known) / len(known)
        spread = 2.66 * sum(abs(b - a) for a, b in pairwise(known)) / (len(known) - 1)
        for month, value in months:
            rule = "point outside the limits" if measure == "robbery" and month == LAST else None
            found.append(
                {
                    "measure": measure,
                    "area_code": CITY,
                    "area_level": "partnership",
                    "value": value,
                    "period": month_name(month),
                    "centre": centre,
                    "lower": max(0.0, centre - spread),
                    "upper": centre + spread,
                    "rule": rule,
                    "segment": 0,
                    "chart": "XmR",
                }
            )
    return found
