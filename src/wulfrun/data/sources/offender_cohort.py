"""The list of prolific offenders whom a partnership manages, by pseudonym: from when to when, and why."""

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import (
    choice,
    day,
    day_number,
    needed,
    reference,
    text,
)
from wulfrun.data.sources._checks import whole_row
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

SCHEMES = ("PPO", "IOM")

FIELDS = (
    Field(
        "reference", "Pseudonym of the offender, as the lists of convictions bear it; never a name or a PNC "
        "number", True, "PX/0412", "code", personal=True,
        aliases=("offender reference", "offender ref", "offender id", "offender pseudonym", "ppo reference"),
    ),
    Field(
        "treatment_reference", "The drug service's pseudonym of the same person, where the protocol allows "
        "it to be held: those in treatment are counted by it", False, "NDT-00412", "code", personal=True,
        aliases=("treatment reference", "treatment ref", "drug service reference", "client reference"),
    ),
    Field(
        "scheme_start", "Day on which the offender came onto the scheme", True, "05/07/2005", "date", "day",
        aliases=("scheme start", "start date", "date adopted", "adopted", "ppo start date", "added"),
    ),
    Field(
        "scheme_end", "Day on which the offender left it; blank where they have not", True, "31/01/2007",
        "date", "day", aliases=("scheme end", "end date", "date removed", "removed", "ppo end date", "left"),
    ),
    Field(
        "scheme", "PPO: prolific and other priority offenders; IOM: integrated offender management", True,
        "PPO", "choice", values=SCHEMES, aliases=("scheme name", "programme", "cohort"),
    ),
    Field(
        "reason", "Why they were put on it or taken off it, in the scheme's words; no names", False,
        "Selected by matrix score", aliases=("reason for selection", "selection reason"),
    ),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found | None:
    """One stay on the scheme, dated by its start. It is no matter of place: all count for the whole area."""
    whole_row(row)
    started = needed(day(row, "scheme_start"), "scheme_start")
    ended = day(row, "scheme_end")
    if ended and ended < started:
        raise RefusedRow(
            f"scheme_end is {ended:%d/%m/%Y}, before scheme_start ({started:%d/%m/%Y}); expected it after"
        )
    return Found(
        month=month_of_day(started),
        code=needed(choice(row, "scheme", SCHEMES), "scheme"),
        area="the partnership",
        who=needed(reference(row, "reference"), "reference"),
        other=reference(row, "treatment_reference"),
        day=day_number(started),
        until=day_number(ended) if ended else None,
        more={"reason": why} if (why := text(row, "reason")) else {},
    )


LAYOUT = Layout(
    name="offender-cohort",
    title="Prolific offenders managed by the partnership, pseudonymous",
    record="offender-cohort",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("scheme_start", "scheme_end", "scheme")),
    opens=_agency_table.opens(FIELDS, "a list of a prolific-offender cohort"),
    accepts=accepts,
    grain="district",
    publisher="the probation service",
    law="Crime and Disorder Act 1998, sections 6 and 115; Data Protection Act 2018, part 3",
    events=True,
    personal=True,
    sparse=True,
)
