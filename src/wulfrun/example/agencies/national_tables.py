"""The Home Office's tables of every partnership, so that Northbank can be compared with places like it."""

import io
from datetime import datetime

import numpy as np
import xlsxwriter
from numpy.typing import NDArray

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.city import NAME
from wulfrun.example.offences import Offences
from wulfrun.example.profiles import CODES, PROFILES
from wulfrun.example.totals import GROUPS, YEARS
from wulfrun.words.periods import period

Whole = NDArray[np.int64]

# Invented partnerships: those most similar to Northbank in 2007, in 2003, and some that are not.
SIMILAR = ("Ashbourne Vale", "Castlegate", "Harrowby", "Kelmarsh", "Millhaven", "Stonebridge", "Westport")
EARLIER = ("Ashbourne Vale", "Castlegate", "Eastmere", "Harrowby", "Kelmarsh", "Millhaven", "Stonebridge")
OTHERS = (
    "Eastmere",
    "Fellside",
    "Great Wenlow",
    "Larkhampton",
    "Oldcastle",
    "Petersfield Magna",
    "Thornwick",
)
PLACES = (*SIMILAR, *OTHERS)

_FILE = "data/home_office/prc-csp-0304-to-0708-tabs.xlsx"
_PEOPLE = "data/home_office/partnerships-public-figures.csv"
_HEADS = (
    "Financial Quarter", "Force Name", "CSP Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Offence Count",
)  # fmt: skip
_LESS_APART = 0.3
_ROBBERY, _BURGLARY = ("personal-robbery", "business-robbery"), ("domestic-burglary",)


def make(world: World) -> Made:
    """The workbook of five years, a sheet each, and the file of public figures of every place."""
    people = _people(world)
    own = _own(world.offences)
    counts = {place: _elsewhere(world, place, people[place], people[NAME], own) for place in PLACES}
    counts[NAME] = own
    similar = [people[each] for each in (NAME, *SIMILAR)]
    return Made(
        {_FILE: _workbook(counts), _PEOPLE: _figures_file(world, people)},
        {
            "rates_2007_08": {
                "robbery": _rates(counts, people, _ROBBERY),
                "domestic-burglary": _rates(counts, people, _BURGLARY),
            },
            "similar": list(SIMILAR),
            "residents": int(sum(similar)),
        },
    )


def _people(world: World) -> dict[str, int]:
    own = int(world.city.residents[:, 4].sum())
    size = np.exp(world.rng.normal(0, 0.25, len(PLACES)))
    return {NAME: own} | {
        place: round(own * each / 100) * 100 for place, each in zip(PLACES, size, strict=True)
    }


def _own(offences: Offences) -> Whole:
    """Northbank's offences by year, quarter and code, as its police recorded them."""
    first = period(YEARS[0]).first
    quarter = (offences.month - first) % 12 // 3
    found = np.zeros((len(YEARS), 4, len(CODES)), np.int64)
    np.add.at(found, (offences.year, quarter, offences.code), 1)
    return found


def _elsewhere(world: World, place: str, people: int, own_people: int, own: Whole) -> Whole:
    """Another place's counts: Northbank's pattern at its size, with levels and a trend of its own."""
    rng = world.rng
    level = {group: float(np.exp(rng.normal(0, 0.12))) for group in GROUPS}
    asked = dict.fromkeys(_ROBBERY, world.planted["robbery_to_peers"])
    asked |= dict.fromkeys(_BURGLARY, world.planted["burglary_to_peers"])
    # What is planted is to be found: of these groups places differ by little else.
    level |= {group: level[group] ** _LESS_APART for group in asked}
    trend = np.exp(rng.normal(0, 0.03, len(YEARS)))
    found = np.zeros_like(own)
    for group, profile in PROFILES.items():
        codes = sorted({CODES.index(code) for year in YEARS for code in profile.codes_in(year)})
        share = people / own_people * level[group] / asked.get(group, 1.0)
        expected = own[:, :, codes] * share * trend[:, None, None]
        found[:, :, codes] = rng.poisson(expected)
    return found


