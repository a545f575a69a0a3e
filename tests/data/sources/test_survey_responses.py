"""A row of a survey says who was asked, when, where, and what was answered; else it is refused."""

from pathlib import Path

import pytest

from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.sources.survey_responses import LAYOUT, accepts, identity, year_of_wave
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="survey-responses", agency="council")
ROW = dict.fromkeys((each.name for each in LAYOUT.fields), "") | {
    "respondent": "R-1", "interviewed": "14/05/2007", "sex": "F", "age": "42", "Q7": "2"
}  # fmt: skip


def told(**changed: str) -> Found:
    found = accepts(ROW | changed, SOURCE)
    assert found is not None
    return found


def test_an_interview_stands_in_the_march_that_ends_its_year_and_keeps_its_day() -> None:
    found = told()
    assert found.month == month_index("2008-03")
    assert found.day == 13647
    assert (found.who, found.more["=Q7"], found.more["sex"]) == ("R-1", "2", "F")
    assert found.more["sent_by"] == identity(SOURCE)


def test_a_wave_that_names_a_year_stands_for_a_day() -> None:
    assert told(interviewed="", wave="2007/08").month == month_index("2008-03")
    assert told(interviewed="", wave="Wave 4, Autumn 2007").month == month_index("2008-03")
    assert year_of_wave("Wave 3 March 2008") == month_index("2008-03")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"respondent": ""}, "respondent is missing"),
        ({"interviewed": "", "wave": ""}, "interviewed and wave are both missing"),
        ({"interviewed": "", "wave": "Wave 3"}, "expected a financial year such as 2007/08"),
        ({"interviewed": "", "wave": "2007/11"}, "2007/11"),
        ({"interviewed": "31/02/2007"}, "interviewed is '31/02/2007'"),
        ({"weight": "0"}, "expected a number over 0"),
    ],
)
def test_what_cannot_be_placed_in_time_or_weighed_is_refused(changed: dict[str, str], reason: str) -> None:
    with pytest.raises(RefusedRow, match=reason):
        accepts(ROW | changed, SOURCE)


def test_free_text_is_not_kept() -> None:
    """People name people in it."""
    assert (
        "=Q20" not in told(Q20="It is that boy of Mrs Smith's at number 4 who does it, every night " * 3).more
    )


def test_one_respondent_asked_in_two_waves_is_two_interviews() -> None:
    keys = {told(interviewed="", wave=wave).key for wave in ("2006/07", "2007/08")}
    assert len(keys) == 2


def test_rows_of_two_sources_are_told_apart() -> None:
    other = Source(layout="survey-responses", agency="police")
    assert identity(SOURCE) != identity(other)


def test_a_file_is_recognised_by_its_respondents(tmp_path: Path) -> None:
    head = "Serial,Interview Date,Neighbourhood,Age,Gender,Ethnicity,Q7\n1,14/05/2007,North,42,F,White,2\n"
    assert LAYOUT.recognises(tmp_path / "a.csv", head)
    assert not LAYOUT.recognises(tmp_path / "a.csv", "Crime Ref,Date Recorded,HO Code\n1,2,3\n")
