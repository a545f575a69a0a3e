"""How complete the fields of a file are: in how many of its rows each holds anything."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from wulfrun.data.layout import Layout, Row
from wulfrun.definition.model import Source

ROWS = "(rows)"

Counts = Mapping[str, int]


class Filled:
    """Counts, while a file is read, the rows in which each field of its contract is filled."""

    def __init__(self, layout: Layout, source: Source) -> None:
        self._columns = [(each.name, _columns_of(each.name, source)) for each in layout.fields]
        self._counts: Counter[str] = Counter()
        self._rows = 0

    def add(self, row: Row) -> None:
        """Look at one well-formed row."""
        self._rows += 1
        for name, columns in self._columns:
            for column in columns:
                if row.get(column, "").strip():
                    self._counts[name] += 1
                    break

    @property
    def counts(self) -> dict[str, int]:
        """Rows by field in which it is filled, and all rows under ROWS; empty fields are named too."""
        return {ROWS: self._rows, **{name: self._counts[name] for name, _ in self._columns}}


def _columns_of(name: str, source: Source) -> tuple[str, ...]:
    """A row is keyed by the contract's name or by the file's own, as its layout opens it."""
    spec = source.columns.get(name, name)
    return tuple(dict.fromkeys((spec if isinstance(spec, str) else spec.column, name)))


def completeness(filled: Iterable[Counts], fields: Sequence[str]) -> tuple[str, float] | None:
    """The fullest of some fields over several files, and its share of their rows; None where none is known.

    >>> files = [{"(rows)": 10, "lsoa": 2, "easting": 9}, {"(rows)": 10, "easting": 10}]
    >>> completeness(files, ["lsoa", "easting"])
    ('easting', 0.95)
    """
    files = [each for each in filled if each.get(ROWS)]
    rows = sum(each[ROWS] for each in files)
    known = [name for name in fields if any(name in each for each in files)]
    if not rows or not known:
        return None
    shares = {name: sum(each.get(name, 0) for each in files) / rows for name in known}
    best = max(known, key=lambda name: shares[name])
    return best, shares[best]
