"""Resolve the figures inside prose: each to one published figure, or to the reason why it cannot stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.assessment.series import partnership_code
from wulfrun.assessment.wording import base_of, figure_text, kind_of, last_month, when
from wulfrun.data.geography.areas import Area
from wulfrun.definition.model import Definition
from wulfrun.definition.prose_figure import LATEST, Reference, pieces
from wulfrun.figures.book import FigureBook
from wulfrun.words.errors import did_you_mean
from wulfrun.words.periods import period

Row = dict[str, Any]

GROUPS = {"priority": "PRIORITY", "rest": "REST"}
_YEARLY = ("year", "rolling")
_KINDS = (*_YEARLY, "quarter", "month")
_ORDER = ("partnership", "neighbourhood", "ward", "district", "force", "lsoa")


@dataclass(frozen=True)
class Cannot:
    """Why a reference cannot stand: what was found, and what to do."""

    found: str
    remedy: str


def resolve(
    asked: Reference, definition: Definition, book: FigureBook, areas: Sequence[Area], through: int
) -> Row | Cannot:
    """The figure that a reference names, as a row of `figures`; else why it cannot be shown.

    `through`: the latest month of any data. An older period than the latest one of its kind that has a
    figure stands only where it is meant: past=yes, the baseline year, or a target's own baseline.
    """
    code = area_code(asked, definition, book, areas)
    if code is None:
        known = [*GROUPS, *definition.neighbourhood, *(area.name for area in areas if area.level != "lsoa")]
        return Cannot(
            f"'{asked.written}' names the area '{asked.area}', which is not known.",
            did_you_mean(asked.area, known),
        )
    name = latest(book, asked.measure, code, through) if asked.period == LATEST else asked.period
    row = book.one(asked.measure, code, name) if name else None
    if row is None:
        return _absent(asked, book, code)
    if row["suppressed"]:
        return Cannot(
            f"'{asked.written}' is kept back, because it counts a small number.",
            "Take it out, or name a larger area or a longer period.",
        )
    if row["value"] is None:
        note = str(row["note"] or "the data are not complete").removeprefix("no figure: ").rstrip(".")
        return Cannot(f"'{asked.written}' has no figure: {note}.", "Take it out, or name another period.")
    return _outdated(asked, row, definition, book, code, through) or row


def area_code(
    asked: Reference, definition: Definition, book: FigureBook, areas: Sequence[Area]
) -> str | None:
    """The code of the area that a reference names; None where no area is called so."""
    if not asked.area:
        return partnership_code(definition, book, asked.measure)
    if asked.area.lower() in GROUPS:
        return GROUPS[asked.area.lower()]
    by_level = sorted(areas, key=lambda area: _ORDER.index(area.level) if area.level in _ORDER else 9)
    for area in by_level:
        if area.code == asked.area:
            return area.code
    for area in by_level:
        if area.name.lower() == asked.area.lower():
            return area.code
    return asked.area if asked.area in definition.neighbourhood else None


def latest(book: FigureBook, measure: str, code: str, through: int) -> str:
    """The latest year or twelve months with a figure; a year where both end together; '' where none has."""
    known = [
        (last_month(row["period"]), kind == "year", str(row["period"]))
        for kind in _YEARLY
        for row in book.series(measure, code, kind)
        if _told(row) and last_month(row["period"]) <= through
    ]
    return max(known)[2] if known else ""


def shown(row: Mapping[str, Any], definition: Definition) -> str:
    """A figure as the documents write it."""
    declared = definition.measure[base_of(row["measure"])].model_dump()
    return figure_text(row["value"], kind_of(row["measure"], declared))


def _told(row: Mapping[str, Any]) -> bool:
    return row["value"] is not None and not row["suppressed"]


def _absent(asked: Reference, book: FigureBook, code: str) -> Cannot:
    kinds = _YEARLY if asked.period == LATEST else (period(asked.period).kind,)
    there = _periods(asked.measure, code, book, kinds) or _periods(asked.measure, code, book, _KINDS)
    if there:
        quoted = [f'"{each}"' if " " in each else each for each in there[-5:]]
        wanted = "a whole year" if asked.period == LATEST else when(asked.period)
        return Cannot(
            f"'{asked.written}' has no figure for {wanted}.",
            f"The latest are: {', '.join(quoted)}.",
        )
    return Cannot(
        f"'{asked.written}' has no figure: there is none of {asked.measure} for that place.",
        "Take it out, or name another place or measure.",
    )


def _periods(measure: str, code: str, book: FigureBook, kinds: Sequence[str]) -> list[str]:
    return [str(row["period"]) for kind in kinds for row in book.series(measure, code, kind) if _told(row)]


def _outdated(
    asked: Reference, row: Row, definition: Definition, book: FigureBook, code: str, through: int
) -> Cannot | None:
    now = shown(row, definition)
    if asked.was and _bare(asked.was) != _bare(now):
        return Cannot(
            f"'{asked.written}' was {asked.was} when it was written, and is {now} now.",
            f"Read the sentence again, then write was=\"{now}\" or leave 'was' out.",
        )
    if asked.past or asked.period == LATEST or asked.period in _baselines(asked.measure, definition):
        return None
    found = period(asked.period)
    later = [
        each["period"]
        for each in book.series(asked.measure, code, found.kind)
        if _told(each) and found.last < last_month(each["period"]) <= through
    ]
    if not later:
        return None
    newest = f'"{later[-1]}"' if " " in later[-1] else later[-1]
    return Cannot(
        f"'{asked.written}' is outdated: there is a figure for {when(later[-1])}.",
        f"Write period={newest}, or past=yes where the older one is meant.",
    )


def _baselines(measure: str, definition: Definition) -> set[str]:
    own = {each.baseline for each in definition.target.values() if base_of(each.measure) == base_of(measure)}
    return own | ({definition.partnership.baseline} if definition.partnership.baseline else set())


def _bare(text: str) -> str:
    """A figure without what may be written in two ways: the true minus sign, spaces, commas."""
    return text.replace("−", "-").replace(" ", "").replace(",", "").lstrip("+")


def written_out(text: str, resolved: Iterable[Row], measures: Mapping[str, Row]) -> str:
    """Prose with its figures as words; `resolved`: rows of `prose_figures`, `measures`: as declared, JSON."""
    rows = {row["written"]: row for row in resolved}
    return "".join(
        figure_text(
            rows[each]["value"], kind_of(rows[each]["measure"], measures[base_of(rows[each]["measure"])])
        )
        if each in rows
        else each
        for each in pieces(text)
    )
