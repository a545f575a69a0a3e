"""Published tables of treatment and need: rows of the wanted place, as published, intervals with them."""

from pathlib import Path
from typing import Any

import pytest

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow, Row
from wulfrun.data.sources import alcohol_dependence, fingertips, layouts, treatment_published
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

VIEWIT = "ReportingPeriod,Area,sex,age_group,drug_group,intreatment_allintx,newpresentation_newtx,other\n"
ALCOHOL = (
    "PHE_Centre,Local_Authority,Area_Code_GSS,Alcohol_dependent,Alcohol_lower_CI,Alcohol_upper_CI,Year\n"
)
TIPS = (
    "Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Category,Time period,Value,Lower CI 95.0 limit,"
    "Upper CI 95.0 limit,Count,Denominator\n"
)


def source(*areas: str) -> Source:
    return Source(layout="x", agency="health", areas=areas)


def read(module: Any, path: Path, text: str, *areas: str) -> list[Found | None]:
    path.write_text(text, "utf-8")
    own = source(*areas)
    return [module.accepts(row, own) for _, row in module.opens(path, own)]


def test_each_published_count_is_a_row_of_its_own_and_parts_by_sex_and_age_are_left_out(
    tmp_path: Path,
) -> None:
    text = VIEWIT + (
        "2009/10,Here,Total,Total,Opiate,600,200,NULL\n"
        "2009/10,Here,F,Total,Opiate,300,100,NULL\n"
        "2021/22,Here,TOTAL,TOTAL,Total,1105,595,NULL\n"
        "2009/10,There,Total,Total,Total,700,300,NULL\n"
    )
    found = read(treatment_published, tmp_path / "v.csv", text, "here")
    assert len(found) == 8
    assert [(each.month, each.code, each.n) for each in found if each] == [
        (month_index("2010-03"), "in treatment: opiate", 600),
        (month_index("2010-03"), "new to treatment: opiate", 200),
        (month_index("2022-03"), "in treatment: all", 1105),
        (month_index("2022-03"), "new to treatment: all", 595),
    ]


def test_a_count_that_is_not_published_is_refused_and_never_nought(tmp_path: Path) -> None:
    text = VIEWIT + "2009/10,Here,Total,Total,Opiate,NULL,200,NULL\n"
    with pytest.raises(RefusedRow, match="in treatment is 'NULL': not published"):
        read(treatment_published, tmp_path / "v.csv", text)


def test_a_drug_group_that_is_new_is_refused_and_not_added_to_another(tmp_path: Path) -> None:
    with pytest.raises(RefusedRow, match="drug_group is 'Ketamine'"):
        read(treatment_published, tmp_path / "v.csv", VIEWIT + "2009/10,Here,Total,Total,Ketamine,5,5,5\n")


def test_an_export_without_the_declared_area_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotThisLayout, match="no row is of 'Elsewhere'"):
        read(
            treatment_published,
            tmp_path / "v.csv",
            VIEWIT + "2009/10,Here,F,Total,Total,5,5,5\n",
            "Elsewhere",
        )


def test_an_estimate_keeps_its_published_interval_or_says_that_it_has_none(tmp_path: Path) -> None:
    text = ALCOHOL + "WM,Here,E08000099,3375,2596,4526,2017/18\nNA,Here,E08000099,3591,NA,NA,2014\n"
    first, second = read(alcohol_dependence, tmp_path / "a.csv", text, "Here")
    assert first is not None
    assert second is not None
    assert (first.n, first.month, first.more) == (
        3375, month_index("2018-03"), {"period": "2017/18", "lower": "2596", "upper": "4526"},
    )  # fmt: skip
    assert (second.month, second.more) == (month_index("2015-03"), {"period": "2014"})


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("WM,Here,E08000099,3375,4000,4526,2017/18", "outside its own interval"),
        ("WM,Here,E08000099,many,NA,NA,2017/18", "expected a whole number"),
        ("WM,Here,E08000099,3375,NA,NA,lately", "Year is 'lately'"),
    ],
)
def test_an_estimate_that_cannot_be_is_refused(line: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedRow, match=words):
        read(alcohol_dependence, tmp_path / "a.csv", ALCOHOL + line + "\n")


def _tip(**changed: str) -> Row:
    names = TIPS.strip().split(",")
    usual = ["93532", "Not in treatment (%)", "E1", "Here", "Persons", "18+ yrs", "", "2018/19", "79.9",
             "74.6", "84.6", "4018.33", "5029.33"]  # fmt: skip
    return dict(zip(names, usual, strict=True)) | changed


def test_an_indicator_keeps_its_value_and_interval() -> None:
    found = fingertips.accepts(_tip(), source("here"))
    assert found is not None
    assert (found.code, found.area, found.month) == ("93532 Persons 18+ yrs", "here", month_index("2019-03"))
    assert (found.more["value"], found.more["lower"], found.more["upper"]) == ("79.9", "74.6", "84.6")


def test_other_places_and_parts_of_an_indicator_lie_outside() -> None:
    assert fingertips.accepts(_tip(), source("there")) is None
    assert fingertips.accepts(_tip(Category="Most deprived decile"), source()) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"Value": ""}, "Value is missing"),
        ({"Value": "nan"}, "Value is 'nan'"),
        ({"Time period": "2018"}, "Time period"),
        ({"Indicator ID": "x"}, "Indicator ID is 'x'"),
    ],
)
def test_an_indicator_that_cannot_be_read_is_refused(changed: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedRow, match=words):
        fingertips.accepts(_tip(**changed), source())


@pytest.mark.parametrize(
    ("text", "layout"),
    [(VIEWIT, "treatment-published"), (ALCOHOL, "alcohol-dependence"), (TIPS, "fingertips")],
)
def test_each_table_is_known_by_its_columns(text: str, layout: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    head = first_characters(path)
    assert layouts()[layout].recognises(path, head)
    others = {"treatment-published", "alcohol-dependence", "fingertips", "treatment-episodes"} - {layout}
    assert not any(layouts()[name].recognises(path, head) for name in others)
