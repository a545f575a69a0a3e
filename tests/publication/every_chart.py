"""What every chart must say, whichever function drew it."""

import re

from wulfrun.publication.chart_model import Chart

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _tells_the_table(chart: Chart) -> bool:
    """A number of a cell, or the sum of the last column; where all cells are words, one of those.

    What shows no figures, such as who answers to whom, names every box instead.
    """
    if not chart.units and all(row[0] in chart.alt for row in chart.rows):
        return True
    cells = {found for row in chart.rows for cell in row for found in _NUMBER.findall(cell)}
    last = [row[-1] for row in chart.rows]
    if all(each.isdigit() for each in last):
        cells.add(str(sum(map(int, last))))
    if not any(_NUMBER.search(cell) for row in chart.rows for cell in row[1:]):
        return any(f"{each.lower()}: {last.count(each)}" in chart.alt.lower() for each in last)
    return bool(cells & set(_NUMBER.findall(chart.alt)))


def lacking(chart: Chart) -> list[str]:
    """A sentence for everything that a chart does not say."""
    told = {
        "a title": bool(chart.title.strip()),
        "units or words on its axes": bool(chart.units) or len([each for each in chart.columns if each]) > 2,
        "a source": bool(chart.source.strip()),
        "how far its data reach": bool(chart.date.strip()) or not chart.units,
        "an alternative text of more than forty letters": len(chart.alt) > 40,
        "a number of its table in its alternative text": _tells_the_table(chart),
        "a table behind it": bool(chart.rows) and all(len(row) == len(chart.columns) for row in chart.rows),
    }
    return [f"{chart.name} lacks {what}" for what, there in told.items() if not there]
