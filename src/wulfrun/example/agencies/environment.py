"""What the council sends of graffiti, vehicles left, noise, needles and litter, and of street reports."""

import json
from collections.abc import Mapping

import numpy as np

from wulfrun.example.agencies._complaint_files import Complaint, written
from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.city import to_wgs84
from wulfrun.example.names import NEIGHBOURHOODS, slug
from wulfrun.example.totals import PATH, YEARS
from wulfrun.words.periods import month_index, month_name, period

# Complaints in 2003/04, the truth that says how they change by 2007/08, how much hardship draws them, and
# the share of them whose place is known as a point: of abandoned vehicles few, of noise over half.
_TYPES = {
    "graffiti": (900, "graffiti_change", 0.45, 0.7),
    "abandoned-vehicle": (1200, "abandoned_vehicles_change", 0.35, 0.3),
    "noise": (1500, "noise_change", 0.25, 0.6),
    "needles": (160, "needles_change", 1.1, 0.8),
    "litter": (1000, "", 0.2, 0.5),
    "dog-fouling": (300, "", 0.1, 0.5),
}
_WORDS = {
    "graffiti": "Graffiti removal",
    "abandoned-vehicle": "Abandoned vehicle",
    "noise": "Noise nuisance",
    "needles": "Discarded needles",
    "litter": "Street cleansing",
    "dog-fouling": "Dog fouling",
}
_CHANNELS = ("Phone", "Web form", "Email", "One stop shop", "Street warden", "Members enquiry")
# From April 2005 one telephone number served all of the council's street services.
_BEFORE, _SINCE = (0.55, 0.04, 0.08, 0.18, 0.1, 0.05), (0.66, 0.1, 0.08, 0.05, 0.08, 0.03)
_RACIST, _NAMED_ONLY = 0.06, 0.75
_SERVICES = ("Fly tipping", "Graffiti", "Pothole", "Street light out", "Abandoned vehicle", "Dog mess")
_SERVICE_SHARES = (0.3, 0.15, 0.25, 0.15, 0.08, 0.07)
_OPEN311, _FIRST, _LAST = (
    "data/council/open311-2011-2013.json",
    month_index("2011-04"),
    month_index("2013-09"),
)
_REPORT_YEARS = ("2011/12", "2012/13", "2013/14 to September")
_PAGE, _REPORTS, _WITHOUT_PLACE = 100, 480, 0.12


def make(world: World) -> Made:
    """Five yearly exports of complaints, two of them workbooks, and thirty months of service requests."""
    files: dict[str, str | bytes] = {}
    receipts, counts = {}, {}
    racist: dict[str, int] = {}
    for number, year in enumerate(YEARS):
        complaints = _year(world, number)
        name, content, receipt = written(year, complaints)
        files[f"data/council/{name}"] = content
        receipts[name] = receipt
        counts[year] = {each: sum(c.code == each for c in complaints) for each in _TYPES}
        racist[year] = sum(c.racist for c in complaints)
        if year == YEARS[-1]:
            last = complaints
    requests, told = _requests(world)
    files[_OPEN311] = requests
    return Made(
        files,
        {
            "complaints": counts,
            "racist_graffiti": racist,
            "change_percent": {each: _change(counts, each) for each in _TYPES},
            "needles_by_neighbourhood": _by_neighbourhood([each for each in last if each.code == "needles"]),
            "files": receipts,
            "open311": told,
        },
    )


def _year(world: World, number: int) -> list[Complaint]:
    found: list[Complaint] = []
    for code, (base, truth, pull, pointed) in _TYPES.items():
        change = world.planted[truth] if truth else 0.0
        count = round(base * (1 + change / 100 * float(PATH[number])))
        found += _complaints(world, number, code, count, pull, pointed)
    return sorted(found, key=lambda each: (each.month, each.day, each.code, each.x, each.y))


def _complaints(
    world: World, number: int, code: str, count: int, pull: float, pointed: float
) -> list[Complaint]:
    rng, city = world.rng, world.city
    weight = city.residents[:, number] * np.exp(pull * city.hardship)
    lsoa = rng.choice(len(city.codes), count, p=weight / weight.sum())
    spot = city.addresses[lsoa, rng.integers(0, city.addresses.shape[1], count)]
    month = period(YEARS[number]).first + rng.integers(0, 12, count)
    day = rng.integers(1, 29, count)
    known, named = rng.random(count) < pointed, rng.random(count) < _NAMED_ONLY
    channel = rng.choice(len(_CHANNELS), count, p=_SINCE if number >= 2 else _BEFORE)
    racist = set(rng.permutation(count)[: round(_RACIST * count)].tolist()) if code == "graffiti" else set()
    return [
        Complaint(
            code, _WORDS[code], int(month[i]), int(day[i]),
            int(spot[i, 0]) if known[i] else 0, int(spot[i, 1]) if known[i] else 0,
            NEIGHBOURHOODS[int(city.neighbourhood[lsoa[i]])], bool(known[i] or named[i]),
            i in racist, _CHANNELS[int(channel[i])],
        )
        for i in range(count)
    ]  # fmt: skip


