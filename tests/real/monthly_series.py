"""Real monthly series, read plainly: fires, reports from the street, homicides, police counts."""

import csv
import gzip
import io
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.words.periods import month_index

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


# What the first part of a series' name stands for.
KINDS = {
    "fire": "dwelling fires in London by borough and type",
    "fms": "reports from the street by district",
    "fmsc": "reports from the street by category",
    "hom": "homicides in London",
    "pol": "police counts by district and type",
}


class Series(NamedTuple):
    """A name, the first month (year * 12 + month - 1), and the counts by month, NaN where not known."""

    name: str
    first: int
    counts: npt.NDArray[np.float64]


def long_series(data: Path, least: float = 5.0) -> list[Series]:
    """Every series of 90 months or more with a mean of at least `least` a month, in order of their names."""
    counted = {
        **_whole(_fires(data), month_index("2009-01"), month_index("2024-08")),
        **_whole(_street_reports(data), month_index("2012-01"), month_index("2020-12")),
        **_whole(_homicides(data), month_index("2003-01"), month_index("2023-06")),
    }
    return [each for _, each in sorted(counted.items()) if each.counts.mean() >= least]


def police_series(data: Path, least: float = 5.0) -> list[Series]:
    """35 months of each crime type in each district; those in which not all was fetched are NaN.

    A month with under 70% of the district's median total is such a one (data/SOURCES.md).
    """
    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for district, crime, month, number in _police(data):
        counts[district, crime][month] += number
        counts[district, ""][month] += number
    first, last = month_index("2023-05"), month_index("2026-03")
    found = []
    for (district, crime), own in sorted(counts.items()):
        total = _spread(counts[district, ""], first, last)
        y = np.where(total < 0.7 * np.median(total), np.nan, _spread(own, first, last))
        if crime and np.nanmean(y) >= least:
            found.append(Series(f"pol/{district}/{crime}", first, y))
    return found


def _whole(counts: dict[str, Counter[int]], first: int, last: int) -> dict[str, Series]:
    return {name: Series(name, first, _spread(own, first, last)) for name, own in counts.items()}


def _spread(own: Counter[int], first: int, last: int) -> npt.NDArray[np.float64]:
    return np.array([own.get(month, 0) for month in range(first, last + 1)], float)


def _fires(data: Path) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = defaultdict(Counter)
    with gzip.open(data / "fire" / "fires.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            month = month_index(row["date"][:7])
            for name in (row["borough"], f"type/{row['property_type']}", "all"):
                found[f"fire/{name}"][month] += 1
    return found


def _street_reports(data: Path) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = defaultdict(Counter)
    path = data / "environment" / "fixmystreet" / "LAD-all-SHEF_B-monthly.tar.xz"
    for name, rows in _tables(path):
        named = re.fullmatch(r"(\d{4})-(\d{1,2})\.csv", name)
        # Before 2012 the site was new and hardly used.
        if named is None or int(named[1]) < 2012:
            continue
        month = int(named[1]) * 12 + int(named[2]) - 1
        for row in rows:
            number = int(row["reports"])
            found[f"fmsc/{row['SHEF_B_CODE']}"][month] += number
            if row["lad"]:
                found[f"fms/{row['lad']}"][month] += number
    return found


def _homicides(data: Path) -> dict[str, Counter[int]]:
    found: Counter[int] = Counter()
    with (data / "recorded-crime" / "Homicides_2003_2023.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, _, year = row["Recorded Date"].partition("-")
            found[(2000 + int(year)) * 12 + _MONTHS.index(name)] += int(row["Count of Victims"])
    return {"hom/all": found}


def _police(data: Path) -> Iterator[tuple[str, str, int, int]]:
    for place in ("birmingham", "liverpool", "london"):
        for _, rows in _tables(data / "police" / "lsoa-month-counts" / f"{place}.tar.xz"):
            for row in rows:
                month = int(row["year"]) * 12 + int(row["month"]) - 1
                yield row["borough"], row["category"], month, int(row["crime_count"])


def _tables(path: Path) -> Iterator[tuple[str, Iterator[dict[str, str]]]]:
    with tarfile.open(path) as packed:
        for member in packed:
            if member.name.endswith(".csv") and (file := packed.extractfile(member)) is not None:
                yield Path(member.name).name, csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""))
