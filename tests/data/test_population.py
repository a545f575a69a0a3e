"""Who is counted in a denominator, and why two estimates are never one series."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.population import meaning, series_of, with_people
from wulfrun.data.sources._ages import EVERY, OPEN, Ages, code_of, group_of
from wulfrun.data.tables import EVENTS, EXPOSURE
from wulfrun.definition.model import Definition

A, B, OLD, P1, P2 = "E01000001", "E01000002", "E01000009", "E01000011", "E01000012"
Told = tuple[str, str, str, int, int, str]


def _geography() -> Geography:
    smallest = (A, B, P1, P2)
    rows = [(code, "E08000031", "partnership") for code in smallest]
    return Geography(
        (Area("E08000031", "Here", "partnership"),), smallest, member_rows(rows), "E08000031",
        converted={OLD: (2, 3)},
    )  # fmt: skip


def _definition(*per: str) -> Definition:
    measures = {
        f"m{at}": {"title": name, "of": "offence", "per": name, "source": "x"} for at, name in enumerate(per)
    }
    place = {"name": "Here", "area_codes": ["E08000031"], "area_name": "Here"}
    return Definition.model_validate({"partnership": place, "measure": measures})


def _events(rows: list[Told]) -> pa.Table:
    """Rows of (source, table, area, year, count, code)."""
    made = [
        {
            "key": 1, "month": (year + 1) * 12 + 2, "code": code, "flags": 0, "area": area, "n": n,
            "file": table, "who": 0, "other": 0,
            "more": json.dumps({"lsoa": area, "source": source, "table": table, "year": str(year)}),
        }
        for source, table, area, year, n, code in rows
    ]  # fmt: skip
    return pa.Table.from_pylist(made, schema=EVENTS)


def _exposures(
    rows: list[Told], *per: str, declared: pa.Table | None = None
) -> tuple[dict[object, float], str]:
    table, notes = with_people(
        _definition(*per), _geography(), {"population": _events(rows)},
        EXPOSURE.empty_table() if declared is None else declared, (),
    )  # fmt: skip
    found = {(row["of"], row["area"], row["year"]): row["value"] for row in table.to_pylist()}
    return found, " ".join(notes)


AGES = (
    "0-4",
    "5-9",
    "10-14",
    "15-15",
    "16-17",
    "18-19",
    *(f"{low}-{low + 4}" for low in range(20, 90, 5)),
    "90+",
)


def _aged(source: str, area: str, year: int, n: int) -> list[Told]:
    return [(source, "t", area, year, n, f"{sex} {ages}") for sex in "FM" for ages in AGES]


def test_residents_come_from_population_where_no_exposure_is_declared() -> None:
    found, _ = _exposures([("ONS", "t", A, 2007, 1500, "P all"), ("ONS", "t", B, 2007, 900, "P all")])
    assert found == {("residents", A, 2007): 1500, ("residents", B, 2007): 900}


def test_a_declared_exposure_is_left_as_it_is() -> None:
    declared = pa.Table.from_pylist([{"of": "residents", "area": A, "year": 2007, "value": 7.0}], EXPOSURE)
    found, _ = _exposures([("ONS", "t", A, 2007, 1500, "P all")], declared=declared)
    assert found == {("residents", A, 2007): 7.0}


@pytest.mark.parametrize(
    ("per", "groups"),
    [
        ("residents", 42), ("residents aged 16 and over", 34), ("women aged 16 to 74", 13),
        ("children", 10), ("residents aged 10 to 17", 6), ("men", 21), ("residents under 18", 10),
    ],
)  # fmt: skip
def test_a_part_of_the_population_is_the_sum_of_the_groups_that_make_it_up(per: str, groups: int) -> None:
    found, _ = _exposures(_aged("ONS", A, 2007, 10), per)
    assert found[per, A, 2007] == 10 * groups


def test_a_part_whose_ages_the_table_does_not_cut_has_no_count_and_a_note() -> None:
    found, notes = _exposures(
        [("ONS", "t", A, 2007, 9, "P 0-14"), ("ONS", "t", A, 2007, 50, "P 15+")], "children"
    )
    assert ("children", A, 2007) not in found
    assert "Count of children: no table tells groups of ages that begin and end so." in notes
    assert found["residents", A, 2007] == 59


def test_totals_beside_their_parts_are_not_counted_twice() -> None:
    rows: list[Told] = [("ONS", "t", A, 2007, n, code) for n, code in (
        (100, "P all"), (49, "F all"), (51, "M all"), (20, "F 0-14"), (29, "F 15+"),
    )]  # fmt: skip
    found, _ = _exposures(rows, "women")
    assert (found["residents", A, 2007], found["women", A, 2007]) == (100, 49)


def test_trap_3_population_before_and_after_rebasing_never_makes_one_series() -> None:
    """Mid-2020 as published before the Census of 2021, and after: 264,407 and 263,123 in Wolverhampton."""
    rebased: list[Told] = [
        ("rebased", "t", A, year, n, "P all") for year, n in ((2019, 263_519), (2020, 263_123))
    ]
    old: list[Told] = [
        ("not rebased", "u", A, year, n, "P all") for year, n in ((2020, 264_407), (2021, 265_000))
    ]
    found, notes = _exposures(rebased + old)
    used = {year: n for (_, _, year), n in found.items()}
    assert used in ({2019: 263_519, 2020: 263_123}, {2020: 264_407, 2021: 265_000})
    assert "Population of mid-2020:" in notes
    assert "264,407 in 'not rebased'" in notes
    assert "263,123 in 'rebased'" in notes


def test_two_files_of_one_source_that_disagree_are_two_series() -> None:
    rows: list[Told] = [("ONS", "old", A, 2020, 1000, "P all"), ("ONS", "new", A, 2020, 950, "P all"),
                        ("ONS", "new", A, 2021, 960, "P all")]  # fmt: skip
    found, notes = _exposures(rows)
    assert {year: n for (_, _, year), n in found.items()} == {2020: 950, 2021: 960}
    assert "1,000 in 'ONS (old)', 950 in 'ONS (new)'" in notes


def test_yearly_files_of_one_source_are_one_series() -> None:
    rows: list[Told] = [("ONS", f"mid-{year}", A, year, 1000 + year, "P all") for year in range(2003, 2008)]
    found, notes = _exposures(rows)
    assert (len(found), notes) == (5, "")


def test_a_year_that_another_source_alone_tells_is_named_and_not_joined_on() -> None:
    found, notes = _exposures([("one", "t", A, 2019, 10, "P all"), ("one", "t", A, 2020, 11, "P all"),
                               ("other", "u", A, 2021, 12, "P all")])  # fmt: skip
    assert ("residents", A, 2021) not in found
    assert "Population of mid-2021: told by 'other' only" in notes


def test_an_lsoa_that_was_divided_shares_its_residents_among_its_parts() -> None:
    found, notes = _exposures([("ONS", "t", OLD, 2007, 100, "P all")])
    assert (found["residents", P1, 2007], found["residents", P2, 2007]) == (50, 50)
    assert "since divided; shared equally" in notes


def test_the_same_population_by_two_tables_is_no_disagreement() -> None:
    total: list[Told] = [("ONS", "totals", A, 2007, 420, "P all")]
    (series,) = series_of(
        _events(total + [("ONS", "ages", *rest) for _, _, *rest in _aged("", A, 2007, 10)]), _geography()
    )
    assert series.name == "ONS"


@pytest.mark.parametrize("name", ["premises", "vehicles", "residents of age", "households"])
def test_a_denominator_that_is_no_part_of_the_population_means_nobody(name: str) -> None:
    assert meaning(name) is None


@given(st.integers(0, 89), st.sampled_from("FMP"))
def test_every_single_year_lies_in_the_group_it_is_counted_in(age: int, sex: str) -> None:
    group = group_of(Ages(age, age))
    assert group.low <= age <= group.high
    assert code_of(sex, group).startswith(f"{sex} {group.low}")


@given(st.lists(st.integers(0, 500), min_size=len(AGES) * 2, max_size=len(AGES) * 2))
def test_women_and_men_of_all_ages_add_up_to_residents(counts: list[int]) -> None:
    cells = [f"{sex} {ages}" for sex in "FM" for ages in AGES]
    rows: list[Told] = [("ONS", "t", A, 2007, n, code) for code, n in zip(cells, counts, strict=True)]
    found, _ = _exposures(rows, "women", "men", "children", f"residents aged {18} and over")
    assert found["residents", A, 2007] == sum(counts)
    assert found["women", A, 2007] + found["men", A, 2007] == sum(counts)
    assert found["children", A, 2007] + found["residents aged 18 and over", A, 2007] == sum(counts)
    assert EVERY.high == OPEN
