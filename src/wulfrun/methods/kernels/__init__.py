"""Compiled kernels, where the installation could compile them; each has a twin in NumPy beside its caller."""

import ctypes
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ENDINGS = (".so", ".dylib", ".dll")
# What the C file says of itself: a library made from an older file is left alone.
VERSION = 2


@cache
def near_repeats() -> ctypes.CDLL | None:
    """The library of near_repeats.c; None where it was not compiled, or not for this machine."""
    for ending in ENDINGS:
        path = HERE / f"near_repeats{ending}"
        if path.exists() and (found := opened(path)) is not None:
            return found
    return None


def opened(path: Path) -> ctypes.CDLL | None:
    """A library that can be used here; None for one of another machine or another version."""
    try:
        library = ctypes.CDLL(str(path))
        version = library.near_repeats_version
    except (OSError, AttributeError):
        return None
    version.restype = ctypes.c_int64
    return library if version() == VERSION else None
