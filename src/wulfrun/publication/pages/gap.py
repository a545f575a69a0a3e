"""The gap between priority neighbourhoods and the rest."""

from typing import Any

from wulfrun.assessment.target_findings import gap_finding
from wulfrun.assessment.wording import base_of, inside
from wulfrun.publication import page_charts
from wulfrun.publication.page import Page
from wulfrun.publication.pages.said import Said, leading
from wulfrun.publication.shelf import Row, Shelf

MOST_IN_FULL = 12
_LABELS = {"narrowing": "Gap narrowing", "widening": "Gap widening", "no clear change": "No clear change"}


def gap_items(shelf: Shelf) -> list[dict[str, Any]]:
    """Every measured gap with its sentence; none where no neighbourhood is a priority."""
    if not shelf.has_priority:
        return []
    order = {name: place for place, name in enumerate(dict.fromkeys([*leading(shelf), *shelf.measures]))}
    rows = [row for row in shelf.release.rows("gap") if base_of(row["measure"]) in order]
    rows.sort(key=lambda row: (row["verdict"] == "cannot be said", order[base_of(row["measure"])]))
    return [gap_item(shelf, row) for row in rows]


def gap_item(shelf: Shelf, row: Row) -> dict[str, Any]:
    """One measured gap with its sentence, its name and its unit."""
    base = base_of(row["measure"])
    declared = shelf.measures[base]
    groups = [shelf.row(f"{base}.on-baseline", group, row["latest_period"]) for group in ("PRIORITY", "REST")]
    finding = gap_finding(row, declared, *groups)
    figure = shelf.row(base, "PRIORITY", row["latest_period"])
    said = Said(finding, _LABELS.get(row["verdict"], "Cannot be said"), base, declared["title"], figure)
    rated = (f"{base}.rate", "PRIORITY") in shelf.figures
    unit = inside(page_charts.unit_of(shelf, f"{base}.rate" if rated else base))
    return {"row": row, "said": said, "name": declared["title"], "unit": unit}


def gap_page(shelf: Shelf) -> Page | None:
    """Whether the priority neighbourhoods are catching up, measure by measure."""
    items = gap_items(shelf)
    if not items:
        return None
    charts = []
    known = [item for item in items if item["row"]["verdict"] != "cannot be said"]
    unknown = [item for item in items if item["row"]["verdict"] == "cannot be said"]
    shown, others = foremost(shelf, known)
    for item in shown:
        measure = base_of(item["row"]["measure"])
        drawn = page_charts.gap(shelf, measure, str(item["row"]["verdict"]))
        item.update(drawn=drawn, pairs=_pairs(shelf, measure) if drawn else [])
        charts += [drawn] if drawn else []
    names = [str(row["name"]) for row in shelf.areas.values() if row["priority"] and row["level"] != "lsoa"]
    content = {"gaps": shown, "others": others, "unknown": unknown, "priority_names": ", ".join(names)}
    trail = (("index.html", "Overview"),)
    return Page("gap.html", "Closing the gap", "gap.html", content, trail, tuple(charts))


def foremost(shelf: Shelf, known: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The measures to show in full (of targets and priorities, where many are known), and the others."""
    if len(known) <= MOST_IN_FULL:
        return known, []
    declared = {base_of(row["measure"]) for row in shelf.release.rows("targets")}
    declared |= {name for row in shelf.definition["priority"].values() for name in row["measures"]}
    asked = [item for item in known if item["said"].measure in declared]
    shown = (asked or known)[:MOST_IN_FULL]
    return shown, [item for item in known if item not in shown]


def _pairs(shelf: Shelf, measure: str) -> list[tuple[str, Row | None, Row | None]]:
    shown = f"{measure}.rate" if (f"{measure}.rate", "PRIORITY") in shelf.figures else measure
    names = [row["period"] for row in shelf.series(shown, "PRIORITY", "year")]
    return [(name, shelf.row(shown, "PRIORITY", name), shelf.row(shown, "REST", name)) for name in names]