def _rates(counts: dict[str, Whole], people: dict[str, int], groups: tuple[str, ...]) -> dict[str, float]:
    """Offences for each 1,000 residents in 2007/08, in Northbank and the most similar places."""
    codes = sorted({CODES.index(code) for group in groups for code in PROFILES[group].codes_in(YEARS[-1])})
    return {
        place: round(1000 * int(counts[place][-1][:, codes].sum()) / people[place], 6)
        for place in (NAME, *SIMILAR)
    }


def _workbook(counts: dict[str, Whole]) -> bytes:
    """One sheet a financial year; rows without offences are left out, as the Home Office leaves them."""
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"created": datetime(2008, 7, 17)})
    for number, year in enumerate(YEARS):
        sheet = book.add_worksheet(f"{year[:4]}-{year[-2:]}")
        sheet.write_row(0, 0, _HEADS)
        row = 0
        for place in sorted(counts):
            for quarter in range(4):
                for code in np.flatnonzero(counts[place][number, quarter]).tolist():
                    row += 1
                    n = int(counts[place][number, quarter, code])
                    group = f"Offence {CODES[code]}"
                    cells = (
                        quarter + 1,
                        "Invented Police",
                        place,
                        group,
                        "Invented",
                        "Invented",
                        CODES[code],
                        n,
                    )
                    sheet.write_row(row, 0, cells)
    book.close()
    return whole.getvalue()


def _figures_file(world: World, people: dict[str, int]) -> str:
    """What is public of every place: by these a group is proposed where nobody has drawn up a list."""
    rng = world.rng
    lines = [
        "Partnership,Year,Residents,Residents per hectare,Deprivation score,Share aged 16 to 29,Terraced"
    ]
    for place in sorted(people):
        alike = place in SIMILAR or place == NAME
        middle = (38.0, 32.0, 0.21, 0.33) if alike else (12.0, 17.0, 0.15, 0.18)
        density, score, young, terraced = (each * float(np.exp(rng.normal(0, 0.08))) for each in middle)
        for year in range(2003, 2008):
            lines.append(
                f"{place},{year},{people[place]},{density:.1f},{score:.1f},{young:.3f},{terraced:.3f}"
            )
    return "\r\n".join([*lines, ""])


PART = AgencyPart(
    make,
    truths={
        "robbery_to_peers": Truth(1.45, 0.5, 2.5, "Northbank's robbery rate over the usual one of its peers"),
        "burglary_to_peers": Truth(0.8, 0.5, 2.5, "The same for domestic burglary"),
    },
    sources="""
[agency.home_office]
name = "Home Office (invented tables)"
role = "Publishes national tables"

[source.national]
layout = "national-csp"
agency = "home_office"
title = "Recorded crime of every partnership"
files = ["prc-csp-0304-to-0708-tabs.xlsx"]
expected = ["2003-04", "2008-03"]

# With which places Northbank is compared, as iQuanta did: lists change, so each is dated.
[comparison.most-similar]
title = "Most similar partnerships"
record = "national-csp"
area = "Northbank"
measures = [
  "psa1", "domestic-burglary", "vehicle-crime", "criminal-damage", "robbery", "violence",
  "racially-aggravated",
]

[[comparison.most-similar.residents]]
file = "data/home_office/partnerships-public-figures.csv"
area = "Partnership"
value = "Residents"
year_column = "Year"

[[comparison.most-similar.lists]]
members = [
  "Ashbourne Vale", "Castlegate", "Eastmere", "Harrowby", "Kelmarsh", "Millhaven", "Stonebridge",
]
valid_to = 2007-03-31
source = "Most similar families of 2003 (invented)"

[[comparison.most-similar.lists]]
members = [
  "Ashbourne Vale", "Castlegate", "Harrowby", "Kelmarsh", "Millhaven", "Stonebridge", "Westport",
]
valid_from = 2007-04-01
source = "Most similar families of 2007 (invented)"
""",
)
