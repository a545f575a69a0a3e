"""What is said of months is tried on districts other than those of the examples, whose holes are known."""

import csv
import io
import tarfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from wulfrun.data.coverage import Month, cover
from wulfrun.data.tables import CUBE
from wulfrun.words.periods import month_index, month_name

pytestmark = pytest.mark.real

SPAN = month_index("2023-05"), month_index("2026-03")

Cells = dict[str, Counter[tuple[int, str, str]]]


def cells_of(path: Path) -> Cells:
    found: Cells = defaultdict(Counter)
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".csv") and (file := archive.extractfile(member)):
                for row in csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline="")):
                    month = int(row["year"]) * 12 + int(row["month"]) - 1
                    found[row["borough"]][month, row["category"], row["lsoa_code"]] += int(row["crime_count"])
    return found


@pytest.fixture(scope="session")
def districts(shared: Path) -> Cells:
    folder = shared / "data/police/lsoa-month-counts"
    return {**cells_of(folder / "birmingham.tar.xz"), **cells_of(folder / "liverpool.tar.xz")}


def covered(cells: Counter[tuple[int, str, str]], kept: dict[str, float] | None = None) -> dict[str, Month]:
    """How each month stands; of the months in `kept` only that share of crimes, by chance, is there."""
    chance = np.random.default_rng(2008)
    rows = [
        {"record": "street", "code": code, "flags": 0, "month": month, "area": area, "file": "", "n": n}
        for (month, code, area), count in sorted(cells.items())
        if (n := int(chance.binomial(count, (kept or {}).get(month_name(month), 1.0))))
    ]
    found = cover("street", pa.Table.from_pylist(rows, schema=CUBE), [], 1, SPAN)
    return {month_name(each.month): each for each in found}


@pytest.mark.parametrize(
    ("district", "bad"),
    [
        ("Coventry", ["2023-06", "2023-07", "2025-03"]),
        ("Dudley", ["2023-05", "2023-06", "2024-09"]),
        ("Sandwell", ["2023-05", "2023-06", "2024-09"]),
        ("Solihull", ["2023-06", "2023-07", "2023-08", "2024-09", "2025-03"]),
        ("Liverpool", ["2023-05", "2024-10", "2025-06", "2025-07", "2025-11"]),
    ],
)
def test_months_absent_or_fetched_in_part_are_found_and_no_other(
    districts: Cells, district: str, bad: list[str]
) -> None:
    found = covered(districts[district])
    assert [month for month, each in found.items() if each.status != "complete"] == bad


@pytest.mark.parametrize("kept", [0.7, 0.4, 0.15])
def test_a_real_month_in_which_crime_fell_everywhere_stays_whole(districts: Cells, kept: float) -> None:
    fallen = covered(districts["Coventry"], {"2024-06": kept})
    assert fallen["2024-06"].status == "complete"
    assert fallen["2024-06"].rows < (kept + 0.1) * fallen["2024-05"].rows
