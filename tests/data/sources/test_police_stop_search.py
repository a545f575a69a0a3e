"""Stop and search: times in UTC, months in British time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources.police_stop_search import LAYOUT, NOT_STATED, local_month
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="police-stop-search", agency="police")
ROW = {
    "Date": "2019-03-01T07:57:17+00:00",
    "Longitude": "",
    "Latitude": "",
    "Object of search": "Controlled drugs",
}


@given(st.datetimes(datetime(1997, 1, 1), datetime(2037, 12, 31)))
def test_the_month_is_that_of_the_clock_in_london(moment: datetime) -> None:
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))
    assert local_month(moment.isoformat() + "+00:00") == local.year * 12 + local.month - 1


@given(st.integers(1997, 2037), st.integers(1, 12), st.integers(-7200, 7200))
def test_it_is_so_around_the_end_of_every_month_too(year: int, month: int, seconds: int) -> None:
    moment = datetime(year, month, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    local = moment.astimezone(ZoneInfo("Europe/London"))
    assert local_month(moment.isoformat()) == local.year * 12 + local.month - 1


def test_a_moment_with_another_offset_is_the_same_moment() -> None:
    assert local_month("2019-06-01T00:30:00+01:00") == month_index("2019-06")
    assert local_month("2019-05-31T23:30:00") == month_index("2019-06"), "without an offset it is UTC"


def test_a_search_for_nothing_stated_is_counted_as_that() -> None:
    found = LAYOUT.accepts({**ROW, "Object of search": " "}, SOURCE)
    assert found is not None and (found.code, found.key) == (NOT_STATED, "")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(RefusedRow, match="Date is 'soon'"):
        LAYOUT.accepts({**ROW, "Date": "soon"}, SOURCE)


@pytest.mark.real
def test_the_june_file_of_greater_manchester_holds_june_alone(shared: Path) -> None:
    path = shared / "data/police/single-months/2019-06-greater-manchester-stop-and-search.csv.gz"
    assert LAYOUT.recognises(path, first_characters(path))
    rows = [row for _, row in LAYOUT.opens(path, SOURCE)]
    found = [each for each in (LAYOUT.accepts(row, SOURCE) for row in rows) if each]
    assert rows[0]["Date"] == "2019-05-31T23:01:00+00:00"
    assert len(found) == 907
    assert {each.month for each in found} == {month_index("2019-06")}
    assert len(rows) - len({tuple(row.values()) for row in rows}) == 61


@pytest.mark.real
def test_every_search_of_the_city_of_london_is_accepted(shared: Path) -> None:
    files = sorted((shared / "data/police/2018-2021").glob("*-stop-and-search.csv"))
    for path in files:
        month = month_index(path.name[:7])
        assert {
            found.month for _, row in LAYOUT.opens(path, SOURCE) if (found := LAYOUT.accepts(row, SOURCE))
        } == {month}
    assert len(files) == 36
