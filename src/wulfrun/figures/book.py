"""The finished figures as a book one can look things up in: by measure, area and period, without a search."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.words.periods import period

Row = dict[str, Any]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_KEYS = ("measure", "area_code", "area_level", "period", "period_kind")
_REALS = ("numerator", "denominator", "value", "lower", "upper")


@dataclass(frozen=True)
class Monthly:
    """One monthly series without holes: months (n,), and by month what was counted, at risk, and the value.

    A month that has no row, or whose value may not be given, is NaN in `counts` and `values`.
    """

    months: Ints
    counts: Floats
    exposure: Floats
    values: Floats

    def through(self, last: int) -> "Monthly":
        """The series up to a month, that one with it."""
        keep = self.months <= last
        return Monthly(self.months[keep], self.counts[keep], self.exposure[keep], self.values[keep])

    def since(self, first: int) -> "Monthly":
        """The series from a month on."""
        keep = self.months >= first
        return Monthly(self.months[keep], self.counts[keep], self.exposure[keep], self.values[keep])


class FigureBook:
    """The `figures` table, indexed once. Built from a table with the columns of `data.tables.FIGURES`."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table.combine_chunks()
        self._codes: dict[str, Ints] = {}
        self._words: dict[str, list[str]] = {}
        for name in _KEYS:
            encoded = pc.dictionary_encode(self._table[name].combine_chunks())
            if isinstance(encoded, pa.ChunkedArray):
                encoded = encoded.combine_chunks()
            self._codes[name] = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
            self._words[name] = encoded.dictionary.to_pylist()
        self._places = {
            name: {word: at for at, word in enumerate(words)} for name, words in self._words.items()
        }

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of all measures that have figures, derived ones too, in order of the alphabet."""
        return tuple(sorted(self._words["measure"]))

    def one(self, measure: str, area_code: str, period_name: str) -> Row | None:
        """One figure as a row, or None."""
        at = self._places["period"].get(period_name)
        found = self._of_area(measure, area_code)
        found = found[self._codes["period"][found] == at] if at is not None else found[:0]
        return self._row(int(found[0])) if len(found) else None

    def series(self, measure: str, area_code: str, period_kind: str) -> list[Row]:
        """All figures of one measure, area and kind of period, in order of time."""
        return [self._row(int(at)) for at in self._in_time(measure, area_code, period_kind)]

    def monthly(self, measure: str, area_code: str) -> Monthly:
        """The monthly series of a measure in an area, from its first month to its last."""
        found = self._in_time(measure, area_code, "month")
        if not len(found):
            empty = np.zeros(0)
            return Monthly(np.zeros(0, np.int64), empty, empty, empty)
        first_months = self._period_order[self._codes["period"][found]]
        months = np.arange(first_months[0], first_months[-1] + 1)
        at = first_months - months[0]
        value = self._reals["value"][found]
        # Rates are told for twelve months only: their months have a count and no value of their own.
        withheld = self._suppressed[found] if np.isnan(value).all() else np.isnan(value)
        count = np.where(withheld, np.nan, self._reals["numerator"][found])
        columns = (count, self._reals["denominator"][found], value)
        return Monthly(months, *(_spread(each, at, len(months)) for each in columns))

    def kept_back(self, measure: str, area_code: str) -> Ints:
        """The months of a measure in an area whose figure is suppressed."""
        found = self._in_time(measure, area_code, "month")
        return self._period_order[self._codes["period"][found[self._suppressed[found]]]]

    def areas(self, measure: str, level: str, period_name: str) -> list[Row]:
        """The figures of all areas of a level in one period, in order of their codes."""
        at, of = self._places["area_level"].get(level), self._places["period"].get(period_name)
        if at is None or of is None:
            return []
        found = self._of_measure(measure)
        found = found[(self._codes["area_level"][found] == at) & (self._codes["period"][found] == of)]
        return sorted((self._row(int(each)) for each in found), key=lambda row: str(row["area_code"]))

    def codes(self, measure: str, level: str) -> list[str]:
        """The codes of all areas of a level that have figures of a measure, in order."""
        at = self._places["area_level"].get(level)
        found = self._of_measure(measure)
        inside = np.unique(self._codes["area_code"][found[self._codes["area_level"][found] == at]])
        return sorted(self._words["area_code"][each] for each in inside)

    @cached_property
    def _reals(self) -> dict[str, Floats]:
        return {name: self._table[name].to_numpy().astype(np.float64) for name in _REALS}

    @cached_property
    def _suppressed(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self._table["suppressed"].to_numpy(), bool)

    @cached_property
    def _period_order(self) -> Ints:
        return np.array([period(name).first for name in self._words["period"]], np.int64)

    @cached_property
    def _sorted(self) -> tuple[Ints, Ints]:
        key = self._codes["measure"] * len(self._words["area_code"]) + self._codes["area_code"]
        order = np.argsort(key, kind="stable").astype(np.int64)
        return order, key[order]

    def _between(self, low: int, high: int) -> Ints:
        order, key = self._sorted
        return np.asarray(order[np.searchsorted(key, low) : np.searchsorted(key, high)])

    def _of_measure(self, measure: str) -> Ints:
        at, areas = self._places["measure"].get(measure), len(self._words["area_code"])
        return self._between(0, 0) if at is None else self._between(at * areas, (at + 1) * areas)

    def _of_area(self, measure: str, area_code: str) -> Ints:
        at, area = self._places["measure"].get(measure), self._places["area_code"].get(area_code)
        if at is None or area is None:
            return self._between(0, 0)
        key = at * len(self._words["area_code"]) + area
        return self._between(key, key + 1)

    def _in_time(self, measure: str, area_code: str, period_kind: str) -> Ints:
        kind = self._places["period_kind"].get(period_kind)
        found = self._of_area(measure, area_code)
        found = found[self._codes["period_kind"][found] == (-1 if kind is None else kind)]
        # An area that is a district and the partnership at once has each figure twice.
        _, once = np.unique(self._period_order[self._codes["period"][found]], return_index=True)
        return np.asarray(found[once], np.int64)

    def _row(self, at: int) -> Row:
        return {name: self._table[name][at].as_py() for name in self._table.column_names}


def _spread(values: Floats, at: Ints, length: int) -> Floats:
    spread = np.full(length, np.nan)
    spread[at] = values
    return spread
