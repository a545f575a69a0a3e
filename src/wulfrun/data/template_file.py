"""The file handed to an agency: one column a field, drop-downs where words are fixed, notes beside it."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

from wulfrun.data.contract_text import has_template
from wulfrun.data.layout import Field, Kind, Layout
from wulfrun.words.errors import DataError, DefinitionError

DATA, NOTES, WORDS = "Data", "Notes", "Words"
ROWS = 50_000
YES_OR_NO = ("yes", "no")

# Excel refuses a longer hint or heading.
_HINT, _HEADING = 255, 32
_HOW: dict[Kind, str] = {
    "text": "any text",
    "date": "a day, such as 31/03/2008",
    "time": "a moment or a time of day",
    "whole number": "a whole number, 0 or more",
    "number": "a number",
    "code": "a code or reference",
    "yes or no": "yes or no",
    "choice": "one of the words allowed",
}
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2059, 12, 31)
_MADE = datetime(2000, 1, 1)


def write_template(layout: Layout, path: Path) -> None:
    """Write the template of a layout, as CSV or XLSX by the file's suffix; the same bytes every time.

    DefinitionError where the layout has none or the suffix is another; DataError where the file is there.
    """
    if not has_template(layout):
        raise DefinitionError(
            f"'{layout.name}' has no template: {layout.publisher or 'its publisher'} fixes the form of the "
            f"file. Use the file as it is published; `wulfrun sources {layout.name}` lists its fields."
        )
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise DefinitionError(f"The template is to be '{path}'; expected a name that ends in .xlsx or .csv.")
    content = csv_template(layout) if suffix == ".csv" else xlsx_template(layout)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise DataError(
            f"{path} is already there, perhaps filled in. Give another name, or move it away first."
        ) from None
    except OSError as error:
        raise DataError(f"{path} cannot be written ({error.strerror}). Give another name.") from None


def csv_template(layout: Layout) -> bytes:
    """The header alone, marked as UTF-8 so that a spreadsheet opens it as such."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([each.name for each in layout.fields])
    return out.getvalue().encode("utf-8-sig")


def xlsx_template(layout: Layout) -> bytes:
    """A sheet to fill in, a sheet of notes, and the words of the drop-downs."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": layout.title, "created": _MADE})
    data, notes = book.add_worksheet(DATA), book.add_worksheet(NOTES)
    chosen = [each for each in layout.fields if _words(each)]
    words = book.add_worksheet(WORDS) if chosen else None
    heads = {
        True: book.add_format({"bold": True, "bg_color": "#FFDD00", "bottom": 1}),
        False: book.add_format({"bold": True, "bg_color": "#F3F2F1", "bottom": 1}),
    }
    forms = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({"num_format": "General"}),
    }
    for column, each in enumerate(layout.fields):
        kind = {"date": "date", "whole number": "number", "number": "number"}.get(each.kind, "text")
        data.set_column(column, column, max(14, len(each.name) + 4), forms[kind])
        data.write_string(0, column, each.name, heads[each.required])
        place = chosen.index(each) if each in chosen else 0
        data.data_validation(1, column, ROWS, column, _validation(each, place))
    data.freeze_panes(1, 0)
    if words is not None:
        _write_words(words, chosen, heads[False])
    _write_notes(notes, layout, heads, book.add_format({"text_wrap": True, "valign": "top"}))
    data.activate()
    book.close()
    return out.getvalue()


def _words(each: Field) -> tuple[str, ...]:
    return YES_OR_NO if each.kind == "yes or no" else each.values


def _validation(each: Field, place: int) -> dict[str, Any]:
    """What Excel lets be typed into the column, with a hint; a blank is let pass, for the receipt to tell."""
    needed = "Needed. " if each.required else ""
    unit = f" ({each.unit})" if each.unit else ""
    hint = {
        "input_title": each.name[:_HEADING],
        "input_message": f"{needed}{each.about}{unit}. Example: {each.example}"[:_HINT],
        "ignore_blank": True,
    }
    if listed := _words(each):
        column = _letters(place)
        found = f"='{WORDS}'!${column}$2:${column}${len(listed) + 1}"
        return {"validate": "list", "source": found, "error_message": "Choose one of the words.", **hint}
    if each.kind == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": _LAST_DAY,
            "error_message": "Write a day, such as 31/03/2008.",
            **hint,
        }
    if each.kind in ("whole number", "number"):
        whole = each.kind == "whole number"
        return {
            "validate": "integer" if whole else "decimal",
            "criteria": "between",
            "minimum": 0 if whole else -(10**9),
            "maximum": 10**9,
            "error_message": "Write a whole number, 0 or more." if whole else "Write a number.",
            **hint,
        }
    return {"validate": "any", **hint}


def _write_words(sheet: Any, chosen: list[Field], head: Any) -> None:
    for column, each in enumerate(chosen):
        sheet.set_column(column, column, 28)
        sheet.write_string(0, column, f"words for {each.name}", head)
        for row, word in enumerate(_words(each), 1):
            sheet.write_string(row, column, word)


def _write_notes(sheet: Any, layout: Layout, heads: dict[bool, Any], wrapped: Any) -> None:
    """One row a field. No cell says a field's bare name, so that no row is ever taken for the header."""
    facts = [
        layout.title,
        f"For: {layout.publisher}. Law: {layout.law}.",
        f"Fill in the sheet '{DATA}', one row each; do not rename its columns. Those in yellow are needed.",
        "Leave a cell blank where something is not known. Write no names, full postcodes or dates of birth.",
    ]
    for row, text in enumerate(facts):
        sheet.write_string(row, 0, text)
    columns = (
        ("Where in the sheet", 36),
        ("What it says", 60),
        ("How it is written", 34),
        ("Words allowed", 50),
        ("An example", 24),
    )
    start = len(facts) + 1
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width, wrapped if column else None)
        sheet.write_string(start, column, title, heads[False])
    for row, each in enumerate(layout.fields, start + 1):
        said = (
            f"Column {_letters(row - start - 1)}: {each.name}",
            f"{each.about} ({'needed' if each.required else 'may be blank'})",
            _HOW[each.kind] + (f", in {each.unit}" if each.unit else ""),
            ", ".join(_words(each)),
            each.example,
        )
        for column, text in enumerate(said):
            sheet.write_string(row, column, text)


def _letters(column: int) -> str:
    """A column's letters.

    >>> [_letters(each) for each in (0, 25, 26)]
    ['A', 'Z', 'AA']
    """
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
