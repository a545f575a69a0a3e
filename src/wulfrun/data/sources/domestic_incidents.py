"""Domestic abuse incidents known to the police, one row each, whether or not a crime was recorded."""

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import (
    choice,
    day,
    day_number,
    needed,
    place,
    reference,
    text,
    yes,
)
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._domestic_words import INCIDENT_OUTCOMES, RISKS
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

ADDRESS = "address_reference"
FIELDS = (
    Field(
        "reference", "The force's number of the incident", True, "DI-2007-004512", "code",
        aliases=("incident number", "incident no", "incident ref", "incident reference"),
    ),
    Field(
        "date", "Day on which it was reported", True, "14/02/2007", "date", "day",
        aliases=("incident date", "date reported", "reported date", "date of incident"),
    ),
    Field(
        "victim_reference", "The force's own reference for the victim, the same each time; never a name",
        True, "NBV-004512", "code", personal=True,
        aliases=("victim reference", "victim ref", "victim id", "victim urn"),
    ),
    Field(
        ADDRESS, "The force's own reference for the address, the same each time; never the address", False,
        "NBA-001207", "code", personal=True,
        aliases=("address reference", "address ref", "premises reference", "location reference", "uprn"),
    ),
    Field(
        "suspect_reference", "The force's own reference for the suspect; never a name", False, "NBS-003318",
        "code", personal=True,
        aliases=("suspect reference", "suspect ref", "suspect id", "perpetrator reference"),
    ),
    Field(
        "crime_recorded", "Whether a crime was recorded; many incidents are none", True, "yes", "yes or no",
        aliases=("crime recorded", "crimed", "recorded as crime", "crime"),
    ),
    Field(
        "offence_code", "Home Office code of the crime; blank where none was recorded", False, "105A", "code",
        aliases=("offence code", "ho code", "home office code"),
    ),
    Field(
        "risk", "Risk as assessed at the incident; blank where it was not", False, "medium", "choice",
        values=RISKS, aliases=("risk level", "risk assessment", "risk grade", "dash risk"),
    ),
    Field(
        "children_present", "Whether children were there or live there", False, "no", "yes or no",
        aliases=("children present", "children", "child present"),
    ),
    Field(
        "outcome", "What was done", False, "arrested", "choice", values=INCIDENT_OUTCOMES,
        aliases=("result", "disposal", "incident outcome"),
    ),
    Field("lsoa", "LSOA of the incident", False, "E01010410", "code", aliases=("lsoa code",)),
    Field("easting", "British National Grid", False, "391500", "number", "metres",
          aliases=("x", "grid east")),
    Field("northing", "British National Grid", False, "298500", "number", "metres",
          aliases=("y", "grid north")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found:
    """One incident: a crime or none, with children or without; who, where and what risk beside it."""
    whole_row(row)
    when = needed(day(row, "date"), "date")
    crime = needed(yes(row, "crime_recorded"), "crime_recorded")
    offence = text(row, "offence_code").upper()
    if offence and not crime:
        raise RefusedRow(
            f"crime_recorded is no, but offence_code is '{offence[:20]}'; expected yes, or no offence_code"
        )
    risk, children = choice(row, "risk", RISKS), yes(row, "children_present")
    found = place(row)
    said = {
        "offence": offence,
        "risk": risk,
        "children": "" if children is None else "yes" if children else "no",
        "outcome": choice(row, "outcome", INCIDENT_OUTCOMES),
        ADDRESS: reference(row, ADDRESS),
    }
    return Found(
        month=month_of_day(when),
        code=("crime" if crime else "no crime") + (", children" if children else ""),
        key=needed(reference(row, "reference"), "reference"),
        flags=FLAGS["domestic"] | (FLAGS["high_risk"] if risk == RISKS[-1] else 0),
        lsoa=found.lsoa,
        x=found.x,
        y=found.y,
        who=reference(row, "victim_reference"),
        other=reference(row, "suspect_reference"),
        day=day_number(when),
        more={name: word for name, word in said.items() if word},
    )


LAYOUT = Layout(
    name="domestic-incidents",
    title="Police incidents of domestic abuse, pseudonymous",
    record="domestic-incident",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("victim_reference", "crime_recorded", "risk")),
    opens=_agency_table.opens(FIELDS, "a table of domestic abuse incidents"),
    accepts=accepts,
    grain="point",
    points="bng",
    publisher="the police force's public protection unit",
    law="Crime and Disorder Act 1998, sections 6 and 115; Data Protection Act 2018, part 3 (pseudonyms only)",
    events=True,
    personal=True,
)
