"""A council's export of its own FixMyStreet site."""

from pathlib import Path

import pytest

from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources.fixmystreet_export import LAYOUT
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="fixmystreet-export", agency="council")
HEAD = "Report ID,Title,Detail,User Name,Category,Created,Confirmed,Status,Latitude,Longitude\n"


def written(folder: Path, *rows: str) -> Path:
    path = folder / "reports.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return path


def test_a_report_has_its_category_its_month_and_its_point(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "48231,Bags,Left since Monday,A. Person,Flytipping,2019-05-14T09:31:00,,confirmed,52.5862,-2.1285",
    )
    assert LAYOUT.recognises(path, path.read_text())
    ((_, row),) = LAYOUT.opens(path, SOURCE)
    found = LAYOUT.accepts(row, SOURCE)
    assert found and (found.code, found.key, found.month) == ("Rubbish", "48231", month_index("2019-05"))
    assert (found.x, found.y) == (-2.1285, 52.5862)


def test_titles_details_and_names_go_no_further_than_the_reader(tmp_path: Path) -> None:
    path = written(tmp_path, "1,Bags,By the house,A. Person,Flytipping,2019-05-14,,hidden,52.5862,-2.1285")
    ((_, row),) = LAYOUT.opens(path, SOURCE)
    assert not {"Bags", "By the house", "A. Person"} & set(row.values())


def test_what_was_never_published_is_not_counted(tmp_path: Path) -> None:
    path = written(tmp_path, "1,,,,Flytipping,2019-05-14,,hidden,52.5862,-2.1285")
    assert [LAYOUT.accepts(row, SOURCE) for _, row in LAYOUT.opens(path, SOURCE)] == [None]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,,,,Flytipping,05/14/2019,,fixed,52.5862,-2.1285", "created is '05/14/2019'"),
        ("1,,,,Flytipping,2019-05-14,,fixed,40.7128,-74.006", "outside Great Britain"),
        ("1,,,,,2019-05-14,,fixed,52.5862,-2.1285", "category is missing"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(tmp_path: Path, line: str, reason: str) -> None:
    ((_, row),) = LAYOUT.opens(written(tmp_path, line), SOURCE)
    with pytest.raises(RefusedRow, match=reason):
        LAYOUT.accepts(row, SOURCE)


def test_a_report_without_a_place_is_kept(tmp_path: Path) -> None:
    ((_, row),) = LAYOUT.opens(written(tmp_path, "1,,,,Pothole,2019-05-14,,fixed,,"), SOURCE)
    found = LAYOUT.accepts(row, SOURCE)
    assert found and found.x is None and found.code == "Road Surface Defects"
