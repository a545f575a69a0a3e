"""Episodes of drug and alcohol treatment, one row each, of clients known by a pseudonym alone."""

import re
from datetime import date, timedelta

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
)
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._treatment_words import CARRIES_ON, MODALITIES, REASONS, SUBSTANCES
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index, month_of_day

FIELDS = (
    Field(
        "reference", "The service's pseudonym for the client; never a name, a date of birth or a number that "
        "others know the client by", True, "C-004512", "code", personal=True,
        aliases=("client reference", "client ref", "client id", "client pseudonym", "attributor"),
    ),
    Field(
        "agency", "The treatment agency of the episode", True, "Northbank Community Drug Team",
        aliases=("treatment agency", "provider", "agency name", "service"),
    ),
    Field(
        "referral_date", "Day of referral: waiting is counted from it", False, "14/02/2005", "date", "day",
        aliases=("referral date", "date of referral", "date referred", "referred"),
    ),
    Field(
        "triage_date", "Day of triage: effective treatment is counted from it", False, "21/02/2005", "date",
        "day", aliases=("triage date", "date of triage", "triage"),
    ),
    Field(
        "modality_start", "Day on which the first modality began; blank where none has", True, "01/03/2005",
        "date", "day", aliases=("first modality start", "first modality start date", "modality start date",
                                "modality start", "treatment start date", "treatment start"),
    ),
    Field(
        "modality", "The first modality", False, "specialist prescribing", "choice", values=MODALITIES,
        aliases=("modality type", "first modality", "intervention"),
    ),
    Field(
        "main_substance", "The main problem substance", True, "opiates", "choice", values=SUBSTANCES,
        aliases=("main substance", "drug group", "substance", "problem substance 1", "main drug"),
    ),
    Field(
        "discharge_date", "Day of discharge; blank where the episode is open", True, "30/09/2005", "date",
        "day", aliases=("discharge date", "date of discharge", "date discharged", "discharged"),
    ),
    Field(
        "discharge_reason", "Why it ended", True, "treatment completed drug free", "choice", values=REASONS,
        aliases=("discharge reason", "reason for discharge", "exit reason", "exit status"),
    ),
    Field(
        "lsoa", "LSOA of residence", False, "E01010410", "code", aliases=("lsoa code", "lsoa of residence"),
    ),
    Field(
        "area", "Where there is no LSOA: neighbourhood or ward by name, or the outward half of the postcode "
        "(WV1); never a whole postcode", False, "WV1",
        aliases=("postcode district", "outward postcode", "postcode sector", "area of residence"),
    ),
)  # fmt: skip

_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?", re.IGNORECASE)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)


def accepts(row: Row, source: Source) -> Found | None:
    """One episode, dated by its first modality; one begun before the data begin stands in their first month.

    None where it ended so long before the data begin that nothing in them can carry it on.
    """
    whole_row(row)
    client = needed(reference(row, "reference"), "reference")
    started, ended = day(row, "modality_start"), day(row, "discharge_date")
    referred, triaged = day(row, "referral_date"), day(row, "triage_date")
    first = started or triaged or referred
    if first is None:
        raise RefusedRow("modality_start, triage_date and referral_date are all missing; expected one")
    _in_order(referred, started, "referral_date", "modality_start")
    _in_order(first, ended, "the episode's first date", "discharge_date")
    reason = choice(row, "discharge_reason", REASONS)
    if reason and ended is None:
        raise RefusedRow(f"discharge_reason is '{reason}' but discharge_date is missing; expected both")
    lsoa, area = _where(row, source)
    month = month_of_day(first)
    if source.expected and month < (begin := month_index(source.expected[0])):
        if ended and ended + timedelta(CARRIES_ON) < date(begin // 12, begin % 12 + 1, 1):
            return None
        month = begin
    said = {
        "agency": needed(text(row, "agency"), "agency"),
        "modality": choice(row, "modality", MODALITIES),
        "reason": reason or ("not known" if ended else ""),
        "referral": str(day_number(referred)) if referred else "",
        "triage": str(day_number(triaged)) if triaged else "",
    }
    return Found(
        month=month,
        code=needed(choice(row, "main_substance", SUBSTANCES), "main_substance"),
        lsoa=lsoa,
        area=area,
        who=client,
        day=day_number(started) if started else None,
        until=day_number(ended) if ended else None,
        more={name: word for name, word in said.items() if word},
    )


def _in_order(first: date | None, then: date | None, one: str, other: str) -> None:
    if first and then and then < first:
        raise RefusedRow(f"{other} is {then:%d/%m/%Y}, before {one} ({first:%d/%m/%Y}); expected it after")


def _where(row: Row, source: Source) -> tuple[str, str]:
    """The LSOA, else the area named; half a postcode stands for the place the source's `areas` names."""
    said = text(row, "area")
    if _POSTCODE.fullmatch(said) or _POSTCODE.fullmatch(text(row, "lsoa")):
        # What it says is kept out of the message: a whole postcode can name a household.
        raise RefusedRow("a whole postcode is given as the area; expected an LSOA, or its outward half (WV1)")
    if lsoa := place(row).lsoa:
        return lsoa, ""
    if _OUTWARD.fullmatch(said):
        return "", source.areas[0] if source.areas else ""
    return "", said


LAYOUT = Layout(
    name="treatment-episodes",
    title="Episodes of drug and alcohol treatment, pseudonymous",
    record="treatment-episode",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("modality_start", "discharge_reason", "main_substance")),
    opens=_agency_table.opens(FIELDS, "a table of treatment episodes"),
    accepts=accepts,
    publisher="the drug action team, from the agencies' returns to the treatment monitoring system",
    law="Crime and Disorder Act 1998, sections 6 and 115; Data Protection Act 2018 (pseudonyms only)",
    events=True,
    personal=True,
)
