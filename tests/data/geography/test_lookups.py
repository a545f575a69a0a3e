"""Official lookups: which area lies in, or became, which."""

import gzip
from collections import Counter

import pytest
from small_city import write_city

from wulfrun.data.geography.lookups import Link, became, came_of, read_lookup
from wulfrun.words.errors import DataError


def test_a_lookup_is_read_with_its_byte_order_mark_and_packed_or_not(tmp_path):
    city = write_city(tmp_path)
    assert read_lookup(city / "to-ward.csv", "LSOA", "WD", "WDNM")[3] == Link("X4", "W2", "Ward Two")
    assert read_lookup(city / "vintages.csv.gz", "LSOA11", "LSOA21")[0] == Link("OLD12", "X1", "X1")


def test_only_rows_within_are_kept(tmp_path):
    links = read_lookup(write_city(tmp_path) / "to-district.csv", "LSOA", "LAD", within={"LAD": ("D2", "D9")})
    assert [link.code for link in links] == ["X7", "X8", "X9", "X99"]


def test_an_area_divided_became_several_and_areas_merged_came_of_several(tmp_path):
    links = read_lookup(write_city(tmp_path) / "vintages.csv.gz", "LSOA11", "LSOA21")
    assert became(links)["OLD12"] == ("X1", "X2") and became(links)["OLD9A"] == ("X9",)
    assert came_of(links)["X9"] == ("OLD9A", "OLD9B") and came_of(links)["X1"] == ("OLD12",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"LSOA,WRD\nX1,W1\n", "no column 'WD'"),
        (b"LSOA,WD\nX1,W1\nX2", "line 3: the file is cut off here"),
        (gzip.compress(b"LSOA,WD\nX1,W1\n" * 500, mtime=0)[:-20], "damaged or cut off"),
        (b"", "empty"),
    ],
)
def test_what_is_no_lookup_is_told_with_its_file_and_line(tmp_path, content, said):
    (tmp_path / "lookup.csv").write_bytes(content)
    with pytest.raises(DataError, match=r"lookup\.csv") as told:
        read_lookup(tmp_path / "lookup.csv", "LSOA", "WD")
    assert said in str(told.value)


def test_a_missing_lookup_is_told(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv: a lookup of areas is not there\. Put the file there"):
        read_lookup(tmp_path / "none.csv", "a", "b")


@pytest.mark.real
def test_of_the_158_lsoas_of_wolverhampton_155_are_unchanged_and_three_were_split_in_two(shared):
    path = next((shared / "data" / "lookups").glob("LSOA_(2011)_to_LSOA_(2021)*"))
    own = became(read_lookup(path, "LSOA11CD", "LSOA21CD", within={"LAD22CD": ("E08000031",)}))
    assert Counter(len(new) for new in own.values()) == {1: 155, 2: 3}
    assert {old for old, new in own.items() if len(new) == 2} == {"E01010435", "E01010453", "E01010521"}
    assert all(new == (old,) for old, new in own.items() if len(new) == 1)
