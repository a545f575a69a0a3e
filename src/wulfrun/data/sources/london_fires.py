"""Dwelling fires of the London Fire Brigade since 2009: a row a fire, places rounded to 100 metres."""

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_values as said
from wulfrun.data.sources._agency_table import opens, recognises
from wulfrun.data.sources._checks import whole_row
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

FIELDS = (
    Field("date", "Day of the fire", True, "2009-01-01", "date"),
    Field("borough", "London borough, matched against `areas`", True, "E09000010", "code"),
    Field("ward", "Ward; of several vintages, so it places nothing", False, "E05013681", "code"),
    Field("easting_rounded", "British National Grid, to 100 metres", True, "531350", "number", "metres"),
    Field("northing_rounded", "British National Grid, to 100 metres", True, "195850", "number", "metres"),
    Field("hmo_yn", "Whether the dwelling is a house in multiple occupation", True, "Other dwelling"),
    Field("hmo_license", "Whether it has a licence", False, "HMO - licensed"),
    Field("property_type", "Kind of dwelling", True, "House - single occupancy"),
)
MULTIPLE = {"hmo": "house-in-multiple-occupation", "other dwelling": "other-dwelling"}


def accepts(row: Row, source: Source) -> Found | None:
    """One fire in a dwelling, or None where its borough is not asked for. No row says why it began."""
    whole_row(row)
    borough = said.needed(said.text(row, "borough"), "borough")
    if source.areas and borough not in source.areas:
        return None
    when = said.needed(said.day(row, "date"), "date")
    code = MULTIPLE.get(said.text(row, "hmo_yn").casefold())
    if code is None:
        raise RefusedRow(f"hmo_yn is '{row['hmo_yn'][:80]}'; expected 'HMO' or 'Other dwelling'")
    _, x, y = said.place({"easting": row["easting_rounded"], "northing": row["northing_rounded"]})
    return Found(month=month_of_day(when), code=code, x=x, y=y, day=said.day_number(when))


LAYOUT = Layout(
    name="london-fires",
    title="Dwelling fires attended by the London Fire Brigade",
    record="dwelling-fire",
    fields=FIELDS,
    recognises=recognises(FIELDS, ("hmo_yn", "easting_rounded")),
    opens=opens(FIELDS, "the London Fire Brigade's table of dwelling fires"),
    accepts=accepts,
    grain="point",
    points="bng",
    publisher="London Fire Brigade, through the London Datastore",
    law="Open Government Licence v3.0",
    open=True,
)
