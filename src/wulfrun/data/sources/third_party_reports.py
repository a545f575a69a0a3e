"""Hate incidents reported to a third party: a community reporting centre or a telephone line."""

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
from wulfrun.data.sources._hate_words import CENTRE, LINE, strand_flags
from wulfrun.data.sources.hate_incidents import PASSED_ON, POLICE
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field(
        PASSED_ON, "The centre's or line's own number of the report", True, "TPR-000118", "code",
        personal=True, aliases=("report reference", "report number", "third party reference", "report id"),
    ),
    Field(
        "channel", "Whether it came to a reporting centre or by the reporting line", True, CENTRE, "choice",
        values=(CENTRE, LINE), aliases=("centre or line", "reported through", "reported via", "route"),
    ),
    Field(
        "centre", "Which centre or line; blank where there is only one", False, "Eastgate Community Centre",
        aliases=("reporting centre", "centre name", "organisation"),
    ),
    Field(
        "incident_date", "Day on which it happened; blank where that is not known", False, "12/02/2007",
        "date", "day", aliases=("date of incident", "incident date", "date occurred"),
    ),
    Field(
        "report_date", "Day on which it was reported", True, "14/02/2007", "date", "day",
        aliases=("date of report", "report date", "date reported", "date received"),
    ),
    Field(
        "strand", "What anybody perceived it to be, as for the police; several are allowed", True, "race",
        aliases=("strands", "motivation", "hate strand", "perceived motivation"),
    ),
    Field(
        "wants_police", "Whether the person wants the police to be told", True, "no", "yes or no",
        aliases=("wants police", "wants police involved", "police wanted", "consent to police"),
    ),
    Field(
        POLICE, "The police's number of the same incident, where it is known", False, "HI-2007-004512",
        "code", personal=True, aliases=("police reference", "police ref", "police incident number"),
    ),
    Field(
        "victim_reference", "The reference of the victim that the agencies share, where the person agreed; "
        "never a name", False, "NBV-004512", "code", personal=True,
        aliases=("victim reference", "victim ref", "victim id", "victim urn"),
    ),
    Field("lsoa", "LSOA of the incident", False, "E01010410", "code", aliases=("lsoa code",)),
    Field("easting", "British National Grid", False, "391500", "number", "metres",
          aliases=("x", "grid east")),
    Field("northing", "British National Grid", False, "298500", "number", "metres",
          aliases=("y", "grid north")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found:
    """One report in the month in which it was made; its day is the day of the incident, where known."""
    whole_row(row)
    reported = needed(day(row, "report_date"), "report_date")
    happened = day(row, "incident_date")
    if happened and reported < happened:
        raise RefusedRow(
            f"report_date is {reported:%d/%m/%Y}, before incident_date ({happened:%d/%m/%Y}); "
            "expected it after"
        )
    wants = needed(yes(row, "wants_police"), "wants_police")
    own = needed(reference(row, PASSED_ON), PASSED_ON)
    found = place(row)
    said = {PASSED_ON: own, POLICE: reference(row, POLICE), "wants_police": "yes" if wants else "no"}
    return Found(
        month=month_of_day(reported),
        code=needed(choice(row, "channel", (CENTRE, LINE)), "channel"),
        # Two centres may number their reports alike.
        key=f"{text(row, 'centre').casefold()} {own}",
        flags=needed(strand_flags(row, "strand") or None, "strand") | FLAGS["third_party"],
        lsoa=found.lsoa,
        x=found.x,
        y=found.y,
        who=reference(row, "victim_reference"),
        day=day_number(happened or reported),
        more={name: word for name, word in said.items() if word},
    )


LAYOUT = Layout(
    name="third-party-reports",
    title="Hate incidents reported to centres and the line, pseudonymous",
    record="third-party-report",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("channel", "wants_police", "strand")),
    opens=_agency_table.opens(FIELDS, "a table of third-party reports"),
    accepts=accepts,
    grain="point",
    points="bng",
    publisher="the third-party reporting centres and the reporting line",
    law="Crime and Disorder Act 1998, sections 6 and 115; the consent of the person who reports",
    events=True,
    personal=True,
)
