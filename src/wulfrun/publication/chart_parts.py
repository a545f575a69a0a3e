"""What several charts share: places in time, lines and intervals, sentences of alternative texts."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_date import data_to
from wulfrun.publication.chart_model import (
    BreakMark,
    Caption,
    Cells,
    Chart,
    ControlMonth,
    Month,
    Value,
    Year,
    finite,
    gap_words,
    listed,
    number,
    shared_places,
    short_month,
)
from wulfrun.publication.chart_style import Scale, Spec
from wulfrun.words import periods


def make(caption: Caption, alt: str, spec: Spec, columns: Cells, rows: Iterable[Cells]) -> Chart:
    """Join the caller's words to what was made from the data."""
    held = tuple(rows)
    return Chart(caption.name, caption.title, caption.subtitle, caption.units, caption.source,
                 alt, spec, columns, held, data_to(caption, held))  # fmt: skip


def what(caption: Caption) -> str:
    """What is shown, for the beginning of an alternative text."""
    return caption.units[:1].lower() + caption.units[1:] if caption.units else "the figures"


def units(caption: Caption, scale: Scale) -> str:
    """The words over the vertical axis."""
    return caption.units + ("" if scale.zero else f" (scale from {number(scale.low, scale.places)})")


def line(rows: Sequence[Spec], x: Spec, y: Spec, colour: str, width: float, dash: Sequence[int] | None = None,
         shape: str = "linear") -> Spec:  # fmt: skip
    """A line that is cut where `run` changes."""
    mark = {
        "type": "line",
        "color": colour,
        "strokeWidth": width,
        "interpolate": shape,
        "strokeJoin": "round",
    }
    if dash:
        mark["strokeDash"] = list(dash)
    return style.layer(rows, mark, x=x, y=y, detail={"field": "run", "type": "nominal"})


def ends(rows: Iterable[Spec], *fields: str) -> list[float]:
    """The numbers of some fields, for a scale that holds them all."""
    return [float(row[field]) for row in rows for field in fields if row.get(field) is not None]


def dot(colour: str, size: float) -> Spec:
    """A filled point."""
    return {"type": "point", "filled": True, "opacity": 1, "color": colour, "size": size}


def interval(rows: Sequence[Spec], x: Spec, scale: Scale, colour: str) -> Spec:
    """Vertical rules from `lower` to `upper`."""
    return style.layer(rows, {"type": "rule", "color": colour, "strokeWidth": 2}, x=x,
                       y=style.y_axis(scale, "lower"), y2={"field": "upper"})  # fmt: skip


def span(months: Iterable[int]) -> tuple[int, int]:
    """First and last month; ValueError where there is none."""
    known = sorted(months)
    if not known:
        raise ValueError("a chart needs at least one month; leave the chart out where there is no data")
    return known[0], known[-1]


def months_axis(first: int, last: int, pad: float = 0.5) -> Spec:
    """The horizontal axis of months."""
    labels = {float(month): short_month(month) for month in style.month_labels(first, last)}
    return style.x_axis(first - pad, last + pad, labels)


def breaks_inside(breaks: Sequence[BreakMark], first: int, last: int) -> list[BreakMark]:
    """The breaks a chart crosses, oldest first."""
    return sorted((mark for mark in breaks if first < mark.month <= last), key=lambda mark: mark.month)


def bands(months: Sequence[ControlMonth]) -> list[Spec]:
    """Centre line and limits as boxes, one for each run of months that share them."""
    found: list[Spec] = []
    for (_, centre, lower, upper), members in groupby(
        months, key=lambda each: (each.segment, finite(each.centre), finite(each.lower), finite(each.upper))
    ):
        run = [each.month for each in members]
        if centre is not None and lower is not None and upper is not None:
            found.append(
                {"x": run[0] - 0.5, "to": run[-1] + 0.5, "centre": centre, "lower": lower, "upper": upper}
            )
    return found


def centres(bands: Sequence[Spec]) -> list[Spec]:
    """The centre lines of bands: one line where neighbours share it, whatever their limits."""
    found: list[Spec] = []
    for band in bands:
        if found and found[-1]["to"] == band["x"] and found[-1]["centre"] == band["centre"]:
            found[-1] = {**found[-1], "to": band["to"]}
        else:
            found.append({name: band[name] for name in ("x", "to", "centre")})
    return found


def limit_cells(each: ControlMonth) -> Cells:
    """Centre and limits of a month as table cells."""
    known = (finite(each.centre), finite(each.lower), finite(each.upper))
    return tuple("" if value is None else number(value) for value in known)


def rule(each: ControlMonth) -> str:
    """Why a month is flagged; nothing where its value is not shown."""
    return each.rule or "" if each.figure.shown is not None else ""


def filled(months: Sequence[Month]) -> list[Month]:
    """The months with every place they skip, at the step most often found between them."""
    ordered = sorted(months, key=lambda each: each.month)
    steps = [b.month - a.month for a, b in pairwise(ordered)]
    if not steps:
        return ordered
    step = max(sorted(set(steps)), key=steps.count)
    places = {each.month: each for each in ordered}
    every = sorted({*places, *range(ordered[0].month, ordered[-1].month, step)})
    return [places.get(month, Month(month, Value(None))) for month in every]


