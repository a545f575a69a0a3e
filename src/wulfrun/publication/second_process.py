"""A second process that works towards this one, where the machine has a processor for it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def second_process(module: str, jobs: Any, folder: Path) -> Iterator[None]:
    """Hand `jobs` (JSON) to a module of ours run as a program, and wait for it; where this one fails, end it.

    Nothing is started without jobs or on one processor. `folder` holds what is handed over meanwhile.
    """
    helper = _started(module, jobs, folder) if jobs and (os.cpu_count() or 1) > 1 else None
    try:
        yield
    except BaseException:
        if helper:
            helper.terminate()
        raise
    finally:
        if helper:
            helper.wait()


def _started(module: str, jobs: Any, folder: Path) -> "subprocess.Popen[bytes]":
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(json.dumps(jobs).encode())
        file.seek(0)
        return subprocess.Popen([sys.executable, "-m", module], stdin=file, stdout=subprocess.DEVNULL)
