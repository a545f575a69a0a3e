"""Which column of an agency's file is which field, and what each cell says in the contract's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from wulfrun.data.layout import Field, RefusedRow
from wulfrun.data.sheet_rows import MISSING, cell_text
from wulfrun.data.sources._dates import day_of
from wulfrun.data.tables import FLAGS
from wulfrun.data.text_rows import BROKEN, plain
from wulfrun.definition.model import Column, Source
from wulfrun.words.errors import Mistake, did_you_mean, raise_all

_MISSING = frozenset(each.casefold() for each in MISSING)
_WORDS_FOR_YES = Column(column="").true

Says = Callable[[str], str]


@dataclass(frozen=True)
class Headed:
    """A row taken as a header: where each field and each flag's column stands, and what is missing."""

    cells: tuple[str, ...]
    places: Mapping[str, int]
    flags: Mapping[str, int]
    needed: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...] = ()
    expected: tuple[str, ...] = field(default=())

    @property
    def width(self) -> int:
        """How many fields a whole row has."""
        return len(self.cells)

    @property
    def least(self) -> int:
        """How many fields a row has at least: up to the last column that has a name."""
        return max((place + 1 for place, cell in enumerate(self.cells) if cell), default=0)

    @property
    def complete(self) -> bool:
        """Whether everything needed is there."""
        return not self.missing and bool(self.places)

    @property
    def filled(self) -> int:
        """How many different words it holds: a header holds many."""
        return len(set(filter(None, self.cells)))

    @property
    def nearly(self) -> bool:
        """Whether it is a header that has most of what is needed."""
        there = len(self.needed) - len(self.missing)
        return there >= 2 and 2 * there > len(self.needed)

    def told(self, where: str, what: str) -> str:
        """What is missing, what was found, what was expected, and what to do."""
        listed = ", ".join(f"'{name}'" for name in self.missing)
        shown = ", ".join([each for each in self.cells if each][:40]) or "nothing"
        taken = set(self.places.values()) | set(self.flags.values())
        spare = [each for place, each in enumerate(self.cells) if each and place not in taken]
        shapes = {plain(each): each for each in spare}
        near = [
            f"For '{name}': did you mean '{shapes[close[0]]}'?"
            for name in self.missing
            if (close := get_close_matches(plain(name), shapes, n=1))
        ]
        return " ".join(
            [
                f"{where} has no column {listed}, so it is not {what}; found: {shown}. "
                f"Expected: {', '.join(self.expected)}.",
                *near,
                "Name the columns so, or declare the file's own names under `columns` of the source.",
            ]
        )


def check_declaration(fields: Sequence[Field], source: Source) -> None:
    """DefinitionError that lists every declared column of no field and every flag that there is not."""
    raise_all(
        [
            Mistake(
                "partnership.toml",
                f"source of {source.agency}, {table}",
                f"there is no {kind} '{name}'.",
                did_you_mean(name, allowed),
            )
            for table, kind, names, allowed in (
                ("columns", "field", source.columns, [each.name for each in fields]),
                ("flags", "flag", source.flags, list(FLAGS)),
            )
            for name in names
            if name not in allowed
        ]
    )


def headed_by(cells: Sequence[str], fields: Sequence[Field], source: Source) -> Headed:
    """Take a row as the header: the declared column first, then the field's own name, then its aliases."""
    said = tuple(" ".join(cell.split()) for cell in cells)
    plains = [plain(cell) for cell in said]
    places: dict[str, int] = {}
    used: dict[int, str] = {}

    def take(name: str, spelling: str) -> None:
        if name in places:
            return
        wanted = plain(spelling)
        exact = [place for place, text in enumerate(said) if text == spelling and place not in used]
        loose = [
            place for place, text in enumerate(plains) if wanted and text == wanted and place not in used
        ]
        if exact or loose:
            places[name] = (exact or loose)[0]
            used[places[name]] = name

    for each in fields:
        if each.name in source.columns:
            take(each.name, _column(source.columns[each.name]))
    for each in fields:
        take(each.name, each.name)
    for each in fields:
        for alias in each.aliases:
            take(each.name, alias)
    asked = [spec if isinstance(spec, str) else spec.column for spec in source.flags.values()]
    flags = {
        column: place
        for column in asked
        for place in [_first(said, plains, " ".join(column.split()))]
        if place is not None
    }
    needed = tuple(each.name for each in fields if each.required or each.name in source.columns)
    declared = {name: _column(spec) for name, spec in source.columns.items()}
    missing = [declared.get(name, name) for name in needed if name not in places]
    missing += [column for column in asked if column not in flags]
    doubled = [said[place] for place in used if plains.count(plains[place]) > 1]
    return Headed(
        cells=said,
        places=places,
        flags=flags,
        needed=needed,
        missing=tuple(dict.fromkeys(missing)),
        doubled=tuple(dict.fromkeys(doubled)),
        expected=tuple(declared.get(name, name) for name in needed),
    )


