"""Compile the kernels beside their sources, with the C compiler that is there: python -m this module.

The installation does it (hatch_build.py), which loads this file alone: it imports nothing of ours.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE / "near_repeats.c"
# No fused multiply-add: distances must round as NumPy's do, or the same pair could fall into another band.
FLAGS = ("-O3", "-std=c99", "-fPIC", "-shared", "-ffp-contract=off")


def library_name() -> str:
    """What the library is called on this system."""
    return "near_repeats" + {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")


def compiler() -> str | None:
    """The C compiler: what CC names, else cc, gcc or clang, whichever is found first."""
    return next(
        (
            found
            for name in (os.environ.get("CC"), "cc", "gcc", "clang")
            if name and (found := shutil.which(name))
        ),
        None,
    )


def compile_into(folder: Path) -> str:
    """Put the library into a folder, unless one newer than its source is there; say why not, or nothing."""
    made = folder / library_name()
    if made.exists() and made.stat().st_mtime >= max(
        each.stat().st_mtime for each in (SOURCE, Path(__file__))
    ):
        return ""
    found = compiler()
    if found is None:
        return "there is no C compiler (cc, gcc or clang)"
    unfinished = made.with_name(f"{made.name}.{os.getpid()}.part")
    try:
        done = subprocess.run(
            [found, *FLAGS, "-o", str(unfinished), str(SOURCE)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            return f"{found} could not compile {SOURCE.name}: {done.stderr.strip()[-500:]}"
        unfinished.replace(made)
    except OSError as error:
        return f"{found} could not be run: {error}"
    finally:
        unfinished.unlink(missing_ok=True)
    return ""


if __name__ == "__main__":
    sys.exit(compile_into(HERE) or 0)
