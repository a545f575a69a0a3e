"""Read a file row by row against its layout: slow and plain, and able to say what is wrong with each row."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from wulfrun.data.completeness import Filled
from wulfrun.data.keys import key_of
from wulfrun.data.layout import Found, Layout, RefusedRow, Row
from wulfrun.data.pseudonyms import Seal, normal
from wulfrun.data.settle import Loose, Places, settle
from wulfrun.data.tables import SAID
from wulfrun.data.taken import Refused, Taken
from wulfrun.definition.model import Source

BROKEN = ""
WITHHELD = "(withheld: the row is about a person)"
HIDDEN = "(withheld)"

# A value quoted in a reason: between marks that do not stand inside a word ("client's").
_QUOTED = re.compile(r"(?<!\w)'.*?'(?!\w)", re.DOTALL)
# A day that is not one of the examples of how to write it ("such as 31/03/2008 or 2008-03-31").
_DAY = re.compile(r"(?<!such as )(?<! or )(?<![\w/.-])(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})(?![\w/-])")
_SHORTEST = 4


def read_rows(
    path: Path,
    layout: Layout,
    source: Source,
    places: Places,
    whole_force: bool,
    file: str,
    area_of: Callable[[str], str] = str,
    seal: Seal | None = None,
    marks: Callable[[Found], int] = lambda found: 0,
) -> Taken:
    """Every row of a file accepted, left outside, or refused with its line and reason.

    `area_of` gives the code of an area that the file names; `seal` keys the references of a layout of
    events; `marks` gives what rules make of its words. Raises NotThisLayout where the file as a whole is
    something else.
    """
    found: list[Found] = []
    identities: list[int] = []
    refused: list[Refused] = []
    outside = 0
    filled = Filled(layout, source)
    for line, row in layout.opens(path, source):
        if BROKEN in row:
            refused.append(Refused(line, _reason(row[BROKEN], row, layout), _text(row, layout)))
            continue
        try:
            accepted = layout.accepts(row, source)
            if accepted is not None and accepted.area:
                accepted = replace(accepted, area=area_of(accepted.area))
        except RefusedRow as reason:
            refused.append(Refused(line, _reason(str(reason), row, layout), _text(row, layout)))
            continue
        if accepted is None:
            outside += 1
        else:
            if not layout.open:
                filled.add(row)
            if more := marks(accepted):
                accepted = replace(accepted, flags=accepted.flags | more)
            found.append(accepted)
            identities.append(_identity(row) if not accepted.key else 0)
    loose = _loose(found, identities)
    if layout.events:
        loose = replace(loose, said=_said(found, seal, layout))
    taken = settle(loose, places, layout.points, whole_force, file, tuple(refused), outside, layout.placed)
    if layout.open:
        return taken
    return replace(taken, tally=replace(taken.tally, filled=filled.counts))


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
        start=real(lambda each: each.start),
        end=real(lambda each: each.end),
    )


def _identity(row: Row) -> int:
    digest = hashlib.blake2b("\x1f".join(row.values()).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _said(found: list[Found], seal: Seal | None, layout: Layout) -> pa.Table:
    """What rows say beside what is counted; references only ever as keyed pseudonyms or encrypted.

    What `more` says under the name of a personal field is a reference too (of an address, say).
    """
    personal = {each.name for each in layout.fields if each.personal}

    def more(each: Found) -> str:
        words = {
            name: seal.keyed(name, normal(word)) if seal and name in personal else word
            for name, word in each.more.items()
        }
        return json.dumps(words, sort_keys=True, ensure_ascii=False)

    if seal is None and any(personal & set(each.more) for each in found):
        raise ValueError("rows about persons were read without a key")
    if seal is None and any(each.who or each.other for each in found):
        raise ValueError("rows about persons were read without a key")
    columns = {
        "who": [seal.who(each.who) if seal and each.who else 0 for each in found],
        "other": [seal.who(each.other) if seal and each.other else 0 for each in found],
        "day": [each.day for each in found],
        "until": [each.until for each in found],
        "more": [more(each) for each in found],
        "sealed": [seal.sealed(each.who) if seal and each.who else None for each in found],
    }
    return pa.table(columns, schema=SAID)


def _text(row: Mapping[str, str], layout: Layout) -> str:
    if layout.personal:
        return WITHHELD
    return " | ".join(str(value) for key, value in row.items() if key != BROKEN)


def _reason(reason: str, row: Mapping[str, str], layout: Layout) -> str:
    """Why a row was refused; of a row about a person without what the row says."""
    if not layout.personal:
        return reason
    said = {str(each).strip() for name, each in row.items() if name != BROKEN} - {""}
    for value in sorted(said, key=lambda each: (-len(each), each)):
        reason = reason.replace(f"'{value}'", HIDDEN)
        # A number, a day or a reference that a reason gives without quotation marks.
        if len(value) >= _SHORTEST and any(letter.isdigit() for letter in value):
            reason = re.sub(rf"(?<![\w/.-]){re.escape(value)}(?![\w/-])", HIDDEN, reason)
    return _DAY.sub(HIDDEN, _QUOTED.sub(HIDDEN, reason))
