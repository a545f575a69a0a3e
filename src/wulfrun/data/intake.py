"""Take in the files of every source: read what is new, keep it, and give a receipt for each file."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from wulfrun.data.area_names import area_namer
from wulfrun.data.batches import Batch, Receipt, batch_key, keep, load, write_rejects
from wulfrun.data.door import DOOR, stop
from wulfrun.data.engine import Engine, duckdb_engine
from wulfrun.data.geography.areas import Geography
from wulfrun.data.geography.levels import whole_code
from wulfrun.data.inputs import Input, find, is_archive, is_of, month_of
from wulfrun.data.layout import Layout, NotThisLayout
from wulfrun.data.marking import marker, rules_of
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.release import sha256
from wulfrun.data.row_reader import read_rows
from wulfrun.data.settle import Loose, settle
from wulfrun.data.store import Hashes, Store, write_whole
from wulfrun.data.street_reader import Look, look, prepare, read_streets
from wulfrun.data.tables import RECORDS
from wulfrun.data.taken import Taken, Tally
from wulfrun.data.unpack import members
from wulfrun.definition.model import Definition
from wulfrun.words.errors import DataError

Progress = Callable[[str, int, int], None]
T = TypeVar("T")
R = TypeVar("R")

STREET = "police-street"
_TOGETHER = 48


@dataclass(frozen=True)
class Intake:
    """Everything taken in: the batches in their fixed order, and files in data/ that no source takes."""

    batches: tuple[Batch, ...]
    unknown: tuple[str, ...]

    @property
    def receipts(self) -> list[Receipt]:
        """The receipts of all files."""
        return [receipt for batch in self.batches for receipt in batch.receipts]


@dataclass(frozen=True)
class _Piece:
    """One readable file: an input itself, or a member of an archive laid out for reading."""

    path: Path
    shown: str
    sha256: str
    of: Input

    @property
    def file(self) -> str:
        """A name for this content at this place, short enough to stand on every row."""
        return hashlib.sha256(f"{self.sha256} {self.shown}".encode()).hexdigest()[:16]


_Fast = Mapping[Path, Loose | None]


class _Reader:
    """Holds what every file of a build is read with."""

    def __init__(
        self,
        definition: Definition,
        layouts: Mapping[str, Layout],
        places: Geography,
        geography: str,
        store: Store,
        types: tuple[str, ...],
        seal: Seal | None,
    ) -> None:
        self.definition, self.layouts, self.places = definition, layouts, places
        self.geography, self.store, self.types = geography, store, types
        self.seal = seal
        self.lsoas = places.known_lsoas
        self.whole_force = definition.partnership.whole_force
        self.engine: Engine | None = None
        self.stack = ExitStack()
        # One worker: the engine is used by no two threads at once.
        self.beside = ThreadPoolExecutor(1)

    def street_engine(self) -> Engine:
        """The engine that reads street files, started when the first is to be read."""
        if self.engine is None:
            self.engine = self.stack.enter_context(duckdb_engine())
            prepare(self.engine, self.types, self.lsoas)
        return self.engine

    def key_of(self, pieces: list[_Piece]) -> str:
        """The key of the batch that these files make."""
        of = pieces[0].of
        # On which day a file came changes nothing in it.
        source = of.source.model_dump(mode="json", exclude={"received"})
        declared = {"name": of.source_name, "record": of.layout.record, **source}
        declared["whole_force"], declared["whole"] = self.whole_force, whole_code(self.definition)
        if of.layout.events and self.seal:
            declared["key"] = self.seal.fingerprint()
        if rules := rules_of(self.definition, of.layout.record):
            declared["rules"] = [each.model_dump(mode="json") for each in rules]
        if not of.layout.open:
            declared["door"] = DOOR
        return batch_key({piece.shown: piece.sha256 for piece in pieces}, declared, self.geography)

    def begin(self, pieces: list[_Piece]) -> Batch | _Fast:
        """The batch where it was kept before; else the rows of those files that the engine could read."""
        if pieces[0].of.archive and is_archive(pieces[0].path):
            return {}
        if kept := load(self.store.records, self.key_of(pieces)):
            return kept
        return _read_fast(self, pieces) if pieces[0].of.layout.name == STREET else {}


def take_in(
    definition: Definition,
    folder: Path,
    layouts: Mapping[str, Layout],
    places: Geography,
    geography: str,
    store: Store,
    types: tuple[str, ...],
    progress: Progress,
    seal: Seal | None = None,
) -> Intake:
    """Read every input that has not been read before; the receipts add up for every file.

    `seal` keys references to persons; it may be left out where no layout has any.
    """
    inputs, unknown = find(definition, folder, layouts)
    hashes = Hashes(store.root / "hashes.json")
    with ThreadPoolExecutor(2) as pool:
        shas = dict(
            zip(
                (each.path for each in inputs),
                pool.map(hashes.of, (each.path for each in inputs)),
                strict=True,
            )
        )
    hashes.save()
    reader = _Reader(definition, layouts, places, geography, store, types, seal)
    batches: list[Batch] = []
    groups = list(_groups(inputs, shas))
    with reader.stack, reader.beside:
        for number, (group, ready) in enumerate(one_ahead(reader.beside, reader.begin, groups)):
            progress("Reading", number, len(groups))
            if group[0].of.archive:
                batches.extend(_archive(reader, group[0]))
            else:
                batches.append(_batch(reader, group, ready))
        progress("Reading", len(groups), len(groups))
    return Intake(tuple(batches), tuple(unknown))


def one_ahead(pool: Executor, work: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[T, R]]:
    """Each item with what `work` made of it, in order; the next is worked on while this one is used."""
    waiting: deque[tuple[T, Future[R]]] = deque()
    for item in items:
        waiting.append((item, pool.submit(work, item)))
        if len(waiting) > 1:
            first, done = waiting.popleft()
            yield first, done.result()
    for first, done in waiting:
        yield first, done.result()


def _groups(inputs: list[Input], shas: Mapping[Path, str]) -> Iterator[list[_Piece]]:
    """Street files of one source and month are read together; every other file alone."""
    months: dict[tuple[str, str, str], list[_Piece]] = defaultdict(list)
    for each in inputs:
        month = month_of(each.path.name)
        together = each.layout.name == STREET and month and not each.archive
        piece = _Piece(each.path, each.shown, shas[each.path], each)
        months[each.source_name, month if together else "", "" if together else each.shown].append(piece)
    for _, group in sorted(months.items()):
        files = iter(sorted(group, key=lambda each: each.shown))
        while part := list(islice(files, _TOGETHER)):
            yield part


def _archive(reader: _Reader, archive: _Piece) -> Iterator[Batch]:
    """Each wanted member of an archive as a batch of its own, unpacked one at a time.

    An archive that is damaged gives what could be unpacked, and a receipt of its own that says so.
    """
    key = reader.key_of([archive])
    known = reader.store.records / f"{key}.members"
    if known.exists():
        kept = [load(reader.store.records, name) for name in known.read_text("utf-8").split()]
        if all(kept):
            yield from (each for each in kept if each)
            return
    names = []
    with TemporaryDirectory(dir=reader.store.root, prefix="unpack-") as scratch:
        for piece in _members(archive, Path(scratch)):
            if isinstance(piece, DataError):
                batch = _unread(reader, archive, f"Not read to its end: {piece}")
            elif is_of(piece.path, piece.shown, archive.of, reader.layouts):
                batch = _batch(reader, [piece], reader.beside.submit(reader.begin, [piece]).result())
            else:
                continue
            names.append(batch.key)
            yield batch
    reader.store.records.mkdir(parents=True, exist_ok=True)
    write_whole(known, "\n".join(names))


def _members(archive: _Piece, scratch: Path) -> Iterator[_Piece | DataError]:
    try:
        for member in members(archive.path, scratch):
            shown = f"{archive.shown}/{member.name.split('/', 1)[-1]}"
            yield _Piece(member.path, shown, sha256(member.path), archive.of)
    except DataError as error:
        yield error


def _unread(reader: _Reader, piece: _Piece, note: str) -> Batch:
    taken = Taken(RECORDS.empty_table(), Tally(), notes=(note,))
    receipt = _receipt(piece, taken, "")
    return keep(reader.store.records, reader.key_of([piece]), piece.of.layout.record, [taken], [receipt])


def _batch(reader: _Reader, pieces: list[_Piece], ready: Batch | _Fast) -> Batch:
    if isinstance(ready, Batch):
        return ready
    taken, receipts = [], []
    for piece in pieces:
        loose = ready.get(piece.path)
        each = _settled(reader, piece, loose) if loose is not None else _read_slowly(reader, piece)
        rejects = write_rejects(reader.store.root, piece.shown, each)
        taken.append(each)
        receipts.append(_receipt(piece, each, rejects))
    record = pieces[0].of.layout.record
    return keep(reader.store.records, reader.key_of(pieces), record, taken, receipts)


def _read_fast(reader: _Reader, pieces: list[_Piece]) -> dict[Path, Loose | None]:
    by_header: dict[tuple[str, ...], dict[Path, Look]] = defaultdict(dict)
    for piece in pieces:
        if seen := look(piece.path):
            by_header[seen.header][piece.path] = seen
    found: dict[Path, Loose | None] = {}
    for files in by_header.values():
        found |= read_streets(reader.street_engine(), files, reader.types, reader.lsoas)
    return found


def _settled(reader: _Reader, piece: _Piece, loose: Loose) -> Taken:
    layout, force = piece.of.layout, reader.whole_force
    return settle(loose, reader.places, layout.points, force, piece.file, (), placed=layout.placed)


def _read_slowly(reader: _Reader, piece: _Piece) -> Taken:
    if stopped := stop(piece.path, piece.of.layout, piece.of.source):
        return Taken(RECORDS.empty_table(), Tally(), notes=(stopped,))
    area_of = area_namer(reader.definition, reader.places, piece.of.layout.grain)
    try:
        return read_rows(
            piece.path, piece.of.layout, piece.of.source, reader.places, reader.whole_force, piece.file,
            area_of, reader.seal, marker(reader.definition, piece.of.layout.record),
        )  # fmt: skip
    except (NotThisLayout, DataError) as reason:
        # An archive's member lies in a passing place, which nobody is to look for.
        said = str(reason).replace(str(piece.path), piece.shown)
        return Taken(RECORDS.empty_table(), Tally(), notes=(f"Not read: {said}",))


def _receipt(piece: _Piece, taken: Taken, rejects: str) -> Receipt:
    of = piece.of
    if not taken.tally.adds_up():
        raise DataError(
            f"{piece.shown}: the rows do not add up ({taken.tally}). Please report this as a fault."
        )
    return Receipt(
        path=piece.shown,
        file=piece.file,
        sha256=piece.sha256,
        bytes=piece.path.stat().st_size,
        source=of.source_name,
        agency=of.source.agency,
        layout=of.layout.name,
        record=of.layout.record,
        tally=taken.tally,
        rejects=rejects,
        note="; ".join(taken.notes),
    )
