"""The file handed to an agency: filled in as it asks, it is read back by its own layout."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wulfrun.data.contract_text import example_rows, has_template
from wulfrun.data.inputs import head_of
from wulfrun.data.layout import Layout
from wulfrun.data.sources import layouts
from wulfrun.data.template_file import csv_template, write_template, xlsx_template
from wulfrun.data.text_rows import BROKEN
from wulfrun.definition.model import Source
from wulfrun.words.errors import DataError, DefinitionError

LAYOUTS = layouts()
FILLED_IN = [name for name, layout in LAYOUTS.items() if has_template(layout)]


def fill(path: Path, layout: Layout) -> None:
    """Write the example rows under the header, as somebody at the agency would."""
    names = [each.name for each in layout.fields]
    rows = [[row.get(name, "") for name in names] for row in example_rows(layout)]
    if path.suffix == ".csv":
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    book = load_workbook(path)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            book["Data"].cell(number, column, value or None)
    book.save(path)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", FILLED_IN)
def test_a_template_filled_with_its_examples_is_read_without_a_refused_row(
    name: str, suffix: str, tmp_path: Path
) -> None:
    layout, path = LAYOUTS[name], tmp_path / f"filled{suffix}"
    write_template(layout, path)
    fill(path, layout)
    assert layout.recognises(path, head_of(path))
    source = Source(layout=name, agency="agency")
    rows = dict(layout.opens(path, source))
    assert len(rows) == 3 and not any(BROKEN in row for row in rows.values())
    assert [layout.accepts(row, source) for row in rows.values()].count(None) == 0


@pytest.mark.parametrize("name", FILLED_IN)
def test_a_filled_template_is_known_by_no_other_layout(name: str, tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx"):
        path = tmp_path / f"filled{suffix}"
        write_template(LAYOUTS[name], path)
        fill(path, LAYOUTS[name])
        assert [each for each, layout in LAYOUTS.items() if layout.recognises(path, head_of(path))] == [name]


@pytest.mark.parametrize("name", FILLED_IN)
def test_the_same_template_is_the_same_bytes(name: str) -> None:
    assert xlsx_template(LAYOUTS[name]) == xlsx_template(LAYOUTS[name])
    assert csv_template(LAYOUTS[name]) == csv_template(LAYOUTS[name])


@pytest.mark.parametrize("name", FILLED_IN)
def test_the_workbook_checks_what_is_typed_and_explains_every_field(name: str) -> None:
    layout = LAYOUTS[name]
    book = load_workbook(io.BytesIO(xlsx_template(layout)))
    data, notes = book["Data"], book["Notes"]
    assert [cell.value for cell in data[1]] == [each.name for each in layout.fields]
    assert data.freeze_panes == "A2"
    colours = {cell.value: cell.fill.fgColor.rgb for cell in data[1]}
    needed = {colours[each.name] for each in layout.fields if each.required}
    assert needed.isdisjoint({colours[each.name] for each in layout.fields if not each.required})
    checks = {str(each.sqref).split(":")[0]: each for each in data.data_validations.dataValidation}
    explained = {row[0].partition(": ")[2]: row[1] for row in notes.iter_rows(min_row=7, values_only=True)}
    for column, each in enumerate(layout.fields, 1):
        check = checks[f"{data.cell(2, column).coordinate}"]
        if words := (("yes", "no") if each.kind == "yes or no" else each.values):
            assert check.type == "list"
            sheet, cells = check.formula1.lstrip("=").split("!")
            listed = book[sheet.strip("'")][cells.replace("$", "")]
            assert tuple(cell.value for (cell,) in listed) == tuple(words)
        else:
            kinds = {"date": "date", "whole number": "whole", "number": "decimal"}
            assert check.type == kinds.get(each.kind)
        assert explained[each.name].startswith(each.about)


def test_a_published_table_has_no_template_and_the_message_says_why(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"'police-street' has no template: .*as it is published"):
        write_template(LAYOUTS["police-street"], tmp_path / "a.xlsx")


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("filled in")
    with pytest.raises(DataError, match="already there"):
        write_template(LAYOUTS["police-extract"], path)
    assert path.read_text() == "filled in"
    with pytest.raises(DefinitionError, match=r"ends in .xlsx or .csv"):
        write_template(LAYOUTS["police-extract"], tmp_path / "a.doc")
    with pytest.raises(DataError, match="cannot be written"):
        write_template(LAYOUTS["police-extract"], tmp_path / "no" / "a.csv")