def row_maker(
    headed: Headed, fields: Sequence[Field], source: Source
) -> Callable[[Sequence[str]], dict[str, str]]:
    """How a row's cells become a row keyed by field name; a short or long row is made as far as it goes."""
    named = [
        (each.name, headed.places.get(each.name), _says(each, source.columns.get(each.name)))
        for each in fields
    ]
    names = {each.name for each in fields}
    taken = set(headed.places.values())
    others: dict[int, str] = {}
    for place, text in enumerate(headed.cells):
        if place not in taken:
            clash = not text or text in names or text in others.values()
            others[place] = f"{text}(column {place + 1})" if clash else text
    flags = {column: place for column, place in headed.flags.items() if column not in names}

    def row_of(cells: Sequence[str]) -> dict[str, str]:
        if cells and cells[0].strip() == headed.cells[0] and _same(cells, headed.cells):
            return {**dict.fromkeys(names, ""), BROKEN: "the header is repeated here; it is no record"}
        row: dict[str, str] = {}
        count = len(cells)
        broken = ""
        for name, place, says in named:
            text = cells[place] if place is not None and place < count else ""
            try:
                row[name] = says(text)
            except RefusedRow as reason:
                row[name], broken = text, broken or str(reason)
        for place in range(count):
            if place not in taken:
                row[others.get(place, f"(column {place + 1})")] = clean(cells[place])
        for column, place in flags.items():
            row[column] = clean(cells[place]) if place < count else ""
        if broken:
            row[BROKEN] = broken
        return row

    return row_of


def clean(text: str) -> str:
    """A cell's text: '' where it is missing or suppressed, no thousands separators.

    >>> [clean(each) for each in (" 1,234 ", "[c]", "..", "n/a", "Void")]
    ['1234', '', '', '', 'Void']
    """
    said = cell_text(text)
    return "" if said.casefold() in _MISSING else said


def _says(each: Field, spec: Column | str | None) -> Says:
    """What a cell of a column says in the contract's words."""
    if not isinstance(spec, Column):
        return clean
    if spec.format and each.kind == "date":
        return lambda text: _dated(each.name, text, str(spec.format), spec.values)
    if spec.format and each.kind == "time":
        return lambda text: _timed(each.name, text, str(spec.format), spec.values)
    if each.kind == "yes or no" and spec.true != _WORDS_FOR_YES:
        yes = {word.casefold() for word in spec.true}
        return lambda text: _answered(text, yes, spec.values)
    return lambda text: _worded(text, spec.values)


def _worded(text: str, values: Mapping[str, str]) -> str:
    """Their word in ours; the declared words come before the marks that mean missing."""
    own = text.strip()
    if own in values:
        return values[own]
    said = clean(text)
    return values.get(said, said)


def _answered(text: str, yes: set[str], values: Mapping[str, str]) -> str:
    said = _worded(text, values)
    words = {said.casefold()} | {
        part.strip().casefold() for part in said.replace(";", ",").replace("|", ",").split(",")
    }
    if words & yes:
        return "yes"
    return "no" if said else ""


def _dated(name: str, text: str, form: str, values: Mapping[str, str]) -> str:
    """A day in the declared form, as ISO; what a spreadsheet wrote itself is read too."""
    said = _worded(text, values)
    return day_of(said, form, name).isoformat() if said else ""


def _timed(name: str, text: str, form: str, values: Mapping[str, str]) -> str:
    """A time of day, or a moment, in the declared form, as ISO."""
    said = _worded(text, values)
    if not said:
        return ""
    try:
        found = datetime.strptime(said, form)
    except ValueError:
        raise RefusedRow(f"{name} is '{text}'; expected a time written {form}") from None
    return found.isoformat() if "%d" in form else found.time().isoformat()


def _same(cells: Sequence[str], header: tuple[str, ...]) -> bool:
    return tuple(" ".join(cell.split()) for cell in cells) == header


def _column(spec: Column | str) -> str:
    return " ".join((spec if isinstance(spec, str) else spec.column).split())


def _first(said: Sequence[str], plains: Sequence[str], column: str) -> int | None:
    if column in said:
        return said.index(column)
    wanted = plain(column)
    return plains.index(wanted) if wanted and wanted in plains else None
