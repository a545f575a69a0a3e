"""Hate: the police's incidents and crimes, the council's racial incidents, reporting centres and the line."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.city import City
from wulfrun.example.domestic_files import csv_file, workbook
from wulfrun.example.hate_files import (
    COUNCIL_HEADER,
    POLICE_HEADER,
    THIRD_HEADER,
    council_cells,
    police_cells,
    third_cells,
    wrong_council,
    wrong_police,
    wrong_third,
)
from wulfrun.example.hate_overlaps import NEAR_MISSES, Plan, plan_hate
from wulfrun.example.hate_plan import Told
from wulfrun.example.totals import YEARS

SENT_TWICE = 5


def make(world: World) -> Made:
    """The files of all three, and the counts that are right."""
    plan = plan_hate(world)
    files = {**_police(world.city, plan.police), **_council(world.city, plan.council)}
    return Made(files | _third(world.city, plan.third), _planted(plan))


def _police(city: City, rows: Sequence[Told]) -> dict[str, str | bytes]:
    """A CSV file a year; some incidents are sent twice."""
    files: dict[str, str | bytes] = {}
    for year in YEARS:
        own = [police_cells(city, each) for each in rows if _year(each.day) == year]
        titles = (
            "NORTHBANK POLICE (invented): hate incidents and crimes",
            f"{year}. As perceived by anyone. Restricted: references only.",
        )
        every = [*own, *own[20 : 20 + SENT_TWICE], *wrong_police(own)]
        files[f"data/police/hate-incidents-{year.replace('/', '-')}.csv"] = csv_file(
            titles, POLICE_HEADER, every
        )
    return files


def _council(city: City, rows: Sequence[Told]) -> dict[str, str | bytes]:
    cells = [council_cells(city, each) for each in rows]
    titles = (
        "Northbank City Council (invented): racial incidents",
        "All offices, schools and wardens, 2003/04 to 2007/08",
    )
    book = workbook("Northbank City Council", "Racial incidents", titles, COUNCIL_HEADER,
                    [*cells, *wrong_council(cells)])  # fmt: skip
    return {"data/council/racial-incidents.xlsx": book}


def _third(city: City, rows: Sequence[Told]) -> dict[str, str | bytes]:
    """The centres' list as CSV, the line's as a workbook."""
    titles = ("Northbank Hate Crime Forum (invented)", "Restricted: references only, no names.")
    centres = [third_cells(city, each) for each in rows if not each.line]
    line = [third_cells(city, each) for each in rows if each.line]
    folder = "data/hate_crime_forum"
    return {
        f"{folder}/reporting-centres.csv": csv_file(titles, THIRD_HEADER, [*centres, *wrong_third(centres)]),
        f"{folder}/reporting-line.xlsx": workbook(
            "Northbank Hate Crime Forum", "Reports", titles, THIRD_HEADER, line
        ),
    }


def _planted(plan: Plan) -> dict[str, Any]:
    crimes = [each for each in plan.police if each.crime]
    asked = [each for each in plan.police if each.satisfied in ("Yes", "No")]
    return {
        "reports": {
            "police": _by_year(plan.police),
            "council": _by_year(plan.council),
            "third party": _by_year(plan.third),
        },
        "matched": plan.matched,
        "known": plan.known,
        "incidents": {year: sum(known.values()) for year, known in plan.known.items()},
        "crimes": _by_year(crimes),
        "detected": _by_year([each for each in crimes if each.detected]),
        "asked": _by_year(asked),
        "satisfied": _by_year([each for each in asked if each.satisfied == "Yes"]),
        "near_misses_of_each_kind_a_year": NEAR_MISSES,
        "refused": {"police": 3 * len(YEARS), "council": 2, "third party": 1},
        "sent_twice_in_each_police_file": SENT_TWICE,
    }


def _by_year(rows: Sequence[Told]) -> dict[str, int]:
    return dict(sorted(Counter(_year(each.day) for each in rows).items()))


def _year(day: date) -> str:
    start = day.year - (day.month < 4)
    return f"{start}/{(start + 1) % 100:02d}"


PART = AgencyPart(
    make=make,
    truths={
        "racial_incidents_change": Truth(
            30.0, -50, 100, "Racial incidents reported to the council, 2007/08 on 2003/04, %"
        ),
        "third_party_overlap": Truth(30.0, 10, 60, "Percent of third-party reports that the police have too"),
        "hate_detected_share": Truth(
            38.0, 5, 95, "Percent of hate crimes of 2007/08 detected; 34 in 2003/04"
        ),
        "hate_satisfied_share": Truth(
            72.0, 5, 95, "Percent of victims of 2007/08 asked who were satisfied; 60 in 2003/04"
        ),
    },
    sources="""
# Hate as anybody perceived it, told to three kinds of agency; matched so that nothing counts twice.

[agency.hate_crime_forum]
name = "Northbank Hate Crime Forum"
role = "Reporting centres and reporting line"

[source.hate_incidents]
layout = "hate-incidents"
agency = "police"
title = "Hate incidents and crimes"
files = ["hate-incidents-*.csv"]
expected = ["2003-04", "2008-03"]

[source.hate_incidents.columns]
outcome = "Result"

[source.racial_incidents]
layout = "racial-incidents"
agency = "council"
title = "Racial incidents"
files = ["racial-incidents.xlsx"]
expected = ["2003-04", "2008-03"]

[source.third_party_reports]
layout = "third-party-reports"
agency = "hate_crime_forum"
title = "Hate reported to centres and the line"
files = ["reporting-*"]
expected = ["2005-04", "2008-03"]

[break.reporting-centres]
title = "Reporting centres opened"
when = 2005-04-01
records = ["hate"]
reason = "Incidents told to nobody before are known since: a rise may be of reports alone"
source = "Northbank Hate Crime Forum (invented)"

[break.reporting-line]
title = "Reporting line opened"
when = 2007-04-01
records = ["hate", "third-party-report"]
reason = "A second way to report raises the count by itself"
source = "Northbank Hate Crime Forum (invented)"
""",
    targets="""
[target.hate-detected]
title = "45% of racially motivated and other hate crimes detected"
measure = "hate-detected"
baseline = "2003/04"
end = "2007/08"
reach = 45
owner = "Northbank Police"

# Here the aim is a rise: those who would not go to the police can report all the same.
[target.third-party-reports]
title = "Twice as many reports through third-party centres and the line"
measure = "third-party-reports"
baseline = "2005/06"
end = "2007/08"
change_percent = 100
owner = "Northbank Hate Crime Forum"
""",
)
