"""Referrals to the multi-agency risk assessment conference (MARAC), one row each, by pseudonym alone."""

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
from wulfrun.data.sources._domestic_words import REFERRERS
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field(
        "reference", "The conference's number of the referral", False, "MARAC-07-0112", "code",
        aliases=("case number", "case reference", "marac reference", "referral number"),
    ),
    Field(
        "referral_date", "Day of the referral: the twelve months of a repeat are counted from it", True,
        "14/02/2007", "date", "day", aliases=("referral date", "date of referral", "date referred"),
    ),
    Field(
        "victim_reference", "Reference of the victim, as in the police's incidents; never a name", True,
        "NBV-004512", "code", personal=True,
        aliases=("victim reference", "victim ref", "victim id", "victim urn"),
    ),
    Field(
        "perpetrator_reference", "Reference of the perpetrator, as in the police's incidents; never a name",
        True, "NBS-003318", "code", personal=True,
        aliases=("perpetrator reference", "perpetrator ref", "perpetrator id", "suspect reference"),
    ),
    Field(
        "referring_agency", "Who referred", True, "police", "choice", values=REFERRERS,
        aliases=("referring agency", "referred by", "agency"),
    ),
    Field(
        "heard_date", "Day of the conference; blank where it was not heard yet", False, "01/03/2007", "date",
        "day", aliases=("heard date", "date heard", "conference date", "marac date", "meeting date"),
    ),
    Field(
        "repeat", "Whether the agency says it is a repeat; compared with the dates, never counted", False,
        "no", "yes or no", aliases=("repeat case", "repeat referral", "is repeat"),
    ),
    Field(
        "criminal_act", "Whether what led to it would be a crime: a repeat once needed that", False,
        "yes", "yes or no",
        aliases=("criminal act", "would be a crime", "criminal behaviour", "crime"),
    ),
    Field("lsoa", "LSOA of residence", False, "E01010410", "code",
          aliases=("lsoa code", "lsoa of residence")),
    Field("area", "Where there is no LSOA: neighbourhood or ward by name", False, "",
          aliases=("ward", "neighbourhood", "area of residence")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found:
    """One referral at its own day; the pair of victim and perpetrator is what later ones are compared by."""
    whole_row(row)
    referred = needed(day(row, "referral_date"), "referral_date")
    heard = day(row, "heard_date")
    if heard and heard < referred:
        raise RefusedRow("heard_date is before referral_date; expected it on that day or after")
    agency = needed(choice(row, "referring_agency", REFERRERS), "referring_agency")
    lsoa = place(row).lsoa
    stated, criminal = yes(row, "repeat"), yes(row, "criminal_act")
    said = {
        "stated": "" if stated is None else "yes" if stated else "no",
        "criminal": "" if criminal is None else "yes" if criminal else "no",
    }
    return Found(
        month=month_of_day(referred),
        code=agency,
        key=reference(row, "reference"),
        flags=FLAGS["domestic"] | FLAGS["high_risk"],
        lsoa=lsoa,
        area="" if lsoa else text(row, "area"),
        who=needed(reference(row, "victim_reference"), "victim_reference"),
        other=reference(row, "perpetrator_reference"),
        day=day_number(referred),
        until=day_number(heard) if heard else None,
        more={name: word for name, word in said.items() if word},
    )


LAYOUT = Layout(
    name="marac-referrals",
    title="Referrals to the multi-agency risk assessment conference (MARAC), pseudonymous",
    record="marac-referral",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("perpetrator_reference", "referring_agency")),
    opens=_agency_table.opens(FIELDS, "a table of MARAC referrals"),
    accepts=accepts,
    publisher="the conference's co-ordinator",
    law="Crime and Disorder Act 1998, sections 6 and 115; Data Protection Act 2018, part 3 (pseudonyms only)",
    events=True,
    personal=True,
    sparse=True,
)
