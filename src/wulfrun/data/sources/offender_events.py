"""Cautions, convictions, releases and charges of offenders known by a pseudonym alone."""

from datetime import date

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import (
    choice,
    day,
    day_number,
    needed,
    reference,
    text,
    yes,
)
from wulfrun.data.sources._checks import whole_row
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day, quarter
from wulfrun.words.places import offence_code

CAUTION, CONVICTION, RELEASE, CHARGE = "caution", "conviction", "release", "charge"
KINDS = (CAUTION, CONVICTION, RELEASE, CHARGE)

FIELDS = (
    Field(
        "reference", "Pseudonym of the offender, the same in every list; never a name or a PNC number", True,
        "PX/0412", "code", personal=True,
        aliases=("offender reference", "offender ref", "offender id", "offender pseudonym"),
    ),
    Field(
        "event", "What happened: release means release from custody", True, CONVICTION, "choice",
        values=KINDS, aliases=("event type", "disposal type", "type of event", "disposal"),
    ),
    Field(
        "offence_date", "Day of the offence; blank for a release", True, "02/05/2006", "date", "day",
        aliases=("offence date", "date of offence", "committed", "date committed"),
    ),
    Field(
        "disposal_date", "Day of the caution, conviction or release; blank while a charge is open", True,
        "14/08/2006", "date", "day",
        aliases=("disposal date", "date of disposal", "conviction date", "event date", "outcome date"),
    ),
    Field(
        "offence_code", "Home Office offence code", False, "45", "code",
        aliases=("ho code", "home office code", "offence"),
    ),
    Field(
        "proven", "Whether the offence is proven; left blank, a caution or conviction is, a charge is not",
        False, "yes", "yes or no", aliases=("proven yes/no", "guilty"),
    ),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found | None:
    """One event, in the quarter of its disposal (of the offence while there is none); `day` the offence's."""
    whole_row(row)
    kind = needed(choice(row, "event", KINDS), "event")
    offended, disposed = day(row, "offence_date"), day(row, "disposal_date")
    proven = yes(row, "proven")
    _consistent(kind, offended, disposed, proven)
    when = disposed or needed(offended, "offence_date")
    shown = kind in (CAUTION, CONVICTION) if proven is None else proven
    return Found(
        month=quarter(month_of_day(when)).last,
        code=kind,
        area="the partnership",
        who=needed(reference(row, "reference"), "reference"),
        day=day_number(offended) if offended else None,
        until=day_number(disposed) if disposed else None,
        more={"proven": "yes" if shown and kind != RELEASE else "no", **_offence(row)},
    )


def _consistent(kind: str, offended: date | None, disposed: date | None, proven: bool | None) -> None:
    if kind != CHARGE and disposed is None:
        raise RefusedRow(f"disposal_date is missing; a {kind} has a day")
    if kind != RELEASE and offended is None:
        raise RefusedRow(f"offence_date is missing; a {kind} is of an offence on a day")
    if kind in (CAUTION, CONVICTION) and proven is False:
        raise RefusedRow(f"proven is no, but the event is a {kind}; expected yes, or the event 'charge'")
    if offended and disposed and disposed < offended:
        raise RefusedRow(
            f"disposal_date is {disposed:%d/%m/%Y}, before offence_date ({offended:%d/%m/%Y}); "
            "expected it after"
        )


def _offence(row: Row) -> dict[str, str]:
    said = text(row, "offence_code")
    if not said:
        return {}
    code = offence_code(said)
    if code is None:
        raise RefusedRow(f"offence_code is '{said[:40]}'; expected a Home Office code such as 45 or 28A")
    return {"offence": code}


LAYOUT = Layout(
    name="offender-events",
    title="Cautions, convictions, releases and charges of offenders, pseudonymous",
    record="offender-event",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("event", "offence_date", "disposal_date")),
    opens=_agency_table.opens(FIELDS, "a list of cautions, convictions and releases"),
    accepts=accepts,
    grain="district",
    time="quarter",
    publisher="the police force",
    law="Crime and Disorder Act 1998, sections 6 and 115; Data Protection Act 2018, part 3",
    events=True,
    personal=True,
)
