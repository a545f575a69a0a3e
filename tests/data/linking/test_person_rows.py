"""Lists of people as agencies send them: every row is accepted, repeated or refused, with the reason."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.data.layout import RefusedRow
from wulfrun.data.linking import personal_fields as said
from wulfrun.data.linking.person_rows import Taken, read_people
from wulfrun.definition.linkage import People
from wulfrun.words.errors import DataError

TODAY = date(2026, 3, 2)
HEAD = "Reference,First name,Family name,DOB,Gender,Post code"


def _read(folder: Path, text: str, columns: dict[str, str] | None = None) -> Taken:
    path = folder / "data" / "health" / "restricted" / "clients.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return read_people(folder, People(agency="health", file="clients.csv", columns=columns or {}), TODAY)


def test_usual_names_of_columns_are_known(tmp_path: Path) -> None:
    (person,) = _read(tmp_path, f"{HEAD}\n a-1,Zoë,O'Brien,3/2/1980,female,wv1 1aa\n").people
    assert (person.reference, person.forename, person.surname) == ("A-1", "ZOE", "OBRIEN")
    assert (person.born, person.sex) == (date(1980, 2, 3), "F")
    assert (person.outward, person.postcode) == ("WV1", "WV11AA")


def test_declared_columns_are_used(tmp_path: Path) -> None:
    taken = _read(
        tmp_path,
        "Key;Christian name;Surname\n1;Ann;Smith\n",
        {"reference": "Key", "forename": "Christian name"},
    )
    assert taken.people[0].forename == "ANN" and taken.people[0].born is None


def test_a_reference_that_comes_again_is_counted_once(tmp_path: Path) -> None:
    taken = _read(tmp_path, f"{HEAD}\n1,Ann,Smith,,,\n1,Anne,Smith,,,\n2,Bo,Li,,,\n")
    assert (taken.read, taken.accepted, taken.repeated) == (3, 2, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Ann,Smith,,,", "no reference"),
        ("1,N/K,unknown,,,", "no name"),
        ("1,Ann,Smith,31/02/1980,,", "not a date"),
        ("1,Ann,Smith,03/02/80,,", "year of four figures"),
        ("1,Ann,Smith,1980,,", "not a date"),
        ("1,Ann,Smith,03/03/2026,,", "future"),
        ("1,Ann,Smith,03/03/1905,,", "over 120 years"),
        ("1,Ann,Smith,,perhaps,", "sex is not one of"),
        ("1,Ann,Smith,,,Rose Cottage", "postcode"),
        ("1,Ann,Smith", "as many fields"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, row: str, reason: str) -> None:
    taken = _read(tmp_path, f"{HEAD}\n{row}\n2,Bo,Li,,,\n")
    assert [line for line, _ in taken.refused] == [2] and reason in taken.refused[0][1]
    assert taken.accepted == 1


def test_what_means_unknown_is_missing_and_no_mistake(tmp_path: Path) -> None:
    (person,) = _read(tmp_path, f"{HEAD}\n1,Ann,N/K,01/01/1900,U,ZZ99 3VZ\n").people
    assert (person.surname, person.born, person.sex, person.outward) == ("", None, "", "")


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"data/health/restricted/none\.csv: there is no such file"):
        read_people(tmp_path, People(agency="health", file="none.csv"), TODAY)


_CELL = st.text(st.characters(codec="utf-8", exclude_characters='\r\n"\0'), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=1, max_size=8), max_size=8))
def test_whatever_is_sent_counts_add_up(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    text = "\n".join([HEAD, *(",".join(row) for row in rows)]) + "\n"
    taken = _read(tmp_path_factory.mktemp("list"), text)
    assert taken.read == taken.accepted + taken.repeated + len(taken.refused)
    assert taken.read <= len(text.splitlines()) - 1


@given(st.dates(date(1910, 1, 1), date(2025, 12, 31)).filter(lambda day: day.year > 1927))
def test_one_day_is_one_day_in_every_way_it_is_written(day: date) -> None:
    ways = (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d-%b-%Y}",
        f"{day.day} {day:%B %Y}",
        f"{day:%Y%m%d}",
        f"{day:%d/%m/%Y} 00:00",
        str((day - date(1899, 12, 30)).days),
    )
    assert {said.born(way, TODAY) for way in ways} == {day}


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_without_being_quoted(text: str) -> None:
    for read in (lambda given: said.born(given, TODAY), said.sex, said.postcode):
        try:
            read(text)
        except RefusedRow as refusal:
            assert len(text) < 5 or text not in str(refusal)
    assert said.name(said.name(text)) == said.name(text)
