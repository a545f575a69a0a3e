"""Say where each well-formed row belongs: in a smallest area, in the partnership only, or outside."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.data.tables import WHERE
from wulfrun.data.taken import Refused, Taken, Tally, records_table

OUTSIDE, BY_POINT, PLACELESS = -1, -2, -3
# Coordinates are kept in millionths of a degree, as police.uk writes them, or in tenths of a metre.
FINENESS = {"lonlat": 1e6, "bng": 10.0}

Whole = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


class Places(Hashable, Protocol):
    """What must be known of the geography to place a row."""

    @property
    def smallest(self) -> tuple[str, ...]:
        """Codes of the smallest areas."""

    @property
    def known_lsoas(self) -> tuple[str, ...]:
        """Every LSOA code of the partnership, of any vintage."""

    @property
    def partnership_code(self) -> str:
        """Code of the partnership as a whole."""

    def resolve_lsoa(self, code: str) -> int | tuple[int, ...] | None:
        """An LSOA code of either vintage as an index, as candidates, or None where it lies outside."""

    def place_lonlat(self, x: Reals, y: Reals) -> npt.NDArray[np.int32]:
        """Index of the smallest area at each point, -1 for none."""

    def place_bng(self, x: Reals, y: Reals) -> npt.NDArray[np.int32]:
        """The same for eastings and northings."""


@dataclass(frozen=True)
class Loose:
    """The well-formed rows of one file before they are placed; arrays of one length.

    `lsoa` indexes `lsoa_words`, -1 where blank; `code` indexes `code_words`; `named` holds area codes
    given by name (tables published by area) or is None; `identity` tells identical rows apart; `said` holds
    what a layout of events keeps beside these, in the columns of `data.tables.SAID`; `start` and `end` are
    minutes since 1970, NaN where not known.
    """

    key: npt.NDArray[np.uint64]
    month: Whole
    code: Whole
    code_words: tuple[str, ...]
    flags: Whole
    lsoa: Whole
    lsoa_words: tuple[str, ...]
    x: Reals
    y: Reals
    n: Whole
    identity: npt.NDArray[np.uint64]
    named: tuple[str, ...] | None = None
    said: pa.Table | None = None
    start: Reals | None = None
    end: Reals | None = None


def settle(
    loose: Loose,
    places: Places,
    points: str,
    whole_force: bool,
    file: str,
    refused: tuple[Refused, ...],
    left: int = 0,
    placed: bool = False,
) -> Taken:
    """Place the rows of a file and draw up its receipt; `left` rows were outside before placing.

    `placed` keeps where and when each row happened beside its record.
    """
    area, words, placeless = _areas(loose, places, points, whole_force)
    inside = area != OUTSIDE
    kept = area[inside]
    keyless = loose.key[inside] == 0
    months = loose.month[inside]
    records = records_table(
        loose.key[inside],
        months,
        _dictionary(loose.code[inside], loose.code_words),
        loose.flags[inside],
        _dictionary(kept, words),
        loose.n[inside],
        file,
    )
    tally = Tally(
        rows_read=len(area) + len(refused) + left,
        accepted=int(inside.sum()),
        outside=int((~inside).sum()) + left,
        refused=len(refused),
        unplaced=int(placeless[inside].sum()),
        without_key=int(keyless.sum()),
        identical=_repeats(loose.identity[inside][keyless]),
        mixed_vintage=_converted(loose, places, inside),
        negative=int((loose.n[inside] < 0).sum()),
        first_month=int(months.min()) if len(months) else None,
        last_month=int(months.max()) if len(months) else None,
    )
    said = loose.said.filter(inside) if loose.said is not None else None
    return Taken(records, tally, refused, said=said, where=where(loose, inside, points) if placed else None)


def where(loose: Loose, inside: npt.NDArray[np.bool_], points: str) -> pa.Table:
    """Where and when the rows inside happened, in whole numbers (`data.tables.WHERE`), null if not known."""
    unknown = np.full(len(inside), np.nan)
    columns = {
        "x": loose.x * FINENESS[points],
        "y": loose.y * FINENESS[points],
        "start": unknown if loose.start is None else loose.start,
        "end": unknown if loose.end is None else loose.end,
    }
    return pa.table({name: _rounded(values[inside]) for name, values in columns.items()}, schema=WHERE)


def _rounded(values: Reals) -> pa.Array:
    missing = ~np.isfinite(values)
    return pa.array(np.rint(np.where(missing, 0.0, values)).astype(np.int32), mask=missing)


def _areas(
    loose: Loose, places: Places, points: str, whole_force: bool
) -> tuple[Whole, tuple[str, ...], npt.NDArray[np.bool_]]:
    """Each row's area as its place in the words given back, or OUTSIDE; and whether it has no place."""
    smallest, partnership = places.smallest, len(places.smallest)
    area = _known(places, loose.lsoa_words)[0][loose.lsoa]
    named = np.zeros(len(area), bool)
    base = {*smallest, places.partnership_code, ""}
    words = tuple(dict.fromkeys(name for name in loose.named or () if name not in base))
    if loose.named:
        # No area stands twice among the words, or its rows would stand apart in the cube.
        index = {word: number for number, word in enumerate(words, partnership + 2)}
        index |= {word: number for number, word in enumerate((*smallest, places.partnership_code))}
        own = np.fromiter((index.get(word, -1) for word in loose.named), np.int64, len(loose.named))
        named = own >= 0
        area[named] = own[named]
    asked = np.flatnonzero(area == BY_POINT)
    if len(asked):
        area[asked] = _by_point(loose, places, points, asked)
    split = np.flatnonzero((area == PLACELESS) & (loose.lsoa >= 0) & ~named)
    area[split] = partnership
    area[area == PLACELESS] = partnership if whole_force else partnership + 1
    placeless = ~named & (area >= partnership)
    return area, (*smallest, places.partnership_code, "", *words), placeless


