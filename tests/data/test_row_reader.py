"""Reading row by row: every row is found, left outside, or refused; a blank is no place and no identity."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from street_world import HERE, WHOLE, geography

from wulfrun.data.keys import key_of
from wulfrun.data.layout import Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.row_reader import read_rows
from wulfrun.data.taken import Taken
from wulfrun.definition.model import Source

SOURCE = Source(layout="made-up", agency="police")


def layout_of(*rows: dict[str, str]) -> Layout:
    """A layout whose files hold these rows, whatever the file says."""

    def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
        yield from enumerate(rows, 2)

    def accepts(row: Row, source: Source) -> Found | None:
        if row["what"] == "wrong":
            raise RefusedRow("what is 'wrong'; expected anything else")
        if row["what"] == "another area's":
            return None
        area = row.get("area", "")
        return Found(
            24228, row["what"], row.get("id", ""), 8, row.get("lsoa", ""), area=area, n=int(row.get("n", "1"))
        )

    return Layout("made-up", "Made up", "offence", (), lambda path, head: True, opens, accepts)


def taken(*rows: dict[str, str]) -> Taken:
    return read_rows(Path("none"), layout_of(*rows), SOURCE, geography(), False, "f" * 16, lambda _: WHOLE)


def test_each_row_goes_one_way_and_the_sum_is_right() -> None:
    found = taken(
        {"what": "28A", "id": "a", "lsoa": HERE[1]},
        {"what": "wrong", "id": "b"},
        {"what": "another area's"},
        {"what": "28A", "": "12 fields; expected 13"},
    )
    tally = found.tally
    assert (tally.rows_read, tally.accepted, tally.outside, tally.refused) == (4, 1, 1, 2)
    assert [(each.line, each.text) for each in found.refused] == [(3, "wrong | b"), (5, "28A")]
    assert found.refused[1].reason == "12 fields; expected 13"
    assert found.records.to_pylist() == [
        {
            "key": key_of("a"),
            "month": 24228,
            "code": "28A",
            "flags": 8,
            "area": HERE[1],
            "n": 1,
            "file": "f" * 16,
        }
    ]


def test_a_row_that_is_already_a_count_keeps_its_sign() -> None:
    found = taken({"what": "28A", "area": "Some", "n": "7"}, {"what": "28A", "area": "Some", "n": "-2"})
    assert found.records["n"].to_pylist() == [7, -2] and found.tally.negative == 1
    assert set(found.records["area"].to_pylist()) == {WHOLE}


def test_rows_without_identity_that_say_the_same_are_told_but_kept() -> None:
    rows = [{"what": "28A", "lsoa": HERE[0], "note": note} for note in ("x", "x", "y")]
    tally = taken(*rows).tally
    assert (tally.accepted, tally.without_key, tally.identical) == (3, 3, 1)


def test_no_rows_are_no_records_and_no_months() -> None:
    tally = taken().tally
    assert tally.rows_read == 0 and tally.first_month is None and tally.adds_up()


def test_a_file_of_another_kind_is_not_read_at_all() -> None:
    def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
        raise NotThisLayout("a web page")

    other = Layout("x", "X", "offence", (), lambda path, head: False, opens, lambda row, source: None)
    with pytest.raises(NotThisLayout):
        read_rows(Path("none"), other, SOURCE, geography(), False, "f")


def reason_of(row: dict[str, str], reason: str, personal: bool = True) -> str:
    """The reason told for a row that is refused for `reason`."""

    def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
        yield 2, row

    def accepts(row: Row, source: Source) -> Found | None:
        raise RefusedRow(reason)

    layout = Layout("m", "M", "person", (), lambda path, head: True, opens, accepts, personal=personal)
    return read_rows(Path("none"), layout, SOURCE, geography(), False, "f").refused[0].reason


@pytest.mark.parametrize(
    ("value", "reason", "told"),
    [
        ("severe", "risk is 'severe'; expected high", "risk is (withheld); expected high"),
        ("Mrs O'Brien", "by is 'Mrs O'Brien'; expected police", "by is (withheld); expected police"),
        ("NBV-77", "NBV-77 is there twice", "(withheld) is there twice"),
        (
            "x",
            "the client's day is '01/02'; write '03/04'",
            "the client's day is (withheld); write (withheld)",
        ),
        (
            "2007-02-01",
            "seen is 01/02/2007, before born; expected a date such as 31/03/2008 or 2008-03-31",
            "seen is (withheld), before born; expected a date such as 31/03/2008 or 2008-03-31",
        ),
    ],
)
def test_of_a_row_about_a_person_not_even_the_reason_says_what_it_says(
    value: str, reason: str, told: str
) -> None:
    assert reason_of({"a": value}, reason) == told
    assert reason_of({"a": value}, reason, personal=False) == reason


def test_a_row_about_a_person_that_is_no_row_is_withheld_too() -> None:
    assert reason_of({"": "the value 'Ann' is left open", "a": "Ann"}, "unused") == (
        "the value (withheld) is left open"
    )
