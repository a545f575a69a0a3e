"""Two surveys: the council's yearly household survey, and the police authority's half-yearly quota sample.

The police authority asks more people of minority ethnic groups than live here (a boosted sample) from 2005/06
on. They feel less safe, so that unweighted percentages miss the rise that is planted.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import xlsxwriter

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.names import NEIGHBOURHOODS
from wulfrun.example.survey_sample import (
    Sample,
    draw,
    path,
    says_yes,
    strands,
    unweighted,
    without_opinion,
)
from wulfrun.example.survey_text import SOURCES, STRANDS, TARGETS, WAVES

YEARS = ("2003/04", "2004/05", "2005/06", "2006/07", "2007/08")
_HALF_YEAR, _HOUSEHOLDS = 600, 1200
_BOOSTED = {
    "White": 0.55,
    "Asian or Asian British": 0.22,
    "Black or Black British": 0.13,
    "Mixed or other": 0.1,
}
_BOOSTED_FROM = 4
# The young open the door less often than the old, men less often than women.
_AT_HOME = {"sex": {"Female": 0.56, "Male": 0.44}, "age": {"16-34": 0.24, "35-54": 0.34, "55+": 0.42}}

_PROBLEM = ("Not a problem at all", "Not a very big problem", "A fairly big problem", "A very big problem")
_STRONGLY = ("Very strongly", "Fairly strongly", "Not very strongly", "Not at all strongly")
_BY_DAY = ("Very safe", "Fairly safe", "Neither safe nor unsafe", "A bit unsafe", "Very unsafe")
_START = {
    "safe": 42.0,
    "worried": 46.0,
    "dealt": 30.0,
    "ni17": 31.0,
    "belong": 58.0,
    "respect": 40.0,
    "day": 88.0,
}

_HEADER = ("Serial", "Interview Date", "Neighbourhood", "Age", "Gender", "Ethnicity")


def make(world: World) -> Made:
    """Ten CSV files of the quota survey and five workbooks of the household survey, with what was planted."""
    files: dict[str, str | bytes] = {}
    told: dict[str, Any] = {"waves": {}, "households": {}}
    for wave in range(len(WAVES)):
        name, text, planted = _quota_wave(world, wave)
        files[f"data/police_authority/{name}"] = text
        told["waves"][WAVES[wave][0]] = planted
    for place, year in enumerate(YEARS):
        name, book, planted = _household_wave(world, place)
        files[f"data/council/{name}"] = book
        told["households"][year] = planted
    return Made(files, told)


def _quota_wave(world: World, wave: int) -> tuple[str, str, Mapping[str, Any]]:
    """One wave of the quota sample as a CSV file: a title over its header, answers coded in figures."""
    rng, year = world.rng, wave // 2
    asked = {"ethnic": _BOOSTED} if wave >= _BOOSTED_FROM else {}
    sample = draw(world.city, _HALF_YEAR, asked, rng)
    change = world.planted["feel_safe_after_dark_change"]
    levels = {
        "safe": path(_START["safe"], _START["safe"] + change, len(YEARS))[year],
        "worried": path(_START["worried"], _START["worried"] - 4, len(YEARS))[year],
        "dealt": path(_START["dealt"], _START["dealt"] + 1, len(YEARS))[year],
    }
    signs = {"safe": 1.0, "worried": -1.0, "dealt": 0.5}
    columns: dict[str, list[str]] = {}
    planted: dict[str, Any] = {}
    for place, (name, level) in enumerate(levels.items()):
        answered = ~without_opinion(sample, 19 + place, 3 * wave + place)
        yes = says_yes(sample, level, answered, signs[name])
        columns[name] = _coded(yes, answered, rng, 2 if name == "worried" else 3)
        planted[name] = {"truth": level, "unweighted": unweighted(sample, yes, answered)}
    first, last = (date.fromisoformat(each) for each in WAVES[wave][1:])
    order = rng.permutation(sample.size)
    rows = [
        [
            f"FTD{wave + 1:02d}-{number:04d}",
            (first + timedelta(days=int(rng.integers((last - first).days + 1)))).strftime("%d/%m/%Y"),
            NEIGHBOURHOODS[world.city.neighbourhood[sample.lsoa[one]]],
            int(sample.age[one]),
            sample.sex[one][0],
            sample.ethnic[one],
            *(columns[name][one] for name in levels),
        ]
        for number, one in enumerate(order.tolist(), 1)
    ]
    repeated = [list(rows[7])]
    broken = [["", *rows[8][1:]], [f"FTD{wave + 1:02d}-9999", "31/02/2005", *rows[9][2:]]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f"Feeling the Difference, {WAVES[wave][0]} (invented)"])
    writer.writerow([])
    writer.writerow([*_HEADER, "Q7", "Q9", "Q12"])
    writer.writerows([*rows, *repeated, *broken])
    planted |= {"rows": len(rows) + 3, "accepted": len(rows), "repeated": 1, "refused": 2}
    return f"feeling-the-difference-{wave + 1:02d}.csv", out.getvalue(), planted


def _coded(yes: Any, answered: Any, rng: np.random.Generator, others: int) -> list[str]:
    """Answers as figures: 1 and 2 are yes, the next are no, 9 or a blank no opinion."""
    found = []
    for each, said in zip(yes.tolist(), answered.tolist(), strict=True):
        if not said:
            found.append("9" if rng.random() < 0.8 else "")
        else:
            found.append(str(rng.integers(1, 3)) if each else str(rng.integers(3, 3 + others)))
    return found


def _household_wave(world: World, place: int) -> tuple[str, bytes, Mapping[str, Any]]:
    """One year of the household survey as a workbook, its answers in words."""
    rng = world.rng
    sample = draw(world.city, _HOUSEHOLDS, _AT_HOME, rng)
    high_now = path(_START["ni17"], world.planted["ni17_high"], len(YEARS))[place]
    complete = ~without_opinion(sample, 17, place)
    high = says_yes(sample, high_now, complete, -1.0)
    scores = strands(high, rng)
    planted: dict[str, Any] = {
        "ni17": {"truth": high_now, "unweighted": unweighted(sample, high, complete)},
        "rows": sample.size,
        "scored": int(complete.sum()),
    }
    missing = rng.integers(len(STRANDS), size=sample.size)
    answers = [
        ["Don't know" if not done and at == gone else _PROBLEM[score] for at, score in enumerate(row)]
        for row, done, gone in zip(scores.tolist(), complete.tolist(), missing.tolist(), strict=True)
    ]
    others = {
        "belong": (_STRONGLY, path(_START["belong"], _START["belong"] + 2, len(YEARS))[place], 0.5),
        "respect": (_PROBLEM[::-1], path(_START["respect"], _START["respect"] - 5, len(YEARS))[place], -1.0),
        "day": (_BY_DAY, path(_START["day"], _START["day"] + 1, len(YEARS))[place], 0.5),
    }
    for offset, (name, (words, level, sign)) in enumerate(others.items()):
        answered = ~without_opinion(sample, 23 + offset, place + offset)
        yes = says_yes(sample, level, answered, sign)
        planted[name] = {"truth": level, "unweighted": unweighted(sample, yes, answered)}
        for row, good, said in zip(answers, yes.tolist(), answered.tolist(), strict=True):
            low, top = (0, 2) if good else (2, len(words))
            row.append(words[int(rng.integers(low, top))] if said else "Don't know")
    return (
        f"household-survey-{YEARS[place].replace('/', '-')}.xlsx",
        _book(world, sample, place, answers),
        planted,
    )


def _book(world: World, sample: Sample, place: int, answers: list[list[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2008, 4, 1), "title": "Household survey (invented)"})
    sheet = book.add_worksheet("Respondents")
    sheet.write_row(0, 0, [f"Household survey {YEARS[place]}, weighted by nobody yet (invented)"])
    sheet.write_row(2, 0, ["Respondent No", "Survey Year", "LSOA", "Age Band", "Sex", "Ethnic Group",
                           *(f"Problem: {text}" for _, text in STRANDS),
                           "Belong", "Respect", "Safe by day"])  # fmt: skip
    for number, one in enumerate(world.rng.permutation(sample.size).tolist(), 1):
        sheet.write_row(
            2 + number,
            0,
            [f"HH{place + 3:02d}{number:05d}", YEARS[place], world.city.codes[sample.lsoa[one]],
             sample.age_band[one].replace("-", " to "), sample.sex[one], sample.ethnic[one], *answers[one]],
        )  # fmt: skip
    book.close()
    return out.getvalue()


PART = AgencyPart(
    make=make,
    truths={
        "feel_safe_after_dark_change": Truth(
            8.0, -20.0, 25.0, "points by which the share who feel safe after dark changes, 2003/04 to 2007/08"
        ),
        "ni17_high": Truth(
            23.0, 8.0, 45.0, "percent who see a high level of anti-social behaviour in 2007/08"
        ),
    },
    sources=SOURCES,
    targets=TARGETS,
)