def cone(rows: Sequence[Spec], projected: Month | None) -> list[Spec]:
    """The projection from the last known figure to its end, widening to its interval."""
    if not rows or projected is None or projected.figure.shown is None or projected.month <= rows[-1]["x"]:
        return []
    low, high = projected.figure.interval or (projected.figure.shown, projected.figure.shown)
    start = rows[-1]["value"]
    return [
        {"x": rows[-1]["x"], "value": start, "lower": start, "upper": start},
        {"x": projected.month, "value": projected.figure.shown, "lower": low, "upper": high},
    ]


def with_interval(figure: Value, places: int) -> str:
    """A figure with its interval in brackets, where there is one."""
    interval = figure.interval_words(places)
    return f"{figure.words(places)} ({interval})" if interval else figure.words(places)


def trend_alt(caption: Caption, whole: Sequence[ControlMonth]) -> str:
    """Alternative text of a control chart."""
    names = [short_month(each.month) for each in whole]
    figures = [each.figure for each in whole]
    text = f"Line chart of {what(caption)}, {names[0]} to {names[-1]}. "
    text += first_and_last(figures, names) + extremes(figures, names)
    known = [each for each in whole if all(limit_cells(each))]
    if known:
        centre, lower, upper = limit_cells(known[-1])
        text += f" The average is now {centre}, with usual variation between {lower} and {upper}"
        own = {limit_cells(each) for each in known if each.segment == known[-1].segment}
        text += f" in {short_month(known[-1].month)}; limits differ by month." if len(own) > 1 else "."
    signals = [f"{short_month(each.month)} ({rule(each)})" for each in whole if rule(each)]
    text += f" Signals: {listed(signals)}." if signals else " No month is a signal of change."
    return text + gap_words(figures, names)


def target_alt(caption: Caption, baseline: Month, target: Month, whole: Sequence[Month],
               projected: Month | None) -> str:  # fmt: skip
    """Alternative text of progress to a target."""
    places = shared_places([baseline.figure, *[each.figure for each in whole]])
    text = (f"Line chart of {what(caption)}. From {baseline.figure.words(places)} in the 12 months to "
            f"{short_month(baseline.month)}, the target is {target.figure.words(places)} by "
            f"{short_month(target.month)}.")  # fmt: skip
    known = [each for each in whole if each.figure.shown is not None]
    if known:
        latest = known[-1].figure.words(places)
        text += f" The latest figure, to {short_month(known[-1].month)}, is {latest}."
    if projected and projected.figure.shown is not None:
        likely = projected.figure.interval_words(places).replace(" to ", " and ")
        text += (
            f" At this rate {projected.figure.words(places)} is projected for {short_month(projected.month)}"
        )
        text += f", likely between {likely}." if likely else "."
    return text + gap_words([each.figure for each in whole], [short_month(each.month) for each in whole])


def first_and_last(values: Sequence[Value], names: Sequence[str]) -> str:
    """A sentence for where a series begins and ends."""
    places = shared_places(values)
    known = [
        (name, value.words(places)) for name, value in zip(names, values, strict=True) if not value.reason
    ]
    if not known:
        return "There is no figure to show."
    if len(known) == 1:
        return f"{known[0][1]} in {known[0][0]}."
    return f"From {known[0][1]} in {known[0][0]} to {known[-1][1]} in {known[-1][0]}."


def extremes(values: Sequence[Value], names: Sequence[str]) -> str:
    """A sentence for the highest and lowest figure, empty where fewer than three are known."""
    places = shared_places(values)
    known = [
        (value.shown, name) for name, value in zip(names, values, strict=True) if value.shown is not None
    ]
    if len(known) < 3:
        return ""
    high, low = max(known, key=lambda each: each[0]), min(known, key=lambda each: each[0])
    return f" Highest {number(high[0], places)} in {high[1]}; lowest {number(low[0], places)} in {low[1]}."


def years(found: Sequence[Year]) -> list[int]:
    """The first month of every year from the first to the last; ValueError where there is none."""
    first, last = span(periods.period(each.period).first for each in found)
    return list(range(first, last + 1, 12))


def by_start(found: Sequence[Year], starts: Sequence[int]) -> list[Value]:
    """The figures in order of the years; a year that is absent is a gap."""
    figures: Mapping[int, Value] = {periods.period(each.period).first: each.figure for each in found}
    return [figures.get(start, Value(None)) for start in starts]


def year_name(start: int) -> str:
    """The name of the year that begins with a month: 2003/04, or the twelve months' last month."""
    return periods.financial_year(start).name if start % 12 == 3 else short_month(start + 11)


def years_axis(starts: Sequence[int]) -> Spec:
    """The horizontal axis of years: places 0, 1, 2 ..., labelled as often as there is room."""
    step = 1 + (len(starts) - 1) // 6
    last = len(starts) - 1
    labels = {float(place): year_name(starts[place]) for place in range(last % step, last + 1, step)}
    return style.x_axis(-0.5, last + 0.5, labels)


def year_places(breaks: Sequence[BreakMark], start: int) -> list[tuple[float, BreakMark]]:
    """Where breaks stand on an axis of years."""
    return [((mark.month - start) / 12 - 0.5, mark) for mark in breaks]


def year_rows(values: Sequence[Value], shift: float) -> list[Spec]:
    """The known figures as rows of a specification; `shift` keeps two groups from covering each other."""
    found: list[Spec] = []
    run = 0
    for place, value in enumerate(values):
        if value.shown is None:
            run += 1
            continue
        low, high = value.interval or (None, None)
        row: dict[str, Any] = {
            "x": place + shift,
            "value": value.shown,
            "lower": low,
            "upper": high,
            "run": run,
        }
        found.append(row)
    return found
