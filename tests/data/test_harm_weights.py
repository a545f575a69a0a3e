"""Weights are read as published files hold them, and a row that cannot be read is refused with its reason."""

import hashlib
from pathlib import Path

import openpyxl
import pytest

from wulfrun.data.harm_weights import Weights, read_weights
from wulfrun.definition.harm import HarmIndex
from wulfrun.words.errors import DataError

TITLES = "Weights of a test,,\n,,\nDraft of nobody,,\n"
ROWS = (
    'Offence code,Offence,Weight\n001,Murder,"7,000"\n 28a,Burglary,400\n"58A, 58B and 58C",Damage,12\n'
    "105A,Assault,abc\nOther,Everything,5\n28A,Burglary again,300\n46,Shoplifting,\n"
    "Note: made up,,\n8F,Wounding,-2\n"
)


def index(file: str, **more: str) -> HarmIndex:
    declared = {"title": "A test", "code": "Offence code", "weight": "Weight", "name": "Offence"}
    return HarmIndex.model_validate({**declared, "file": file, "source": "A test", "licence": "None", **more})


def read(folder: Path, text: str) -> Weights:
    (folder / "weights.csv").write_text(text, "utf-8")
    return read_weights(index("weights.csv"), folder)


def test_codes_are_found_below_titles_and_written_in_their_shortest_form(tmp_path: Path) -> None:
    found = read(tmp_path, TITLES + ROWS)
    assert found.by_code == {"1": 7000, "28A": 400, "58A": 12, "58B": 12, "58C": 12}
    assert found.names["58B"] == "Damage"
    assert found.sha256 == hashlib.sha256((TITLES + ROWS).encode()).hexdigest()


def test_every_row_that_cannot_be_read_is_refused_with_its_line_and_reason(tmp_path: Path) -> None:
    assert read(tmp_path, TITLES + ROWS).refused == (
        (8, "the weight of 105A is 'abc'; expected a number of 0 or more"),
        (9, "'Other' is no Home Office offence code; expected one such as 28A or 105B"),
        (10, "code 28A has the weight 400 above and 300 here; the first is kept"),
        (11, "code 46 has no weight"),
        (13, "the weight of 8F is '-2'; expected a number of 0 or more"),
    )


def test_a_workbook_gives_the_same_weights_from_the_sheet_that_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes, sheet = book.active, book.create_sheet("Weights 2099")
    notes.append(["Nothing here"])  # type: ignore[union-attr]
    for row in (
        ["A title"],
        [],
        ["Offence code", "Offence", "Weight"],
        [1, "Murder", 7000],
        ["28A", "B", 400],
    ):
        sheet.append(row)
    book.save(tmp_path / "weights.xlsx")
    found = read_weights(index("weights.xlsx", sheet="Weights 2099"), tmp_path)
    assert found.by_code == {"1": 7000, "28A": 400} and found.refused == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Code,Offence,Weight\n1,Murder,5\n", "no column 'Offence code'"),
        ("Offence code,Offence,Weight\nOther,Everything,5\n", "no row has an offence code under"),
    ],
)
def test_a_file_without_weights_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_told_with_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Wulfrun ships no weights: download the publisher's own file"):
        read_weights(index("nowhere.csv"), tmp_path)
