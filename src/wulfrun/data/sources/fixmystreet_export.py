"""A council's export from its own FixMyStreet site: one row a report."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sheet_rows import SHEET
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import day, day_number, needed, reference, text
from wulfrun.data.sources._checks import point, whole_row
from wulfrun.data.sources._street_report_words import category_of
from wulfrun.data.text_rows import BROKEN
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field("id", "The site's number of the report", True, "48231", "code", aliases=("report id",)),
    Field(
        "category",
        "The council's own category; counted in mySociety's 29, and as Other where it fits none",
        True,
        "Flytipping",
    ),
    Field(
        "created",
        "When it was made",
        True,
        "2019-05-14T09:31:00",
        "date",
        "day",
        aliases=("confirmed", "created date", "date created"),
    ),
    Field("latitude", "WGS84; both blank where no place was marked", True, "52.5862", "number", "degrees"),
    Field("longitude", "WGS84", True, "-2.1285", "number", "degrees"),
    Field("status", "State of the report; a hidden one is not counted", False, "fixed - council",
          aliases=("state",)),
    Field("site_used", "Site through which it came", False, "desktop", aliases=("site used",)),
)  # fmt: skip
_NOT_PUBLIC = ("hidden", "unconfirmed", "partial")
_KEPT = frozenset((*(each.name for each in FIELDS), BROKEN, SHEET))
_table = _agency_table.opens(FIELDS, "an export of a FixMyStreet site")


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The reports without their titles, details and names, which nothing here needs."""
    for line, row in _table(path, source):
        yield line, {name: said for name, said in row.items() if name in _KEPT}


def accepts(row: Row, source: Source) -> Found | None:
    """One report; None where it was never published (hidden, or not confirmed by who made it)."""
    whole_row(row)
    if text(row, "status").casefold() in _NOT_PUBLIC:
        return None
    return report(
        row,
        needed(text(row, "category"), "category"),
        "created",
        text(row, "longitude"),
        text(row, "latitude"),
    )


def report(row: Mapping[str, str], category: str, made: str, longitude: str, latitude: str) -> Found:
    """One report made on a site or application, on the day that the field `made` gives."""
    when = needed(day(row, made), made)
    x, y = point(longitude, latitude)
    key = reference(row, "id")
    return Found(
        month=month_of_day(when), code=category_of(category), key=key, x=x, y=y, day=day_number(when)
    )


LAYOUT = Layout(
    name="fixmystreet-export",
    title="Reports exported from a council's FixMyStreet site",
    record="street-report",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("latitude", "longitude", "category")),
    opens=opens,
    accepts=accepts,
    grain="point",
    publisher="the council's FixMyStreet site",
    law="Crime and Disorder Act 1998 s. 115 (sharing by a responsible authority)",
    sparse=True,
)
