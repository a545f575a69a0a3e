"""Offences brought to justice, one row each, by the day of the outcome: no person is named or referred to."""

import re

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
from wulfrun.data.sources._domestic_words import BROUGHT_TO_JUSTICE, STRANDS
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.errors import did_you_mean
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field(
        "reference", "The force's number of the offence: an offence is brought to justice once", True,
        "NB/000451/07", "code",
        aliases=("crime reference", "crime ref", "offence reference", "offence ref"),
    ),
    Field(
        "outcome_date", "Day of the outcome, often in a later year than the offence", True, "14/02/2007",
        "date", "day", aliases=("outcome date", "date of outcome", "disposal date", "result date"),
    ),
    Field(
        "outcome", "How it was brought to justice", True, "conviction", "choice", values=BROUGHT_TO_JUSTICE,
        aliases=("disposal", "justice outcome", "result", "outcome type"),
    ),
    Field("offence_code", "Home Office code of the offence", True, "105A", "code",
          aliases=("offence code", "ho code", "home office code")),
    Field(
        "domestic", "Whether it is flagged as domestic abuse", False, "yes", "yes or no",
        aliases=("da flag", "dv flag", "domestic abuse", "domestic violence", "domestic flag"),
    ),
    Field(
        "hate_strand", f"Strands of hate crime, several divided by a semicolon: {', '.join(STRANDS)}", False,
        "race", aliases=("hate strand", "hate strands", "hate crime", "hate flag"),
    ),
    Field("lsoa", "LSOA of the offence", False, "E01010410", "code", aliases=("lsoa code",)),
)  # fmt: skip

_NONE = frozenset({"none", "no", "n", "not hate"})
_CODE = re.compile(r"\d{1,3}(?:[A-Z]|\.\d{1,2})?")


def accepts(row: Row, source: Source) -> Found:
    """One offence brought to justice, in the month of its outcome."""
    whole_row(row)
    when = needed(day(row, "outcome_date"), "outcome_date")
    offence = needed(text(row, "offence_code").upper(), "offence_code")
    if not _CODE.fullmatch(offence.lstrip("0") or "0"):
        raise RefusedRow(
            f"offence_code is '{offence[:20]}'; expected a Home Office code such as 105A, 8D or 37.2"
        )
    return Found(
        month=month_of_day(when),
        code=needed(choice(row, "outcome", BROUGHT_TO_JUSTICE), "outcome"),
        key=needed(reference(row, "reference"), "reference"),
        flags=FLAGS["justice"] | (FLAGS["domestic"] if yes(row, "domestic") else 0) | _hate(row),
        lsoa=place(row).lsoa,
        day=day_number(when),
        more={"offence": offence.lstrip("0")},
    )


def _hate(row: Row) -> int:
    """The flags of every strand that is named; RefusedRow for a word that is none."""
    flags = 0
    for word in re.split(r"[;,/|]", text(row, "hate_strand")):
        said = word.strip().casefold()
        if not said or said in _NONE:
            continue
        if said not in STRANDS:
            raise RefusedRow(f"hate_strand is '{said[:40]}'; {did_you_mean(said[:40], STRANDS)}")
        flags |= FLAGS[STRANDS[said]]
    return flags


LAYOUT = Layout(
    name="offences-brought-to-justice",
    title="Offences brought to justice: convictions, cautions, notices and warnings",
    record="justice",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("outcome_date", "outcome", "hate_strand")),
    opens=_agency_table.opens(FIELDS, "a table of offences brought to justice"),
    accepts=accepts,
    publisher="the local criminal justice board, from the police's and the courts' records",
    law="Crime and Disorder Act 1998, sections 6 and 115; Home Office counting rules",
    events=True,
)
