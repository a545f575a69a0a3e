"""Assaults seen in the emergency department, and whether the police were told (the Cardiff model)."""

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import choice, day, needed, reference, yes
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._health_words import RESIDENTS, at_night
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

PLACES = ("licensed-premises", "street", "home", "school", "workplace", "transport", "elsewhere", "not-known")
WEAPONS = ("none", "fist-or-feet", "knife-or-sharp", "blunt", "glass", "firearm", "other", "not-known")
FIELDS = (
    Field("attendance", "The department's own number", True, "ED-10452", "code",
          aliases=("attendance number",)),
    Field("attended", "Day of attendance", True, "14/05/2007", "date", "day", aliases=("attendance date",)),
    Field("assault_time", "Time of the assault", False, "23:40", "time", aliases=("time of assault",)),
    Field("place", "Kind of place", True, "street", "choice", values=PLACES,
          aliases=("assault location type",)),
    Field("weapon", "What was used", False, "knife-or-sharp", "choice", values=WEAPONS),
    Field("police_told", "Whether the police know of it, as the injured person says", False, "no",
          "yes or no", aliases=("reported to police",)),
)  # fmt: skip
TOLD, NOT_ASKED = "answered", "not-asked"


def accepts(row: Row, source: Source) -> Found | None:
    """One attendance; where nobody asked whether the police know, it counts in no share of it."""
    whole_row(row)
    needed(choice(row, "place", PLACES), "place")
    weapon, told = choice(row, "weapon", WEAPONS), yes(row, "police_told")
    flags = FLAGS["night"] if at_night(row, "assault_time") else 0
    flags |= FLAGS["knife"] if weapon == "knife-or-sharp" else 0
    flags |= FLAGS["firearm"] if weapon == "firearm" else 0
    flags |= FLAGS["police_unaware"] if told is False else 0
    return Found(
        month=month_of_day(needed(day(row, "attended"), "attended")),
        code=NOT_ASKED if told is None else TOLD,
        key=needed(reference(row, "attendance"), "attendance"),
        flags=flags,
        area=RESIDENTS,
    )


LAYOUT = Layout(
    name="assault-attendances",
    title="Assaults seen in the emergency department",
    record="assault-attendance",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("attendance", "attended", "police_told")),
    opens=_agency_table.opens(FIELDS, "assaults in an emergency department"),
    accepts=accepts,
    grain="district",
    points="bng",
    publisher="the hospital trust",
    law="Information sharing to tackle violence, ISB 1594 (the Cardiff model); Serious Violence Duty 2023",
)
