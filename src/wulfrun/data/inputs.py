"""Find the files of each source: what is there, in which layout, for which month and force."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from wulfrun.data.layout import Layout
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Definition, Source
from wulfrun.words.errors import DataError
from wulfrun.words.places import resolve, shared_folder

_POLICE_NAME = re.compile(
    r"(?P<month>\d{4}-\d{2})-(?P<force>.+)-(?P<kind>street|outcomes|stop-and-search)\.csv(?:\.gz)?$"
)
_KINDS = {"street": "police-street", "outcomes": "police-outcomes", "stop-and-search": "police-stop-search"}
_TEXT = (".csv", ".csv.gz", ".tsv", ".txt")
_ARCHIVES = (".zip", ".tar.xz", ".tar.gz", ".tgz", ".tar")
# data/<agency>/restricted/ is for linking people alone.
RESTRICTED = "restricted"
_IGNORED = ("readme", "sources.json", ".")


@dataclass(frozen=True)
class Input:
    """A file of a source; `shown` is how it is named to people, `archive` says it holds files."""

    path: Path
    shown: str
    source_name: str
    source: Source
    layout: Layout
    archive: bool = False


def month_of(name: str) -> str:
    """The month that a police.uk file's name gives, or ''."""
    match = _POLICE_NAME.search(name)
    return match["month"] if match else ""


def force_of(name: str) -> str:
    """The force that a police.uk file's name gives, or ''."""
    match = _POLICE_NAME.search(name)
    return match["force"] if match else ""


def wanted(name: str, source: Source) -> bool:
    """Whether a file of this name is of a force the source asks for."""
    force = force_of(name)
    return not source.forces or not force or force in source.forces


def is_of(path: Path, name: str, of: Input, layouts: Mapping[str, Layout]) -> bool:
    """Whether a member of an archive is one of a source's files: by its look, else by its name.

    A member that no layout recognises, a web page for instance, is not passed over in silence: it is read
    where its name does not say that it is of another kind, so that its receipt says what is wrong.
    """
    if is_archive(path) or not wanted(name, of.source):
        return False
    head = head_of(path)
    if of.layout.recognises(path, head):
        return True
    if not name.lower().endswith(_TEXT) or Path(name).name.lower().startswith(_IGNORED):
        return False
    if any(layout.recognises(path, head) for layout in layouts.values()):
        return False
    match = _POLICE_NAME.search(name)
    return not match or _KINDS[match["kind"]] == of.layout.name


def is_restricted(path: Path, folder: Path) -> bool:
    """Whether a file lies in an agency's folder of names and dates of birth, which no build reads."""
    data = folder / "data"
    return path.is_relative_to(data) and RESTRICTED in path.relative_to(data).parts[1:-1]


def head_of(path: Path) -> str:
    """How a file begins, '' where it cannot be unpacked: its reader will say so."""
    try:
        return first_characters(path)
    except DataError:
        return ""


def is_archive(path: Path) -> bool:
    """Whether a file holds other files."""
    return path.name.lower().endswith(_ARCHIVES)


def find(
    definition: Definition, folder: Path, layouts: Mapping[str, Layout]
) -> tuple[list[Input], list[str]]:
    """Every input of every source in a fixed order, and the files in data/ that no source takes."""
    found: list[Input] = []
    shown = _names_of(folder)
    for name, source in sorted(definition.source.items()):
        layout = layouts[source.layout]
        for path in _files_of(source, folder):
            each = Input(path, shown(path), name, source, layout, is_archive(path))
            # A file dropped in an agency's folder belongs to the source whose layout it has.
            named = bool(source.files) or each.archive
            if wanted(path.name, source) and (named or _is_dropped_for(each)):
                found.append(each)
    taken = {each.path for each in found}
    loose = [path for path in _dropped(folder) if path not in taken]
    if not definition.source:
        for path in loose:
            found.extend(_recognised(path, shown(path), folder, layouts))
        taken = {each.path for each in found}
        loose = [path for path in loose if path not in taken]
    return found, [shown(path) for path in loose if not _declared_elsewhere(path, definition, folder)]


def _is_dropped_for(each: Input) -> bool:
    """By its look; a police.uk file that cannot be recognised is known by its name."""
    head = head_of(each.path)
    if each.layout.recognises(each.path, head):
        return True
    match = _POLICE_NAME.search(each.path.name)
    return match is not None and _KINDS[match["kind"]] == each.layout.name


def _files_of(source: Source, folder: Path) -> list[Path]:
    if not source.files:
        return list(_dropped(folder, source.agency))
    found: set[Path] = set()
    for pattern in source.files:
        base = folder / "data" / source.agency if not pattern.startswith("$") else folder
        whole = resolve(base, pattern)
        anchor = Path(*whole.parts[: _plain_parts(whole)])
        rest = "/".join(whole.parts[_plain_parts(whole) :])
        named = anchor.glob(rest) if rest else [whole]
        found.update(path for path in named if path.is_file() and not is_restricted(path, folder))
    return sorted(found)


def _plain_parts(path: Path) -> int:
    for number, part in enumerate(path.parts):
        if any(sign in part for sign in "*?["):
            return number
    return len(path.parts)


def _dropped(folder: Path, agency: str = "*") -> Iterator[Path]:
    for path in sorted((folder / "data").glob(f"{agency}/**/*")):
        if path.is_file() and not path.name.lower().startswith(_IGNORED) and not is_restricted(path, folder):
            yield path


def _recognised(path: Path, shown: str, folder: Path, layouts: Mapping[str, Layout]) -> Iterator[Input]:
    """A file of a definition that declares no source: taken where its layout can be told by its look."""
    agency = path.relative_to(folder / "data").parts[0]
    for name, layout in sorted(layouts.items()):
        source = Source(layout=name, agency=agency)
        each = Input(path, shown, f"{agency}-{name}", source, layout, is_archive(path))
        if name == "police-street" if each.archive else _is_dropped_for(each):
            yield each
            return


def _declared_elsewhere(path: Path, definition: Definition, folder: Path) -> bool:
    """Boundaries, lookups, populations and figures of other places have their own place in the definition."""
    geography = definition.geography
    named = [each.file for each in geography.boundaries]
    named += [each.file for each in geography.lookups] + [each.file for each in geography.exposures]
    named += [each.file for one in definition.comparison.values() for each in one.columns]
    return any(fnmatch(str(path), str(resolve(folder, file))) for file in named)


def _names_of(folder: Path) -> Callable[[Path], str]:
    """How files are named to people: from the partnership's folder or that of the shared data."""
    bases = ((f"{folder.absolute()}{os.sep}", ""), (f"{shared_folder()}{os.sep}", "$WULFRUN_SHARED/"))

    def shown(path: Path) -> str:
        whole = str(path.absolute())
        for base, prefix in bases:
            if whole.startswith(base):
                return prefix + whole.removeprefix(base).replace(os.sep, "/")
        return path.as_posix()

    return shown
