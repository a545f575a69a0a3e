"""What residents report of street sex: soliciting, kerb crawling, and what is left behind."""

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import choice, day, needed, place, reference, text
from wulfrun.data.sources._checks import whole_row
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

TYPES = (
    "soliciting",
    "kerb-crawling",
    "approached-in-the-street",
    "litter-of-street-sex",
    "brothel-suspected",
)
FIELDS = (
    Field("reference", "Reference of the report", True, "SS-00124", "code"),
    Field(
        "reported",
        "Day it was reported",
        True,
        "14/05/2007",
        "date",
        "day",
        aliases=("date reported", "date"),
    ),
    Field("type", "What is reported", True, "kerb-crawling", "choice", values=TYPES, aliases=("category",)),
    Field("easting", "British National Grid", False, "391540", "number", "metres"),
    Field("northing", "British National Grid", False, "298860", "number", "metres"),
    Field("lsoa", "LSOA, where there is no point", False, "E01010410", "code"),
    Field(
        "area", "Neighbourhood or ward, where there is neither", False, "", aliases=("neighbourhood", "ward")
    ),
    Field("received_by", "Who took the report", False, "neighbourhood team"),
)


def accepts(row: Row, source: Source) -> Found | None:
    """One report of the community; nothing is said of any person."""
    whole_row(row)
    where = place(row)
    return Found(
        month=month_of_day(needed(day(row, "reported"), "reported")),
        code=needed(choice(row, "type", TYPES), "type"),
        key=needed(reference(row, "reference"), "reference"),
        lsoa=where.lsoa,
        x=where.x,
        y=where.y,
        area="" if where.lsoa or where.x is not None else text(row, "area"),
    )


LAYOUT = Layout(
    name="street-sex-reports",
    title="Street sex reported by the community",
    record="street-sex",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("received_by", "reported", "type")),
    opens=_agency_table.opens(FIELDS, "reports of street sex"),
    accepts=accepts,
    points="bng",
    publisher="the council and the police's neighbourhood teams",
    law="Crime and Disorder Act 1998, sections 17A and 115",
    sparse=True,
)
