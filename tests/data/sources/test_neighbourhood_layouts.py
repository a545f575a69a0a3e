"""What neighbourhood teams send: activity, problems, and priorities that residents chose."""

from pathlib import Path

import pytest

from wulfrun.data.layout import Found, Layout, RefusedRow
from wulfrun.data.sources.households import LAYOUT as HOUSEHOLDS
from wulfrun.data.sources.neighbourhood_priorities import DONE
from wulfrun.data.sources.neighbourhood_priorities import LAYOUT as PRIORITIES
from wulfrun.data.sources.neighbourhood_problems import LAYOUT as PROBLEMS
from wulfrun.data.sources.team_activity import LAYOUT as ACTIVITY
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index


def _read(layout: Layout, folder: Path, text: str) -> list[Found | str]:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    source = Source(layout=layout.name, agency="police")
    found: list[Found | str] = []
    for _, row in layout.opens(path, source):
        try:
            each = layout.accepts(row, source)
            assert each is not None
            found.append(each)
        except RefusedRow as reason:
            found.append(str(reason))
    return found


@pytest.mark.parametrize("month", ["2007-05", "05/2007", "May 2007", "May-07", "01/05/2007", "2007-05-01"])
def test_a_month_of_activity_is_read_however_it_is_written(tmp_path: Path, month: str) -> None:
    text = f'Team,Month,Hours on patrol,Attendance\nCanalside,{month},"1,412.5",37\n'
    hours, people = _read(ACTIVITY, tmp_path, text)
    assert isinstance(hours, Found)
    assert isinstance(people, Found)
    assert (hours.code, hours.n, hours.month) == ("patrol-hours", 1413, month_index("2007-05"))
    assert (people.code, people.n, people.area) == ("attendance", 37, "Canalside")


def test_a_team_without_a_meeting_gives_no_attendance_and_no_zero(tmp_path: Path) -> None:
    found = _read(
        ACTIVITY, tmp_path, "Team,Month,Hours on patrol,Meetings,Attendance\nCanalside,2007-05,10,,\n"
    )
    assert [each.code for each in found if isinstance(each, Found)] == ["patrol-hours"]


def test_missing_hours_are_refused_and_not_taken_for_none(tmp_path: Path) -> None:
    (found,) = _read(ACTIVITY, tmp_path, "Team,Month,Hours on patrol\nCanalside,2007-05,\n")
    assert found == "patrol hours is missing; it must be filled in"


def test_what_a_meeting_chose_is_kept_with_what_was_done(tmp_path: Path) -> None:
    head = "Neighbourhood,Meeting date,Issue type,You said,Votes,Status,Date closed,We did\n"
    row = "Canalside,14/05/2007,Litter,Rubbish at the shops,23,Dealt with,20/06/2007,Cleared\n"
    (found,) = _read(PRIORITIES, tmp_path, head + row)
    assert isinstance(found, Found)
    assert (found.code, found.flags, found.area) == ("litter and fly-tipping", DONE, "Canalside")
    assert found.until is not None
    assert found.day is not None
    assert found.until - found.day == 37
    assert (found.more["votes"], found.more["action"]) == ("23", "Cleared")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Canalside,14/05/2007,Litter,Rubbish,23,Dealt with,01/05/2007,", "before 14/05/2007"),
        ("Canalside,14/05/2007,Litter,Rubbish,23,Open,20/06/2007,", "'open', and closed"),
        ("Canalside,14/05/2007,Aliens,Rubbish,23,Open,,", "issue is 'Aliens'"),
        (",14/05/2007,Litter,Rubbish,23,Open,,", "neighbourhood is missing"),
    ],
)
def test_a_priority_that_contradicts_itself_is_refused(tmp_path: Path, row: str, why: str) -> None:
    head = "Neighbourhood,Meeting date,Issue type,You said,Votes,Status,Date closed,We did\n"
    (found,) = _read(PRIORITIES, tmp_path, head + row + "\n")
    assert isinstance(found, str)
    assert why in found


def test_problems_are_reports_of_a_kind_on_a_day(tmp_path: Path) -> None:
    text = "Ref,Team,Date reported,Problem type,How reported\nN1,Canalside,14/05/2007,ASB,Telephone\n"
    (found,) = _read(PROBLEMS, tmp_path, text)
    assert isinstance(found, Found)
    assert (found.code, found.key, found.month) == ("anti-social behaviour", "N1", month_index("2007-05"))


def test_households_are_read_by_tenure(tmp_path: Path) -> None:
    text = "LSOA code,Year,Tenure,Households\nE01010410,2007,Council,120\nE01010410,2007,Yurt,3\n"
    council, yurt = _read(HOUSEHOLDS, tmp_path, text)
    assert isinstance(council, Found)
    assert (council.code, council.n, council.month) == ("social rented", 120, month_index("2008-03"))
    assert isinstance(yurt, str)
