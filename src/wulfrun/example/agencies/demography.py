"""What the council sends about its people: residents by age and sex by LSOA, and an index of hardship."""

import io
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np
import xlsxwriter
from scipy.special import ndtr

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.city import DISTRICT, NAME, POPULATION_YEARS, City, Whole

YEARS = tuple(year for year in POPULATION_YEARS if year <= 2007)
GROUPS = (
    "0-4", "5-9", "10-14", "15", "16-17", "18-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49",
    "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84", "85+",
)  # fmt: skip
# Share of each group in England and Wales in about 2005, women and men together, in thousandths.
_SHARES = np.array([58, 61, 64, 13, 26, 26, 65, 64, 72, 78, 75, 66, 62, 63, 50, 44, 38, 32, 23, 20], float)
_WOMEN = np.array([0.488] * 9 + [0.5, 0.502, 0.504, 0.504, 0.505, 0.508, 0.516, 0.53, 0.56, 0.61, 0.69])
# Where hardship is greater people are younger.
_YOUNGER = np.linspace(0.16, -0.14, len(GROUPS))
_ENGLAND = 32_482
_OUTSIDE = "E01990999"
_INDEX, _EDITIONS = "Index of hardship (invented)", (2004, 2007)
_ESTIMATES = "data/council/mid-year-population-2003-2007.xlsx"


def make(world: World) -> Made:
    """One workbook of estimates with a sheet a year, and a workbook for each edition of the index."""
    ages = residents_by_age(world.city, world.rng)
    files: dict[str, str | bytes] = {_ESTIMATES: _estimates(world.city, ages)}
    tenths: dict[str, dict[str, Any]] = {}
    for edition in _EDITIONS:
        follows = world.planted["index_follows_hardship"]
        ranks = hardship_ranks(world.city, follows, edition, world.rng)
        files[f"data/council/index-of-hardship-{edition}.xlsx"] = _index(world.city, ranks, edition)
        people = world.city.residents[:, edition - POPULATION_YEARS[0]]
        worst = people[decile_of(ranks) == 1].sum()
        tenths[str(edition)] = {
            "ranks": dict(zip(world.city.codes, ranks.tolist(), strict=True)),
            "most_deprived_tenth": int(worst), "residents": int(people.sum()),
        }  # fmt: skip
    cells = 2 * len(GROUPS)
    return Made(
        files,
        {
            "residents": {str(year): int(ages[:, at].sum()) for at, year in enumerate(YEARS)},
            "women_by_age": dict(zip(GROUPS, ages[:, -1, 0].sum(axis=0).tolist(), strict=True)),
            "men_by_age": dict(zip(GROUPS, ages[:, -1, 1].sum(axis=0).tolist(), strict=True)),
            "index": tenths,
            "files": {
                _ESTIMATES.rsplit("/", 1)[1]: {
                    "rows_read": len(YEARS) * (len(world.city.codes) + 2) * cells + len(YEARS),
                    "accepted": len(YEARS) * len(world.city.codes) * cells,
                    "duplicate": len(YEARS) * cells,
                    "outside": len(YEARS) * (cells + 1),
                    "refused": 0,
                }
            },
        },
    )


