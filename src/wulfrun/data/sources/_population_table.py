"""Tables of population as they are published: an age a column, a year a column, or a count a row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.sheet_rows import TITLE_ROWS, cell_text, is_workbook, sheets_of
from wulfrun.data.sources._ages import EVERY, Ages, group_of, head, sex, written
from wulfrun.data.sources._population_heads import FEWEST_AGES, KNOWN, Heads, heads_of
from wulfrun.data.text_rows import (
    DELIMITERS,
    Unquoted,
    delimited_lines,
    first_characters,
    is_web_page,
    text_lines,
)
from wulfrun.words.places import is_lsoa

WHAT = "a table of population by area"
_MID = re.compile(r"mid[-_ ]?(?:year[-_ ]?)?(?:estimates?[-_ ]?)?((?:19|20)\d{2})", re.IGNORECASE)
_SHORT = re.compile(r"population(\d{2})_")


class Line(NamedTuple):
    """One count as it stands in a table; what the columns do not say is ''."""

    line: int
    area: str
    name: str
    year: str
    sex: str
    age: str
    n: str
    broken: str = ""


def recognises(path: Path, start: str) -> bool:
    """Say whether a file's beginning is that of such a table."""
    if path.suffix == ".parquet":
        return path.is_file() and heads_of(_parquet_names(path)).sure
    if start:
        return any(
            heads_of(cells).sure
            for delimiter in DELIMITERS
            for _, cells, _ in delimited_lines(start.splitlines(keepends=True), delimiter)
            if isinstance(cells, list)
        )
    if not path.is_file() or not is_workbook(path):
        return False
    from wulfrun.data.sources._agency_heads import head_rows

    areas, ages, counts = (KNOWN[name] for name in ("area", "age", "count"))
    for row in head_rows(path):
        wide = sum(1 for text in row if (own := head(text)) and own[1] != EVERY) >= FEWEST_AGES
        if row & areas and (wide or (row & ages and row & counts)):
            return True
    return False


def lines_of(path: Path, wanted: Sequence[str]) -> Iterator[Line]:
    """Every count with its line; of a place that is not wanted its whole line once, without a count.

    `wanted` are names or codes of areas, or how the names of their LSOAs begin; all where there is none.
    Raises NotThisLayout and DataError.
    """
    keys = tuple(each.casefold() for each in wanted)
    read = False
    for where, rows in _tables(path):
        title: list[str] = [where]
        for number, (_, cells) in enumerate(rows):
            if isinstance(cells, list):
                heads = heads_of(cells)
                if heads.told:
                    read = True
                    yield from _counted(heads, rows, _year_in(title), _sex_in(title), keys)
                    break
                title += [each for each in cells if each.strip()]
            if number > TITLE_ROWS:
                break
    if not read:
        raise NotThisLayout(
            f"{path.name} is not {WHAT}; expected a column of area codes and either ages as columns (0, 1, "
            "... 90+), years as columns (Mid-2011: Population), or columns 'age' and 'count'"
        )


def _counted(
    heads: Heads, rows: Iterable[tuple[int, Any]], year: str, own_sex: str, keys: tuple[str, ...]
) -> Iterator[Line]:
    def said(cells: Sequence[str], name: str) -> str:
        place = heads.fields.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    for line, cells in rows:
        if isinstance(cells, Unquoted):
            yield Line(line, "", "", "", "", "", "", cells.reason)
            continue
        area, name = said(cells, "area"), said(cells, "name")
        percent = said(cells, "measure").casefold() in ("percent", "%", "rate")
        if percent or (keys and not _wanted(area, name, keys)):
            if any(cells):
                yield Line(line, area, name, "", "", "", "")
            continue
        cells = [cell_text(each) for each in cells]
        if not any(cells):
            continue
        counts = (*heads.ages, *heads.years, *filter(None, (heads.fields.get("count"),)))
        if not is_lsoa(area) and not any(_cell(cells, place) for place in counts):
            # A note below the table.
            yield Line(line, area or "(note)", name, "", "", "", "")
            continue
        when, who = said(cells, "year") or year, said(cells, "sex") or own_sex
        if heads.years:
            for place, column_year in heads.years.items():
                yield Line(line, area, name, column_year, who, said(cells, "age"), _cell(cells, place))
        elif heads.ages:
            for (column_sex, own), count in _grouped(heads, cells).items():
                yield Line(line, area, name, when, column_sex or who, written(own), count)
        else:
            yield Line(line, area, name, when, who, said(cells, "age"), said(cells, "count"))


def _grouped(heads: Heads, cells: Sequence[str]) -> dict[tuple[str, Ages], str]:
    """Counts of single years of age as counts of groups; a cell that is no number stands for its group."""
    found: dict[tuple[str, Ages], str] = {}
    for place, (own_sex, own) in heads.ages.items():
        key, count = (own_sex, group_of(own)), _cell(cells, place)
        before = found.get(key, "0")
        try:
            total = float(before) + float(count.replace(",", ""))
            found[key] = str(int(total)) if total.is_integer() else str(total)
        except (ValueError, OverflowError):
            found[key] = count if _is_number(before) else before
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _wanted(area: str, name: str, keys: tuple[str, ...]) -> bool:
    code, words = area.casefold(), name.casefold()
    return any(code == key or words == key or words.startswith(f"{key} ") for key in keys)


def _year_in(titles: Sequence[str]) -> str:
    """The year that a name of a file or sheet, or a title above the table, gives for all of it; or ''."""
    for text in reversed(titles):
        if match := _MID.search(text):
            return str(match[1])
        if match := _SHORT.search(text):
            return f"20{match[1]}"
    return ""


def _sex_in(titles: Sequence[str]) -> str:
    """The sex that the name of a sheet or a title gives for all of a table; or ''."""
    for text in reversed(titles):
        for word in re.findall(r"[A-Za-z]+", text):
            if sex(word) in ("F", "M") and len(word) > 1:
                return str(word)
    return ""


def _tables(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, list[str] | Unquoted]]]]:
    """What names each table (the file, and the sheet), and its rows."""
    if path.suffix == ".parquet":
        yield path.name, _parquet(path)
        return
    if is_workbook(path):
        for name, rows in sheets_of(path, WHAT):
            yield f"{path.name} {name}", ((line, list(cells)) for line, cells in rows)
        return
    start = first_characters(path)
    if is_web_page(start):
        raise NotThisLayout(f"{path.name} is a web page, not {WHAT}; download it again")
    if not start.strip("\ufeff\r\n\t "):
        raise NotThisLayout(f"{path.name} is empty or no text file, workbook or Parquet; expected {WHAT}")
    delimiter = max(DELIMITERS, key=start.count)
    yield path.name, ((line, cells) for line, cells, _ in delimited_lines(text_lines(path), delimiter))


def _parquet_names(path: Path) -> list[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowException, OSError):
        return []


def _parquet(path: Path) -> Iterator[tuple[int, list[str] | Unquoted]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise NotThisLayout(f"{path.name} cannot be read as Parquet ({error}); download it again") from error
    yield 0, list(table.column_names)
    columns = [table[name].to_pylist() for name in table.column_names]
    for number, row in enumerate(zip(*columns, strict=True), 1):
        yield number, ["" if value is None else cell_text(value) for value in row]
