"""The example's files about persons read with openpyxl and csv alone, and what was planted and published."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from wulfrun.data.release import Release

EPISODES = "data/drug_action_team/treatment-episodes.xlsx"
COHORT, EVENTS = "data/probation/prolific-offenders.xlsx", "data/police/offender-events.csv"
WHOLE = "E08990001"
YEARS = ("2003/04", "2004/05", "2005/06", "2006/07", "2007/08")
PLANNED = {"treatment completed", "treatment completed drug free", "treatment completed occasional user",
           "referred on"}  # fmt: skip
Row = dict[str, Any]


def sheet(path: Path, header: int) -> Iterator[Row]:
    rows = openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    kept = list(rows)[header:]
    names = [str(name) for name in kept[0]]
    for row in kept[1:]:
        yield dict(zip(names, row, strict=False))


def plain_day(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def plain_journeys(folder: Path) -> dict[str, list[Row]]:
    """Every drug client's journeys, by days written out and compared one by one."""
    stays: dict[str, list[Row]] = defaultdict(list)
    for row in sheet(folder / EPISODES, 3):
        start, end = plain_day(row["First Modality Start"]), plain_day(row["Discharge Date"])
        good = row["Main Drug"] not in ("Herion", "Alcohol") and not (end and start and end < start)
        if start and good and not str(row["Client Ref"]).startswith("NDT-9000"):
            reason = str(row["Discharge Reason"] or "").lower()
            stays[row["Client Ref"]].append({"start": start, "end": end, "reason": reason})
    found: dict[str, list[Row]] = {}
    for client, own in stays.items():
        own.sort(key=lambda one: one["start"])
        joined: list[Row] = []
        for stay in own:
            last = joined[-1] if joined else None
            if last and (last["end"] is None or stay["start"] <= last["end"] + timedelta(days=21)):
                if last["end"] is not None and (stay["end"] is None or stay["end"] >= last["end"]):
                    last["end"], last["reason"] = stay["end"], stay["reason"]
            else:
                joined.append(dict(stay))
        found[client] = joined
    return found


def spans() -> Iterator[tuple[str, date, date]]:
    for name in YEARS:
        yield name, date(int(name[:4]), 4, 1), date(int(name[:4]) + 1, 3, 31)


def months_on(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    for last in (day.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def events(folder: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    with (folder / EVENTS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            days = {
                name: datetime.strptime(row[name], "%d/%m/%Y").date() if row[name] else None
                for name in ("Offence Date", "Disposal Date")
            }
            if not row["Offender Ref"].startswith("PX/9000"):
                found[row["Offender Ref"]].append({**row, **days})
    return found


def planted(folder: Path, part: str) -> Row:
    found: Row = json.loads((folder / "example-truths.json").read_text("utf-8"))["agencies"][part]
    return found


def yearly(release: Release, measure: str) -> dict[str, Row]:
    rows = release.table("figures").to_pylist()
    return {
        row["period"]: row
        for row in rows
        if row["measure"] == measure and row["area_code"] == WHOLE and row["period_kind"] == "year"
        and row["area_level"] == "partnership" and row["value"] is not None
    }  # fmt: skip


def page(folder: Path, name: str) -> str:
    text = (folder / "out" / "site" / name).read_text("utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def target_words(folder: Path, title: str) -> str:
    """What the row of a target says on the page of targets."""
    text = (folder / "out" / "site" / "targets.html").read_text("utf-8")
    (row,) = (each for each in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if title in each)
    found = re.search(r"not achieved|achieved", row, re.IGNORECASE)
    return found[0].lower() if found else ""


def published(folder: Path) -> list[Path]:
    release = (folder / "store" / "current").resolve()
    own = [path for path in release.rglob("*") if path.is_file() and "restricted" not in path.parts]
    return own + [path for path in (folder / "out").rglob("*") if path.is_file()]