def _change(counts: Mapping[str, Mapping[str, int]], code: str) -> float:
    first, last = counts[YEARS[0]][code], counts[YEARS[-1]][code]
    return round(100 * (last / first - 1), 4)


def _by_neighbourhood(complaints: list[Complaint]) -> dict[str, int]:
    return {
        slug(name): sum(each.placed and each.neighbourhood == name for each in complaints)
        for name in NEIGHBOURHOODS
    }


def _requests(world: World) -> tuple[str, dict[str, object]]:
    """Pages of an Open311 interface: one request on two pages, two unreadable, some without a place."""
    rng, city = world.rng, world.city
    growth = 1 + world.planted["street_reports_change"] / 100
    found: list[dict[str, object]] = []
    by_year: dict[str, int] = {}
    unplaced = 0
    for start, count in (
        (0, _REPORTS),
        (12, round(_REPORTS * growth)),
        (24, round(_REPORTS * growth**2 / 2)),
    ):
        months = range(_FIRST + start, min(_FIRST + start + 12, _LAST + 1))
        when = np.sort(rng.integers(0, len(months), count))
        # Every month has some: a site in use is never silent for one.
        when[: len(months)] = np.arange(len(months))
        lsoa = rng.integers(0, len(city.codes), count)
        places = to_wgs84(city.addresses[lsoa, rng.integers(0, city.addresses.shape[1], count)])
        service = rng.choice(len(_SERVICES), count, p=_SERVICE_SHARES)
        for i, at in enumerate(np.sort(when).tolist()):
            placed = rng.random() >= _WITHOUT_PLACE
            unplaced += not placed
            number = len(found) + 1
            found.append(_request(
                number, _SERVICES[int(service[i])], f"{month_name(months[at])}-{1 + number % 28:02d}",
                places[i].tolist() if placed else None,
            ))  # fmt: skip
        by_year[_REPORT_YEARS[start // 12]] = count
    asked = len(found)
    bad = [
        {**_request(asked + 1, "Pothole", "2012-06-14", [-74.006, 40.7128])},
        {**_request(asked + 2, "Pothole", "2012-06-15", None), "requested_datetime": None},
    ]
    pages = [found[start : start + _PAGE] for start in range(0, asked, _PAGE)]
    pages[1].append(pages[0][-1])
    pages[-1] += bad
    told = {"requests": by_year, "unplaced": unplaced, "repeated": 1, "refused": 2}
    return json.dumps([{"service_requests": page} for page in pages], indent=1) + "\n", told


def _request(number: int, service: str, day: str, place: list[float] | None) -> dict[str, object]:
    request: dict[str, object] = {
        "service_request_id": f"NB-{number:06d}",
        "status": "closed",
        "service_name": service,
        "service_code": f"{1 + _SERVICES.index(service):03d}",
        "requested_datetime": f"{day}T09:30:00+00:00",
    }
    if place is not None:
        request |= {"lat": round(place[1], 6), "long": round(place[0], 6)}
    return request


PART = AgencyPart(
    make,
    truths={
        "graffiti_change": Truth(-18.0, -90, 200, "Graffiti reported to the council"),
        "abandoned_vehicles_change": Truth(-45.0, -90, 200, "Abandoned vehicles reported to the council"),
        "noise_change": Truth(6.0, -90, 200, "Noise complaints"),
        "needles_change": Truth(-25.0, -90, 200, "Discarded needles reported to the council"),
        "street_reports_change": Truth(35.0, -50, 200, "Open311 reports, 2012/13 on 2011/12: take-up"),
    },
    sources="""
[source.environment]
layout = "environment-complaints"
agency = "council"
title = "Complaints of fly-tipping, graffiti, abandoned vehicles, noise, needles and litter"
files = ["complaints-*", "fly-tipping-*"]
expected = ["2003-04", "2008-03"]

[source.street_reports]
layout = "open311"
agency = "council"
title = "Reports made on the council's site and application (Open311)"
files = ["open311-*.json"]
expected = ["2011-04", "2013-09"]

[break.street-services-line]
title = "One number for street services"
when = 2005-04-01
records = ["environment", "fly-tipping"]
reason = "Calls that used to be lost between departments are logged since: a rise may be of reports alone"
source = "Northbank City Council (invented)"
""",
)
