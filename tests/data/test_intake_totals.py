"""Every row is accounted for once: by a plain recount of invented files, and of the real ones."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from street_world import (
    ELSEWHERE,
    HERE,
    OLD,
    WHOLE,
    Read,
    crime_id,
    definition,
    geography,
    plainly,
    put,
    read,
    row,
    text,
)

from wulfrun.data.geography.areas import Geography
from wulfrun.words.periods import month_index

some_rows = st.builds(
    lambda key, month, lsoa, kind: row(Crime_ID=key, Month=month, LSOA_code=lsoa, Crime_type=kind),
    st.one_of(st.just(""), st.integers(1, 9).map(crime_id)),
    st.sampled_from(["2019-01", "2019-02", "2019-01", "soon"]),
    st.sampled_from([*HERE, OLD, ELSEWHERE, "?"]),
    st.sampled_from(["Burglary", "Robbery", "Burglary", "Mischief"]),
)
NAMES = ("2019-01-a-street.csv", "2019-01-b-street.csv", "2019-02-a-street.csv")


def recounted(files: list[Path]) -> Counter[tuple[str, int, str]]:
    """The cells by the csv module and a set of identities, in the plainest way."""
    place = {**{code: code for code in HERE}, OLD: HERE[2]}
    good = [
        (month_index(each["Month"]), number, line, each)
        for number, path in enumerate(files)
        for line, each in enumerate(plainly(path))
        if each["Month"] != "soon" and each["LSOA code"] in place and each["Crime type"] != "Mischief"
    ]
    cells: Counter[tuple[str, int, str]] = Counter()
    seen: set[str] = set()
    for month, _, _, each in sorted(good, key=lambda one: one[:3]):
        if not each["Crime ID"] or each["Crime ID"] not in seen:
            seen.add(each["Crime ID"])
            cells[each["Crime type"], month, place[each["LSOA code"]]] += 1
    return cells


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(some_rows, max_size=8), min_size=3, max_size=3, unique_by=text))
def test_every_row_of_every_file_is_accounted_for_once(folders: list[list[dict[str, str]]]) -> None:
    with TemporaryDirectory() as scratch:
        paths = [put(Path(scratch), name, text(rows)) for name, rows in zip(NAMES, folders, strict=True)]
        found = read(Path(scratch))
        for path in paths:
            receipt = found.of(path.name)
            assert receipt.tally.adds_up() and receipt.tally.rows_read == len(plainly(path))
            refused = plainly(Path(scratch) / receipt.rejects) if receipt.rejects else []
            assert len(refused) == receipt.tally.refused
        assert found.cells == recounted(paths)
        assert sum(receipt.tally.accepted for receipt in found.receipts) == sum(found.cells.values())


LOOKUP = "LSOA_(2011)_to_LSOA_(2021)_to_Local_Authority_District_(2022)_Exact_Fit_Lookup_for_EW_(V3).csv.gz"


def taken_from(
    folder: Path,
    files: Iterable[Path],
    lsoas: Iterable[str],
    converted: dict[str, tuple[str, ...]] | None = None,
) -> Read:
    """The intake of real files for a partnership of these LSOAs, those of another vintage converted."""
    codes = tuple(sorted(set(lsoas)))
    index = {code: number for number, code in enumerate(codes)}
    older = {code: tuple(index[each] for each in became) for code, became in (converted or {}).items()}
    places = Geography((), codes, geography().member, WHOLE, older)
    return read(folder, definition([str(path) for path in files]), places)


def rows_of(paths: Iterable[Path]) -> list[dict[str, str]]:
    found = []
    for path in paths:
        with gzip.open(path, "rt", newline="") if path.suffix == ".gz" else path.open(newline="") as file:
            found.extend(csv.DictReader(file))
    return found


def as_plain_reading(folder: Path, files: list[Path], plain: list[dict[str, str]]) -> Read:
    """The intake of whole files, held against the csv module's reading of them."""
    ids = Counter(each["Crime ID"] for each in plain)
    blank = ids.pop("", 0)
    found = taken_from(folder, files, {each["LSOA code"] for each in plain} - {""})
    tallies = [each.tally for each in found.receipts]
    assert sum(each.rows_read for each in tallies) == len(plain)
    assert sum(each.without_key for each in tallies) == blank
    assert sum(each.accepted for each in tallies) == blank + len(ids) == sum(found.cells.values())
    assert sum(each.duplicate for each in tallies) == len(plain) - blank - len(ids)
    assert not any(each.refused or each.outside for each in tallies)
    return found


@pytest.mark.real
def test_the_city_of_london_has_22480_rows_of_19224_identities(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "data" / "police" / "2018-2021").glob("*-city-of-london-street.csv"))
    plain = rows_of(files)
    placeless = [each for each in plain if not each["LSOA code"]]
    assert (len(files), len(plain), len(placeless)) == (36, 22_480, 1_737)
    assert sum(not each["Crime ID"] for each in plain) == 2_983
    assert len({each["Crime ID"] for each in plain} - {""}) == 19_224
    found = as_plain_reading(tmp_path, files, plain)
    first = {each["Crime ID"] or number: each for number, each in reversed(list(enumerate(plain)))}
    unplaced = sum(1 for each in first.values() if not each["LSOA code"])
    assert sum(each.tally.unplaced for each in found.receipts) == unplaced


@pytest.mark.real
def test_a_month_of_surrey_keeps_its_identical_rows(shared: Path, tmp_path: Path) -> None:
    files = [shared / "data" / "police" / "surrey" / "2021-03-surrey-street.csv.gz"]
    plain = rows_of(files)
    found = as_plain_reading(tmp_path, files, plain)
    keyless = [tuple(each.values()) for each in plain if not each["Crime ID"]]
    assert found.one.tally.identical == len(keyless) - len(set(keyless)) > 0


@pytest.mark.real
def test_cambridgeshire_mixes_vintages_that_are_sorted_row_by_row(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "police" / "2023-03" / "2023-03-cambridgeshire-street.csv.gz"
    plain = rows_of([path])
    links = rows_of([shared / "data" / "lookups" / LOOKUP])
    newer: dict[str, tuple[str, ...]] = {}
    older: dict[str, tuple[str, ...]] = {}
    for line in links:
        before, after = line[next(name for name in line if "LSOA11CD" in name)], line["LSOA21CD"]
        newer[before] = (*newer.get(before, ()), after)
        older[after] = (*older.get(after, ()), before)
    ceased, began = set(newer) - set(older), set(older) - set(newer)
    codes = [each["LSOA code"] for each in plain]
    assert (sum(code in ceased for code in codes), sum(code in began for code in codes)) == (1_032, 77)
    for name, lsoas, converted, other in (("2021", older, newer, 1_032), ("2011", newer, older, 77)):
        (tmp_path / name).mkdir()
        tally = taken_from(tmp_path / name, [path], lsoas, converted).one.tally
        assert (tally.mixed_vintage, tally.outside, tally.refused) == (other, 0, 0)
        assert tally.accepted + tally.duplicate == len(plain) == 7_153
