"""The fingerprint of this very code: the same version of Wulfrun may have been changed by hand."""

import hashlib
from functools import cache
from pathlib import Path

_KINDS = (".py", ".toml", ".html", ".css")


@cache
def code_sha256() -> str:
    """One hash of every file that decides what a build gives."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    for path in sorted(each for each in here.rglob("*") if each.suffix in _KINDS):
        found.update(path.relative_to(here).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()
