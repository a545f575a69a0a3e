"""An agency's own spreadsheet, read against the fields of a contract."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from workbooks import ods, workbook

from wulfrun.data.layout import Field, NotThisLayout, Row
from wulfrun.data.sources._agency_table import opens, recognises
from wulfrun.data.sources._agency_values import choice, day, number, reference, yes
from wulfrun.data.text_rows import BROKEN, first_characters
from wulfrun.definition.model import Column, Source
from wulfrun.words.errors import DataError, DefinitionError

FIELDS = (
    Field("reference", "Incident number", False, "F1", aliases=("Incident No", "Inc Ref")),
    Field("call_date", "Day of the call", True, "31/03/2008", "date", aliases=("Time of call",)),
    Field("fire_type", "Kind of fire", True, "rubbish", "choice", values=("rubbish", "vehicle")),
    Field("deliberate", "Set on purpose", False, "yes", "yes or no"),
    Field("engines", "Engines sent", False, "2", "whole number", "engines"),
    Field("lsoa", "LSOA", False, "E01010410"),
)
NAMES = [each.name for each in FIELDS]
READS = opens(FIELDS, "a fire extract")
KNOWS = recognises(FIELDS, ("fire_type",))


def source(**declared: Any) -> Source:
    return Source(layout="fires", agency="fire", **declared)


def rows(path: Path, **declared: Any) -> list[tuple[int, Row]]:
    return list(READS(path, source(**declared)))


def written(tmp_path: Path, text: str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


CELLS: list[list[Any]] = [
    ["Fires attended"],
    ["Made by the fire service"],
    ["Incident No", "Time of call", "Fire Type", "Deliberate?", "Engines", "LSOA", "Notes"],
    ["F1", "31/03/2008", "Rubbish", "Y", "1,234", "[c]", "bin"],
    ["F2", "01-Apr-2008", "vehicle", "-", "..", "*", ""],
]
SAID = [
    ("F1", date(2008, 3, 31), "rubbish", None, 1234.0, ""),
    ("F2", date(2008, 4, 1), "vehicle", None, None, ""),
]


def said(row: Row) -> tuple[Any, ...]:
    return (
        reference(row, "reference"),
        day(row, "call_date"),
        choice(row, "fire_type", FIELDS[2].values),
        None,
        number(row, "engines"),
        row["lsoa"],
    )


def _csv(tmp_path: Path) -> Path:
    lines = ("\t".join(map(str, row)) for row in CELLS)
    return written(tmp_path, "\r\n".join(lines), "a.tsv")


def _xlsx(tmp_path: Path) -> Path:
    return workbook(tmp_path / "a.xlsx", {"Notes": [["Read me"]], "Data": CELLS})


def _ods(tmp_path: Path) -> Path:
    return ods(tmp_path / "a.ods", {"Data": CELLS})


@pytest.mark.parametrize("make", [_csv, _xlsx, _ods])
def test_text_and_workbooks_say_the_same_below_their_title_rows(tmp_path: Path, make: Any) -> None:
    path = make(tmp_path)
    assert KNOWS(path, first_characters(path))
    found = rows(path)
    assert [line for line, _ in found] == [4, 5]
    assert [said(row) for _, row in found] == SAID
    assert yes(found[0][1], "deliberate") is True and yes(found[1][1], "deliberate") is None
    assert found[0][1]["Notes"] == "bin"


def test_a_quoted_csv_with_title_rows_and_a_last_line_cut_off(tmp_path: Path) -> None:
    text = (
        '"Fires, 2007/08",,,\n\ncall_date,fire_type,engines,lsoa\n2008-03-31,rubbish,"1,234",\n2008-04-01,ru'
    )
    found = rows(written(tmp_path, text))
    assert [(line, row["engines"]) for line, row in found] == [(4, "1234"), (5, "")]
    assert BROKEN not in found[0][1]
    assert found[1][1][BROKEN] == "the file is cut off here: 2 fields; expected 4"


def test_days_and_numbers_that_a_workbook_holds_as_such_are_read(tmp_path: Path) -> None:
    cells = [["call_date", "fire_type", "engines"], [datetime(2008, 3, 31, 14, 5), "rubbish", 3.0]]
    ((_, row),) = rows(workbook(tmp_path / "a.xlsx", {"Data": cells}))
    assert (day(row, "call_date"), number(row, "engines")) == (date(2008, 3, 31), 3.0)


def test_a_header_merged_over_two_rows_is_found_on_the_lower(tmp_path: Path) -> None:
    cells = [["call_date", "What", None], [None, "fire_type", "lsoa"], ["2008-03-31", "rubbish", "E01010410"]]
    path = workbook(tmp_path / "a.xlsx", {"Data": cells}, merged=("A1:A2", "B1:C1"))
    ((line, row),) = rows(path)
    assert (line, row["call_date"], row["fire_type"], row["lsoa"]) == (
        3, "2008-03-31", "rubbish", "E01010410",
    )  # fmt: skip


def test_the_declared_column_comes_before_the_fields_own_name_and_its_aliases(tmp_path: Path) -> None:
    path = written(tmp_path, "Day,Incident No,reference,Inc,fire_type\n2008-03-31,a,b,c,vehicle\n")
    assert rows(path, columns={"call_date": "day"})[0][1]["reference"] == "b"
    row = rows(path, columns={"call_date": "day", "reference": "Inc"})[0][1]
    assert row["reference"] == "c"
    # A column that a field might have had is kept, and can no longer be taken for the field.
    assert "b" in row.values() and "a" in row.values()


def test_declared_words_flags_and_dates_are_put_into_ours(tmp_path: Path) -> None:
    text = "When,Kind,Set,Markers\n03/31/2008,-,ARSON,RACE\n04/01/2008,CAR,ACCIDENT,\n2008-13-01,CAR,,\n"
    columns = {
        "call_date": Column(column="When", format="%m/%d/%Y"),
        "fire_type": Column(column="Kind", values={"-": "rubbish", "CAR": "vehicle"}),
        "deliberate": Column(column="Set", true=("ARSON",)),
    }
    found = [row for _, row in rows(written(tmp_path, text), columns=columns, flags={"hate_race": "Markers"})]
    assert [row["call_date"] for row in found[:2]] == ["2008-03-31", "2008-04-01"]
    assert [row["fire_type"] for row in found] == ["rubbish", "vehicle", "vehicle"]
    assert [yes(row, "deliberate") for row in found] == [True, False, None]
    assert [row["Markers"] for row in found] == ["RACE", "", ""]
    assert found[2][BROKEN] == "call_date is '2008-13-01'; expected a date written %m/%d/%Y"


def test_a_column_that_is_needed_and_missing_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = written(tmp_path, "call_date,Fire Tipe,lsoa\n")
    assert not KNOWS(path, first_characters(path))
    with pytest.raises(NotThisLayout) as refusal:
        rows(path)
    for part in (
        "a.csv has no column 'fire_type', so it is not a fire extract",
        "found: call_date, Fire Tipe, lsoa",
        "Expected: call_date, fire_type.",
        "did you mean 'Fire Tipe'?",
        "declare the file's own names under `columns`",
    ):
        assert part in str(refusal.value)


def test_a_declared_column_that_is_not_there_is_needed_too(tmp_path: Path) -> None:
    path = written(tmp_path, "call_date,fire_type\n2008-03-31,rubbish\n")
    for declared in ({"columns": {"engines": "Appliances"}}, {"flags": {"hate_race": "Appliances"}}):
        with pytest.raises(NotThisLayout, match="no column 'Appliances'"):
            rows(path, **declared)


def test_a_declaration_for_a_field_that_there_is_not_is_a_mistake_of_the_definition(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"no field 'fire_tipe'. Did you mean 'fire_type'\?"):
        READS(written(tmp_path, ""), source(columns={"fire_tipe": "A"}))
    with pytest.raises(DefinitionError, match=r"no flag 'domestc'. Did you mean 'domestic'\?"):
        READS(written(tmp_path, ""), source(flags={"domestc": "A"}))
    with pytest.raises(ValueError, match="no such field: nothing"):
        recognises(FIELDS, ("nothing",))


def test_a_column_twice_a_repeated_header_and_an_overlong_row_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotThisLayout, match="'call_date' more than once"):
        rows(written(tmp_path, "call_date,call_date,fire_type\n"))
    head = "call_date,fire_type"
    text = f"{head}\n2008-03-31,rubbish\n{head}\n2008-03-31,rubbish,3\n2008-03-31,rubbish,,\n"
    reasons = [row.get(BROKEN, "") for _, row in rows(written(tmp_path, text))]
    assert reasons == ["", "the header is repeated here; it is no record", "3 fields; expected 2", ""]


def test_every_sheet_with_the_columns_is_read_and_one_that_nearly_has_them_is_not_passed_over(
    tmp_path: Path,
) -> None:
    fields = (*FIELDS[:3], Field("town", "Town", True))
    head = ["call_date", "fire_type", "town"]
    one = ["2008-03-31", "rubbish", "Bilston"]
    reads = opens(fields, "a fire extract")
    both = workbook(tmp_path / "a.xlsx", {"2007": [head, one], "2008": [head, one], "Sums": [["Fires", 2]]})
    assert [row["(sheet)"] for _, row in reads(both, source())] == ["2007", "2008"]
    torn = workbook(tmp_path / "b.xlsx", {"2007": [head, one], "2008": [[*head[:2], "twon"], one]})
    with pytest.raises(NotThisLayout, match=r"sheet '2008' has no column 'town'.*'twon'"):
        list(reads(torn, source()))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("<!DOCTYPE html><html></html>", "is a web page"),
        ("\0\1\2", "is not a text file or workbook"),
        ("PK\3\4 cut off", "cannot be read"),
    ],
)
def test_what_is_no_table_at_all_is_told(tmp_path: Path, content: str, reason: str) -> None:
    path = written(tmp_path, content)
    assert not KNOWS(path, "" if content.startswith("PK") else first_characters(path))
    with pytest.raises((NotThisLayout, DataError), match=reason):
        rows(path)


@pytest.mark.parametrize(
    ("columns", "known"),
    [
        ("Incident No;Time of call;Fire type", True),
        ("Inc Ref|CALL DATE|fire-type", True),
        ("call_date,engines", False),
        ("fire_type", False),
    ],
)
def test_a_file_is_known_by_its_header_and_the_fields_that_no_other_has(
    tmp_path: Path, columns: str, known: bool
) -> None:
    assert KNOWS(tmp_path / "a.csv", f"Fires\n{columns}\n1;2;3\n") is known
