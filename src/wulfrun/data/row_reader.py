"""Read a file row by row against its layout: slow and plain, and able to say what is wrong with each row."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from wulfrun.data.keys import key_of
from wulfrun.data.layout import Found, Layout, RefusedRow, Row
from wulfrun.data.settle import Loose, Places, settle
from wulfrun.data.taken import Refused, Taken
from wulfrun.definition.model import Source

BROKEN = ""


def read_rows(
    path: Path,
    layout: Layout,
    source: Source,
    places: Places,
    whole_force: bool,
    file: str,
    area_of: Callable[[str], str] = str,
) -> Taken:
    """Every row of a file accepted, left outside, or refused with its line and reason.

    `area_of` gives the code of an area that the file names. Raises NotThisLayout where the file as a
    whole is something else.
    """
    found: list[Found] = []
    identities: list[int] = []
    refused: list[Refused] = []
    outside = 0
    for line, row in layout.opens(path, source):
        if BROKEN in row:
            refused.append(Refused(line, row[BROKEN], _text(row)))
            continue
        try:
            accepted = layout.accepts(row, source)
        except RefusedRow as reason:
            refused.append(Refused(line, str(reason), _text(row)))
            continue
        if accepted is None:
            outside += 1
        else:
            found.append(accepted)
            identities.append(_identity(row) if not accepted.key else 0)
    return settle(
        _loose(found, identities, area_of), places, layout.points, whole_force, file, tuple(refused), outside
    )


def _loose(found: list[Found], identities: list[int], area_of: Callable[[str], str]) -> Loose:
    codes = {word: number for number, word in enumerate(dict.fromkeys(each.code for each in found))}
    lsoas = {
        word: number for number, word in enumerate(dict.fromkeys(each.lsoa for each in found if each.lsoa))
    }
    count = len(found)
    named = tuple(area_of(each.area) for each in found) if any(each.area for each in found) else None

    def whole(values: Callable[[Found], int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.fromiter((values(each) for each in found), np.int64, count)

    def real(values: Callable[[Found], float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        plain = (values(each) for each in found)
        return np.fromiter((np.nan if value is None else value for value in plain), np.float64, count)

    return Loose(
        key=np.fromiter((key_of(each.key) for each in found), np.uint64, count),
        month=whole(lambda each: each.month),
        code=whole(lambda each: codes[each.code]),
        code_words=tuple(codes),
        flags=whole(lambda each: each.flags),
        lsoa=whole(lambda each: lsoas.get(each.lsoa, -1)),
        lsoa_words=tuple(lsoas),
        x=real(lambda each: each.x),
        y=real(lambda each: each.y),
        n=whole(lambda each: each.n),
        identity=np.array(identities, np.uint64),
        named=named,
    )


def _identity(row: Row) -> int:
    digest = hashlib.blake2b("\x1f".join(row.values()).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _text(row: Mapping[str, str]) -> str:
    return " | ".join(str(value) for key, value in row.items() if key != BROKEN)
