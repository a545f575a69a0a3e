"""What work takes: a command in a process of its own, or a function called several times."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Cost(NamedTuple):
    """Seconds on the clock and of the processors, and the most memory held at any moment, in MiB."""

    seconds: float
    processors: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s  {self.processors:6.2f} s of processors  {self.memory:5.0f} MiB"


def measured(command: Sequence[str | Path], log: Path | None = None) -> Cost:
    """What one process took from start to end; an error ends the benchmark."""
    # As installed: modules compiled once, not at every start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with Path(log or os.devnull).open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen([str(each) for each in command], stdout=out, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(process.args)} ended with {process.returncode}")  # type: ignore[arg-type]
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def fastest(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Seconds of the fastest round, as other processes only ever slow one down, and the answer."""
    seconds, answer = [], None
    for _ in range(rounds):
        began = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - began)
    return min(seconds), answer


def demand(what: str, holds: bool) -> None:
    """Print whether a demand holds; a benchmark never fails for being slow on a busy machine."""
    print(f"{'pass' if holds else 'FAIL'}: {what}")
