"""Domestic abuse: the police's incidents, referrals to MARAC, what came to justice, and the services."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.city import City
from wulfrun.example.domestic_files import (
    INCIDENT_HEADER,
    MARAC_HEADER,
    RISKS,
    csv_file,
    incident_cells,
    referral_cells,
    workbook,
    wrong_incidents,
)
from wulfrun.example.domestic_plan import Incident, plan_incidents
from wulfrun.example.justice_files import justice_files, service_file
from wulfrun.example.marac_plan import Referral, plan_referrals
from wulfrun.example.totals import YEARS

_AUTHOR = "Northbank Police Public Protection Unit"
_WORKBOOKS = YEARS[3:]
_SENT_TWICE = 6


def make(world: World) -> Made:
    """The files of all four, and the counts that are right."""
    incidents = plan_incidents(world.city, world.rng, world.planted)
    referrals = plan_referrals(incidents, world.rng, world.planted)
    justice, brought = justice_files(world.city, world.rng, world.planted)
    services, referred = service_file(world.city, world.rng)
    files = {**_incident_files(world.city, incidents), **_referral_file(world.city, referrals)}
    return Made(
        files | justice | services,
        {
            "incidents": _incident_counts(incidents),
            "marac": _referral_counts(referrals),
            "justice": brought,
            "services": referred,
        },
    )


def _incident_files(city: City, incidents: Sequence[Incident]) -> dict[str, str | bytes]:
    """A file a year: CSV, then workbooks; a few incidents are sent twice, three rows of each are wrong."""
    files: dict[str, str | bytes] = {}
    for year in YEARS:
        rows = [incident_cells(city, each) for each in incidents if _year(each.day) == year]
        every = [*rows, *rows[10 : 10 + _SENT_TWICE], *wrong_incidents(rows)]
        titles = (
            "NORTHBANK POLICE (invented): domestic abuse incidents",
            f"{year}. Restricted: references only, no names.",
        )
        path = f"data/police/domestic-incidents-{year.replace('/', '-')}"
        if year in _WORKBOOKS:
            files[f"{path}.xlsx"] = workbook(_AUTHOR, "Incidents", titles, INCIDENT_HEADER, every)
        else:
            files[f"{path}.csv"] = csv_file(titles, INCIDENT_HEADER, every)
    return files


def _referral_file(city: City, referrals: Sequence[Referral]) -> dict[str, str | bytes]:
    rows = [referral_cells(city, each) for each in referrals]
    wrong = list(rows[4])
    wrong[0], wrong[5] = "MARAC-9901", date(2004, 1, 5)
    titles = ("Northbank MARAC (invented): all referrals", "Restricted. Heard every four weeks.")
    return {
        "data/police/marac-referrals.xlsx": workbook(_AUTHOR, "MARAC", titles, MARAC_HEADER, [*rows, wrong])
    }


def _incident_counts(incidents: Sequence[Incident]) -> dict[str, Any]:
    known = [each for each in incidents if each.victim]
    return {
        "incidents": _by_year(each.day for each in incidents),
        "with_victim": _by_year(each.day for each in known),
        "repeats": _by_year(each.day for each in known if each.again),
        "high_risk": _by_year(each.day for each in incidents if each.risk == "high"),
        "crimes": _by_year(each.day for each in incidents if each.crime),
        "refused_in_each_file": 3,
        "sent_twice_in_each_file": _SENT_TWICE,
    }


def _referral_counts(referrals: Sequence[Referral]) -> dict[str, Any]:
    return {
        "referrals": _by_year(each.day for each in referrals),
        "repeats": _by_year(each.day for each in referrals if each.again),
        "repeats_criminal": _by_year(each.day for each in referrals if each.again == "criminal"),
        "stated_wrong": sum(each.stated != bool(each.again) for each in referrals),
    }


def _by_year(days: Any) -> dict[str, int]:
    return dict(sorted(Counter(_year(day) for day in days).items()))


def _year(day: date) -> str:
    start = day.year - (day.month < 4)
    return f"{start}/{(start + 1) % 100:02d}"


_RISKS = ", ".join(f'"{theirs}" = "{ours}"' for ours, theirs in RISKS.items())
PART = AgencyPart(
    make=make,
    truths={
        "domestic_reports_change": Truth(25.0, -60, 200, "Domestic abuse incidents, 2007/08 on 2003/04, %"),
        "obtj_change": Truth(18.0, -60, 200, "Domestic offences brought to justice, 2007/08 on 2003/04, %"),
        "repeat_share": Truth(38.0, 5, 70, "Percent of incidents of 2007/08 that are repeats; 34 in 2004/05"),
        "marac_repeat_share": Truth(
            24.0, 0, 60, "Percent of MARAC referrals of 2007/08 that are repeats with a criminal act"
        ),
    },
    sources=f"""
# Domestic abuse: four lists of different people. References are the agencies' own, never names.

[agency.criminal_justice_board]
name = "Northbank Criminal Justice Board"
role = "Joint body of police, prosecutors, courts and probation"

[agency.domestic_violence_forum]
name = "Northbank Domestic Violence Forum"
role = "Voluntary services"

[source.domestic_incidents]
layout = "domestic-incidents"
agency = "police"
title = "Domestic abuse incidents"
files = ["domestic-incidents-*"]
expected = ["2003-04", "2008-03"]

[source.domestic_incidents.columns]
risk = {{ column = "Risk", values = {{ {_RISKS} }} }}

[source.marac]
layout = "marac-referrals"
agency = "police"
title = "Referrals to the risk assessment conference (MARAC)"
files = ["marac-referrals.xlsx"]
expected = ["2005-04", "2008-03"]

[source.justice]
layout = "offences-brought-to-justice"
agency = "criminal_justice_board"
title = "Offences brought to justice"
files = ["obtj-*.csv"]
expected = ["2003-04", "2008-03"]

[source.domestic_services]
layout = "specialist-referrals"
agency = "domestic_violence_forum"
title = "Referrals to domestic abuse services"
files = ["referrals.csv"]
expected = ["2003-04", "2008-03"]
""",
    targets="""
# Here a rise is the aim: most domestic abuse is never reported.
[target.domestic-incidents]
title = "A fifth more domestic abuse incidents reported"
measure = "domestic-incidents"
baseline = "2003/04"
end = "2007/08"
change_percent = 20
owner = "Northbank Police"

[target.domestic-brought-to-justice]
title = "15% more domestic abuse offences brought to justice"
measure = "domestic-brought-to-justice"
baseline = "2003/04"
end = "2007/08"
change_percent = 15
owner = "Northbank Criminal Justice Board"

# Who was a victim before is known from the second year on.
[target.domestic-repeats]
title = "Repeat victimisation in domestic abuse down to 30%"
measure = "domestic-repeat-victimisation"
baseline = "2004/05"
end = "2007/08"
reach = 30
owner = "Northbank Domestic Violence Forum"
""",
)
