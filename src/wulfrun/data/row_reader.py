"""Read a file row by row against its layout: slow and plain, and able to say what is wrong with each row."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from wulfrun.data.keys import key_of
from wulfrun.data.layout import Found, Layout, RefusedRow, Row
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.settle import Loose, Places, settle
from wulfrun.data.tables import SAID
from wulfrun.data.taken import Refused, Taken
from wulfrun.definition.model import Source

BROKEN = ""
WITHHELD = "(withheld: the row is about a person)"


def read_rows(
    path: Path,
    layout: Layout,
    source: Source,
    places: Places,
    whole_force: bool,
    file: str,
    area_of: Callable[[str], str] = str,
    seal: Seal | None = None,
) -> Taken:
    """Every row of a file accepted, left outside, or refused with its line and reason.

    `area_of` gives the code of an area that the file names; `seal` keys the references of a layout of
    events. Raises NotThisLayout where the file as a whole is something else.
    """
    found: list[Found] = []
    identities: list[int] = []
    refused: list[Refused] = []
    outside = 0
    for line, row in layout.opens(path, source):
        if BROKEN in row:
            refused.append(Refused(line, row[BROKEN], _text(row, layout)))
            continue
        try:
            accepted = layout.accepts(row, source)
            if accepted is not None and accepted.area:
                accepted = replace(accepted, area=area_of(accepted.area))
        except RefusedRow as reason:
            refused.append(Refused(line, str(reason), _text(row, layout)))
            continue
        if accepted is None:
            outside += 1
        else:
            found.append(accepted)
            identities.append(_identity(row) if not accepted.key else 0)
    loose = _loose(found, identities)
    if layout.events:
        loose = replace(loose, said=_said(found, seal))
    return settle(loose, places, layout.points, whole_force, file, tuple(refused), outside)


def _loose(found: list[Found], identities: list[int]) -> Loose:
    codes = {word: number for number, word in enumerate(dict.fromkeys(each.code for each in found))}
    lsoas = {
        word: number for number, word in enumerate(dict.fromkeys(each.lsoa for each in found if each.lsoa))
    }
    count = len(found)
    named = tuple(each.area for each in found) if any(each.area for each in found) else None

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


def _said(found: list[Found], seal: Seal | None) -> pa.Table:
    """What rows say beside what is counted; references only ever as keyed pseudonyms or encrypted."""
    if seal is None and any(each.who or each.other for each in found):
        raise ValueError("rows about persons were read without a key")
    columns = {
        "who": [seal.who(each.who) if seal and each.who else 0 for each in found],
        "other": [seal.who(each.other) if seal and each.other else 0 for each in found],
        "day": [each.day for each in found],
        "until": [each.until for each in found],
        "more": [json.dumps(dict(each.more), sort_keys=True, ensure_ascii=False) for each in found],
        "sealed": [seal.sealed(each.who) if seal and each.who else None for each in found],
    }
    return pa.table(columns, schema=SAID)


def _text(row: Mapping[str, str], layout: Layout) -> str:
    if layout.personal:
        return WITHHELD
    return " | ".join(str(value) for key, value in row.items() if key != BROKEN)
