"""What neighbourhood teams did to be seen: hours on patrol, meetings, who came, whom they spoke to."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import needed, number, text, whole
from wulfrun.data.sources._checks import month, whole_row
from wulfrun.data.text_rows import BROKEN
from wulfrun.definition.model import Source

KINDS = {
    "patrol hours": "patrol-hours",
    "meetings": "meetings",
    "people at meetings": "attendance",
    "contacts": "contacts",
}
KIND = "(kind)"

FIELDS = (
    Field(
        "neighbourhood",
        "Neighbourhood, by name or code",
        True,
        "Bilston North",
        aliases=("area", "team", "neighbourhood team", "lana area"),
    ),
    Field(
        "month",
        "Month, as 2007-05, 05/2007, May 2007 or its first day",
        True,
        "2007-05",
        "text",
        "month",
        aliases=("period", "month of activity"),
    ),
    Field(
        "patrol hours",
        "Hours on foot or cycle patrol, in uniform, outside",
        True,
        "412.5",
        "number",
        "hours",
        aliases=("hours on patrol", "patrol", "foot patrol hours", "visible hours"),
    ),
    Field(
        "meetings",
        "Public meetings held",
        False,
        "2",
        "whole number",
        "meetings",
        aliases=("number of meetings", "public meetings"),
    ),
    Field(
        "people at meetings",
        "People who came to them",
        False,
        "37",
        "whole number",
        "people",
        aliases=("attendance", "attended", "residents attending"),
    ),
    Field(
        "contacts",
        "Conversations with residents that were noted",
        False,
        "154",
        "whole number",
        "contacts",
        aliases=("contacts with residents", "resident contacts", "surgeries and contacts"),
    ),
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_table = _agency_table.opens(FIELDS, "a return of neighbourhood teams' activity")


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """Each number of the return as a row of its own; an empty cell gives none but the patrol hours'."""
    for line, row in _table(path, source):
        if BROKEN in row:
            yield line, row
            continue
        for name in KINDS:
            if text(row, name) or name == "patrol hours":
                head = {field: row[field] for field in ("neighbourhood", "month")}
                yield line, {**dict.fromkeys(KINDS, ""), **head, name: row[name], KIND: name}


def accepts(row: Row, source: Source) -> Found | None:
    """The hours, meetings or people of one team and month; hours are rounded to whole ones."""
    whole_row(row)
    where = needed(text(row, "neighbourhood"), "neighbourhood")
    when, name = _month(text(row, "month")), row[KIND]
    if name == "patrol hours":
        hours = needed(number(row, name), name)
        if not 0 <= hours <= 100_000:
            raise RefusedRow(f"{name} is '{text(row, name)}'; expected hours, from 0 to 100,000")
        n = int(hours + 0.5)
    else:
        n = needed(whole(row, name), name)
    code = KINDS[name]
    return Found(month=when, code=code, key=f"{where.casefold()} {code} {when}", area=where, n=n)


def _month(said: str) -> int:
    """A month in any of the ways it is written; RefusedRow where it is none."""
    words = said.replace("/", " ").replace("-", " ").split()
    if len(words) == 3 and len(words[0]) == 4:
        return month(f"{words[0]}-{words[1]}")
    if len(words) == 3 and words[1].isdigit():
        return month(f"{words[2]}-{int(words[1]):02d}")
    if len(words) == 2 and words[0][:3].casefold() in _NAMES:
        year = words[1] if len(words[1]) == 4 else f"20{words[1]}"
        return month(f"{year}-{_NAMES.index(words[0][:3].casefold()) + 1:02d}")
    if len(words) == 2 and len(words[1]) == 4 and words[0].isdigit():
        return month(f"{words[1]}-{int(words[0]):02d}")
    if not said:
        raise RefusedRow("month is missing; it must be filled in")
    return month(said)


LAYOUT = Layout(
    name="team-activity",
    title="Neighbourhood teams' patrol hours, meetings, attendance and contacts, by month",
    record="team-activity",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("patrol hours", "month")),
    opens=opens,
    accepts=accepts,
    grain="neighbourhood",
    publisher="the neighbourhood teams (police and council)",
    law="Formulation and Implementation of Strategy Regulations 2007 reg. 12; Policing Pledge 2008",
)
