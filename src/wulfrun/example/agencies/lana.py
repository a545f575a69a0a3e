"""What neighbourhood teams send: hours and contacts by month, problems reported, priorities of residents."""

import csv
import io
from datetime import date, datetime, timedelta

import numpy as np
import xlsxwriter

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.city import Numbers, Whole
from wulfrun.example.names import NEIGHBOURHOODS, slug
from wulfrun.example.totals import PATH, YEARS
from wulfrun.words.periods import month_index, period

_HOURS, _CONTACTS, _ATTENDANCE, _PROBLEMS, _MEETINGS = 84_000, 21_000, 4_200, 1_100, 16 * 6
_ISSUES = {
    "ASB": ("Young people drinking in the {}", "Evening patrols with youth workers"),
    "Speeding": ("Speeding on {}", "Speed checks by community volunteers; signs put up"),
    "Drug dealing": ("Drug dealing by the {}", "Warrant carried out; fence repaired"),
    "Litter": ("Rubbish dumped at the {}", "Cleared; cameras for three months"),
    "Criminal damage": ("Windows broken at the {}", "Patrols after school; damage repaired"),
    "Car crime": ("Thefts from cars near the {}", "Leaflets and lighting mended"),
}
_SHARES = (0.34, 0.2, 0.14, 0.16, 0.1, 0.06)
_PLACES = ("park", "shops", "canal towpath", "community centre", "bus station", "playing field", "library")
_STATUS = ("Dealt with", "Passed to another body", "Not dealt with")
_HEADS = ("Ref", "Neighbourhood", "Meeting date", "Issue type", "You said", "Votes", "Status", "Date closed",
          "We did")  # fmt: skip


def make(world: World) -> Made:
    """For each year a return of activity, a log of problems, and a workbook of priorities."""
    files: dict[str, str | bytes] = {}
    told: dict[str, dict[str, object]] = {}
    for number, year in enumerate(YEARS):
        name = year.replace("/", "-")
        files[f"data/police/team-activity-{name}.csv"], activity = _activity(world, number)
        files[f"data/police/neighbourhood-problems-{name}.csv"], problems = _problems(world, number)
        files[f"data/council/resident-priorities-{name}.xlsx"], asked = _priorities(world, number)
        told[year] = {**activity, **problems, **asked}
    first, last = (float(str(told[year]["patrol_hours"])) for year in (YEARS[0], YEARS[-1]))
    return Made(files, {"years": told, "patrol_hours_change": round(100 * (last / first - 1), 4)})


def _spread(total: int, weight: Numbers, rng: np.random.Generator) -> Whole:
    """A whole number shared by chance."""
    return np.asarray(rng.multinomial(total, weight / weight.sum()))


def _activity(world: World, number: int) -> tuple[str, dict[str, object]]:
    """Hours, meetings, people and contacts of each team and month, with four rows that cannot be read."""
    rng, teams = world.rng, len(NEIGHBOURHOODS)
    year, path = YEARS[number], float(PATH[number])
    weight = np.repeat(np.where(world.city.priority, 1.8, 1.0), 12) * np.exp(rng.normal(0, 0.08, teams * 12))
    hours = _spread(round(_HOURS * (1 + world.planted["patrol_hours_change"] / 100 * path)), weight, rng)
    contacts = _spread(
        round(_CONTACTS * (1 + world.planted["team_contacts_change"] / 100 * path)), weight, rng
    )
    held = np.zeros((teams, 12), np.int64)
    held[:, 1::2] = 1
    people = _spread(_ATTENDANCE, np.where(held.ravel() > 0, weight, 0.0), rng)
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n").writerow
    write([f"Neighbourhood teams: activity {year}", "", "", "", "", ""])
    write(["Team", "Month", "Hours on patrol", "Public meetings", "Attendance", "Contacts with residents"])
    first = period(year).first
    for team, name in enumerate(NEIGHBOURHOODS):
        for month in range(12):
            at, when = team * 12 + month, first + month
            met = bool(held[team, month])
            seen = [held[team, month] if met else "", people[at] if met else "", contacts[at]]
            write([name, f"{date(when // 12, when % 12 + 1, 1):%b %Y}", f"{hours[at]:,}", *seen])
    write(["Elsewhere", f"Apr {year[:4]}", 12, "", "", ""])
    write([NEIGHBOURHOODS[0], "sometime", 40, "", "", ""])
    write([NEIGHBOURHOODS[1], f"May {year[:4]}", "lots", "", "", ""])
    write(["", f"Jun {year[:4]}", 30, "", "", ""])
    by_team = {slug(name): int(hours[at * 12 : at * 12 + 12].sum()) for at, name in enumerate(NEIGHBOURHOODS)}
    return out.getvalue(), {
        "patrol_hours": int(hours.sum()), "contacts": int(contacts.sum()), "attendance": int(people.sum()),
        "hours_by_team": by_team,
    }  # fmt: skip


