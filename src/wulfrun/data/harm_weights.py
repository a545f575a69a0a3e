"""Weights by offence code from a file as published: title rows above, notes below, codes as written."""

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.sheet_rows import TITLE_ROWS, is_workbook, read_sheets
from wulfrun.data.text_rows import Unquoted, delimited_lines, matched_header, named_columns, text_lines
from wulfrun.definition.harm import HarmIndex
from wulfrun.words.errors import DataError
from wulfrun.words.places import offence_code, resolve

_WHAT = "a file of weights by offence code"
# One weight may stand for several codes; a code itself holds no comma, semicolon or 'and'.
_SEVERAL = re.compile(r"[,;&\n]|\band\b", re.IGNORECASE)


@dataclass(frozen=True)
class Weights:
    """The weight of each code in its shortest form, what it means, rows refused and why, the file's hash."""

    by_code: Mapping[str, float]
    names: Mapping[str, str]
    refused: tuple[tuple[int, str], ...]
    sha256: str


def read_weights(index: HarmIndex, folder: Path) -> Weights:
    """The weights that a declaration names; DataError where the file, a column or every weight is missing.

    A row whose code or weight cannot be read is refused with its reason; a row without both is a note. A
    code that comes again with another weight is refused: which one holds nobody can say.
    """
    path = resolve(folder, index.file)
    if not path.exists():
        raise DataError(
            f"{path}: this file of weights is declared as '{index.title}' and is not there. Wulfrun ships no "
            "weights: download the publisher's own file and put it there."
        )
    found: dict[str, float] = {}
    names: dict[str, str] = {}
    refused: list[tuple[int, str]] = []
    try:
        for line, row in _rows(path, index):
            codes, weight = row[index.code].strip(), row[index.weight].strip()
            if not codes or not weight:
                if codes and offence_code(codes):
                    refused.append((line, f"code {codes} has no weight"))
                continue
            reason = _take(codes, weight, (row.get(index.name or "") or "").strip(), found, names)
            if reason:
                refused.append((line, reason))
    except NotThisLayout as refusal:
        raise DataError(str(refusal)) from None
    if not found:
        raise DataError(
            f"{path}: no row has an offence code under '{index.code}' and a number under '{index.weight}'. "
            "Check the columns."
        )
    return Weights(found, names, tuple(refused), hashlib.sha256(path.read_bytes()).hexdigest())


def _take(codes: str, weight: str, name: str, found: dict[str, float], names: dict[str, str]) -> str:
    """Keep a row's weight under each of its codes; gives why it is refused, or ''."""
    number = _number(weight)
    if number is None:
        return f"the weight of {codes} is '{weight}'; expected a number of 0 or more"
    written = [part.strip() for part in _SEVERAL.split(codes) if part.strip()]
    known = {part: offence_code(part) for part in written}
    if wrong := [part for part, code in known.items() if code is None]:
        return f"'{wrong[0]}' is no Home Office offence code; expected one such as 28A or 105B"
    for code in (each for each in known.values() if each is not None):
        if found.get(code, number) != number:
            return f"code {code} has the weight {found[code]:g} above and {number:g} here; the first is kept"
        found[code] = number
        if name:
            names.setdefault(code, name)
    return ""


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _rows(path: Path, index: HarmIndex) -> Iterator[tuple[int, Mapping[str, str]]]:
    required = (index.code, index.weight, *([index.name] if index.name else []))
    if is_workbook(path):
        yield from read_sheets(path, required, re.escape(index.sheet), what=_WHAT)
        return
    names: list[str] = []
    widest: list[str] = []
    for line, fields, _ in delimited_lines(text_lines(path), ","):
        if isinstance(fields, Unquoted):
            continue
        if names:
            yield line, dict(zip(names, [*fields, *[""] * len(names)], strict=False))
        elif set(required) <= set(named_columns(fields, required)):
            names = matched_header(path.name, fields, required, what=_WHAT)
        elif line > TITLE_ROWS:
            break
        else:
            widest = max(widest, fields, key=len)
    if not names:
        matched_header(path.name, widest, required, what=_WHAT)
