"""Every chart of the site: rows of the release in, charts out, or None where there is nothing to draw."""

from collections.abc import Sequence
from typing import Any

from wulfrun.assessment.headlines import (
    gap_headline,
    map_headline,
    ranked_headline,
    target_headline,
    trend_headline,
    years_headline,
)
from wulfrun.assessment.wording import base_of, kind_of, last_month, when
from wulfrun.publication.chart_model import Area, BreakMark, Caption, Chart, ControlMonth, Month, Value, Year
from wulfrun.publication.charts import gap_lines, ranked_bars, target_path, trend_with_limits, yearly_bars
from wulfrun.publication.maps import area_map
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index

_SUPPRESSED, _NO_DATA = "suppressed", "no data"


def unit_of(shelf: Shelf, measure: str) -> str:
    """What the figures of a measure are in, for an axis or the head of a column."""
    declared = shelf.measures[measure.partition(".")[0]]
    kind = kind_of(measure, declared)
    if kind == "rate" and declared["kind"] == "share":
        return f"Per {declared['scale']:,.0f}"
    if kind == "rate":
        return f"Per {declared['scale']:,.0f} {declared['per'] or 'residents'}"
    unit = str(declared["unit"])
    return "Percent" if kind == "share" else unit[:1].upper() + unit[1:]


def value_of(row: Row | None) -> Value:
    """A figure as charts take it: nothing of a suppressed or missing one goes in."""
    if row is None or row["value"] is None or row["suppressed"]:
        return Value(None, why=_SUPPRESSED if row is not None and row["suppressed"] else _NO_DATA)
    return Value(row["value"], row["lower"], row["upper"])


def _name(*parts: str) -> str:
    return "-".join(parts).replace(".", "-").replace("/", "_").replace(" ", "-")


def marks(shelf: Shelf, measure: str) -> list[BreakMark]:
    """The declared breaks of a measure, as charts draw them."""
    found = []
    for row in shelf.breaks.get(measure, ()):
        found.append(BreakMark(month_index(row["when"][:7]), row["title"]))
    return found


def source_of(shelf: Shelf, measure: str) -> str:
    """The agencies whose records a measure counts."""
    record = shelf.measures[measure.partition(".")[0]]["of"]
    names = {row["agency"] for row in shelf.receipts_of(record)}
    agencies: dict[str, Any] = shelf.definition["agency"]
    return ", ".join(sorted(agencies.get(name, {}).get("name", name) for name in names))


def trend(shelf: Shelf, measure: str) -> Chart | None:
    """The months of a measure with its control limits; two or more months."""
    rows = shelf.series(measure, shelf.whole, "month")
    if sum(row["value"] is not None for row in rows) < 2:
        return None
    signals = {row["period"]: row for row in shelf.signals.get((measure, shelf.whole), ())}
    months = []
    for row in rows:
        months.append(_control_month(row, signals.get(row["period"], {})))
    last = next(row for row in reversed(rows) if row["value"] is not None)
    kind = chart_of(shelf, measure)
    caption = Caption(
        _name("trend", measure),
        trend_headline(shelf.measures[measure], last, signals.get(last["period"])),
        f"By month, {shelf.place}, {_span(rows)}" + (f", {kind} chart" if kind else ""),
        unit_of(shelf, measure),
        source_of(shelf, measure),
    )
    return trend_with_limits(caption, months, marks(shelf, measure))


def chart_of(shelf: Shelf, measure: str) -> str:
    """Which control chart the months of a measure have; none where they have no limits."""
    rows = shelf.signals.get((measure, shelf.whole), ())
    return next((str(row["chart"]) for row in rows if row["chart"] and row["lower"] is not None), "")


def _control_month(row: Row, limits: Row) -> ControlMonth:
    figure = value_of(row)
    return ControlMonth(
        last_month(row["period"]),
        Value(figure.value, why=figure.why),
        limits.get("centre"),
        limits.get("lower"),
        limits.get("upper"),
        limits.get("rule"),
        limits.get("segment") or 0,
    )


def _span(rows: Sequence[Row]) -> str:
    return f"{when(rows[0]['period'])} to {when(rows[-1]['period'])}"


def years(shelf: Shelf, measure: str, area: str) -> Chart | None:
    """The financial years of a measure in one area, with intervals; two or more years."""
    rows = shelf.series(measure, area, "year")
    if sum(row["value"] is not None for row in rows) < 2:
        return None
    base = measure.partition(".")[0]
    caption = Caption(
        _name("years", measure, area),
        years_headline(shelf.measures[base], rows, kind_of(measure, shelf.measures[base])),
        f"By financial year, {shelf.areas[area]['name']}, with 95% intervals",
        unit_of(shelf, measure),
        source_of(shelf, measure),
    )
    return yearly_bars(caption, [Year(row["period"], value_of(row)) for row in rows], marks(shelf, base))


