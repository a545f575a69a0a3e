"""Ambulance calls to crime and disorder: one of the health data sets of SI 2007/1831."""

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import choice, day, needed, reference
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._health_words import RESIDENTS, at_night, outward
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

TYPES = ("assault", "sexual-assault", "stabbing", "shooting", "domestic-abuse", "overdose", "alcohol")
FIELDS = (
    Field("incident", "The service's own number of the call", True, "A-2007-10452", "code"),
    Field("call_date", "Day of the call", True, "14/05/2007", "date", "day",
          aliases=("date of call", "date")),
    Field("call_time", "Time of the call", False, "23:40", "time", aliases=("time of call", "time")),
    Field("category", "What the call was about", True, "assault", "choice", values=TYPES,
          aliases=("chief complaint",)),
    Field("outward_postcode", "Outward part of the postcode, never the whole", False, "NB1", "code",
          aliases=("postcode district", "location")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found | None:
    """One call."""
    whole_row(row)
    outward(row, "outward_postcode")
    return Found(
        month=month_of_day(needed(day(row, "call_date"), "call_date")),
        code=needed(choice(row, "category", TYPES), "category"),
        key=needed(reference(row, "incident"), "incident"),
        flags=FLAGS["night"] if at_night(row, "call_time") else 0,
        area=RESIDENTS,
    )


LAYOUT = Layout(
    name="ambulance-calls",
    title="Ambulance calls to crime and disorder",
    record="ambulance-call",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("incident", "call_date", "category")),
    opens=_agency_table.opens(FIELDS, "ambulance calls"),
    accepts=accepts,
    grain="district",
    points="bng",
    publisher="the ambulance service",
    law="SI 2007/1831, Schedule, health: ambulance calls to crime and disorder incidents",
)
