"""Tables of population as the Office for National Statistics and nomis publish them."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wulfrun.data.inputs import head_of
from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources.population_by_age import LAYOUT
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index


def _source(**said: object) -> Source:
    return Source.model_validate({"layout": LAYOUT.name, "agency": "ons", **said})


def _read(path: Path, source: Source | None = None) -> tuple[list[Found], int, list[str]]:
    found, outside, refused = [], 0, []
    for _, row in LAYOUT.opens(path, source or _source()):
        try:
            each = LAYOUT.accepts(row, source or _source())
        except RefusedRow as reason:
            refused.append(str(reason))
            continue
        if each is None:
            outside += 1
        else:
            found.append(each)
    return found, outside, refused


def _csv(folder: Path, text: str, name: str = "population-mid-2007.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def _by_code(found: list[Found]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for each in found:
        counts[each.code] += each.n
    return dict(counts)


def test_single_years_of_age_are_counted_in_groups_cut_at_16_and_18(tmp_path: Path) -> None:
    ages = [*map(str, range(90)), "90+"]
    path = _csv(
        tmp_path, f"lsoa11_code,total_population,{','.join(ages)}\nE01010410,910,{','.join(['10'] * 91)}\n"
    )
    found, _, refused = _read(path)
    by_code = _by_code(found)
    assert refused == []
    assert sum(by_code.values()) == 910
    assert [by_code[f"P {ages}"] for ages in ("10-14", "15-15", "16-17", "18-19", "20-24", "90+")] == [
        50, 10, 20, 20, 50, 10,
    ]  # fmt: skip


def test_women_and_men_may_be_columns_below_title_rows(tmp_path: Path) -> None:
    path = _csv(
        tmp_path,
        "Mid-2007 estimates,,,,,,\n,,,,,,\nLSOA Code,LSOA Name,All Ages,F0-4,F5+,M0-4,M5+\n"
        'E01010410,Here 001A,"1,000",40,470,41,449\nSource: somebody,,,,,,\n',
    )
    found, outside, refused = _read(path)
    assert _by_code(found) == {"F 0-4": 40, "F 5+": 470, "M 0-4": 41, "M 5+": 449}
    assert (outside, refused) == (1, [])
    assert {each.month for each in found} == {month_index("2008-03")}


def test_the_long_form_of_nomis_is_read_and_its_percentages_are_not(tmp_path: Path) -> None:
    path = _csv(
        tmp_path,
        "DATE,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,OBS_VALUE\n"
        "2011,Here 001A,E01010410,Female,Aged 16 to 64,Value,520\n"
        "2011,Here 001A,E01010410,Female,Aged 16 to 64,Percent,61.2\n"
        "2011,Here 001A,E01010410,Total,All Ages,Value,1700\n",
    )
    found, outside, _ = _read(path)
    assert LAYOUT.recognises(path, head_of(path))
    assert (_by_code(found), outside) == ({"F 16-64": 520, "P all": 1700}, 1)


def test_a_year_a_column_is_read_from_parquet(tmp_path: Path) -> None:
    path = tmp_path / "density.parquet"
    columns = {
        "LSOA 2021 Code": ["E01010410", "E01999999"], "LSOA 2021 Name": ["Here 001A", "There 001A"],
        "Area Sq Km": [0.5, 0.5], "Mid-2011: Population": [1500, 900],
        "Mid-2011: People per Sq Km": [3000.0, 1800.0], "Mid-2012: Population": [1510, 901],
    }  # fmt: skip
    pq.write_table(pa.table(columns), path)
    found, outside, _ = _read(path, _source(areas=["Here"]))
    assert [(each.n, each.month) for each in found] == [
        (1500, month_index("2012-03")),
        (1510, month_index("2013-03")),
    ]
    assert outside == 1


def test_a_file_that_says_no_year_is_turned_away_until_one_is_declared(tmp_path: Path) -> None:
    path = _csv(tmp_path, "total,mnemonic\n1500,E01010410\n", "TS001_LSOA2021.csv")
    with pytest.raises(NotThisLayout, match="which year"):
        _read(path)
    found, _, _ = _read(path, _source(expected=["2021-04", "2022-03"]))
    assert [(each.code, each.n, each.month) for each in found] == [("P all", 1500, month_index("2022-03"))]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("E01010410,Females,fifteen,7", "age is 'fifteen'"),
        ("E01010410,Robots,15,7", "sex is 'Robots'"),
        ("E01010410,Females,15,many", "count is 'many'"),
        ("E01010410,Females,15,-4", "count is '-4'"),
        ("E01010410,Females,15,[c]", "count is missing"),
    ],
)
def test_a_bad_count_is_refused_and_loses_no_other(tmp_path: Path, row: str, why: str) -> None:
    found, _, refused = _read(_csv(tmp_path, f"area,sex,age,count\nE01010411,Males,16,9\n{row}\n"))
    assert [each.n for each in found] == [9]
    assert len(refused) == 1
    assert why in refused[0]


def test_the_same_residents_told_twice_with_two_counts_are_refused_the_second_time(tmp_path: Path) -> None:
    text = "area,sex,age,count\nE01010410,Males,16,9\nE01010410,Males,16,9\nE01010410,Males,16,8\n"
    found, _, refused = _read(_csv(tmp_path, text))
    assert [each.n for each in found] == [9, 9]
    assert found[0].key == found[1].key
    assert "'9' was said before" in refused[0]
