"""A fire service's extract of incidents: fires by motive, class and what burnt, and hoax calls."""

import re

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_values as said
from wulfrun.data.sources import _fire_rules as rules
from wulfrun.data.sources._agency_table import opens, recognises
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day

WHAT = "a fire service's extract of incidents"
HOAX, OTHER_ALARM, COLLISION = "malicious-false-alarm", "other-false-alarm", "road-traffic-collision"
SPECIAL, ATTACK, CHIMNEY = "special-service", "attack-on-crew", "chimney-fire"

FIELDS = (
    Field("incident_type", "Fire, malicious false alarm, other false alarm, road traffic collision, special "
          "service, attack on crew; 'primary fire' and 'secondary fire' also state the class", True, "Fire",
          aliases=("Incident Type", "Type of Incident", "Call Type", "Type", "Incident Category")),
    Field("date", "Day of the call, with or without the time", True, "31/03/2008", "date",
          aliases=("Date of Call", "Call Date", "Incident Date", "Date/Time of Call", "Date and Time of Call",
                   "Date Time")),
    Field("property_type", "What burnt, in the fire service's words; blank for incidents that are no fire",
          True, "Wheelie bin",
          aliases=("Property Type", "Property", "Location Type", "What Burnt", "Property Category")),
    Field("motive", "Deliberate or suspected, accidental, not known (counts as accidental)", True,
          "Suspected deliberate",
          aliases=("Cause", "Supposed Cause", "Accidental or Deliberate", "Fire Motive", "Motive of Fire")),
    Field("reference", "Incident number: tells one incident from another", False, "04512/07", "code",
          aliases=("Incident Number", "Incident No", "Incident Ref", "IRS Number", "FDR Number")),
    Field("time", "Time of the call, where the date does not hold it", False, "23:40", "time",
          aliases=("Time of Call", "Call Time", "Incident Time")),
    Field("fire_class", "Primary or secondary (FDR1 or FDR3) as the fire service states it; worked out again "
          "from the other fields", False, "FDR3",
          aliases=("Primary or Secondary", "Primary/Secondary", "Class of Fire", "Report Form", "Form")),
    Field("derelict", "Whether the building or vehicle was derelict", False, "N", "yes or no",
          aliases=("Abandoned", "Derelict or Abandoned")),
    Field("casualties", "People killed or injured", False, "0", "whole number", "people",
          aliases=("Fatalities and Casualties", "No of Casualties", "Number of Casualties")),
    Field("rescues", "People rescued", False, "0", "whole number", "people",
          aliases=("No of Rescues", "Number of Rescues", "Persons Rescued")),
    Field("pumps", "Appliances that attended", False, "1", "whole number", "appliances",
          aliases=("Appliances", "No of Appliances", "Number of Appliances", "Pumps Attending",
                   "No of Pumps")),
    Field("smoke_alarm", "In a dwelling: whether a smoke alarm was fitted", False, "No",
          aliases=("Smoke Alarm Fitted", "Smoke Alarm Present", "Alarm Fitted", "Smoke Detector")),
    Field("violence", "Whether the crew was attacked", False, "N", "yes or no",
          aliases=("Violence Against Crew", "Attack on Crew", "Crew Attacked", "Hostilities")),
    Field("easting", "British National Grid, metres; 0 or blank where not known", False, "391500", "number",
          "metres", aliases=("Grid Easting", "X")),
    Field("northing", "British National Grid, metres; 0 or blank where not known", False, "298500", "number",
          "metres", aliases=("Grid Northing", "Y")),
    Field("lsoa", "LSOA code, trusted before the point", False, "E01010410", "code",
          aliases=("LSOA Code", "LSOA01CD", "LSOA11CD", "LSOA21CD")),
)  # fmt: skip

_FIRE = re.compile(r"\bfires?\b(?!.*\balarm)")
_NOT_FIRES = (
    (ATTACK, re.compile(r"attack|violence|hostilit|assault")),
    (HOAX, re.compile(r"malicious(?! fires?$)|hoax")),
    (OTHER_ALARM, re.compile(r"false alarm|good intent|apparatus|afa\b|automatic")),
    (COLLISION, re.compile(r"collision|rtc\b|rta\b|traffic")),
    (SPECIAL, re.compile(r"special|flood|lift|effecting|co-?respond|rescue|assist")),
)
_TIME = re.compile(r"(?:^|[ T])(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$")
_NIGHT_FROM, _NIGHT_TO = 22, 6


def accepts(row: Row, source: Source) -> Found | None:
    """One incident: its code, day, place and reference; what is said beside the code goes into `more`."""
    whole_row(row)
    when = said.needed(said.day(row, "date"), "date")
    kind = said.text(row, "incident_type").casefold()
    if not kind:
        raise RefusedRow("incident_type is missing; expected one such as 'Fire' or 'Malicious false alarm'")
    code, purpose, more = _no_fire(kind) or _fire(row, kind)
    if said.yes(row, "violence") or code == ATTACK:
        more["violence"] = "yes"
    lsoa, x, y = said.place(row)
    return Found(
        month=month_of_day(when),
        code=code,
        key=said.reference(row, "reference"),
        flags=(FLAGS["deliberate"] if purpose else 0) | (FLAGS["night"] if _by_night(row) else 0),
        lsoa=lsoa,
        x=x,
        y=y,
        day=said.day_number(when),
        more=more,
    )


