"""People and households at risk: any file, any year, any vintage, in the areas in use."""

import gzip
import json

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_city import TO_2021, TO_DISTRICT, declared, feature_collection, lsoa_squares, square, write_city

from wulfrun.data.geography.exposure import exposures_and_notes, read_exposures
from wulfrun.data.geography.reading import read_geography
from wulfrun.definition.model import Boundaries, Exposure, Lookup
from wulfrun.words.errors import DataError

NINE = [f"X{n}" for n in range(1, 10)]
LONG = Exposure(file="people.csv", code="LSOA", value="People", year_column="Year")


@pytest.fixture
def city(tmp_path):
    return write_city(tmp_path)


def people(city, text, name="people.csv"):
    (city / name).write_text("LSOA,Year,People\n" + text.replace(" ", "\n") + "\n")


def read(city, *exposures, **more):
    definition = declared(exposures=exposures, **more)
    table, notes = exposures_and_notes(definition, city, read_geography(definition, city))
    assert table.equals(read_exposures(definition, city, read_geography(definition, city)))
    return {(row["area"], row["year"]): row["value"] for row in table.to_pylist()}, notes


def whole(year, each=100):
    return " ".join(f"{code},{year},{each}" for code in NINE)


def test_counts_of_areas_elsewhere_are_left_out(city):
    people(city, whole(2020) + " X99,2020,5 D1,2020,900")
    assert read(city, LONG) == ({(code, 2020): 100.0 for code in NINE}, ())


def test_every_form_of_file_gives_the_same_counts(city):
    rows = [(code, 100 + place, 200 + place) for place, code in enumerate(NINE)]
    header = ["LSOA", "mid-2019", "mid-2020"]
    expected = {
        (code, year): float(value)
        for code, *both in rows
        for year, value in zip((2019, 2020), both, strict=True)
    }
    text = "\ufeff" + "\n".join(",".join(map(str, row)) for row in [header, *rows])
    (city / "a.csv").write_text(text, "utf-8")
    (city / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    columns = list(zip(*rows, strict=True))
    pq.write_table(
        pa.table({name: list(column) for name, column in zip(header, columns, strict=True)}),
        city / "a.parquet",
    )
    book = openpyxl.Workbook()
    for row in [["Mid-year estimates"], [], header, *rows]:
        book.active.append(row)
    book.save(city / "a.xlsx")
    for name in ("a.csv", "a.csv.gz", "a.parquet", "a.xlsx"):
        wide = Exposure(file=name, code="LSOA", years="mid-{year}")
        assert read(city, wide) == (expected, ()), name


def test_residents_and_households_are_kept_apart(city):
    people(city, whole(2020))
    definition = declared(exposures=(LONG, LONG.model_copy(update={"of": "households"})))
    table = read_exposures(definition, city, read_geography(definition, city))
    assert table["of"].to_pylist() == ["households"] * 9 + ["residents"] * 9


def test_a_count_of_an_area_since_divided_is_shared_as_its_parts_stood_in_the_nearest_year(city):
    people(city, "OLD12,2015,300 " + whole(2021) + " " + whole(2011).replace("X1,2011,100", "X1,2011,50"))
    counts, notes = read(city, LONG)
    assert (counts["X1", 2015], counts["X2", 2015]) == (100.0, 200.0)
    said = "in 2015 it is told for OLD12, since divided; shared among the parts as they stood in 2011."
    assert f"Count of residents: {said}" in notes


def test_without_another_year_it_is_shared_equally_and_that_is_told(city):
    people(city, "OLD12,2015,300 " + " ".join(f"{code},2015,100" for code in NINE[2:]))
    counts, notes = read(city, LONG)
    assert (counts["X1", 2015], counts["X2", 2015], sum(counts.values())) == (150.0, 150.0, 1000.0)
    assert notes == (
        "Count of residents: in 2015 it is told for OLD12, since divided; shared equally among the parts.",
    )


def test_counts_of_areas_since_merged_are_added_but_only_when_all_are_told(city):
    people(city, "OLD9A,2015,30 OLD9B,2015,40 OLD9A,2016,30")
    counts, notes = read(city, LONG)
    assert counts == {("X9", 2015): 70.0}
    assert "in 2015 it is missing for 8 of 9 LSOAs (X1, X2, X3, X4, X5 ...)" in notes[0]


def test_a_count_of_the_area_itself_comes_before_one_brought_over(city):
    people(city, whole(2020) + " OLD12,2020,999 OLD9A,2020,7 OLD9B,2020,7")
    assert read(city, LONG) == ({(code, 2020): 100.0 for code in NINE}, ())


def test_a_build_in_lsoas_of_2011_adds_up_the_parts_of_2021(city):
    people(city, whole(2021))
    old = {code: shape for code, shape in lsoa_squares().items() if code in NINE[2:8]}
    old |= {"OLD12": square(0, 0, 2, 1), "OLD9A": square(2, 2, 2.5, 3), "OLD9B": square(2.5, 2, 3, 3)}
    (city / "old.geojson").write_text(json.dumps(feature_collection(old)))
    shapes = Boundaries(file="old.geojson", level="lsoa", code="code")
    counts, notes = read(city, LONG, boundaries=(shapes,), vintage=2011)
    assert counts["OLD12", 2021] == 200.0 and counts["OLD9A", 2021] == counts["OLD9B", 2021] == 50.0
    assert len(counts) == 9 and "X9, since divided; shared equally" in notes[0]


def test_a_count_told_only_for_the_local_authority_stands_for_that(city):
    people(city, "D1,2020,900 D2,2020,800")
    assert read(city, LONG) == (
        {("D1", 2020): 900.0},
        ("Count of residents: told only for the partnership as a whole.",),
    )
    assert read(city, LONG, codes=("D1", "D2"), lookups=(TO_2021, TO_DISTRICT))[0] == {
        ("D1", 2020): 900.0,
        ("D2", 2020): 800.0,
    }


def test_a_file_without_any_of_the_areas_is_told(city):
    people(city, "X99,2020,5")
    assert read(city, LONG) == ({}, ("Count of residents: told for no area of the partnership.",))


def test_blanks_and_marks_are_no_counts_and_make_the_year_incomplete(city):
    people(city, whole(2020).replace("X3,2020,100", "X3,2020,:").replace("X4,2020,100", 'X4,2020,"1,234"'))
    counts, notes = read(city, LONG)
    assert ("X3", 2020) not in counts and counts["X4", 2020] == 1234.0
    assert notes == (
        "Count of residents: in 2020 it is missing for 1 of 9 LSOAs (X3), "
        "so areas that hold one of them have no rate for it.",
    )  # fmt: skip


def refusal(city, *exposures):
    with pytest.raises(DataError) as told:
        read(city, *exposures)
    return str(told.value)


def test_two_counts_of_one_area_and_year_are_told_with_both_places(city):
    people(city, whole(2020))
    people(city, "X1,mid-2020,101", "other.csv")
    told = refusal(city, LONG, LONG.model_copy(update={"file": "other.csv"}))
    assert "other.csv, line 2: residents of X1 in 2020 are 101, and 100 in" in told
    assert "people.csv, line 2; expected one count for each area and year" in told
    people(city, whole(2020) + " X1,2020,100")
    assert len(read(city, LONG)[0]) == 9


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("X1,2020,many", "line 2, People: the count is 'many'; expected a number of zero or more"),
        ("X1,2020,-5", "line 2, People: the count is '-5'"),
        ("X1,2020,inf", "line 2, People: the count is 'inf'"),
        ("X1,now,5", "line 2: the year is 'now'; expected a year such as 2011"),
    ],
)
def test_a_row_that_makes_no_sense_is_told_with_its_line(city, row, said):
    people(city, row)
    assert said in refusal(city, LONG)


