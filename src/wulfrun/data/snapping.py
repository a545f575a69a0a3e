"""A file of points shown at anonymous places: read, snapped, written, every row accounted for."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wulfrun.methods.snap_points import LEAST, SnapPoints, snap, snap_points
from wulfrun.words.errors import DataError, did_you_mean

Reals = npt.NDArray[np.float64]
# The area of points by easting and northing; '' where they lie in none.
AreasOf = Callable[[Reals, Reals], npt.NDArray[np.str_]]

# The British National Grid: what lies outside is a mistake, such as degrees for metres.
_EAST, _NORTH = (0.0, 700_000.0), (0.0, 1_300_000.0)
ADDRESS_COLUMNS = (("X_COORDINATE", "Y_COORDINATE"), ("easting", "northing"), ("EASTING", "NORTHING"))


@dataclass(frozen=True)
class Wanted:
    """What is asked of the snapping: the columns of coordinates, those to keep, how far is too far."""

    x: str = "easting"
    y: str = "northing"
    keep: tuple[str, ...] = ()
    farthest: float = 500.0


@dataclass(frozen=True)
class SnapReport:
    """What became of every row: read = written + too far + without a place + refused."""

    read: int
    written: int
    too_far: int
    no_place: int
    refused: int
    refusals: Path
    addresses: int
    addresses_refused: int
    places: int
    fewest: int
    without: tuple[str, ...]
    median_metres: float


def snap_file(
    points: Path, out: Path, addresses: Path, wanted: Wanted, areas_of: AreasOf | None = None
) -> SnapReport:
    """Write every point at the place nearest to it, with the columns to keep and nothing else of its row.

    `addresses` is a file of addresses in metres of the British National Grid, such as OS Open UPRN;
    `areas_of` tells the area of each, if no catchment is to cross a boundary. A row that cannot be read
    stands with its line and reason in a file beside `out`. Raises DataError where a file or column is not
    there, or no place can be made.
    """
    homes, bad_homes = _read_addresses(addresses)
    within = areas_of(*homes) if areas_of else None
    places = snap_points(homes[0], homes[1], within)
    if not len(places.x):
        raise DataError(
            f"{addresses}: {len(homes[0]):,} addresses make no place of {LEAST} addresses or more. "
            "Give a file that holds every address of the area."
        )
    rows, refused = _read_points(points, wanted)
    x, y = (np.array([row[at] for row in rows], float) for at in (0, 1))
    inside = areas_of(x, y) if areas_of else None
    found = snap(x, y, places, inside, wanted.farthest)
    unreached = ~np.isfinite(found.distance)
    shown = found.place >= 0
    _write(out, rows, found.place, places, wanted, areas_of is not None)
    refusals = out.with_name(f"{out.stem}.refused.csv")
    _write_refused(refusals, refused)
    return SnapReport(
        read=len(rows) + len(refused),
        written=int(shown.sum()),
        too_far=int((~shown & ~unreached).sum()),
        no_place=int(unreached.sum()),
        refused=len(refused),
        refusals=refusals,
        addresses=len(homes[0]),
        addresses_refused=bad_homes,
        places=len(places.x),
        fewest=int(places.addresses.min()),
        without=places.without,
        median_metres=float(np.median(found.distance[shown])) if shown.any() else 0.0,
    )


def _read_addresses(path: Path) -> tuple[tuple[Reals, Reals], int]:
    with _opened(path) as lines:
        reader = csv.DictReader(lines)
        heads = reader.fieldnames or ()
        named = next((pair for pair in ADDRESS_COLUMNS if set(pair) <= set(heads)), None)
        if named is None:
            raise DataError(
                f"{path}: found the columns {', '.join(heads)}; expected X_COORDINATE and Y_COORDINATE as in "
                "OS Open UPRN, or easting and northing."
            )
        read = [_metres(row, *named)[0] for row in reader]
    good = [each for each in read if each is not None]
    at = np.array(good, float).reshape(-1, 2)
    return (at[:, 0], at[:, 1]), len(read) - len(good)


def _read_points(
    path: Path, wanted: Wanted
) -> tuple[list[tuple[float, float, list[str]]], list[tuple[int, str]]]:
    """The rows that can be read, with what is kept of each; and the others by line, with the reason."""
    rows, refused = [], []
    with _opened(path) as lines:
        reader = csv.DictReader(lines)
        heads = list(reader.fieldnames or ())
        for name in (wanted.x, wanted.y, *wanted.keep):
            if name not in heads:
                raise DataError(f"{path}: there is no column {name!r}. {did_you_mean(name, heads)}")
        for row in reader:
            at, why = _metres(row, wanted.x, wanted.y)
            if at is None:
                refused.append((reader.line_num, why))
            else:
                rows.append((*at, [row[name] or "" for name in wanted.keep]))
    return rows, refused


def _metres(row: dict[str, str], x: str, y: str) -> tuple[tuple[float, float] | None, str]:
    try:
        east, north = float(row[x] or ""), float(row[y] or "")
    except (TypeError, ValueError):
        # What stands there is not repeated: it could be an address.
        return None, f"{x} or {y} is no number; expected metres of the British National Grid"
    if not (_EAST[0] <= east <= _EAST[1] and _NORTH[0] <= north <= _NORTH[1]):
        return None, f"{x} and {y} lie outside the British National Grid; expected metres, not degrees"
    return (east, north), ""


def _opened(path: Path) -> "_Lines":
    if not path.exists():
        raise DataError(f"{path}: there is no such file.")
    return _Lines(path)


class _Lines:
    """The lines of a CSV file in UTF-8, with or without a mark at its beginning."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Iterator[str]:
        self._file = self._path.open(encoding="utf-8-sig", newline="")
        return self._file

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _write(
    out: Path,
    rows: Sequence[tuple[float, float, list[str]]],
    place: npt.NDArray[np.int64],
    places: SnapPoints,
    wanted: Wanted,
    bounded: bool,
) -> None:
    """In order of place and of what is kept, so that the order tells nothing of the points."""
    told = [
        (
            f"{places.x[at]:.0f}",
            f"{places.y[at]:.0f}",
            *((str(places.within[at]),) if bounded else ()),
            *row[2],
        )
        for at, row in zip(place.tolist(), rows, strict=True)
        if at >= 0
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["easting", "northing", *(["area"] if bounded else []), *wanted.keep])
        writer.writerows(sorted(told))


def _write_refused(path: Path, refused: Sequence[tuple[int, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["line", "reason"])
        writer.writerows(refused)