@lru_cache(maxsize=8)
def _known(places: Places, words: tuple[str, ...]) -> tuple[Whole, npt.NDArray[np.bool_]]:
    """For each LSOA code its area, and whether it is of the other vintage; the blank stands last."""
    resolved = [places.resolve_lsoa(word) for word in words]
    area = [OUTSIDE if each is None else BY_POINT if isinstance(each, tuple) else each for each in resolved]
    smallest = set(places.smallest)
    other = [word not in smallest for word in words]
    return np.array([*area, BY_POINT], np.int64), np.array([*other, False])


def _by_point(loose: Loose, places: Places, points: str, asked: Whole) -> Whole:
    x, y, lsoa = loose.x[asked], loose.y[asked], loose.lsoa[asked]
    has_point = np.isfinite(x) & np.isfinite(y)
    found = np.full(len(asked), PLACELESS, np.int64)
    place = places.place_bng if points == "bng" else places.place_lonlat
    if has_point.any():
        found[has_point] = place(x[has_point], y[has_point])
    for word in np.unique(lsoa[lsoa >= 0]):
        candidates = np.atleast_1d(np.array(places.resolve_lsoa(loose.lsoa_words[word]), np.int64))
        stray = (lsoa == word) & ~np.isin(found, candidates)
        found[stray] = PLACELESS
    return found


def _dictionary(index: Whole, words: tuple[str, ...]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), _array(words))


@lru_cache(maxsize=8)
def _array(words: tuple[str, ...]) -> pa.Array:
    return pa.array(words, pa.string())


def _repeats(identity: npt.NDArray[np.uint64]) -> int:
    """How many rows repeat another of the same content."""
    ordered = np.sort(identity)
    return int((ordered[1:] == ordered[:-1]).sum())


def _converted(loose: Loose, places: Places, inside: npt.NDArray[np.bool_]) -> int:
    """Rows whose LSOA code is of the other vintage and was brought into the one in use."""
    if loose.named is not None:
        return 0
    other = _known(places, loose.lsoa_words)[1]
    return int((other[loose.lsoa] & inside).sum())
