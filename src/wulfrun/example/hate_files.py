"""Files on hate as the example city's agencies send them: their own words, UK dates, a few wrong rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wulfrun.example.city import City
from wulfrun.example.hate_plan import Told

POLICE_HEADER = (
    "Police Ref", "Incident Date", "Hate Strands", "Crimed", "HO Code", "Victim Ref", "Result",
    "Date Detected", "Victim Satisfied", "Passed On From", "LSOA Code",
)  # fmt: skip
COUNCIL_HEADER = (
    "Racial Incident Number", "Date of Incident", "Motivation", "Police Informed", "Police Ref", "Victim Ref",
    "LSOA Code",
)  # fmt: skip
THIRD_HEADER = (
    "Report Number", "Reported Via", "Reporting Centre", "Date of Incident", "Date of Report",
    "Perceived Motivation", "Wants Police", "Police Ref", "Victim Ref", "LSOA Code",
)  # fmt: skip
CENTRES = ("Eastgate Community Centre", "Harbour Faith Forum", "Northbank College")
Cells = list[Any]


def police_number(number: int) -> str:
    """The force's number of a hate incident."""
    return f"HI-{number:06d}"


def third_number(number: int) -> str:
    """The number of a report to a centre or the line."""
    return f"TPR-{number:06d}"


def victim_number(number: int) -> str:
    """The reference of a victim that the agencies share."""
    return f"HV-{number:06d}" if number else ""


def police_cells(city: City, each: Told) -> Cells:
    """An incident as the force writes it down."""
    undetected = "No suspect found" if each.number % 3 else "Under investigation"
    result = ("Charged" if each.number % 2 else "Cautioned") if each.detected else undetected
    return [
        police_number(each.number), each.day, "; ".join(each.strands), "Y" if each.crime else "N", each.crime,
        victim_number(each.victim), result if each.crime else "",
        each.day + timedelta(days=3 + each.number % 60) if each.detected else "", each.satisfied,
        third_number(each.third) if each.third else "", city.codes[each.lsoa],
    ]  # fmt: skip


def council_cells(city: City, each: Told) -> Cells:
    """An incident as the council writes it down; a blank motivation is race."""
    informed = bool(each.police) or each.number % 4 == 0
    return [
        f"RI-{each.number:06d}", each.day, "Racial" if each.number % 5 else "", "Yes" if informed else "No",
        police_number(each.police) if each.police else "", victim_number(each.victim), city.codes[each.lsoa],
    ]  # fmt: skip


def third_cells(city: City, each: Told) -> Cells:
    """A report as a centre or the line writes it down, some days after the incident."""
    return [
        third_number(each.number), "Line" if each.line else "Centre",
        "Northbank Hate Line" if each.line else CENTRES[each.number % len(CENTRES)],
        each.day, each.day + timedelta(days=each.number % 5), " and ".join(each.strands),
        "Yes" if each.joined or each.number % 3 == 0 else "No",
        police_number(each.police) if each.police else "", victim_number(each.victim), city.codes[each.lsoa],
    ]  # fmt: skip


def wrong_police(rows: Sequence[Cells]) -> list[Cells]:
    """Rows as they should not be: a strand nobody knows, a detection before the day, a code and no crime."""
    strand, early, code = list(rows[3]), list(rows[7]), list(rows[11])
    strand[0], strand[2] = "HI-990001", "Neighbour dispute"
    early[0], early[3], early[6], early[7] = "HI-990002", "Y", "", date(2001, 1, 4)
    code[0], code[3], code[4] = "HI-990003", "N", "105B"
    return [strand, early, code]


def wrong_council(rows: Sequence[Cells]) -> list[Cells]:
    """Rows as they should not be: no day, a police number though the police were not told."""
    day, told = list(rows[2]), list(rows[5])
    day[0], day[1] = "RI-990001", "not known"
    told[0], told[3], told[4] = "RI-990002", "No", "HI-000009"
    return [day, told]


def wrong_third(rows: Sequence[Cells]) -> list[Cells]:
    """A row as it should not be: reported before it happened."""
    early = list(rows[1])
    early[0], early[4] = "TPR-990001", early[3] - timedelta(days=3)
    return [early]
