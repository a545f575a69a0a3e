"""Hospital admissions for assault and substance misuse by ICD-10: a health data set of SI 2007/1831."""

import re

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import day, needed, reference, text
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._health_words import RESIDENTS, outward
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field("spell", "The hospital's own number of the stay", True, "S-10452", "code",
          aliases=("admission number",)),
    Field("admission_date", "Day of admission", True, "14/05/2007", "date", "day",
          aliases=("date of admission",)),
    Field("icd10", "ICD-10 code of the cause", True, "X99", "code",
          aliases=("icd 10 code", "external cause")),
    Field("outward_postcode", "Outward part of the postcode, never the whole", False, "NB1", "code",
          aliases=("postcode district",)),
)  # fmt: skip

_CODE = re.compile(r"([A-Z])(\d{2})(?:\.?\d{1,2})?", re.IGNORECASE)
# The statutory blocks: the first and last code of each, and what a record of it is called.
BLOCKS = (
    ("X85", "X98", "assault"),
    ("X99", "X99", "assault-sharp"),
    ("Y00", "Y09", "assault"),
    ("F10", "F10", "alcohol"),
    ("F11", "F19", "drugs"),
    ("T51", "T51", "alcohol"),
    ("Y90", "Y91", "alcohol"),
)


def block_of(icd10: str) -> str | None:
    """The statutory block an ICD-10 code lies in, None for any other.

    >>> [block_of(code) for code in ("X99.0", "Y04", "F112", "J45")]
    ['assault-sharp', 'assault', 'drugs', None]
    """
    match = _CODE.fullmatch(icd10.strip())
    if not match:
        return None
    code = f"{match[1].upper()}{match[2]}"
    return next((name for first, last, name in BLOCKS if first <= code <= last), None)


def accepts(row: Row, source: Source) -> Found | None:
    """One admission in a statutory block; one for anything else is refused: it was not to be sent."""
    whole_row(row)
    outward(row, "outward_postcode")
    said = needed(text(row, "icd10"), "icd10")
    code = block_of(said)
    if code is None:
        raise RefusedRow(
            f"icd10 is '{said[:20]}'; expected X85-Y09, F10-F19, T51 or Y90-Y91, which may be shared"
        )
    return Found(
        month=month_of_day(needed(day(row, "admission_date"), "admission_date")),
        code=code,
        key=needed(reference(row, "spell"), "spell"),
        area=RESIDENTS,
    )


LAYOUT = Layout(
    name="assault-admissions",
    title="Hospital admissions for assault, drugs and alcohol",
    record="hospital-admission",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("spell", "admission_date", "icd10")),
    opens=_agency_table.opens(FIELDS, "hospital admissions"),
    accepts=accepts,
    grain="district",
    points="bng",
    publisher="the hospital trust",
    law="SI 2007/1831, Schedule, health: admissions X85-Y09, F10-F19, T51, Y90-Y91",
    sparse=True,
)
