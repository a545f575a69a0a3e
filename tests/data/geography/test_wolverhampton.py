"""The real Wolverhampton: its LSOAs of both vintages, its wards, its residents."""

from collections import Counter

import numpy as np
import pyarrow.compute as pc
import pytest
import shapely
from small_places import CITY, declared

from wulfrun.data.geography.boundaries import in_crs, read_boundaries, to_national_grid
from wulfrun.data.geography.exposure import exposures_and_notes, read_exposures
from wulfrun.data.geography.reading import read_geography
from wulfrun.words.errors import DataError

pytestmark = pytest.mark.real

SPLIT = {
    "E01010435": ("E01034310", "E01034311"),
    "E01010453": ("E01034314", "E01034315"),
    "E01010521": ("E01034312", "E01034313"),
}
OF_2021 = {
    "file": "geography/lsoa-E08000031.geojson",
    "level": "lsoa",
    "code": "LSOA21CD",
    "name": "LSOA21NM",
    "vintage": 2021,
}
OF_2011 = {
    "file": "boundaries/lsoa_2011_by_lad/E08000031.json",
    "level": "lsoa",
    "code": "LSOA11CD",
    "name": "LSOA11NM",
    "vintage": 2011,
}
VINTAGES = {
    "file": "lookups/LSOA_(2011)_to_LSOA_(2021)_to_Local_Authority_District_(2022)"
    "_Exact_Fit_Lookup_for_EW_(V3).csv.gz",
    "code": "LSOA11CD",
    "to": "LSOA21CD",
    "level": "lsoa-2011-to-2021",
    "within": {"LAD22CD": [CITY]},
}
WARDS = {
    "file": "lookups/LSOA_(2021)_to_Electoral_Ward_(2024)_to_LAD_(2024)_Best_Fit_Lookup_in_EW.csv.gz",
    "code": "LSOA21CD",
    "to": "WD24CD",
    "to_name": "WD24NM",
    "level": "ward",
    "within": {"LAD24CD": [CITY]},
}
WARD_SHAPES = {
    "file": "geography/ward-E08000031.geojson",
    "level": "ward",
    "code": "WD25CD",
    "name": "WD25NM",
}
CENSUS = {
    "file": "population/TS001_usual_residents_LSOA2021.csv",
    "code": "mnemonic",
    "value": "total",
    "year": 2021,
}
# Of both, most residents live in another ward than the larger part of the land lies in: the lookup follows
# the residents. Half of E01010462 lies in Bushbury North; 68% of E01034312 lies in St Peters.
DIFFERENT = {"E01010462": ("Fallings Park", "Bushbury North"), "E01034312": ("Heath Town", "St Peters")}

REBASED = {
    "file": "population/pop_density_2011_2022.parquet",
    "code": "LSOA 2021 Code",
    "years": "Mid-{year}: Population",
}
MID_2020 = {
    "file": "population/population20_lsoa11.csv.gz",
    "code": "lsoa11_code",
    "value": "total_population",
    "year": 2020,
}


@pytest.fixture(scope="module")
def read(shared):
    """A function that reads a geography from the real files."""

    def made(vintage=2021, **more):
        return read_geography(definition(vintage, **more), shared / "data")

    return made


def definition(vintage=2021, boundaries=(), lookups=(), exposures=()):
    return declared(
        {
            "lsoa_vintage": vintage,
            "boundaries": [OF_2021, OF_2011, *boundaries],
            "lookups": [VINTAGES, *lookups],
            "exposures": list(exposures),
        }
    )


def wards_of(geography):
    rows = geography.member.filter(pc.field("level") == "ward").to_pylist()
    names = {area.code: area.name for area in geography.areas if area.level == "ward"}
    return {row["smallest"]: names[row["area"]] for row in rows}


def residents(shared, vintage=2021, **more):
    which = definition(vintage, **more)
    table, notes = exposures_and_notes(
        which, shared / "data", geography := read_geography(which, shared / "data")
    )
    totals = table.group_by("year").aggregate([("value", "sum"), ("area", "count")]).to_pylist()
    assert {row["area_count"] for row in totals} == {len(geography.smallest)}
    return {row["year"]: row["value_sum"] for row in totals}, notes


def test_either_vintage_knows_the_codes_of_the_other(read):
    new, old = read(2021), read(2011)
    assert (len(new.smallest), len(old.smallest)) == (161, 158)
    assert len(set(new.smallest) & set(old.smallest)) == 155
    assert {code: tuple(new.smallest[each] for each in new.resolve_lsoa(code)) for code in SPLIT} == SPLIT
    assert {part: old.smallest[old.resolve_lsoa(part)] for parts in SPLIT.values() for part in parts} == {
        part: code for code, parts in SPLIT.items() for part in parts
    }
    assert new.known_lsoas[:161] == new.smallest and new.known_lsoas[161:] == tuple(sorted(SPLIT))


