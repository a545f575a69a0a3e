"""The store: what has been taken in, by content; and the lock that lets one build run at a time."""

import fcntl
import json
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wulfrun.data.release import sha256
from wulfrun.words.errors import BuildError


@dataclass(frozen=True)
class Store:
    """The derived folder beside a definition; it may be deleted at any time."""

    root: Path

    @property
    def records(self) -> Path:
        """Batches of accepted records."""
        return self.root / "records"

    @property
    def releases(self) -> Path:
        """Finished releases and the one being built."""
        return self.root / "releases"

    @property
    def charts(self) -> Path:
        """Drawn charts, by the hash of what they show."""
        return self.root / "charts"

    @property
    def current(self) -> Path:
        """The symbolic link to the release in force."""
        return self.root / "current"

    def current_release(self) -> Path | None:
        """The folder of the release in force, or None before the first build."""
        return self.current.resolve() if self.current.exists() else None


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold the store for one build; a second build is told who holds it.

    The lock is the operating system's, so it is free again however the holder ends.
    """
    store.root.mkdir(parents=True, exist_ok=True)
    with (store.root / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise BuildError(
                f"{store.root}: another build is running ({holder}). "
                "Wait until it has ended, then build again."
            ) from error
        file.truncate(0)
        started = time.strftime("%Y-%m-%d %H:%M:%S")
        file.write(f"process {os.getpid()} on {socket.gethostname()}, since {started}")
        file.flush()
        yield
        file.truncate(0)


class Hashes:
    """SHA-256 of input files; a file whose size and time have not changed is not read again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            self.known = json.loads(path.read_text("utf-8"))

    def of(self, path: Path) -> str:
        """The SHA-256 of a file's content."""
        status = path.stat()
        stamp = [status.st_size, status.st_mtime_ns]
        entry = self.known.get(str(path))
        # A file changed within the clock's grain could keep its stamp: only settled files are trusted.
        if entry and entry[:2] == stamp and time.time_ns() - status.st_mtime_ns > 2_000_000_000:
            return str(entry[2])
        found = sha256(path)
        self.known[str(path)] = [*stamp, found]
        return found

    def save(self) -> None:
        """Keep what was learnt for the next build."""
        write_whole(self.path, json.dumps(self.known, sort_keys=True))


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, "utf-8")
    part.replace(path)


def point_to(link: Path, target: Path) -> None:
    """Make a symbolic link lead to `target` in one step, whatever it led to before."""
    link.parent.mkdir(parents=True, exist_ok=True)
    fresh = link.with_name(f"{link.name}.{os.getpid()}.part")
    with suppress(FileNotFoundError):
        fresh.unlink()
    fresh.symlink_to(os.path.relpath(target, link.parent))
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    fresh.replace(link)


def sweep(folder: Path, keep: set[str]) -> None:
    """Remove what is not named in `keep`: leftovers of builds that died, batches no longer used."""
    if not folder.exists():
        return
    for path in folder.iterdir():
        if path.name not in keep:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
