"""Titles of charts: each states what the chart shows, from published figures alone."""

from collections.abc import Sequence

from wulfrun.assessment.findings import Row
from wulfrun.assessment.wording import figure_text, kind_of, listed, signed, when

_VERDICTS = {
    "narrowing": "the gap between priority neighbourhoods and the rest is narrowing",
    "widening": "the gap between priority neighbourhoods and the rest is widening",
    "no clear change": "no clear change in the gap between priority neighbourhoods and the rest",
}


def years_headline(measure: Row, rows: Sequence[Row], kind: str) -> str:
    """The first and the last year that are told.

    >>> rows = [{"period": "2003/04", "value": 20400.0}, {"period": "2007/08", "value": 15504.0}]
    >>> years_headline({"title": "Burglary"}, rows, "count")
    'Burglary: from 20,400 in 2003/04 to 15,504 in 2007/08'
    """
    told = [row for row in rows if row["value"] is not None]
    first, last = told[0], told[-1]
    was, now = figure_text(first["value"], kind), figure_text(last["value"], kind)
    return f"{measure['title']}: from {was} in {when(first['period'])} to {now} in {when(last['period'])}"


def trend_headline(measure: Row, last: Row, signal: Row | None) -> str:
    """Whether the last month told stands out.

    >>> trend_headline({"title": "Burglary"}, {"period": "2008-03", "value": 5.0}, None)
    'Burglary: March 2008 is within the usual range'
    """
    if signal is None or not signal.get("rule") or signal.get("centre") is None or last["value"] is None:
        return f"{measure['title']}: {when(last['period'])} is within the usual range"
    side = "higher" if last["value"] > signal["centre"] else "lower"
    return f"{measure['title']}: {when(last['period'])} stands out as {side} than usual"


def ranked_headline(measure: Row, rows: Sequence[Row], name: str) -> str:
    """The highest and the lowest area among those that are told.

    >>> rows = [{"area_name": "Hill", "value": 9.0}, {"area_name": "Dale", "value": 4.0}]
    >>> ranked_headline({"title": "Burglary", "kind": "count"}, rows, "burglary.rate")
    'Burglary: highest in Hill (9.0), lowest in Dale (4.0)'
    """
    told = sorted(
        (row for row in rows if row["value"] is not None), key=lambda row: (row["value"], row["area_name"])
    )
    kind = kind_of(name, measure)
    low, high = told[0], told[-1]
    top = f"highest in {high['area_name']} ({figure_text(high['value'], kind)})"
    if len(told) < 2:
        return f"{measure['title']}: {top}"
    return f"{measure['title']}: {top}, lowest in {low['area_name']} ({figure_text(low['value'], kind)})"


def areas_headline(measure: Row, pairs: Sequence[tuple[Row, Row]], joined: bool = True) -> str:
    """In how many areas the last year is surely apart from the first: their 95% intervals do not meet.

    `pairs`: (first year, last year) of each area; `joined`: no break in the records lies between them.

    >>> then = {"period": "2003/04", "lower": 8.0, "upper": 12.0}
    >>> now = {"period": "2007/08", "lower": 4.0, "upper": 6.0}
    >>> areas_headline({"title": "Burglary"}, [(then, now), (then, {**now, "upper": 9.0})])
    'Burglary: surely lower in 2007/08 than in 2003/04 in 1 of 2 areas, surely higher in none'
    """
    known = [
        (first, last)
        for first, last in pairs
        if None not in (first["lower"], first["upper"], last["lower"], last["upper"])
    ]
    if not joined or not known:
        return f"{measure['title']} in each area, year by year"
    lower = sum(last["upper"] < first["lower"] for first, last in known)
    higher = sum(last["lower"] > first["upper"] for first, last in known)
    first, last = known[0]
    return (
        f"{measure['title']}: surely lower in {when(last['period'])} than in {when(first['period'])} in "
        f"{lower or 'none'} of {len(known)} areas, surely higher in {higher or 'none'}"
    )


def map_headline(measure: Row, rows: Sequence[Row]) -> str:
    """The three areas that stand highest.

    >>> rows = [{"area_name": name, "value": n} for n, name in enumerate(["Dale", "Hill", "Moor", "Wood"])]
    >>> map_headline({"title": "Burglary"}, rows)
    'Burglary: highest in Wood, Moor and Hill'
    """
    told = sorted(
        (row for row in rows if row["value"] is not None), key=lambda row: (-row["value"], row["area_name"])
    )
    return f"{measure['title']}: highest in {listed([row['area_name'] for row in told[:3]])}"


def target_headline(row: Row, kind: str = "count") -> str:
    """How far a target has come, and its status; of a survey both levels, never a percent of a percentage.

    >>> target_headline({"title": "Cut burglary", "change_percent": -24.0, "latest_period": "2007/08",
    ...                  "status": "achieved"})
    'Cut burglary: \u221224.0% by 2007/08, achieved'
    """
    if row["change_percent"] is None:
        return f"{row['title']}: {row['status']}"
    if kind == "survey":
        ends = [figure_text(row[name], "share") for name in ("baseline", "latest")]
        return f"{row['title']}: from {ends[0]} to {ends[1]} by {when(row['latest_period'])}, {row['status']}"
    return f"{row['title']}: {signed(row['change_percent'])} by {when(row['latest_period'])}, {row['status']}"


def gap_headline(measure: Row, verdict: str) -> str:
    """Whether the gap narrows.

    >>> gap_headline({"title": "Burglary"}, "narrowing")
    'Burglary: the gap between priority neighbourhoods and the rest is narrowing'
    """
    return f"{measure['title']}: {_VERDICTS.get(verdict, 'priority neighbourhoods and the rest')}"
