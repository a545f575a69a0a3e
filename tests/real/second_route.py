"""The same files read with csv, json and tarfile alone: no code of ours."""

import csv
import gzip
import io
import json
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TYPES = {
    "street-burglary": "Burglary",
    "street-vehicle-crime": "Vehicle crime",
    "street-robbery": "Robbery",
    "street-violence": "Violence and sexual offences",
    "street-criminal-damage-arson": "Criminal damage and arson",
    "street-bicycle-theft": "Bicycle theft",
    "street-theft-from-person": "Theft from the person",
    "street-shoplifting": "Shoplifting",
    "street-other-theft": "Other theft",
    "street-drugs": "Drugs",
    "street-public-order": "Public order",
    "street-weapons": "Possession of weapons",
    "street-anti-social-behaviour": "Anti-social behaviour",
}
ASB = "Anti-social behaviour"


def rows(path: Path) -> Iterator[dict[str, str]]:
    with (
        gzip.open(path, "rt", encoding="utf-8-sig", newline="")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8-sig", newline="")
    ) as file:
        yield from csv.DictReader(file)


def archived(path: Path, borough: str) -> list[tuple[str, str, str, int]]:
    """Month, type, LSOA and count of one borough's cells in an archive of counts."""
    found = []
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".csv") and (file := archive.extractfile(member)):
                for row in csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline="")):
                    if row["borough"] == borough:
                        when = f"{int(row['year']):04d}-{int(row['month']):02d}"
                        found.append((when, row["category"], row["lsoa_code"], int(row["crime_count"])))
    return found


def lookup(path: Path, code: str, to: str) -> dict[str, str]:
    return {row[code]: row[to] for row in rows(path)}


def codes(path: Path, name: str) -> set[str]:
    """The values of one property in a GeoJSON file."""
    return {str(each["properties"][name]) for each in json.loads(path.read_text("utf-8"))["features"]}


def offences(files: list[Path], inside: set[str]) -> dict[tuple[str, str, str], int]:
    """Rows of street files by month, type and LSOA, '' for none; a Crime ID seen before is left out.

    Only rows with an LSOA inside, or with none, are looked at.
    """
    seen: set[str] = set()
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for path in sorted(files, key=lambda each: each.name):
        for row in rows(path):
            if row["LSOA code"] in inside or not row["LSOA code"]:
                if row["Crime ID"] and row["Crime ID"] in seen:
                    continue
                seen.add(row["Crime ID"])
                found[row["Month"], row["Crime type"], row["LSOA code"]] += 1
    return found
