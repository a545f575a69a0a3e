"""Hate incidents and crimes known to the police, one row each, by what anybody perceived them to be."""

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
from wulfrun.data.sources._hate_words import DETECTED, NOT_ASKED, OUTCOMES, SATISFIED, strand_flags
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

POLICE, PASSED_ON = "police_reference", "third_party_reference"
CRIME, NO_CRIME = "crime", "no crime"
FIELDS = (
    Field(
        POLICE, "The force's number of the incident, by which other agencies' rows are matched", True,
        "HI-2007-004512", "code", personal=True,
        aliases=("police reference", "police ref", "incident number", "incident reference", "hate reference"),
    ),
    Field(
        "date", "Day on which it happened; the day of the report where that is not known", True,
        "14/02/2007", "date", "day", aliases=("incident date", "date of incident", "date occurred"),
    ),
    Field(
        "strands", "What the victim or anybody else perceived it to be: race, religion, sexual orientation, "
        "disability, transgender; several are allowed ('Race; Religion')", True, "Race; Religion",
        aliases=("hate strands", "strand", "hate strand", "motivation", "hate motivation"),
    ),
    Field(
        "crime_recorded", "Whether a crime was recorded; many incidents are none", True, "yes", "yes or no",
        aliases=("crime recorded", "crimed", "recorded as crime", "crime"),
    ),
    Field(
        "offence_code", "Home Office code of the crime; blank where none was recorded", False, "105B", "code",
        aliases=("offence code", "ho code", "home office code"),
    ),
    Field(
        "victim_reference", "The reference of the victim, the same at every agency that shares it; never a "
        "name", False, "NBV-004512", "code", personal=True,
        aliases=("victim reference", "victim ref", "victim id", "victim urn"),
    ),
    Field(
        "outcome", "What became of a crime", False, "charged", "choice", values=OUTCOMES,
        aliases=("result", "disposal", "crime outcome"),
    ),
    Field(
        "detected_date", "Day on which a crime was detected; blank where it was not", False, "30/05/2007",
        "date", "day", aliases=("detected date", "date detected", "detection date", "detected"),
    ),
    Field(
        "satisfied", "Whether the victim, asked, was satisfied with what was done", False, "yes", "choice",
        values=SATISFIED, aliases=("victim satisfied", "victim satisfaction", "satisfaction"),
    ),
    Field(
        PASSED_ON, "The reporting centre's or line's reference, where the report was passed on from there",
        False, "TPR-000118", "code", personal=True,
        aliases=("passed on from", "third party reference", "third party ref", "reporting centre reference"),
    ),
    Field("lsoa", "LSOA of the incident", False, "E01010410", "code", aliases=("lsoa code",)),
    Field("easting", "British National Grid", False, "391500", "number", "metres",
          aliases=("x", "grid east")),
    Field("northing", "British National Grid", False, "298500", "number", "metres",
          aliases=("y", "grid north")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found:
    """One incident: a crime or none, with the flags of all its strands; a detection makes it detected."""
    whole_row(row)
    own = needed(reference(row, POLICE), POLICE)
    when = needed(day(row, "date"), "date")
    strands = needed(strand_flags(row, "strands") or None, "strands")
    crime = needed(yes(row, "crime_recorded"), "crime_recorded")
    offence = text(row, "offence_code").upper()
    outcome, detected = choice(row, "outcome", OUTCOMES), day(row, "detected_date")
    if not crime and (offence or detected or outcome in DETECTED):
        raise RefusedRow(
            "crime_recorded is no, but there is an offence_code or a detection; expected yes, or neither"
        )
    if detected and detected < when:
        raise RefusedRow(
            f"detected_date is {detected:%d/%m/%Y}, before date ({when:%d/%m/%Y}); expected it after"
        )
    if detected and outcome and outcome not in DETECTED:
        raise RefusedRow(f"detected_date is given, but outcome is '{outcome}'; expected a detection")
    found = place(row)
    said = {
        POLICE: own,
        PASSED_ON: reference(row, PASSED_ON),
        "offence": offence,
        "satisfied": choice(row, "satisfied", SATISFIED) or NOT_ASKED,
    }
    solved = FLAGS["detected"] if detected or outcome in DETECTED else 0
    return Found(
        month=month_of_day(when),
        code=CRIME if crime else NO_CRIME,
        key=own,
        flags=strands | solved | (FLAGS["third_party"] if said[PASSED_ON] else 0),
        lsoa=found.lsoa,
        x=found.x,
        y=found.y,
        who=reference(row, "victim_reference"),
        day=day_number(when),
        more={name: word for name, word in said.items() if word},
    )


LAYOUT = Layout(
    name="hate-incidents",
    title="Police hate incidents and crimes by strand, pseudonymous",
    record="hate-incident",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("strands", "crime_recorded", "satisfied")),
    opens=_agency_table.opens(FIELDS, "a table of hate incidents"),
    accepts=accepts,
    grain="point",
    points="bng",
    publisher="the police force's hate crime unit",
    law="Crime and Disorder Act 1998, sections 6 and 115; Data Protection Act 2018, part 3 (pseudonyms only)",
    events=True,
    personal=True,
)
