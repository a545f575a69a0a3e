"""Recorded crime by force."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from wulfrun.data.layout import Found, NotThisLayout
from wulfrun.data.sources.recorded_crime_csp import LAYOUT as BY_PARTNERSHIP
from wulfrun.data.sources.recorded_crime_force import LAYOUT
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source
from wulfrun.words.errors import DataError
from wulfrun.words.periods import financial_year, month_index

HEADER = "FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,Offence Code,n"


def source(*areas: str) -> Source:
    return Source(layout="recorded-crime-force", agency="police", areas=areas)


def read(path: Path, asked: Source) -> list[Found]:
    return [found for _, row in LAYOUT.opens(path, asked) if (found := LAYOUT.accepts(row, asked))]


def parquet(path: Path, rows: list[tuple[object, ...]]) -> Path:
    pq.write_table(
        pa.table(dict(zip(HEADER.split(","), map(list, zip(*rows, strict=True)), strict=True))), path
    )
    return path


def test_a_parquet_table_and_the_same_text_say_the_same(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("2012/13", 1.0, "West Midlands", "Burglary", "Theft", "Burglary", "28A", 143.0),
        ("2012/13", 4.0, "West Midlands", "Burglary", "Theft", "Burglary", "28A", -3.0),
        ("2012/13", 1.0, "Kent", "Burglary", "Theft", "Burglary", "28A", 5.0),
    ]
    text = tmp_path / "prc.csv"
    text.write_text("\n".join([HEADER, *(",".join(map(str, row)) for row in rows)]) + "\n")
    held = parquet(tmp_path / "prc.parquet", rows)
    found = read(held, source("West Midlands"))
    assert found == read(text, source("West Midlands"))
    assert [(each.month, each.code, each.area, each.n) for each in found] == [
        (month_index("2012-06"), "28A", "West Midlands", 143),
        (month_index("2013-03"), "28A", "West Midlands", -3),
    ]


def test_it_is_told_from_the_tables_by_partnership(tmp_path: Path) -> None:
    path = tmp_path / "prc.csv"
    path.write_text(HEADER + "\n")
    assert LAYOUT.recognises(path, first_characters(path))
    assert not BY_PARTNERSHIP.recognises(path, first_characters(path))
    path.write_text(HEADER + ",CSP Name\n")
    assert not LAYOUT.recognises(path, first_characters(path))


def test_a_force_that_never_occurs_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", [("2012/13", 1.0, "West Midlands", "B", "T", "B", "28A", 1.0)])
    with pytest.raises(NotThisLayout, match="Did you mean 'West Midlands'"):
        read(path, source("West Midland"))


def test_a_damaged_parquet_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 cut off")
    with pytest.raises(DataError, match="cannot be read"):
        read(path, source())


@pytest.mark.real
def test_the_west_midlands_has_fourteen_years_the_last_of_three_quarters(shared: Path) -> None:
    path = shared / "data/recorded-crime/prc_pfa_long.parquet"
    assert LAYOUT.recognises(path, first_characters(path))
    found = read(path, source("West Midlands"))
    years: Counter[str] = Counter()
    for each in found:
        years[financial_year(each.month).name] += each.n
    assert len(years) == 14
    assert (years["2012/13"], years["2024/25"], years["2025/26"]) == (170_713, 308_491, 227_918)
    assert len({each.month for each in found if financial_year(each.month).name == "2025/26"}) == 3
    assert len({each.key for each in found}) == len(found)


@pytest.mark.real
def test_426_counts_are_corrections_below_nothing_and_are_kept(shared: Path, tmp_path: Path) -> None:
    table = pq.read_table(shared / "data/recorded-crime/prc_pfa_long.parquet")
    path = tmp_path / "negative.parquet"
    pq.write_table(table.filter(pc.less(table["n"], 0)), path)
    found = read(path, source())
    assert len(found) == 426
    assert all(each.n < 0 for each in found)
