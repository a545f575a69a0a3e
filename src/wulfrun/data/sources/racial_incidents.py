"""Racial incidents reported to the council: to its offices, housing, schools and wardens, one row each."""

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import day, day_number, needed, place, reference, yes
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._hate_words import strand_flags
from wulfrun.data.sources.hate_incidents import POLICE
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

TOLD, NOT_TOLD, NOT_KNOWN = "police told", "police not told", "not known whether the police were told"
FIELDS = (
    Field(
        "reference", "The council's own number of the incident", True, "RI-000412", "code",
        aliases=("racial incident number", "racial incident reference", "incident reference", "case number",
                 "ref"),
    ),
    Field(
        "date", "Day on which it happened; the day of the report where that is not known", True,
        "14/02/2007", "date", "day", aliases=("incident date", "date of incident", "date reported"),
    ),
    Field(
        "strand", "What anybody perceived it to be, as for the police; a blank is race", False, "race",
        aliases=("strands", "motivation", "type of incident", "perceived motivation"),
    ),
    Field(
        "police_informed", "Whether the police were told", True, "yes", "yes or no",
        aliases=("police informed", "reported to police", "police told", "police aware"),
    ),
    Field(
        POLICE, "The police's number of the same incident, where the council knows it", False,
        "HI-2007-004512", "code", personal=True,
        aliases=("police reference", "police ref", "police incident number"),
    ),
    Field(
        "victim_reference", "The reference of the victim that the agencies share; never a name", False,
        "NBV-004512", "code", personal=True,
        aliases=("victim reference", "victim ref", "victim id", "victim urn"),
    ),
    Field("lsoa", "LSOA of the incident", False, "E01010410", "code", aliases=("lsoa code",)),
    Field("easting", "British National Grid", False, "391500", "number", "metres",
          aliases=("x", "grid east")),
    Field("northing", "British National Grid", False, "298500", "number", "metres",
          aliases=("y", "grid north")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found:
    """One incident as the council wrote it down; what the police call it stands beside it."""
    whole_row(row)
    when = needed(day(row, "date"), "date")
    informed, theirs = yes(row, "police_informed"), reference(row, POLICE)
    if theirs and informed is False:
        raise RefusedRow("police_informed is no, but there is a police_reference; expected yes, or none")
    found = place(row)
    return Found(
        month=month_of_day(when),
        code=TOLD if informed or theirs else NOT_KNOWN if informed is None else NOT_TOLD,
        key=needed(reference(row, "reference"), "reference"),
        flags=strand_flags(row, "strand") or FLAGS["hate_race"],
        lsoa=found.lsoa,
        x=found.x,
        y=found.y,
        who=reference(row, "victim_reference"),
        day=day_number(when),
        more={POLICE: theirs} if theirs else {},
    )


LAYOUT = Layout(
    name="racial-incidents",
    title="Racial incidents reported to the council, pseudonymous",
    record="racial-incident",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("police_informed",)),
    opens=_agency_table.opens(FIELDS, "a table of racial incidents"),
    accepts=accepts,
    grain="point",
    points="bng",
    publisher="the council",
    law="Prescribed Information Regulations (SI 2007/1831); Crime and Disorder Act 1998, section 115",
    events=True,
    personal=True,
)
