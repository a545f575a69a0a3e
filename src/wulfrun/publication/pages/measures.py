"""A page for each measure, and the list of them."""

from collections import defaultdict
from typing import Any

from wulfrun.assessment.findings import break_finding, signal_finding
from wulfrun.assessment.signals import P_PRIME, XMR
from wulfrun.assessment.wording import day_words, figure_text, kind_of, last_month, sentence, when
from wulfrun.publication import page_charts
from wulfrun.publication.chain import CHAIN, priorities_of_measure, ranked
from wulfrun.publication.explanation import rule_facts
from wulfrun.publication.page import Page
from wulfrun.publication.pages.maps import MOST_ROWS, highest_first, map_of
from wulfrun.publication.pages.said import Said, compared, on_baseline, on_last_year
from wulfrun.publication.shelf import SHOWN_LEVELS, Row, Shelf
from wulfrun.words.periods import month_index

_HOME = ("index.html", "Overview")
# Why a month's limits are where they are, by its control chart.
_USUAL = {
    XMR: "The usual range is worked out from how much the months vary (XmR chart)",
    P_PRIME: "The usual range is worked out from how much the months vary, and is narrower where a month's "
    "share is of more records (p' chart)",
}


def measures_page(shelf: Shelf) -> Page:
    """Every measure by theme, with its latest figure and change."""
    themes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, declared in shelf.measures.items():
        period = shelf.latest(name, shelf.whole)
        if not period:
            continue
        said = on_last_year(shelf, name, shelf.whole, period)
        now = shelf.row(name, shelf.whole, period)
        themes[declared["theme"]].append({"period": period, "now": now, **_flat(said)})
    return Page(
        "measures/index.html", "Measures", "measures.html", {"themes": list(themes.items())}, (_HOME,)
    )


def _flat(said: Said) -> dict[str, Any]:
    return {
        "finding": said.finding,
        "label": said.label,
        "measure": said.measure,
        "name": said.name,
        "row": said.row,
    }


def measure_page(shelf: Shelf, measure: str) -> Page:
    """One measure: what changed, month by month, year by year, area by area, and what it is."""
    declared = shelf.measures[measure]
    period = shelf.latest(measure, shelf.whole)
    trend = page_charts.trend(shelf, measure)
    bars = page_charts.years(shelf, measure, shelf.whole) if shelf.whole in shelf.areas else None
    content: dict[str, Any] = {
        "measure": measure,
        "declared": declared,
        "measure_title": declared["title"],
        "period": period,
        "findings": _findings(shelf, measure, period),
        "trend": trend,
        "bars": bars,
        "csv": f"data/{measure}.csv",
        "months": shelf.series(measure, shelf.whole, "month"),
        "limits": _limits(shelf, measure),
        "years": shelf.series(measure, shelf.whole, "year"),
        "signal": signal_words(shelf, measure),
        "usual": _USUAL.get(page_charts.chart_of(shelf, measure), ""),
        "breaks": [
            {"when": day_words(row["when"]), "said": break_finding(row).text}
            for row in crossed(shelf, measure)
        ],
        "facts": [*rule_facts(shelf, measure), *_base(shelf, measure, period)],
        "placed": _placed(shelf, measure, period),
        "priorities": priorities_of_measure(shelf, measure),
        "chain": CHAIN,
        "place": ranked(shelf).get(measure),
        "of_ranked": len(ranked(shelf)),
        **_areas(shelf, measure, period),
    }
    charts = [trend, bars, content["map"] and content["map"].drawn, content["ranked"]]
    trail = (_HOME, ("measures/index.html", "Measures"))
    path = f"measures/{measure}.html"
    return Page(
        path, declared["title"], "measure.html", content, trail, tuple(each for each in charts if each)
    )


def _base(shelf: Shelf, measure: str, period: str) -> list[tuple[str, str]]:
    """How many answers the latest figure of a survey rests on: a percentage is never shown without."""
    row = shelf.row(measure, shelf.whole, period) if period else None
    if row is None or shelf.measures[measure]["kind"] != "survey":
        return []
    return [(f"Base in {when(row['period'])}", sentence(row["note"]))]


def _placed(shelf: Shelf, measure: str, period: str) -> str:
    """What share of the records behind the rates could be placed, where not all could."""
    row = shelf.row(f"{measure}.rate", shelf.whole, period) if period else None
    return str(row["note"]) if row is not None and row["value"] is not None else ""


def _findings(shelf: Shelf, measure: str, period: str) -> list[Said]:
    if not period:
        return []
    long = on_baseline(shelf, measure, shelf.whole, period)
    return [*([long] if long else []), on_last_year(shelf, measure, shelf.whole, period)]


def crossed(shelf: Shelf, measure: str) -> list[Row]:
    """The breaks that the measure's own series crosses; others mean nothing to its reader."""
    months = shelf.series(measure, shelf.whole, "month") or shelf.series(measure, shelf.whole, "quarter")
    ends = [last_month(row["period"]) for row in months if row["value"] is not None]
    rows = shelf.breaks.get(measure, ())
    return [row for row in rows if ends and min(ends) < month_index(row["when"][:7]) <= max(ends)]


def _limits(shelf: Shelf, measure: str) -> dict[str, str]:
    kind = kind_of(measure, shelf.measures[measure])
    return {
        row["period"]: f"{_limit(row['lower'], kind)} to {_limit(row['upper'], kind)}"
        for row in shelf.signals.get((measure, shelf.whole), ())
        if row["lower"] is not None and row["upper"] is not None
    }


def _limit(value: float, kind: str) -> str:
    return figure_text(round(value) if kind == "count" and abs(value) >= 10 else value, kind)


def signal_words(shelf: Shelf, measure: str) -> str:
    """Whether the latest month of the whole place stands out."""
    rows = shelf.signals.get((measure, shelf.whole), [])
    known = [row for row in rows if row["value"] is not None]
    return signal_finding(shelf.measures[measure], known[-1] if known else None).text


def _areas(shelf: Shelf, measure: str, period: str) -> dict[str, Any]:
    rate, level = shelf.rate_of(measure), _level(shelf, measure, period)
    rows: list[Row] = highest_first(shelf.across(rate, level, period)) if level else []
    shown = [
        {
            "row": row,
            "count": shelf.row(measure, row["area_code"], period),
            "finding": compared(shelf, rate, row["area_code"], period),
            "page": level in SHOWN_LEVELS,
        }
        for row in rows[:MOST_ROWS]
    ]
    return {
        "areas": shown,
        "level": level,
        "left_out": max(0, len(rows) - MOST_ROWS),
        "map": map_of(shelf, measure, level, period),
        "area_unit": page_charts.unit_of(shelf, rate),
        "ranked": page_charts.ranked(shelf, rate, level, period) if level else None,
    }


def _level(shelf: Shelf, measure: str, period: str) -> str:
    """The level a measure is compared at: its own may be coarser than the site's."""
    for level in (*SHOWN_LEVELS, "lsoa"):
        shown = shelf.across(measure, level, period)
        # Of a survey few areas may have a figure, or none: a comparison needs two of them.
        if len(shown) > 1 and sum(row["value"] is not None or row["suppressed"] for row in shown) > 1:
            return level
    return ""
