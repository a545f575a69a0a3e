"""The rows among which a header may stand, read once for all the layouts that look at a file."""

from functools import lru_cache
from itertools import islice
from pathlib import Path

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.sheet_rows import TITLE_ROWS, is_workbook, sheets_of
from wulfrun.data.text_rows import DELIMITERS, delimited_lines, plain
from wulfrun.words.errors import DataError

Heads = tuple[frozenset[str], ...]


def head_rows(path: Path) -> Heads:
    """The first rows of every sheet of a workbook, as plain words; none where it cannot be read."""
    if not path.is_file() or not is_workbook(path):
        return ()
    seen = path.stat()
    return _of_workbook(str(path), seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=64)
def text_head_rows(head: str) -> Heads:
    """The first rows of a text with each delimiter, as plain words; the last line may be cut off."""
    found: list[frozenset[str]] = []
    lines = head.splitlines(keepends=True)
    for delimiter in DELIMITERS:
        if delimiter not in head:
            continue
        rows = islice(delimited_lines(lines, delimiter), TITLE_ROWS + 1)
        found += [_plain(cells) for _, cells, _ in rows if isinstance(cells, list)]
    return tuple(found)


@lru_cache(maxsize=16)
def _of_workbook(path: str, modified: int, size: int) -> Heads:
    try:
        return tuple(
            _plain(cells) for _, rows in sheets_of(Path(path)) for _, cells in islice(rows, TITLE_ROWS + 1)
        )
    except (DataError, NotThisLayout):
        return ()


def _plain(cells: list[str]) -> frozenset[str]:
    return frozenset(filter(None, map(plain, cells)))
