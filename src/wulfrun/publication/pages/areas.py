"""A page for each neighbourhood, ward and district, and the list of them."""

from collections.abc import Sequence
from typing import Any

from wulfrun.assessment.wording import inside, kind_of, number, when
from wulfrun.publication import page_charts
from wulfrun.publication.area_charts import each_area
from wulfrun.publication.blocks import told_apart
from wulfrun.publication.page import Page
from wulfrun.publication.pages.maps import map_of
from wulfrun.publication.pages.neighbourhood_voices import neighbourhood_blocks
from wulfrun.publication.pages.said import compared, leading, on_last_year
from wulfrun.publication.shelf import LEVEL_WORDS, SHOWN_LEVELS, Row, Shelf

_HOME = ("index.html", "Overview")
_MOST_STANDING = 6
_MOST_IN_FULL = 20
_MOST_LEADING = 10


def paged_areas(shelf: Shelf) -> list[Row]:
    """The areas that have a page: every neighbourhood, ward and district."""
    found = [area for level in SHOWN_LEVELS for area in shelf.by_level.get(level, ())]
    return list({area["code"]: area for area in found if area["code"] != shelf.whole}.values())


def areas_page(shelf: Shelf) -> Page:
    """Every area with its rate of the first measure."""
    first = leading(shelf)
    lead = first[0] if first else ""
    period = shelf.latest(lead, shelf.whole) if lead else ""
    rate = shelf.rate_of(lead) if lead else ""
    paged = paged_areas(shelf)
    levels = [(level, [area for area in paged if area["level"] == level]) for level in SHOWN_LEVELS]
    rows = [
        (level, [_listed(shelf, area, rate, period) for area in areas])
        for level, areas in levels
        if areas and lead
    ]
    shown = map_of(shelf, lead, shelf.level, period) if lead else None
    beside = each_area(shelf, lead, shelf.level) if lead else None
    content = {
        "levels": rows if lead else [],
        "map": shown,
        "beside": beside,
        "level": shelf.level,
        "lead_title": shelf.measures[lead]["title"] if lead else "",
        "lead_unit": f"{inside(page_charts.unit_of(shelf, rate))}, {when(period)}" if lead else "",
    }
    charts = [*([shown.drawn] if shown else []), *([beside.chart] if beside else [])]
    return Page("areas/index.html", "Areas", "areas.html", content, (_HOME,), tuple(charts))


def _listed(shelf: Shelf, area: Row, rate: str, period: str) -> dict[str, Any]:
    code = str(area["code"])
    return {
        "area": area,
        "row": shelf.row(rate, code, period),
        "finding": compared(shelf, rate, code, period),
    }


def more_about(pages: Sequence[Page], code: str) -> list[tuple[str, str]]:
    """The pages of topics about one area, by path and title: those whose path ends with its code."""
    return [(page.path, page.title) for page in pages if page.path.endswith(f"/{code}.html")]


def area_page(shelf: Shelf, area: Row, more: Sequence[tuple[str, str]] = ()) -> Page:
    """One area: what stands out, then every measure beside the whole place; `more` are pages about it."""
    code = str(area["code"])
    rows = [item for name in shelf.measures if (item := _measured(shelf, name, code))]
    whole = [item for item in rows if not shelf.measures[item["measure"]]["part_of"]]
    stands = [item for word in ("above", "below") for item in whole if _stands(item, word)][:_MOST_STANDING]
    shown = rows
    if len(rows) > _MOST_IN_FULL:
        first = {*leading(shelf)[:_MOST_LEADING], *(item["measure"] for item in stands)}
        shown = [item for item in rows if item["measure"] in first]
    lead = next((name for name in leading(shelf) if (name, code) in shelf.figures), "")
    drawn = page_charts.years(shelf, lead, code) if lead else None
    content = {
        "area": area,
        "lead": _lead(shelf, area),
        "blocks": told_apart(neighbourhood_blocks(shelf, area)),
        "more": more,
        "rows": shown,
        "others": [item for item in rows if item not in shown],
        "stands_out": stands,
        "drawn": drawn,
        "years": shelf.series(lead, code, "year") if lead else [],
        "csv": f"data/{lead}.csv",
        "chart_caption": f"{shelf.measures[lead]['title']} in {area['name']}" if lead else "",
    }
    trail = (_HOME, ("areas/index.html", "Areas"))
    return Page(
        f"areas/{code}.html", str(area["name"]), "area.html", content, trail, (drawn,) if drawn else ()
    )


def _stands(item: dict[str, Any], word: str) -> bool:
    return str(item["finding"].text).startswith(f"Significantly {word}")


def _lead(shelf: Shelf, area: Row) -> str:
    people = (
        f" About {number(round(area['residents'], -2))} people live here."
        if area["residents"] is not None
        else ""
    )
    return f"{area['name']} is a {LEVEL_WORDS[area['level']]} of {shelf.place}.{people}"


def _measured(shelf: Shelf, measure: str, code: str) -> dict[str, Any] | None:
    period = shelf.latest(measure, shelf.whole)
    now = shelf.row(measure, code, period)
    if now is None:
        return None
    rate = shelf.rate_of(measure)
    said = on_last_year(shelf, measure, code, period)
    words = {"good": "right way", "bad": "wrong way", "unknown": "cannot be compared"}
    tone = said.finding.tone
    kind = kind_of(rate, shelf.measures[measure])
    return {
        "measure": measure,
        "name": said.name,
        "period": period,
        "now": now,
        "change": said.row,
        "said": words.get(tone, said.label.lower()),
        "rate": shelf.row(rate, code, period),
        "rated": rate != measure,
        "unit": inside(page_charts.unit_of(shelf, rate)),
        "kind": kind,
        "finding": compared(shelf, rate, code, period),
    }