def test_a_point_well_inside_each_lsoa_is_placed_there_in_either_system(read):
    for geography in (read(2021), read(2011)):
        shapes = geography.shapes["lsoa"]
        for place, crs in ((geography.place_bng, "EPSG:27700"), (geography.place_lonlat, "EPSG:4326")):
            spots = shapely.get_coordinates(shapely.point_on_surface(in_crs(shapes, crs).polygons))
            assert [geography.smallest[each] for each in place(*spots.T)] == list(shapes.codes)


def test_the_parts_of_a_split_lsoa_fill_it(shared, read):
    new, old = (to_national_grid(read(vintage).shapes["lsoa"]) for vintage in (2021, 2011))
    for code, parts in SPLIT.items():
        whole = old.polygons[old.codes.index(code)]
        pieces = shapely.union_all([new.polygons[new.codes.index(part)] for part in parts])
        assert whole.intersection(pieces).area / whole.union(pieces).area > 0.9


def test_wards_by_lookup_and_by_place_agree_for_159_of_161_lsoas(read):
    """The lookup has the best fit by residents to the wards of 2024, the polygons are the wards of 2025."""
    by_lookup, by_place = read(lookups=[WARDS]), read(boundaries=[WARD_SHAPES])
    told, found = wards_of(by_lookup), wards_of(by_place)
    assert set(told) == set(found) == set(by_lookup.smallest)
    assert set(told.values()) == set(found.values()) and len(set(found.values())) == 20
    different = {code: (told[code], found[code]) for code in told if told[code] != found[code]}
    assert different == DIFFERENT
    assert all(any(code in note for note in by_place.notes) for code in different)


def test_wards_of_another_year_than_the_lookup_are_still_drawn(read):
    """The codes of Wolverhampton's wards are the same in 2024 and 2025."""
    both = read(lookups=[WARDS], boundaries=[WARD_SHAPES])
    assert len(both.shapes["ward"].codes) == 20
    assert wards_of(both) == wards_of(read(lookups=[WARDS]))


def test_residents_add_up_to_the_published_totals(shared):
    totals, notes = residents(shared, exposures=[REBASED])
    assert (totals[2011], totals[2022]) == (249_852, 267_888)
    assert sorted(totals) == list(range(2011, 2023)) and notes == ()


def test_residents_of_split_lsoas_are_shared_and_none_is_lost(shared):
    totals, notes = residents(shared, exposures=[CENSUS, MID_2020])
    assert totals[2020] == pytest.approx(264_407)
    assert len(notes) == 1 and "since divided; shared among the parts as they stood in 2021" in notes[0]


def test_without_another_year_they_are_shared_equally(shared):
    alone, notes = residents(shared, exposures=[MID_2020])
    assert alone[2020] == pytest.approx(264_407) and "equally" in notes[0]


def test_residents_of_2021_lsoas_are_added_up_for_a_build_of_2011(shared):
    totals, notes = residents(shared, 2011, exposures=[REBASED])
    assert (totals[2011], totals[2022], notes) == (249_852, 267_888, ())


def test_the_census_counts_everybody_once(shared):
    totals, notes = residents(shared, exposures=[CENSUS])
    assert Counter(totals) == {2021: 263_730} and notes == ()


def test_estimates_before_and_after_rebasing_contradict_each_other_and_are_not_mixed(shared):
    which = definition(exposures=[REBASED, MID_2020])
    geography = read_geography(which, shared / "data")
    with pytest.raises(DataError, match=r"in 2020 are .* expected one count for each area and year"):
        read_exposures(which, shared / "data", geography)


def test_a_shape_of_both_2011_files_is_the_same_area(shared):
    """The TopoJSON is generalised further; where one ends and the other begins they differ by metres."""
    data = shared / "data"
    fine = to_national_grid(read_boundaries(data / "geography/lsoa11-E08000031.geojson", "LSOA11CD"))
    coarse = to_national_grid(read_boundaries(data / "geography/lsoa-2011-E08000031.topojson", "LSOA11CD"))
    assert fine.codes == coarse.codes
    common = shapely.area(shapely.intersection(fine.polygons, coarse.polygons))
    share = common / np.maximum(shapely.area(fine.polygons), shapely.area(coarse.polygons))
    assert share.min() > 0.75 and np.median(share) > 0.9
