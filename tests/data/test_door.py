"""A file that holds what must not be shared is stopped at the door: told of by column, and nothing kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from street_world import definition, geography, put, row, text
from workbooks import ods, workbook

from wulfrun.data import intake
from wulfrun.data.door import STOPPED, search, stop
from wulfrun.data.layout import Field
from wulfrun.data.quality import findings
from wulfrun.data.sources import layouts
from wulfrun.data.store import Store
from wulfrun.definition.model import Definition, Source

PLANTED = "Featherstonehaugh"
HEAD = ["Incident", "Date", "Easting", "Northing", "Code", "Victim Name", "Notes"]
EXTRACT = Source(layout="police-extract", agency="police")


def table(count: int = 240, named: int = 212, note: str = "") -> list[list[str]]:
    rows = [
        [f"NB/{n}", "31/03/2004", "391500", "298500", "28A", f"J {PLANTED}" if n < named else "", ""]
        for n in range(count)
    ]
    rows[-1][-1] = note
    return [HEAD, *rows]


def csv_file(path: Path, rows: list[list[str]], delimiter: str = ",") -> Path:
    path.write_text("\n".join(delimiter.join(cells) for cells in rows) + "\n", "utf-8")
    return path


def test_the_note_names_columns_kinds_and_counts_and_never_a_value(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", table(note="NHS 943 476 5919"))
    said = stop(path, layouts()["police-extract"], EXTRACT)
    assert said == (
        f'{STOPPED}: column "Victim Name" holds names (212 of 212 filled rows); column "Notes" holds NHS '
        "numbers (1 of 1 filled rows). Nothing was read or kept. Send it again without these columns."
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_row_is_looked_at_whatever_parts_the_columns(tmp_path: Path, delimiter: str) -> None:
    rows = table(20_000, 0, note="male DOB 12/03/1981")
    path = csv_file(tmp_path / "a.csv", rows, delimiter)
    assert [(each.column, each.kind, each.rows) for each in search(path)] == [
        ('column "Notes"', "dates of birth", 1)
    ]


def test_title_rows_and_headings_of_two_rows_hide_nothing(tmp_path: Path) -> None:
    rows = [["Return for the quarter"], [], ["Incident", "", "Victim", ""], ["No.", "Date", "Surname", "DOB"]]
    rows += [["1", "31/03/2004", PLANTED, "1981"], ["2", "31/03/2004", "Penn", ""]]
    book = workbook(tmp_path / "a.xlsx", {"Data": rows})
    assert [(each.column, each.kind) for each in search(book)] == [
        ('column "Surname"', "names"),
        ('column "DOB"', "dates of birth"),
    ]


def test_every_sheet_of_a_workbook_is_looked_at(tmp_path: Path) -> None:
    clean = [["Ward", "Fires"], ["Penn", "3"], ["Oxley", "4"]]
    bad = [["Case", "Client", "Outcome"], ["1", "WV1 1AB", "closed"], ["2", "WV2 2DD", "open"]]
    book = workbook(tmp_path / "a.xlsx", {"Summary": clean, "Cases": bad})
    sheets = ods(tmp_path / "a.ods", {"Summary": clean, "Cases": bad})
    for path in (book, sheets):
        (found,) = search(path)
        assert (found.column, found.kind, found.rows) == (
            'column "Client" of sheet 2',
            "full postcodes",
            2,
        )


def test_a_sheet_of_notes_may_say_whom_to_ask(tmp_path: Path) -> None:
    notes = [["Quarterly return"], ["Counts of fires"], ["Ask fires@example.gov.uk"], ["Source: IRS"], ["v2"]]
    book = workbook(
        tmp_path / "a.xlsx", {"Notes": notes, "Data": [["Ward", "Fires", "Year"], ["Penn", 3, 4]]}
    )
    assert search(book) == []


def test_objects_of_a_json_file_are_looked_at_to_their_last_leaf(tmp_path: Path) -> None:
    reports = [{"id": n, "where": {"ward": "Penn"}, "description": "bins"} for n in range(50)]
    reports.append({"id": 51, "where": {"ward": "Penn"}, "description": "call j.doe@example.org"})
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"requests": reports, "page": 1}), "utf-8")
    assert [(each.column, each.kind, each.rows) for each in search(path)] == [
        ('column "description"', "e-mail addresses", 1)
    ]


def test_a_file_without_headings_is_searched_and_its_first_row_is_never_said(tmp_path: Path) -> None:
    rows = [["1", f"John {each}", "WV1 1AB"] for each in ("Hughes", "Patel", "Jones")]
    said = stop(csv_file(tmp_path / "a.csv", rows), layouts()["police-extract"], EXTRACT)
    assert "column 2 holds names" in said and "column 3 holds full postcodes (3 of 3" in said
    assert not any(word in said for row in rows for word in row[1:])


def test_a_line_broken_by_a_quote_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Ref,Code,Notes\n1,28A,fine\n2,28A,"call 01902 551234\n3,28A,fine\n', "utf-8")
    assert [each.kind for each in search(path)] == ["telephone numbers"]


def test_published_files_pass_unsearched(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", table())
    assert stop(path, replace(layouts()["police-extract"], open=True), EXTRACT) == ""
    assert all(layouts()[name].open for name in ("police-street", "police-outcomes", "police-stop-search"))


def test_a_reference_to_a_person_that_the_contract_asks_for_may_come_in(tmp_path: Path) -> None:
    asks = Field("client", "The agency's own reference to the person", personal=True)
    layout = replace(layouts()["police-extract"], fields=(asks,))
    source = EXTRACT.model_copy(update={"columns": {"client": "Client name"}})
    rows = [["Client name", "Start"], *([f"C{n:06d}", "31/03/2004"] for n in range(30))]
    path = csv_file(tmp_path / "a.csv", rows)
    assert stop(path, layout, source) == ""
    assert "names (30 of 30" in stop(path, layouts()["police-extract"], EXTRACT)


def test_no_contracts_own_examples_are_stopped(tmp_path: Path) -> None:
    for name, layout in layouts().items():
        rows = [[each.name for each in layout.fields], *([each.example for each in layout.fields],) * 12]
        path = csv_file(tmp_path / "a.csv", rows, "\t")
        assert stop(path, replace(layout, open=False), Source(layout=name, agency="police")) == ""


def extract(folder: Path, rows: list[list[str]], name: str) -> None:
    (folder / "data" / "police").mkdir(parents=True, exist_ok=True)
    csv_file(folder / "data" / "police" / name, rows)


def declared() -> Definition:
    columns = {"offence_code": "Code", "recorded_date": "Date", "easting": "Easting", "northing": "Northing"}
    source = {"layout": "police-extract", "agency": "police", "files": ["extract-*.csv"], "columns": columns}
    content = definition(["*street.csv"]).model_dump(by_alias=True)
    return Definition.model_validate({**content, "source": {**content["source"], "crimes": source}})


def take_in(folder: Path) -> intake.Intake:
    return intake.take_in(
        declared(), folder, layouts(), geography(), "g", Store(folder / "store"), ("Burglary",),
        lambda *_: None,
    )  # fmt: skip


def test_on_a_stop_not_a_byte_of_the_file_is_kept_and_the_others_go_on(tmp_path: Path) -> None:
    extract(tmp_path, table(), "extract-1.csv")
    clean = [HEAD[:5], *(each[:5] for each in table()[1:])]
    extract(tmp_path, [*clean, ["x", "no date", "", "", "28A"]], "extract-2.csv")
    put(tmp_path / "data" / "police", "2019-01-some-street.csv", text([row()]))
    taken = {each.path.rsplit("/", 1)[1]: each for each in take_in(tmp_path).receipts}
    stopped = taken["extract-1.csv"]
    assert stopped.note.startswith(STOPPED)
    assert (stopped.tally.rows_read, stopped.tally.accepted, stopped.tally.refused) == (0, 0, 0)
    assert stopped.rejects == ""
    assert taken["extract-2.csv"].tally.rows_read == 241
    kept = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert len(kept) >= 4
    assert not [path for path in kept if PLANTED.encode() in path.read_bytes()]
    (told,) = findings([], [stopped], [], [])
    assert (told["kind"], told["severity"]) == ("personal data", "blocks")
    assert "Victim Name" in told["found"] and PLANTED not in told["found"]


def test_what_a_file_refused_before_it_was_stopped_is_taken_away(tmp_path: Path) -> None:
    clean = [HEAD[:5], ["1", f"{PLANTED}", "1", "1", "28A"], ["2", "31/03/2004", "1", "1", "28A"]]
    extract(tmp_path, clean, "extract-1.csv")
    (receipt,) = take_in(tmp_path).receipts
    assert receipt.tally.refused == 1 and receipt.rejects
    extract(tmp_path, table(), "extract-1.csv")
    (receipt,) = take_in(tmp_path).receipts
    assert receipt.note.startswith(STOPPED) and receipt.rejects == ""
    assert not list((tmp_path / "store" / "refused").glob("*"))


@pytest.mark.real
def test_no_real_public_file_is_stopped(shared: Path) -> None:
    """Wards called Penn and William Morris, GUIDs, hashes, grid references: nobody's data is in them."""
    ends = (".csv", ".csv.gz", ".xlsx", ".ods", ".xls", ".tab")
    files = [each for each in sorted((shared / "data").rglob("*")) if each.name.lower().endswith(ends)]
    assert len(files) > 150
    stopped = {each.name: found for each in files if (found := search(each))}
    assert stopped == {}
