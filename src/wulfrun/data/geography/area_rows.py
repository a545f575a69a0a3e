"""Rows of a table of areas, whatever kind of file it came in: CSV, packed CSV, Parquet or a workbook."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.sheet_rows import cell_text, is_workbook, read_sheets
from wulfrun.data.text_rows import BROKEN, read_delimited
from wulfrun.words.errors import DataError, did_you_mean

Row = dict[str, str]


def area_rows(
    path: Path, required: Sequence[str], what: str, code: str = "", known: Collection[str] = ()
) -> Iterator[tuple[str, Row]]:
    """(where it stands, row as text) of every row; with `known`, only rows whose `code` is one of them.

    DataError where the file is missing, has no such columns, or has a row that is broken as a row.
    """
    if not path.exists():
        raise DataError(
            f"{path}: {what} is not there. Put the file there, or mend its name in partnership.toml."
        )
    try:
        for place, row in _rows(path, list(dict.fromkeys(required)), what, code, known):
            if BROKEN in row:
                raise DataError(f"{path}, {place}: {row[BROKEN]}. Mend the row or download the file again.")
            if not known or row[code].strip() in known:
                yield f"{path}, {place}", row
    except NotThisLayout as refusal:
        raise DataError(f"{path}: {refusal}") from refusal


def _rows(
    path: Path, required: Sequence[str], what: str, code: str, known: Collection[str]
) -> Iterator[tuple[str, Row]]:
    if path.suffix == ".parquet":
        yield from _parquet(path, required, what, code, known)
        return
    rows = (
        read_sheets(path, required, what=what)
        if is_workbook(path)
        else read_delimited(path, required, what=what)
    )
    unit = "row" if is_workbook(path) else "line"
    for line, row in rows:
        yield f"{unit} {line}", row


def _parquet(
    path: Path, required: Sequence[str], what: str, code: str, known: Collection[str]
) -> Iterator[tuple[str, Row]]:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            f"{path}: this cannot be read as {what} ({error}); download the file again."
        ) from error
    for wanted in required:
        if wanted not in table.column_names:
            raise DataError(
                f"{path}: there is no column '{wanted}'. {did_you_mean(wanted, table.column_names)}"
            )
    if known:
        codes = pc.utf8_trim_whitespace(table[code].cast(pa.string()))
        table = table.filter(pc.is_in(codes, value_set=pa.array(sorted(known), pa.string())))
    for number, row in enumerate(table.to_pylist(), 1):
        yield f"row {number}", {key: "" if value is None else cell_text(value) for key, value in row.items()}
