"""Every figure that a page shows as JSON, at an address that stays the same.

A file a measure and area, `figures/MEASURE/AREA.json`, holds each figure under its name, so that a JSON
pointer (RFC 6901) leads to one: the rate of `psa1` in `X08000001` in 2007/08 is
`figures/psa1/X08000001.json#/figures/rate.2007_08`. A file a figure would be five times as many files.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from wulfrun.assessment.wording import CHANGES, kind_of, told
from wulfrun.publication.page import Citations, addressed, anchor
from wulfrun.publication.page_charts import unit_of
from wulfrun.publication.reuse.address import site_address
from wulfrun.publication.reuse.licence import LICENCE
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_name, period

_NUMBERS = ("value", "lower", "upper", "numerator", "denominator")


def file_path(measure: str, area: str) -> str:
    """The file of a declared measure and an area, from the site's root."""
    return f"figures/{measure}/{addressed(area)}.json"


def figure_name(measure: str, name: str) -> str:
    """What a figure is called within its file: what is derived from the measure, then the period.

    >>> figure_name("psa1.rate", "year to 2008-03"), figure_name("psa1", "2007/08")
    ('rate.year-to-2008-03', '2007_08')
    """
    suffix = measure.partition(".")[2]
    return f"{suffix}.{addressed(name)}" if suffix else addressed(name)


def write_figures(shelf: Shelf, citations: Citations, folder: Path) -> list[Path]:
    """Write the figures that pages have shown into `folder`, the site's; give every file written."""
    written = []
    for measure in shelf.measures:
        by_area: dict[str, list[Row]] = defaultdict(list)
        for row in citations.shown.get(measure, {}).values():
            by_area[row["area_code"]].append(row)
        for area, rows in sorted(by_area.items()):
            path = folder / file_path(measure, area)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(told_figures(shelf, measure, rows), ensure_ascii=False)
            path.write_text(text + "\n", "utf-8", newline="\n")
            written.append(path)
        if by_area:
            written.append(_list(shelf, measure, sorted(by_area), folder))
    return written


def _list(shelf: Shelf, measure: str, areas: list[str], folder: Path) -> Path:
    files = {area: file_path(measure, area).rpartition("/")[2] for area in areas}
    path = folder / "figures" / measure / "index.json"
    content = {**_frame(shelf, measure), "areas": files}
    path.write_text(json.dumps(content, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    return path


def told_figures(shelf: Shelf, measure: str, rows: list[Row]) -> Row:
    """The figures of one measure in one area, in order of their names."""
    first = rows[0]
    area = {"code": first["area_code"], "name": first["area_name"], "level": first["area_level"]}
    figures = {figure_name(row["measure"], row["period"]): told_figure(shelf, measure, row) for row in rows}
    address = site_address(shelf.partnership)
    path = file_path(measure, first["area_code"])
    stands = {"id": address + path} if address else {}
    return {**stands, **_frame(shelf, measure), "area": area, "figures": dict(sorted(figures.items()))}


def _frame(shelf: Shelf, measure: str) -> Row:
    declared = shelf.measures[measure]
    return {
        "measure": {"key": measure, "title": declared["title"], "better": declared["better"]},
        "publisher": shelf.partnership["name"],
        "invented": bool(shelf.partnership.get("invented")),
        "release": shelf.release.manifest["release"],
        "data_to": shelf.release.manifest["through"],
        "licence": LICENCE["path"],
    }


def told_figure(shelf: Shelf, measure: str, row: Row) -> Row:
    """One figure as it is told outside: numbers only where they may be shown."""
    suffix = row["measure"].partition(".")[2]
    shown: dict[str, Any] = {name: None if row["suppressed"] else row[name] for name in _NUMBERS}
    known = period(row["period"])
    place = anchor(row["measure"], row["area_code"], row["period"])
    return {
        "what": CHANGES.get(suffix, kind_of(row["measure"], shelf.measures[measure])),
        "unit": "Percent" if suffix in CHANGES else unit_of(shelf, row["measure"]),
        "period": row["period"],
        "first_month": month_name(known.first),
        "last_month": month_name(known.last),
        **shown,
        "confidence": None if shown["lower"] is None else 0.95,
        "suppressed": bool(row["suppressed"]),
        "note": told(row["note"]),
        "explained_at": f"../../explanations/{measure}.html#{place}",
    }
