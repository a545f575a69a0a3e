"""The files inside what was dropped: a plain file, a folder, a zip (with zips in it), a tar."""

import lzma
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from wulfrun.data.text_rows import first_characters, is_web_page
from wulfrun.words.errors import DataError

DEEPEST = 4
LARGEST = 16 * 2**30

_TARS = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2")
_JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError)


class Member(NamedTuple):
    """One file to read: its name, with the archives and folders it lay in, and where it is just now."""

    name: str
    path: Path


def members(path: Path, scratch: Path) -> Iterator[Member]:
    """Each file in turn; one taken from an archive lies under `scratch` only until the next is asked for.

    Raises DataError for an archive that is damaged, encrypted, nested too deeply, or points outside itself.
    """
    return _inside(path, path.name, scratch, 0)


def _inside(path: Path, name: str, scratch: Path, depth: int) -> Iterator[Member]:
    if path.is_dir():
        for each in sorted(path.iterdir()):
            if not _is_junk(each.name):
                yield from _inside(each, f"{name}/{each.name}", scratch, depth)
    elif not is_archive(name):
        yield Member(name, path)
    elif depth >= DEEPEST:
        raise DataError(f"{name}: archives lie {DEEPEST} deep in one another; unpack the outer ones by hand")
    else:
        yield from (_zip if name.lower().endswith(".zip") else _tar)(path, name, scratch, depth)


def is_archive(name: str) -> bool:
    """Say whether a file is opened up by `members`; a single .gz is left to the readers.

    >>> is_archive("2019-03.ZIP"), is_archive("counts.tar.xz"), is_archive("street.csv.gz")
    (True, True, False)
    """
    return name.lower().endswith((".zip", *_TARS))


def _zip(path: Path, name: str, scratch: Path, depth: int) -> Iterator[Member]:
    with _told(path, name), zipfile.ZipFile(path) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
    for entry in entries:
        inner = _safe(name, entry.filename)
        if entry.is_dir() or _is_junk(entry.filename):
            continue
        if entry.flag_bits & 1:
            raise DataError(f"{name}: '{entry.filename}' is encrypted; unpack it with its password first")
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            target = Path(folder) / PurePosixPath(inner).name
            with _told(path, name), zipfile.ZipFile(path) as archive, archive.open(entry) as source:
                _copy(source, target, inner)
            yield from _inside(target, inner, scratch, depth + 1)


def _tar(path: Path, name: str, scratch: Path, depth: int) -> Iterator[Member]:
    with _told(path, name):
        archive = tarfile.open(path)  # noqa: SIM115 (closed below, after the members are given)
    with archive:
        while entry := _next(archive, path, name):
            inner = _safe(name, entry.name)
            if entry.isdir() or _is_junk(entry.name):
                continue
            source = archive.extractfile(entry) if entry.isfile() else None
            if source is None:
                raise DataError(
                    f"{name}: '{entry.name}' is a link or a device, not a file; pack the file itself"
                )
            with tempfile.TemporaryDirectory(dir=scratch) as folder:
                target = Path(folder) / PurePosixPath(inner).name
                with _told(path, name):
                    _copy(source, target, inner)
                yield from _inside(target, inner, scratch, depth + 1)


def _next(archive: tarfile.TarFile, path: Path, name: str) -> tarfile.TarInfo | None:
    with _told(path, name):
        return archive.next()


def _copy(source: IO[bytes], target: Path, name: str) -> None:
    with target.open("wb") as out:
        shutil.copyfileobj(_Limited(source, name), out, 2**20)


class _Limited:
    """A stream that refuses to grow without end, as a small archive made in malice would."""

    def __init__(self, source: IO[bytes], name: str) -> None:
        self._source, self._name, self._left = source, name, LARGEST

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise DataError(
                f"{self._name}: more than {LARGEST // 2**30} GiB when unpacked; unpack it by hand"
            )
        return piece


def _safe(archive: str, inner: str) -> str:
    path = PurePosixPath(inner.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
        raise DataError(f"{archive}: '{inner}' points outside the archive; do not use this file")
    return f"{archive}/{path}"


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in _JUNK or part.startswith(("._", "~$")) for part in parts)


@contextmanager
def _told(path: Path, name: str) -> Iterator[None]:
    """Say in our words what an archive library found wrong."""
    try:
        yield
    except (NotImplementedError, RuntimeError) as error:
        raise DataError(f"{name}: the archive cannot be opened here ({error}); unpack it by hand") from error
    except _DAMAGED as error:
        if path.is_file() and is_web_page(first_characters(path)):
            raise DataError(f"{name}: this is a web page, not an archive; download it again") from error
        raise DataError(f"{name}: the archive is damaged or cut off ({error}); download it again") from error
