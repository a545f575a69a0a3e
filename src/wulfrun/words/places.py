"""Where files are, and how codes of places and offences are written."""

import os
import re
from pathlib import Path

_SHARED = "$WULFRUN_SHARED"
_OFFENCE = re.compile(r"0*(\d{1,3})\s*([A-Z]?)(?:[./](\d{1,2}))?")
_LSOA = re.compile(r"[EW]01\d{6}")


def shared_folder() -> Path:
    """The folder of real public data: WULFRUN_SHARED, or ../shared."""
    return Path(os.environ.get("WULFRUN_SHARED", "../shared")).absolute()


def resolve(folder: Path, text: str) -> Path:
    """A declared file as a path: absolute, under $WULFRUN_SHARED, or under the partnership's folder."""
    if text.startswith(_SHARED):
        return shared_folder() / text[len(_SHARED) :].lstrip("/")
    return folder / text


def is_lsoa(code: str) -> bool:
    """Say whether a text has the form of an LSOA code of England or Wales.

    >>> is_lsoa("E01010410"), is_lsoa("E08000031")
    (True, False)
    """
    return bool(_LSOA.fullmatch(code))


def offence_code(text: str) -> str | None:
    """Write a Home Office offence code in its shortest form; None where it is none.

    >>> offence_code("028a"), offence_code("37.2"), offence_code("048"), offence_code("n/a")
    ('28A', '37.2', '48', None)
    """
    match = _OFFENCE.fullmatch(text.strip().upper())
    if not match:
        return None
    return match[1] + match[2] + (f".{int(match[3])}" if match[3] else "")