def _areas(shelf: Shelf, rows: Sequence[Row]) -> list[Area]:
    return [
        Area(
            row["area_code"],
            row["area_name"],
            value_of(row),
            bool(shelf.areas[row["area_code"]]["priority"]),
        )
        for row in rows
    ]


def ranked(shelf: Shelf, measure: str, level: str, period: str) -> Chart | None:
    """The areas of a level in order, with intervals and the whole place's figure."""
    rows = shelf.across(measure, level, period)
    if sum(row["value"] is not None for row in rows) < 2:
        return None
    whole = shelf.row(measure, shelf.whole, period)
    comparable = whole is not None and kind_of(measure, shelf.measures[measure.partition(".")[0]]) != "count"
    average = value_of(whole) if comparable else None
    caption = Caption(
        _name("ranked", measure),
        ranked_headline(shelf.measures[measure.partition(".")[0]], rows, measure),
        f"{when(period)}, with 95% intervals",
        unit_of(shelf, measure),
        source_of(shelf, measure),
    )
    return ranked_bars(caption, _areas(shelf, rows), average, shelf.place)


def where(shelf: Shelf, measure: str, level: str, period: str) -> Chart | None:
    """The areas of a level as a map; None without boundaries."""
    rows = shelf.across(measure, level, period)
    shapes = shelf.shapes(level)
    if shapes is None or not any(row["value"] is not None for row in rows):
        return None
    caption = Caption(
        _name("map", measure),
        map_headline(shelf.measures[measure.partition(".")[0]], rows),
        f"{shelf.place}, {when(period)}",
        unit_of(shelf, measure),
        source_of(shelf, measure),
    )
    return area_map(caption, shapes, _areas(shelf, rows))


def target(shelf: Shelf, row: Row) -> Chart | None:
    """Progress to a target: rolling twelve months against the path; None without an end value or a series."""
    actual = [
        Month(last_month(each["period"]), value_of(each))
        for each in target_rows(shelf, row)
        if last_month(each["period"]) >= last_month(row["baseline_period"])
    ]
    if row["target_value"] is None or row["baseline"] is None or len(actual) < 2:
        return None
    end = last_month(row["end_period"])
    projected = None
    if row["projected"] is not None:
        projected = Month(end, Value(row["projected"], row["projected_lower"], row["projected_upper"]))
    caption = Caption(
        _name("target", row["target"]),
        target_headline(row, shelf.definition["measure"][base_of(row["measure"])]["kind"]),
        f"{row['area_name']}: path, what happened{', and projection' if projected else ''}",
        f"{unit_of(shelf, row['measure'])} in 12 months",
        source_of(shelf, row["measure"]),
    )
    declared = shelf.definition["target"].get(row["target"], {})
    return target_path(
        caption,
        Month(last_month(row["baseline_period"]), Value(row["baseline"])),
        Month(end, Value(row["target_value"])),
        actual,
        projected,
        stepped=declared.get("path") == "stepped",
        breaks=marks(shelf, row["measure"]),
        needed=[
            Month(last_month(each["month"]), Value(each["rolling"]))
            for each in shelf.release.rows("target_months")
            if each["target"] == row["target"] and each["rolling"] is not None
        ],
    )


def target_rows(shelf: Shelf, row: Row) -> list[Row]:
    """The series a target is judged on: twelve months ending each month, else financial years."""
    rolling = shelf.series(row["measure"], row["area_code"], "rolling")
    kept = [each for each in rolling if last_month(each["period"]) >= last_month(row["baseline_period"])]
    return kept if len(kept) > 1 else shelf.series(row["measure"], row["area_code"], "year")


def gap(shelf: Shelf, measure: str, verdict: str) -> Chart | None:
    """Priority neighbourhoods and the rest by year, as rates where there are rates."""
    shown = f"{measure}.rate" if (f"{measure}.rate", "PRIORITY") in shelf.figures else measure
    both = [shelf.series(shown, group, "year") for group in ("PRIORITY", "REST")]
    if any(sum(row["value"] is not None for row in rows) < 2 for rows in both):
        return None
    priority, rest = ([Year(row["period"], value_of(row)) for row in rows] for rows in both)
    caption = Caption(
        _name("gap", measure),
        gap_headline(shelf.measures[measure], verdict),
        f"{shelf.place}, {_span(both[0])}, with 95% intervals",
        unit_of(shelf, shown),
        source_of(shelf, measure),
    )
    return gap_lines(caption, priority, rest, breaks=marks(shelf, measure))
