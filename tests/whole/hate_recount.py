"""Hate counted from the planted files by another route: csv, openpyxl, dictionaries and loops alone."""

import csv
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

STRANDS = {
    "hate-incidents-race": {"Race", "Racial", ""}, "hate-incidents-faith": {"Religion"},
    "hate-incidents-orientation": {"Homophobic"}, "hate-incidents-disability": {"Disability"},
    "hate-incidents-transgender": {"Transphobic"},
}  # fmt: skip
Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    """Every row below the header, by csv or openpyxl alone, days as 31/03/2008."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    else:
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        rows = [
            ["" if each is None else f"{each:%d/%m/%Y}" if isinstance(each, datetime) else str(each)
             for each in row]
            for row in sheet.iter_rows(values_only=True)
        ]  # fmt: skip
    start = next(at for at, row in enumerate(rows) if "Police Ref" in row)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def day(text: str) -> int:
    return date(int(text[6:]), int(text[3:5]), int(text[:2])).toordinal()


def year_of(number: int) -> str:
    on = date.fromordinal(number)
    start = on.year - (on.month < 4)
    return f"{start}/{(start + 1) % 100:02d}"


def strands_of(text: str) -> frozenset[str]:
    said = set(text.replace(" and ", "; ").split("; "))
    return frozenset(name for name, ways in STRANDS.items() if said & ways)


def good(folder: Path) -> list[dict[str, Any]]:
    """Every right row once, in plain form: whose, which day, where, which strands, which references."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path in sorted((folder / "data" / "police").glob("hate-incidents-*.csv")):
        for row in rows_of(path):
            if not row["Police Ref"].startswith("HI-99"):
                found["police", row["Police Ref"]] = {
                    "day": day(row["Incident Date"]), "strands": strands_of(row["Hate Strands"]),
                    "police": row["Police Ref"], "third": row["Passed On From"],
                }  # fmt: skip
                found["police", row["Police Ref"]] |= _who_and_where(row)
    for row in rows_of(folder / "data" / "council" / "racial-incidents.xlsx"):
        if not row["Racial Incident Number"].startswith("RI-99"):
            found["council", row["Racial Incident Number"]] = {
                "day": day(row["Date of Incident"]), "strands": strands_of(row["Motivation"]),
                "police": row["Police Ref"], "third": "",
            } | _who_and_where(row)  # fmt: skip
    for path in sorted((folder / "data" / "hate_crime_forum").iterdir()):
        for row in rows_of(path):
            if not row["Report Number"].startswith("TPR-99"):
                found["third party", row["Report Number"]] = {
                    "day": day(row["Date of Incident"]), "strands": strands_of(row["Perceived Motivation"]),
                    "police": row["Police Ref"], "third": row["Report Number"],
                } | _who_and_where(row)  # fmt: skip
    return [{"agency": agency, **row} for (agency, _), row in found.items()]


def _who_and_where(row: Row) -> dict[str, str]:
    return {"victim": row["Victim Ref"], "lsoa": row["LSOA Code"]}


def second_route(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Incidents by dictionaries and loops alone: by reference, by victim within 3 days, by place within 1."""
    groups = [[row] for row in rows if row["agency"] == "police"]
    by_number = {group[0]["police"]: group for group in groups}
    by_passed = {group[0]["third"]: group for group in groups if group[0]["third"]}
    by_victim = defaultdict(list)
    for group in groups:
        by_victim[group[0]["victim"]].append(group)
    left = []
    for row in (row for row in rows if row["agency"] != "police"):
        own: Any = by_number.get(row["police"]) or by_passed.get(row["third"] or "none")
        if own:
            own.append(row)
        else:
            left.append(row)
    for row in left:
        near = [group for group in by_victim[row["victim"]] if row["victim"] and victim_fits(row, group)]
        if near:
            near[0].append(row)
        else:
            groups.append([row])
            by_victim[row["victim"]].append(groups[-1])
    return joined_by_place(groups)


def victim_fits(row: dict[str, Any], group: list[dict[str, Any]]) -> bool:
    return all(row["agency"] != each["agency"] for each in group) and any(
        row["victim"] == each["victim"] and abs(row["day"] - each["day"]) <= 3 for each in group
    )


def joined_by_place(groups: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """Pairs of groups at one place within a day, where neither fits another."""
    at_place = defaultdict(list)
    for number, group in enumerate(groups):
        for row in group:
            at_place[row["lsoa"]].append((number, row))
    fits: dict[int, set[int]] = defaultdict(set)
    for places in at_place.values():
        for one, row in places:
            for other, each in places:
                apart = {a["agency"] for a in groups[one]}.isdisjoint(b["agency"] for b in groups[other])
                near = abs(row["day"] - each["day"]) <= 1 and row["strands"] & each["strands"]
                if one != other and apart and near and not two_victims(groups[one], groups[other]):
                    fits[one].add(other)
    gone = set()
    for one, others in sorted(fits.items()):
        (other, *more) = others
        if not more and fits[other] == {one} and one < other:
            groups[one] += groups[other]
            gone.add(other)
    return [group for number, group in enumerate(groups) if number not in gone]


def two_victims(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    ours, theirs = ({row["victim"] for row in group} - {""} for group in (one, other))
    return bool(ours and theirs and not ours & theirs)
