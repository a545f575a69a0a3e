"""The London Fire Brigade's real file: what is read is what the file holds, counted by another route."""

import csv
import gzip
import shutil
from collections import Counter
from pathlib import Path

import pytest

from wulfrun.data.sources.london_fires import LAYOUT
from wulfrun.definition.model import Source

pytestmark = pytest.mark.real

# Read off the publication's description in data/SOURCES.md.
ROWS, BOROUGHS = 90_146, 33


@pytest.fixture(scope="module")
def london(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    packed = shared / "data" / "fire" / "fires.csv.gz"
    if not packed.exists():
        pytest.skip(f"{packed} is not there")
    path = tmp_path_factory.mktemp("london") / "fires.csv"
    with gzip.open(packed) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return path


def taken(path: Path, *boroughs: str) -> Counter[tuple[int, str]]:
    source = Source(layout=LAYOUT.name, agency="fire", areas=boroughs)
    counts: Counter[tuple[int, str]] = Counter()
    for _, row in LAYOUT.opens(path, source):
        if (found := LAYOUT.accepts(row, source)) is not None:
            assert found.x and found.y
            counts[found.month, found.code] += found.n
    return counts


def by_hand(path: Path, borough: str = "") -> Counter[tuple[int, str]]:
    kinds = {"HMO": "house-in-multiple-occupation", "Other dwelling": "other-dwelling"}
    with path.open(encoding="utf-8", newline="") as file:
        return Counter(
            (int(row["date"][:4]) * 12 + int(row["date"][5:7]) - 1, kinds[row["hmo_yn"]])
            for row in csv.DictReader(file)
            if not borough or row["borough"] == borough
        )


def test_every_fire_of_the_file_is_counted_once_in_its_month(london: Path) -> None:
    counts = taken(london)
    assert counts == by_hand(london)
    assert sum(counts.values()) == ROWS
    assert sum(n for (_, code), n in counts.items() if code == "house-in-multiple-occupation") == 2_726


@pytest.mark.parametrize(("borough", "fires"), [("E09000028", 4_386), ("E09000022", 4_242)])
def test_a_borough_has_the_fires_the_file_gives_it(london: Path, borough: str, fires: int) -> None:
    counts = taken(london, borough)
    assert counts == by_hand(london, borough)
    assert sum(counts.values()) == fires


def test_a_calendar_year_has_the_fires_the_file_gives_it(london: Path) -> None:
    year: Counter[int] = Counter()
    for (month, _), n in taken(london).items():
        year[month // 12] += n
    assert (year[2009], year[2023]) == (6_976, 4_753)