def test_a_declaration_that_does_not_fit_the_file_is_told(city):
    people(city, whole(2020))
    assert "no column 'Peeple'" in refusal(city, LONG.model_copy(update={"value": "Peeple"}))
    assert "it is not said which year" in refusal(
        city, Exposure(file="people.csv", code="LSOA", value="People")
    )
    wide = Exposure(file="people.csv", code="LSOA", years="pop_{year}")
    assert "no column is named like 'pop_{year}'; the columns are LSOA, Year, People" in refusal(city, wide)
    assert "none.csv: a table of residents is not there" in refusal(
        city, LONG.model_copy(update={"file": "none.csv"})
    )


@pytest.fixture(scope="module")
def real_totals(shared):
    data = shared / "data"
    old = next((data / "lookups").glob("LSOA_(2011)_to_LSOA_(2021)*"))
    own = Boundaries(file=str(data / "geography/lsoa-E08000031.geojson"), level="lsoa", code="LSOA21CD")
    lookup = Lookup(file=str(old), code="LSOA11CD", to="LSOA21CD", level="lsoa-2011-to-2021")
    base = declared((own,), (lookup,), codes=("E08000031",))
    geography = read_geography(base, data)

    def totals(*exposures):
        definition = declared((own,), (lookup,), exposures, ("E08000031",))
        table, notes = exposures_and_notes(definition, data / "population", geography)
        sums = table.group_by("year").aggregate([("value", "sum"), ("area", "count")]).to_pylist()
        assert {row["area_count"] for row in sums} == {161}
        return {row["year"]: row["value_sum"] for row in sums}, notes

    return totals


REBASED = Exposure(
    file="pop_density_2011_2022.parquet", code="LSOA 2021 Code", years="Mid-{year}: Population"
)
OLD_2020 = Exposure(
    file="population20_lsoa11.csv.gz", code="lsoa11_code", value="total_population", year=2020
)
CENSUS = Exposure(file="TS001_usual_residents_LSOA2021.csv", code="mnemonic", value="total", year=2021)


@pytest.mark.real
def test_wolverhampton_had_249852_residents_in_2011_and_267888_in_2022(real_totals):
    totals, notes = real_totals(REBASED)
    assert (totals[2011], totals[2020], totals[2022], len(totals), notes) == (249852, 263123, 267888, 12, ())


@pytest.mark.real
def test_the_estimate_of_2020_before_rebasing_is_brought_over_whole_with_its_shares_from_the_census(
    real_totals,
):
    totals, notes = real_totals(OLD_2020, CENSUS)
    assert totals[2020] == pytest.approx(264407, abs=1e-6)
    assert notes == (
        "Count of residents: in 2020 it is told for E01010435, E01010453, E01010521, since divided; "
        "shared among the parts as they stood in 2021.",
    )


@pytest.mark.real
def test_estimates_before_and_after_rebasing_are_not_mixed(real_totals):
    with pytest.raises(DataError, match=r"in 2020 are .* expected one count for each area and year"):
        real_totals(REBASED, OLD_2020)
