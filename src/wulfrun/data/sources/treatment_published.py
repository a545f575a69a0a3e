"""Numbers in treatment as the National Drug Treatment Monitoring System publishes them (ViewIt exports)."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, naming_the_areas, whole, whole_row
from wulfrun.data.text_rows import BROKEN, named_columns, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.periods import period

PERIOD, AREA, SEX, AGE, DRUG = "ReportingPeriod", "Area", "sex", "age_group", "drug_group"
COUNTED, COUNT = "counted", "count"
# The two exports differ in their names: that of authorities (244 columns) and that of England (11).
ALIASES: Mapping[str, tuple[str, ...]] = {
    PERIOD: ("ReportingPeriod_Data",),
    AREA: ("Area_Data",),
    SEX: ("Gender_Data", "gender"),
    AGE: ("AgeGroup_Data",),
    DRUG: ("DrugGroup_Data",),
    "intreatment_allintx": ("Num_InTreatment_AllInTx",),
}
IN_TREATMENT, NEW = "in treatment", "new to treatment"
# Of the 244 columns those about how many are treated, how long they waited, and how they left.
COUNTS: Mapping[str, str] = {
    "intreatment_allintx": IN_TREATMENT,
    "newpresentation_newtx": NEW,
    "waitsfirst_3weeksandunder_newtx": "waited up to 3 weeks",
    "waitsfirst_3to6weeks_newtx": "waited 3 to 6 weeks",
    "waitsfirst_over6weeks_newtx": "waited over 6 weeks",
    "exits_successfulcompletion_allintx": "left: successful completion",
    "exits_referredon_allintx": "left: referred on",
    "exits_droppedout_allintx": "left: dropped out",
    "exits_treatmentdeclined_allintx": "left: treatment declined",
    "exits_treatmentwithdrawn_allintx": "left: treatment withdrawn",
    "exits_noappropriatetreatment_allintx": "left: no appropriate treatment",
    "exits_movedaway_allintx": "left: moved away",
    "exits_prison_allintx": "left: prison",
    "exits_transferredincustody_allintx": "left: transferred in custody",
    "exits_transferrednotincustody_allintx": "left: transferred not in custody",
    "exits_died_allintx": "left: died",
    "exits_inconsistent_allintx": "left: inconsistent",
    "exits_notknown_allintx": "left: not known",
    "exits_other_allintx": "left: other",
}
_REQUIRED = (PERIOD, AREA, SEX, AGE, DRUG, "intreatment_allintx")
_WHAT = "an export of the National Drug Treatment Monitoring System's ViewIt"
_NOT_PUBLISHED = frozenset({"", "null", "*", "-"})
_DRUGS = {
    "total": "all",
    "opiate": "opiate",
    "opiates": "opiate",
    "non opiate only": "non-opiate only",
    "non opiates only": "non-opiate only",
    "alcohol only": "alcohol only",
    "non opiate and alcohol": "non-opiate and alcohol",
    "alcohol and non opiates": "non-opiate and alcohol",
}


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the export's columns."""
    columns = head.split("\n", 1)[0].strip("\ufeff\r").split(",")
    return set(_REQUIRED) <= set(named_columns(columns, _REQUIRED, ALIASES))


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """Each count of each row as a row of its own, with the line it stands on."""
    optional = tuple(name for name in COUNTS if name not in _REQUIRED)
    rows = read_delimited(path, _REQUIRED, optional=optional, aliases=ALIASES, what=_WHAT)
    return _counts(naming_the_areas(path.name, rows, AREA, source.areas))


def _counts(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    for line, row in rows:
        if BROKEN in row:
            yield line, row
            continue
        about = {name: row[name] for name in (PERIOD, AREA, SEX, AGE, DRUG)}
        for column, counted in COUNTS.items():
            if column in row:
                yield line, {**about, COUNTED: counted, COUNT: row[column]}


def accepts(row: Row, source: Source) -> Found | None:
    """One count of everybody of a drug group in one year; None for other places, and by sex and age.

    Counts are rounded to 5 where they are published for an authority: they are kept so.
    """
    whole_row(row)
    drug = _DRUGS.get(area_key(row[DRUG]))
    if drug is None:
        raise RefusedRow(f"{DRUG} is '{row[DRUG][:60]}'; expected one of {', '.join(dict.fromkeys(_DRUGS))}")
    if source.areas and area_key(row[AREA]) not in _keys(source.areas):
        return None
    # The last year of the export writes TOTAL where the others write Total.
    if not row[SEX].strip().casefold() == row[AGE].strip().casefold() == "total":
        return None
    if row[COUNT].strip().casefold() in _NOT_PUBLISHED:
        raise RefusedRow(f"{row[COUNTED]} is '{row[COUNT]}': not published; expected a whole number")
    try:
        month = period(row[PERIOD].strip()).last
    except ValueError as reason:
        raise RefusedRow(f"{PERIOD}: {reason}") from None
    code = f"{row[COUNTED]}: {drug}"
    area = row[AREA].strip()
    n = whole(row[COUNT], row[COUNTED])
    return Found(month=month, code=code, key=f"{area_key(area)} {code} {month}", area=area, n=n)


@lru_cache(maxsize=64)
def _keys(areas: tuple[str, ...]) -> frozenset[str]:
    return frozenset(area_key(name) for name in areas)


LAYOUT = Layout(
    name="treatment-published",
    title="Numbers in drug and alcohol treatment, published (NDTMS ViewIt)",
    record="treatment-published",
    fields=(
        Field(PERIOD, "Financial year", True, "2019/20"),
        Field(AREA, "Local authority, matched against `areas` however it is spelt", True, "Wolverhampton"),
        Field(SEX, "Only Total is counted", True, "Total"),
        Field(AGE, "Only Total is counted", True, "Total"),
        Field(DRUG, "Drug group, or Total", True, "Opiate"),
        Field("intreatment_allintx", "Adults in treatment", True, "1105", "whole number", "people"),
        *(Field(column, f"Adults: {what}", False, "", "whole number", "people")
          for column, what in COUNTS.items() if column != "intreatment_allintx"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="district",
    time="year",
    publisher="Office for Health Improvement and Disparities",
    law="Open Government Licence v3.0",
    open=True,
)  # fmt: skip
