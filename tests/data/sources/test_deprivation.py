"""Indices of deprivation as the ministry and others publish them."""

from pathlib import Path

import pytest

from wulfrun.data.inputs import head_of
from wulfrun.data.layout import NotThisLayout, RefusedRow
from wulfrun.data.sources.deprivation import LAYOUT, edition_of
from wulfrun.definition.model import Source

SOURCE = Source(layout=LAYOUT.name, agency="mhclg")


def _csv(folder: Path, text: str, name: str = "imd2019_england_lsoa11.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_rank_tenth_and_score_are_kept_with_the_edition(tmp_path: Path) -> None:
    path = _csv(tmp_path, "lsoa11_code,IMD_score,IMD_rank,IMD_decile\nE01010410,45.2,1204.0,1.0\n")
    assert LAYOUT.recognises(path, head_of(path))
    ((_, row),) = LAYOUT.opens(path, SOURCE)
    found = LAYOUT.accepts(row, SOURCE)
    assert found is not None
    assert (found.code, found.lsoa) == ("imd-2019", "E01010410")
    told = {name: found.more[name] for name in ("rank", "decile", "score")}
    assert told == {"rank": "1204", "decile": "1", "score": "45.2"}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("E01010410,0,1", "rank is '0'"),
        ("E01010410,99999,1", "rank is '99999'"),
        ("E01010410,12.5,1", "rank is '12.5'"),
        ("E01010410,12,11", "decile is '11'"),
        ("E08000031,12,1", "lsoa is 'E08000031'"),
        ("E01010410,,1", "rank is missing"),
    ],
)
def test_a_rank_that_cannot_be_is_refused(tmp_path: Path, row: str, why: str) -> None:
    ((_, read),) = LAYOUT.opens(_csv(tmp_path, f"lsoa11_code,IMD_rank,IMD_decile\n{row}\n"), SOURCE)
    with pytest.raises(RefusedRow, match=why):
        LAYOUT.accepts(read, SOURCE)


def test_an_index_of_no_year_is_turned_away(tmp_path: Path) -> None:
    path = _csv(tmp_path, "lsoa11_code,IMD_rank,IMD_decile\nE01010410,12,1\n", "index.csv")
    with pytest.raises(NotThisLayout, match="which year"):
        list(LAYOUT.opens(path, SOURCE))


def test_the_year_of_the_index_is_not_that_of_the_boundaries() -> None:
    assert edition_of("IMD2019", "LSOA_2011_index.xlsx") == "2019"
    assert edition_of("", "2010_and_2015.csv") == ""


@pytest.mark.real
def test_the_published_workbook_of_2019_is_read_whole(shared: Path) -> None:
    path = shared / "data/deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx"
    assert LAYOUT.recognises(path, head_of(path))
    found = [LAYOUT.accepts(row, SOURCE) for _, row in LAYOUT.opens(path, SOURCE)]
    ranks = [int(each.more["rank"]) for each in found if each is not None]
    # 32,844 LSOAs of 2011; a few share a rank.
    assert (len(ranks), min(ranks), max(ranks)) == (32_844, 1, 32_844)
    assert {each.code for each in found if each is not None} == {"imd-2019"}
