"""Referrals to specialist domestic abuse services: advisers, refuges, outreach; by pseudonyms."""

from wulfrun.data.layout import Field, Found, Layout, Row
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
from wulfrun.data.sources._domestic_words import REFERRERS, SERVICE_OUTCOMES, SERVICES
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field(
        "client_reference", "The service's own pseudonym for the client; never a name or a date of birth",
        True, "SVC-002217", "code", personal=True,
        aliases=("client reference", "client ref", "client id", "client pseudonym"),
    ),
    Field(
        "referral_date", "Day of the referral", True, "14/02/2007", "date", "day",
        aliases=("referral date", "date of referral", "date referred"),
    ),
    Field(
        "service", "Which service", True, "outreach", "choice", values=SERVICES,
        aliases=("service type", "type of service", "support type"),
    ),
    Field(
        "referred_by", "Who referred", False, "police", "choice", values=REFERRERS,
        aliases=("referred by", "referral source", "referring agency"),
    ),
    Field(
        "police_told", "Whether the client says the police know of the abuse; blank where not asked", False,
        "no", "yes or no", aliases=("police told", "reported to police", "police aware", "known to police"),
    ),
    Field(
        "outcome", "What came of it", False, "engaged", "choice", values=SERVICE_OUTCOMES,
        aliases=("referral outcome", "result"),
    ),
    Field("lsoa", "LSOA of residence; leave blank for who is in a refuge", False, "E01010410", "code",
          aliases=("lsoa code", "lsoa of residence")),
    Field("area", "Where there is no LSOA: neighbourhood or ward by name", False, "",
          aliases=("ward", "neighbourhood", "area of residence")),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found:
    """One referral of one client; the same client may be referred to several services."""
    whole_row(row)
    referred = needed(day(row, "referral_date"), "referral_date")
    told = yes(row, "police_told")
    lsoa = place(row).lsoa
    said = {
        "by": choice(row, "referred_by", REFERRERS),
        "police": "" if told is None else "yes" if told else "no",
        "outcome": choice(row, "outcome", SERVICE_OUTCOMES),
    }
    return Found(
        month=month_of_day(referred),
        code=needed(choice(row, "service", SERVICES), "service"),
        flags=FLAGS["domestic"],
        lsoa=lsoa,
        area="" if lsoa else text(row, "area"),
        who=needed(reference(row, "client_reference"), "client_reference"),
        day=day_number(referred),
        more={name: word for name, word in said.items() if word},
    )


LAYOUT = Layout(
    name="specialist-referrals",
    title="Referrals to specialist domestic abuse services, pseudonymous",
    record="specialist-referral",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("client_reference", "service", "police_told")),
    opens=_agency_table.opens(FIELDS, "a table of referrals to domestic abuse services"),
    accepts=accepts,
    publisher="the specialist services, or the domestic violence forum for them",
    law="Crime and Disorder Act 1998, section 115; Data Protection Act 2018, schedule 1 (pseudonyms only)",
    events=True,
    personal=True,
    sparse=True,
)