def residents_by_age(city: City, rng: np.random.Generator) -> Whole:
    """Whole residents, (LSOAs, years, sexes, groups), women first, that add up to each LSOA's residents."""
    pull = _SHARES * np.exp(np.outer(city.hardship, _YOUNGER))
    share = np.stack([pull * _WOMEN, pull * (1 - _WOMEN)], axis=1)
    share = share * np.exp(rng.normal(0, 0.05, share.shape))
    share /= share.sum(axis=(1, 2), keepdims=True)
    exact = share[:, None] * city.residents[:, : len(YEARS), None, None]
    flat = exact.reshape(-1, share.shape[1] * share.shape[2])
    whole = np.floor(flat).astype(np.int64)
    short = np.rint(flat.sum(axis=1)).astype(np.int64) - whole.sum(axis=1)
    order = np.argsort(-(flat - whole), axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    return np.asarray((whole + (place < short[:, None])).reshape(exact.shape))


def hardship_ranks(city: City, follows: float, edition: int, rng: np.random.Generator) -> Whole:
    """Ranks among all LSOAs, 1 = most hardship; of an index that does not follow hardship, by chance."""
    chance = rng.normal(0, 1, len(city.codes))
    drawn = city.hardship + (0.0 if edition == _EDITIONS[0] else 0.05) * rng.normal(0, 1, len(city.codes))
    z = drawn if follows >= 0.5 else chance
    z = (z - z.mean()) / z.std()
    ranks = 1 + np.rint((1 - ndtr(z)) * (_ENGLAND - 1)).astype(np.int64)
    # No two areas share a rank.
    order = np.argsort(ranks, kind="stable")
    for before, after in pairwise(order.tolist()):
        ranks[after] = max(ranks[after], ranks[before] + 1)
    return np.asarray(ranks)


def decile_of(ranks: Whole) -> Whole:
    """The tenth of all areas ranked that an area is in, 1 = most hardship."""
    return np.asarray(np.minimum((ranks - 1) * 10 // _ENGLAND + 1, 10))


def _workbook(year: int) -> tuple[io.BytesIO, xlsxwriter.Workbook]:
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"created": datetime(year, 9, 1)})
    return whole, book


def _estimates(city: City, ages: Whole) -> bytes:
    """A sheet a year below two title rows: a repeated row, an area of another district, a note at the end."""
    whole, book = _workbook(2008)
    heads = ["LSOA Code", "LSOA Name", "All Ages"]
    heads += [f"{sex}{group}" for sex in "FM" for group in GROUPS]
    for at, year in enumerate(YEARS):
        sheet = book.add_worksheet(f"Mid-{year}")
        sheet.merge_range(0, 0, 0, 6, f"Residents by age and sex, {NAME} (invented), mid-{year}")
        sheet.write(1, 0, "Estimates of the invented statistical office; not rounded")
        sheet.write_row(3, 0, heads)
        rows = [
            [code, name, int(own.sum()), *own.ravel().tolist()]
            for code, name, own in zip(city.codes, city.names, ages[:, at], strict=True)
        ]
        elsewhere = [_OUTSIDE, "Elsewhere 001A", 42, *[1] * (2 * len(GROUPS))]
        for line, row in enumerate([*rows, rows[0], elsewhere], 4):
            sheet.write_row(line, 0, row)
        sheet.write(len(rows) + 8, 0, "Source: invented. Nobody lives here.")
    book.close()
    return whole.getvalue()


def _index(city: City, ranks: Whole, edition: int) -> bytes:
    """As the ministry publishes its index: notes, then a sheet with a rank and a tenth for each LSOA."""
    whole, book = _workbook(edition)
    notes = book.add_worksheet("Notes")
    notes.write_column(0, 0, [f"{_INDEX} {edition}", "Ranks are among 32,482 areas, 1 = most hardship",
                              "Made up, like every figure of this city"])  # fmt: skip
    sheet = book.add_worksheet(f"IoH{edition}")
    district = "Local Authority District"
    heads = ["LSOA code (2001)", "LSOA name (2001)", f"{district} code (2003)", f"{district} name (2003)"]
    sheet.write_row(0, 0, [*heads, f"{_INDEX} Rank", f"{_INDEX} Decile"])
    tenths = decile_of(ranks)
    for line, (code, name) in enumerate(zip(city.codes, city.names, strict=True), 1):
        sheet.write_row(line, 0, [code, name, DISTRICT, NAME, int(ranks[line - 1]), int(tenths[line - 1])])
    book.close()
    return whole.getvalue()


PART = AgencyPart(
    make,
    truths={
        "index_follows_hardship": Truth(
            1.0, 0.0, 1.0, "1 = the index of deprivation ranks areas by their hardship, 0 = by chance"
        )
    },
    sources="""
# Who lives where: estimates by age and sex, which agree with the residents declared below for rates.

[source.population]
layout = "population-by-age"
agency = "council"
title = "Mid-year population by age and sex (invented)"
files = ["mid-year-population-*.xlsx"]
expected = ["2003-04", "2008-03"]

[source.deprivation]
layout = "deprivation"
agency = "council"
title = "Index of hardship (invented)"
files = ["index-of-hardship-*.xlsx"]
""",
)