def _no_fire(kind: str) -> tuple[str, bool, dict[str, str]] | None:
    hoax = "malicious" in kind and "call" in kind
    if _FIRE.search(kind) and "false" not in kind and not hoax:
        return None
    found = next((code for code, words in _NOT_FIRES if words.search(kind)), "")
    return (found, False, {}) if found else None


def _fire(row: Row, kind: str) -> tuple[str, bool, dict[str, str]]:
    """The code of a fire, whether it was deliberate, and what its class was told by."""
    stated = _stated(row, kind)
    words = said.text(row, "property_type")
    burnt = rules.CHIMNEY if "chimney" in kind else rules.burnt_of(words, said.yes(row, "derelict"))
    if not burnt:
        found = f"is '{words[:80]}', which is not known" if words else "is missing"
        raise RefusedRow(
            f"property_type {found}; expected what burnt, such as 'dwelling', 'vehicle', 'refuse' or "
            "'grassland'. Declare what the fire service's words mean with `values`"
        )
    told = said.text(row, "motive")
    purpose = rules.on_purpose(told or (kind if rules.on_purpose(kind) else ""))
    if purpose is None:
        raise RefusedRow(
            f"motive is '{told[:80]}'; expected deliberate, suspected deliberate, accidental "
            "or not known. Declare what the fire service's words mean with `values`"
        )
    casualties, rescues, pumps = (said.whole(row, name) for name in ("casualties", "rescues", "pumps"))
    more = {} if told or purpose else {"motive": "not given"}
    found_class, told_by = rules.class_of(burnt, stated, casualties, rescues, pumps)
    if burnt == rules.CHIMNEY and found_class == rules.SECONDARY:
        return CHIMNEY, False, more
    # A fire in a chimney that became a primary one was a fire in the building.
    burnt = rules.BUILDING if burnt == rules.CHIMNEY else burnt
    if stated:
        more |= {"stated": stated, "class": found_class, "told_by": told_by}
    if burnt == rules.DWELLING:
        more["alarm"] = _alarm(row)
    return f"{'deliberate' if purpose else 'accidental'}-{found_class}-{burnt}", purpose, more


def _stated(row: Row, kind: str) -> str:
    for name, text in (("fire_class", said.text(row, "fire_class")), ("incident_type", kind)):
        found = rules.stated_class(text)
        if name == "fire_class" and found is None:
            raise RefusedRow(f"fire_class is '{text[:80]}'; expected primary or secondary, FDR1 or FDR3")
        if found:
            return found
        if name == "incident_type" and "fire" not in kind:
            raise RefusedRow(
                f"incident_type is '{text[:80]}'; expected a fire, a false alarm, a road traffic collision, "
                "a special service or an attack on a crew. Declare what it means with `values`"
            )
    return ""


def _alarm(row: Row) -> str:
    """Whether a smoke alarm was fitted: 'yes', 'no' or 'not said'."""
    text = said.text(row, "smoke_alarm").casefold()
    if text in said.NO or re.match(r"(?:no|none|not)\b(?! known)", text) or "absent" in text:
        return "no"
    if text in said.YES or re.match(r"(?:yes|fitted|present|operated|did not)\b", text):
        return "yes"
    if text in ("", "not known", "unknown", "don't know"):
        return "not said"
    raise RefusedRow(f"smoke_alarm is '{text[:80]}'; expected yes, no or not known")


def _by_night(row: Row) -> bool:
    """Whether the call came between 10 at night and 6 in the morning; a time alone or behind the date."""
    for name in ("time", "date"):
        text = said.text(row, name)
        if match := _TIME.search(text):
            hour, minute = int(match[1]), int(match[2])
            if hour > 23 or minute > 59:
                raise RefusedRow(f"{name} is '{text[:80]}'; expected a time such as 23:40")
            return hour >= _NIGHT_FROM or hour < _NIGHT_TO
        if name == "time" and text:
            raise RefusedRow(f"time is '{text[:80]}'; expected a time such as 23:40")
    return False


LAYOUT = Layout(
    name="fire-incidents",
    title="Incidents attended by the fire service, from its own records system",
    record="fire",
    fields=FIELDS,
    recognises=recognises(FIELDS, ("incident_type", "motive", "property_type")),
    opens=opens(FIELDS, WHAT),
    accepts=accepts,
    grain="point",
    points="bng",
    publisher="the fire and rescue service",
    law="Crime and Disorder Act 1998, section 17A; SI 2007/1831, Schedule, paragraphs 3 and 4",
    events=True,
)
