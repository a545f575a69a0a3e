"""A moment is read to the minute, a day without a time is the whole day, and nonsense is unknown."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.sources._moments import minute_of

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2059, 12, 31, 23, 59))
FORMATS = ("%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S", "%d %b %Y %H:%M", "%m/%d/%Y %I:%M %p")


def minutes(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp() // 60)


@given(MOMENTS, st.sampled_from(FORMATS))
def test_a_moment_in_the_declared_format_is_read_to_the_minute(moment: datetime, declared: str) -> None:
    told = minutes(moment)
    assert minute_of(moment.strftime(declared), declared) == (told, told)


@given(MOMENTS, st.sampled_from(("%d/%m/%Y", "%Y-%m-%d")))
def test_a_day_without_a_time_is_the_whole_day(moment: datetime, form: str) -> None:
    start = minutes(moment.replace(hour=0, minute=0))
    assert minute_of(moment.strftime(form)) == (start, start + 1440)
    assert minute_of(moment.strftime(form), form) == (start, start + 1440)


@given(MOMENTS)
def test_a_moment_is_read_where_no_format_is_declared(moment: datetime) -> None:
    told = minutes(moment)
    assert minute_of(f"{moment:%d/%m/%Y %H:%M}") == minute_of(f"{moment:%Y-%m-%d %H:%M}") == (told, told)


@pytest.mark.parametrize("text", ["", "unknown", "31/02/2004 10:00", "12/31/2004", "45", "01/01/1850 00:00"])
def test_what_is_no_moment_is_unknown(text: str) -> None:
    assert minute_of(text) is None


@given(st.text(max_size=20), st.sampled_from((None, *FORMATS)))
def test_nothing_that_is_written_breaks_the_reader(text: str, declared: str | None) -> None:
    minute_of(text, declared)
