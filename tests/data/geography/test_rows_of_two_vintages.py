"""Rows with LSOA codes of 2011 and 2021, in a build of either: exact codes count, others need a point."""

import numpy as np
import pytest
import shapely
from shapely.geometry import box
from small_places import CITY, SOUTH, WEST, declared, geojson, lookup, squares

from wulfrun.data.geography.reading import read_geography
from wulfrun.data.settle import Loose, settle

# In 2021 B was divided into its west and east half, and C and D were merged.
NEW = {
    "E01000001": squares(4, 1)[0],
    "E01000021": box(WEST + 1000, SOUTH, WEST + 1500, SOUTH + 1000),
    "E01000022": box(WEST + 1500, SOUTH, WEST + 2000, SOUTH + 1000),
    "E01000031": box(WEST + 2000, SOUTH, WEST + 4000, SOUTH + 1000),
}
OLD = dict(zip(["E01000001", "E01000002", "E01000003", "E01000004"], squares(4, 1), strict=True))
BECAME = [
    ("E01000001", "E01000001"),
    ("E01000002", "E01000021"),
    ("E01000002", "E01000022"),
    ("E01000003", "E01000031"),
    ("E01000004", "E01000031"),
    ("E01009999", "E01009999"),
]
NOWHERE = (np.nan, np.nan)
IN_A, WEST_OF_B, EAST_OF_B = (390_100, 295_500), (391_100, 295_500), (391_900, 295_500)
IN_C, IN_D = (392_500, 295_500), (393_500, 295_500)


@pytest.fixture
def build(tmp_path):
    """A function that gives the geography of a build of a vintage."""
    lookup(tmp_path / "vintages.csv", BECAME)

    def made(vintage):
        areas = NEW if vintage == 2021 else OLD
        geojson(tmp_path / "lsoa.geojson", list(areas.values()), CODE=list(areas), LAD=[CITY] * len(areas))
        return read_geography(
            declared(
                {
                    "lsoa_vintage": vintage,
                    "boundaries": [
                        {"file": "lsoa.geojson", "level": "lsoa", "code": "CODE", "vintage": vintage}
                    ],
                    "lookups": [
                        {"file": "vintages.csv", "code": "FROM", "to": "TO", "level": "lsoa-2011-to-2021"}
                    ],
                }
            ),
            tmp_path,
        )

    return made


def placed(geography, *rows, whole_force=False):
    """Where each (LSOA code, (x, y)) is counted, by a file in eastings and northings; and its receipt."""
    words = tuple(dict.fromkeys(code for code, _ in rows if code))
    zero = np.zeros(len(rows), np.int64)
    points = np.array([point for _, point in rows], float)
    loose = Loose(
        key=np.arange(1, len(rows) + 1, dtype=np.uint64),
        month=zero + 24_000,
        code=zero,
        code_words=("Burglary",),
        flags=zero,
        lsoa=np.array([words.index(code) if code else -1 for code, _ in rows], np.int64),
        lsoa_words=words,
        x=points[:, 0],
        y=points[:, 1],
        n=zero + 1,
        identity=np.arange(len(rows), dtype=np.uint64),
    )
    taken = settle(loose, geography, "bng", whole_force, "0" * 16, ())
    return taken.records["area"].to_pylist(), taken.tally


def test_a_code_that_did_not_change_is_trusted_whatever_the_point(build):
    assert placed(build(2021), ("E01000001", NOWHERE), ("E01000001", IN_D))[0] == ["E01000001"] * 2


def test_a_code_of_2011_that_was_divided_is_decided_by_the_point(build):
    areas, tally = placed(build(2021), ("E01000002", WEST_OF_B), ("E01000002", EAST_OF_B))
    assert areas == ["E01000021", "E01000022"]
    assert (tally.accepted, tally.unplaced, tally.mixed_vintage) == (2, 0, 2)


@pytest.mark.parametrize("point", [NOWHERE, IN_A, (0, 0), (391_500, np.inf)])
def test_without_a_point_in_its_halves_it_is_counted_for_the_partnership_alone(build, point):
    areas, tally = placed(build(2021), ("E01000002", point))
    assert areas == [CITY]
    assert (tally.accepted, tally.outside) == (1, 0)


def test_a_point_on_the_line_between_the_halves_is_counted_in_the_first(build):
    assert placed(build(2021), ("E01000002", (391_500, 295_500)))[0] == ["E01000021"]


def test_codes_of_2011_that_were_merged_need_no_point(build):
    areas, _ = placed(build(2021), ("E01000003", NOWHERE), ("E01000004", NOWHERE))
    assert areas == ["E01000031"] * 2


def test_a_build_of_2011_reads_codes_of_2021(build):
    rows = [("E01000021", NOWHERE), ("E01000022", NOWHERE), ("E01000031", IN_C), ("E01000031", IN_D)]
    areas, tally = placed(build(2011), *rows, ("E01000031", NOWHERE))
    assert areas == ["E01000002", "E01000002", "E01000003", "E01000004", CITY]
    assert tally.mixed_vintage == 5


def test_files_that_mix_both_vintages_are_sorted_out_row_by_row(build):
    rows = [("E01000021", NOWHERE), ("E01000002", EAST_OF_B), ("", IN_C), ("E01000004", IN_A)]
    assert placed(build(2021), *rows)[0] == ["E01000021", "E01000022", "E01000031", "E01000031"]


def test_a_code_of_elsewhere_is_outside_even_with_a_point_inside(build):
    areas, tally = placed(build(2021), ("E01009999", IN_A), ("E01000001", IN_A))
    assert areas == ["E01000001"]
    assert (tally.accepted, tally.outside) == (1, 1)


def test_without_code_and_point_a_row_is_placed_only_where_the_force_serves_this_area_alone(build):
    assert placed(build(2021), ("", NOWHERE), ("E01000001", IN_A))[0] == ["", "E01000001"]
    assert placed(build(2021), ("", NOWHERE), ("E01000001", IN_A), whole_force=True)[0] == [CITY, "E01000001"]


def test_every_part_of_a_divided_area_is_told(build):
    new, old = build(2021), build(2011)
    assert [new.smallest[place] for place in new.resolve_lsoa("E01000002")] == ["E01000021", "E01000022"]
    assert [old.smallest[place] for place in old.resolve_lsoa("E01000031")] == ["E01000003", "E01000004"]
    assert new.known_lsoas == (*sorted(NEW), "E01000002", "E01000003", "E01000004")
    assert shapely.area(new.shapes["lsoa"].polygons).sum() == 4_000_000
