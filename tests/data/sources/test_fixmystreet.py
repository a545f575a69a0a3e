"""mySociety's monthly counts of FixMyStreet reports, by LSOA and by district."""

from pathlib import Path

import pytest

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources import fixmystreet_district
from wulfrun.data.sources._street_report_words import CATEGORIES, category_of
from wulfrun.data.sources.fixmystreet import LAYOUT
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="fixmystreet", agency="mysociety")
HEAD = "lsoa,SHEF_B_CODE,reports,unique_users,average_per_user\n"


def month_file(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    return folder / name


def test_the_name_of_a_file_says_its_month_though_it_is_not_zero_padded(tmp_path: Path) -> None:
    path = month_file(tmp_path, "2012-3.csv", HEAD + "E01010410,B26,3,2,1.5\n")
    ((_, row),) = LAYOUT.opens(path, SOURCE)
    when = month_index("2012-03")
    assert LAYOUT.accepts(row, SOURCE) == Found(
        when, "Rubbish", f"E01010410 Rubbish {when}", lsoa="E01010410", n=3
    )


def test_the_empty_file_of_january_2007_with_its_older_header_is_read(tmp_path: Path) -> None:
    path = month_file(tmp_path, "2007-1.csv", "period,LSOA,SHEF_B_CODE,report_count,user_count,average\n")
    assert LAYOUT.recognises(path, path.read_text())
    assert list(LAYOUT.opens(path, SOURCE)) == []


def test_that_header_with_rows_is_read_as_the_others_are(tmp_path: Path) -> None:
    text = "period,LSOA,SHEF_B_CODE,report_count,user_count,average\n2007-1,E01010410,B1,2,2,1\n"
    ((_, row),) = LAYOUT.opens(month_file(tmp_path, "2007-1.csv", text), SOURCE)
    found = LAYOUT.accepts(row, SOURCE)
    assert found and (found.code, found.n, found.month) == ("Abandoned Vehicles", 2, month_index("2007-01"))


@pytest.mark.parametrize("name", ["reports.csv", "2012-13.csv", "0012-3.csv"])
def test_a_file_whose_name_gives_no_month_is_not_guessed(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotThisLayout, match="gives no month"):
        list(LAYOUT.opens(month_file(tmp_path, name, HEAD + "E01010410,B26,3,2,1.5\n"), SOURCE))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("E01010410,B30,1,1,1", "SHEF_B_CODE is 'B30'"),
        ("E01010410,B26,1.5,1,1", "reports is '1.5'"),
        ("E01010410,B26,-1,1,1", "reports is -1"),
        ("Bilston,B26,1,1,1", "LSOA code is 'Bilston'"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(tmp_path: Path, line: str, reason: str) -> None:
    ((_, row),) = LAYOUT.opens(month_file(tmp_path, "2012-3.csv", HEAD + line + "\n"), SOURCE)
    with pytest.raises(RefusedRow, match=reason):
        LAYOUT.accepts(row, SOURCE)


def test_a_data_zone_of_scotland_lies_outside(tmp_path: Path) -> None:
    ((_, row),) = LAYOUT.opens(month_file(tmp_path, "2012-3.csv", HEAD + "S01006506,B26,1,1,1\n"), SOURCE)
    assert LAYOUT.accepts(row, SOURCE) is None


def test_districts_are_kept_by_code_and_one_must_be_named(tmp_path: Path) -> None:
    layout = fixmystreet_district.LAYOUT
    text = HEAD.replace("lsoa", "lad") + "E08000031,B26,4,3,1\nE08000025,B26,9,3,1\n"
    path = month_file(tmp_path, "2012-3.csv", text)
    source = Source(layout="fixmystreet-district", agency="mysociety", areas=("E08000031",))
    found = [layout.accepts(row, source) for _, row in layout.opens(path, source)]
    assert [each and (each.area, each.n) for each in found] == [("E08000031", 4), None]
    with pytest.raises(NotThisLayout, match="name yours under `areas`"):
        layout.opens(path, Source(layout="fixmystreet-district", agency="mysociety"))


def test_a_file_by_lsoa_is_not_taken_for_one_by_district(tmp_path: Path) -> None:
    path = tmp_path / "2012-3.csv"
    for head, by_lsoa in ((HEAD, True), (HEAD.replace("lsoa", "lad"), False)):
        assert LAYOUT.recognises(path, head) is by_lsoa
        assert fixmystreet_district.LAYOUT.recognises(path, head) is not by_lsoa


@pytest.mark.parametrize(
    ("said", "category"),
    [
        # mySociety's own list SHEF_B has these.
        ("Fly Tipping on a public right of way", "Rubbish"),
        ("Graffiti (Offensive)", "Incivilities"),
        ("Abandoned and Untaxed Vehicles", "Abandoned Vehicles"),
        ("Discarded Syringes", "Rubbish"),
        ("Needles", "Environmental Health"),
        ("Dog Fouling", "Dog Fouling"),
        ("Information Request", "Other"),
    ],
)
def test_a_councils_own_category_is_counted_as_mysociety_counts_it(said: str, category: str) -> None:
    assert category_of(said) == category


def test_there_are_29_categories_and_each_is_its_own() -> None:
    assert len(CATEGORIES) == 29
    assert all(category_of(code) == category_of(name) == name for code, name in CATEGORIES.items())
