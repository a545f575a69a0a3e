"""Delimited files as they really arrive."""

import gzip
from pathlib import Path

import pytest

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.text_rows import BROKEN, first_characters, read_delimited
from wulfrun.words.errors import DataError

COLUMNS = ("Crime ID", "Month", "Crime type")


def rows(path: Path, content: bytes | str, **settings: object) -> list[tuple[int, dict[str, str]]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_delimited(path, COLUMNS, **settings))  # type: ignore[arg-type]


def test_a_byte_order_mark_and_windows_line_endings_leave_no_trace(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", b"\xef\xbb\xbfCrime ID,Month,Crime type\r\nx,2019-03,Drugs\r\n")
    assert found == [(2, {"Crime ID": "x", "Month": "2019-03", "Crime type": "Drugs"})]


def test_a_line_that_is_not_utf_8_is_read_as_windows_text(tmp_path: Path) -> None:
    head = b"Crime ID,Month,Crime type\n"
    found = rows(
        tmp_path / "a.csv", head + b"caf\xe9 \x96 bar,2019-03,Drugs\n" + "café,2019-03,Drugs\n".encode()
    )
    assert [row["Crime ID"] for _, row in found] == ["café – bar", "café"]


def test_text_saved_by_excel_as_unicode_is_read(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.txt", "Crime ID\tMonth\tCrime type\r\né\t2019-03\tDrugs\r\n".encode("utf-16"))
    assert found == [(2, {"Crime ID": "é", "Month": "2019-03", "Crime type": "Drugs"})]


def test_a_packed_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    content = gzip.compress(b"Crime ID,Month,Crime type\nx,2019-03,Drugs\n")
    assert rows(tmp_path / "a.csv.gz", content) == rows(tmp_path / "a.csv", content)
    assert first_characters(tmp_path / "a.csv").startswith("Crime ID")


def test_half_a_packed_file_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    content = gzip.compress(b"Crime ID,Month,Crime type\n" + b"x,2019-03,Drugs\n" * 9000)
    with pytest.raises(DataError, match=r"damaged or cut off.*download it again"):
        rows(tmp_path / "a.csv.gz", content[:-20])


def test_columns_are_known_by_name_whatever_their_case_spacing_and_order(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", "crime_type, MONTH ,CrimeID,Extra\nDrugs,2019-03,x,more\n")
    assert found == [(2, {"Crime type": "Drugs", "Month": "2019-03", "Crime ID": "x", "Extra": "more"})]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_separator_is_found_from_the_header(tmp_path: Path, delimiter: str) -> None:
    text = "Crime ID,Month,Crime type\nx,2019-03,Drugs\n".replace(",", delimiter)
    assert rows(tmp_path / "a.csv", text)[0][1]["Crime type"] == "Drugs"


def test_a_web_page_saved_as_a_csv_is_called_one(tmp_path: Path) -> None:
    page = "\n  <!DOCTYPE html>\n<html><body>503 Service Unavailable</body></html>"
    with pytest.raises(NotThisLayout, match=r"a.csv is a web page, not a police file; download it again"):
        rows(tmp_path / "a.csv", page, what="a police file")


def test_a_changed_header_says_what_was_found_and_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(NotThisLayout) as refusal:
        rows(tmp_path / "a.csv", "Crime ID,Month,Crime kind\nx,2019-03,Drugs\n")
    assert str(refusal.value) == (
        "a.csv has no column 'Crime type', so it is not a table; found: Crime ID, Month, Crime kind. "
        "Expected: Crime ID, Month, Crime type. For 'Crime type': Did you mean 'Crime kind'?"
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "empty"), (b"\xef\xbb\xbf\r\n", "empty"), (b"PK\x03\x04rest", "not a text file")],
)
def test_a_file_without_text_is_refused_as_a_whole(tmp_path: Path, content: bytes, word: str) -> None:
    with pytest.raises(NotThisLayout, match=word):
        rows(tmp_path / "a.csv", content)


def test_a_needed_column_that_stands_twice_is_not_chosen_between(tmp_path: Path) -> None:
    with pytest.raises(NotThisLayout, match="'Month' more than once"):
        rows(tmp_path / "a.csv", "Crime ID,Month,month,Crime type\n")


def test_rows_with_too_few_or_too_many_fields_are_refused_and_the_others_kept(tmp_path: Path) -> None:
    text = "Crime ID,Month,Crime type\na,2019-03\nb,2019-03,Drugs\nc,2019-03,Drugs,more\n"
    found = rows(tmp_path / "a.csv", text)
    assert [(line, row.get(BROKEN)) for line, row in found] == [
        (2, "2 fields; expected 3"),
        (3, None),
        (4, "4 fields; expected 3"),
    ]
    assert found[0][1]["Crime ID"] == "a"


def test_a_last_line_that_is_cut_off_is_refused_with_that_reason(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", "Crime ID,Month,Crime type\na,2019-03,Drugs\nb,2019")
    assert found[-1] == (
        3,
        {"Crime ID": "b", "Month": "2019", BROKEN: "the file is cut off here: 2 fields; expected 3"},
    )


def test_a_whole_last_line_needs_no_line_ending(tmp_path: Path) -> None:
    assert BROKEN not in rows(tmp_path / "a.csv", "Crime ID,Month,Crime type\na,2019-03,Drugs")[0][1]


def test_a_quote_never_closed_costs_its_own_line_only(tmp_path: Path) -> None:
    text = 'Crime ID,Month,Crime type\n"a,2019-03,Drugs\nb,2019-03,Drugs\nc,2019-03,Drugs\n'
    found = rows(tmp_path / "a.csv", text)
    assert [(line, row.get(BROKEN)) for line, row in found] == [
        (2, "a quote is opened and never closed"),
        (3, None),
        (4, None),
    ]


def test_a_field_without_end_costs_its_own_line_only(tmp_path: Path) -> None:
    text = f'Crime ID,Month,Crime type\na,"{"x" * 200_000}",Drugs\nb,2019-03,Drugs\n'
    found = rows(tmp_path / "a.csv", text)
    assert "longer than 131,072 characters" in found[0][1][BROKEN]
    assert found[1][1]["Crime ID"] == "b"


def test_two_stray_quotes_do_not_swallow_the_lines_between_them(tmp_path: Path) -> None:
    text = 'Crime ID,Month,Crime type\n"a,2019-03,Drugs\nb,2019-03,Drugs\n"c,2019-03,Drugs\nd,2019-03,Drugs\n'
    kept = [row["Crime ID"] for _, row in rows(tmp_path / "a.csv", text) if BROKEN not in row]
    assert kept == ["b", "d"]


def test_a_quoted_line_break_belongs_to_its_field_and_lines_stay_physical(tmp_path: Path) -> None:
    text = 'Crime ID,Month,Crime type\n"a\r\nb",2019-03,Drugs\n\n,,\nc,2019-03,"Drugs, and ""more"""\n'
    found = rows(tmp_path / "a.csv", text)
    assert [(line, row["Crime ID"]) for line, row in found] == [(2, "a\r\nb"), (6, "c")]
    assert found[1][1]["Crime type"] == 'Drugs, and "more"'


def test_a_column_without_a_name_does_not_look_like_a_broken_row(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", ",Crime ID,Month,Crime type\n0,a,2019-03,Drugs\n")
    assert BROKEN not in found[0][1]
    assert found[0][1]["(column 1)"] == "0"