def _problems(world: World, number: int) -> tuple[str, dict[str, object]]:
    """A log of reports, a row each, two of them entered twice and two that say nothing usable."""
    rng, year = world.rng, YEARS[number]
    count = round(_PROBLEMS * (1 + world.planted["problems_change"] / 100 * float(PATH[number])))
    where = rng.choice(len(NEIGHBOURHOODS), count, p=_weights(world))
    kind = rng.choice(len(_ISSUES), count, p=_SHARES)
    start = date(int(year[:4]), 4, 1)
    days = np.sort(rng.integers(0, 365, count))
    names = list(_ISSUES)
    rows = [
        [f"NT/{year[2:4]}/{at:05d}", NEIGHBOURHOODS[int(where[at])],
         f"{start + timedelta(days=int(days[at])):%d/%m/%Y}", names[int(kind[at])],
         "At a meeting" if at % 3 else "Telephone"]
        for at in range(count)
    ]  # fmt: skip
    rows += rows[:2]
    rows += [[f"NT/{year[2:4]}/X1", NEIGHBOURHOODS[2], "31/02/2006", names[0], ""],
             [f"NT/{year[2:4]}/X2", NEIGHBOURHOODS[3], f"{start:%d/%m/%Y}", "Aliens", ""]]  # fmt: skip
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n").writerow
    write(["Ref", "Neighbourhood team", "Date reported", "Problem type", "How reported"])
    for row in rows:
        write(row)
    return out.getvalue(), {"problems": count}


def _weights(world: World) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    people = np.bincount(world.city.neighbourhood, weights=world.city.residents[:, 0])
    weight = people * np.where(world.city.priority, 1.6, 1.0)
    return np.asarray(weight / weight.sum())


def _priorities(world: World, number: int) -> tuple[bytes, dict[str, object]]:
    """Two priorities from each of three meetings a neighbourhood; of the last year a tenth is open."""
    rng, year = world.rng, YEARS[number]
    count = len(NEIGHBOURHOODS) * 6
    still = count // 10 if number == len(YEARS) - 1 else 0
    share = world.planted["priorities_dealt_with"] - 12 * (1 - float(PATH[number]))
    done = round((count - still) * max(share, 0.0) / 100)
    status = np.array([0] * done + [1] * ((count - still - done) // 2), np.int64)
    status = np.concatenate([status, np.full(count - still - len(status), 2)])
    status = np.concatenate([rng.permutation(status), np.full(still, -1)])
    order = np.argsort(np.tile(np.arange(6), len(NEIGHBOURHOODS)), kind="stable")
    state = np.empty(count, np.int64)
    state[order] = status
    kind = rng.choice(len(_ISSUES), count, p=_SHARES)
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"created": datetime(int(year[:4]) + 1, 4, 20)})
    sheet, dated = book.add_worksheet("Priorities"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range(
        0, 0, 0, len(_HEADS) - 1, f"What residents chose at meetings of their neighbourhood, {year}"
    )
    sheet.write_row(2, 0, _HEADS)
    first = month_index(f"{year[:4]}-05")
    for at in range(count):
        team, meeting = divmod(at, 6)
        month = first + 4 * (meeting // 2)
        when = datetime(month // 12, month % 12 + 1, 3 + team)
        said, did = list(_ISSUES.values())[int(kind[at])]
        place = _PLACES[int(rng.integers(0, len(_PLACES)))]
        sheet.write_row(at + 3, 0, [f"{slug(NEIGHBOURHOODS[team])}-{year[2:4]}-{meeting + 1}",
                                    NEIGHBOURHOODS[team]])  # fmt: skip
        sheet.write_datetime(at + 3, 2, when, dated)
        sheet.write_row(
            at + 3, 3, [list(_ISSUES)[int(kind[at])], said.format(place), int(rng.integers(6, 40))]
        )
        if state[at] >= 0:
            sheet.write(at + 3, 6, _STATUS[int(state[at])])
            sheet.write_datetime(at + 3, 7, when + timedelta(days=int(rng.integers(20, 110))), dated)
            sheet.write(at + 3, 8, did if state[at] == 0 else "")
        else:
            sheet.write(at + 3, 6, "Open")
    sheet.write_row(
        count + 3, 0, ["bad-1", NEIGHBOURHOODS[0], "not minuted", "ASB", "Noise at night", 5, "Open"]
    )
    book.close()
    return whole.getvalue(), {"priorities": count, "closed": count - still, "dealt_with": done}


PART = AgencyPart(
    make,
    truths={
        "patrol_hours_change": Truth(20.0, -80, 200, "Hours of visible patrol, percent, 2007/08 on 2003/04"),
        "team_contacts_change": Truth(35.0, -80, 300, "Contacts with residents, percent, 2007/08 on 2003/04"),
        "problems_change": Truth(12.0, -80, 200, "Problems reported to teams, percent, 2007/08 on 2003/04"),
        "priorities_dealt_with": Truth(80.0, 15, 100, "Share of residents' priorities dealt with in 2007/08"),
    },
    sources="""
# Neighbourhood teams of police and council (the partnership's local area networks).

[source.team_activity]
layout = "team-activity"
agency = "police"
title = "Neighbourhood teams' patrol hours, meetings and contacts"
files = ["team-activity-*.csv"]
expected = ["2003-04", "2008-03"]

[source.neighbourhood_problems]
layout = "neighbourhood-problems"
agency = "police"
title = "Problems reported to neighbourhood teams"
files = ["neighbourhood-problems-*.csv"]
expected = ["2003-04", "2008-03"]

[source.resident_priorities]
layout = "neighbourhood-priorities"
agency = "council"
title = "Priorities that residents chose at meetings"
files = ["resident-priorities-*.xlsx"]
expected = ["2003-04", "2008-03"]
""",
)
