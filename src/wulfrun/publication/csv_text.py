"""CSV whose bytes depend on the content alone: UTF-8, line feeds, shortest numbers, true and false."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

_SECRET = ("numerator", "denominator", "value", "lower", "upper")


def without_suppressed(table: pa.Table) -> pa.Table:
    """Blank every number of a suppressed figure, whatever the table holds: bounds and parts leak too."""
    hidden = pc.fill_null(table.column("suppressed"), False)
    for name in _SECRET:
        column = table.column(name)
        blank = pc.if_else(hidden, pa.scalar(None, column.type), column)
        table = table.set_column(table.schema.get_field_index(name), name, blank)
    return table


def write_csv(path: Path, table: pa.Table) -> None:
    """Write a table as CSV; Arrow writes each number in the fewest digits that read back the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write((",".join(table.column_names) + "\n").encode())
        for batch in table.to_batches(max_chunksize=200_000):
            if not batch.num_rows:
                continue
            lines = pc.binary_join_element_wise(
                *(_cells(column) for column in batch.columns),
                ",",
                null_handling="replace",
                null_replacement="",
            )
            file.write(("\n".join(lines.to_pylist()) + "\n").encode())


def _cells(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return pc.cast(column, pa.string())
    awkward = pc.match_substring_regex(column, '[",\r\n]')
    if not pc.any(awkward).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    quoted = pc.binary_join_element_wise(pa.scalar('"'), doubled, pa.scalar('"'), "")
    return pc.if_else(awkward, quoted, column)
