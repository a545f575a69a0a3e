"""Invented street-level files in the shape of data.police.uk, and a partnership to read them for."""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import shapely

from wulfrun.data import cube, intake
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.geography.boundaries import LONGITUDE_LATITUDE, Shapes
from wulfrun.data.sources import layouts
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.store import Store
from wulfrun.definition.model import Definition

COLUMNS = [
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
    "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
]  # fmt: skip
OUTCOMES = [
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Under investigation",
]
TODAY = [name for name, (_, last) in TYPES.items() if last is None]
FORCES, MONTHS, ROWS, LSOAS = 12, 60, 6_000_000, 8_000


def hexes(rng: np.random.Generator, count: int) -> pa.Array:
    """Texts of 64 hexadecimal digits, as Crime IDs are."""
    raw = rng.bytes(32 * count).hex()
    offsets = np.arange(count + 1, dtype=np.int32) * 64
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(raw.encode()))


def lsoa_codes(count: int = LSOAS) -> list[str]:
    """Codes that no LSOA has."""
    return [f"E0{1_900_000 + number}" for number in range(count)]


def month_table(
    rng: np.random.Generator, force: int, month: str, rows: int, lsoas: list[str], old: pa.Array | None
) -> pa.Table:
    """One force's file for one month; `old` gives Crime IDs of the month before to repeat."""
    kind = rng.choice(len(TODAY), rows, p=np.r_[0.24, np.full(len(TODAY) - 1, 0.76 / (len(TODAY) - 1))])
    where = rng.integers(0, len(lsoas), rows)
    lost = pa.array(rng.random(rows) < 0.024)
    incident = pa.array(kind == TODAY.index("Anti-social behaviour"))
    ids = hexes(rng, rows)
    if old is not None:
        again = pa.array(rng.random(rows) < 0.01)
        ids = pc.if_else(again, old.take(pa.array(rng.integers(0, len(old), rows))), ids)
    longitude = np.round(-3 + (where % 100) * 0.03 + rng.integers(0, 40, rows) * 0.0005, 6)
    latitude = np.round(51 + (where // 100) * 0.02 + rng.integers(0, 40, rows) * 0.0004, 6)
    name = pa.array([f"Force {force} Police"] * rows)

    def unless_lost(values: object) -> pa.Array:
        return pc.if_else(lost, "", pa.array(values).cast(pa.string()))

    columns = [
        pc.if_else(incident, "", ids), pa.array([month] * rows), name, name,
        unless_lost(longitude), unless_lost(latitude),
        pc.if_else(lost, "No Location", "On or near Invented Street"),
        unless_lost(np.array(lsoas, object)[where]), unless_lost(np.char.add("Invented ", where.astype(str))),
        pa.array(np.array(TODAY, object)[kind]),
        pc.if_else(incident, "", pa.array(rng.choice(OUTCOMES, rows))), pa.array([""] * rows),
    ]  # fmt: skip
    return pa.table(columns, names=COLUMNS)


def write(folder: Path, rows: int = ROWS, months: int = MONTHS, seed: int = 1) -> None:
    """Write `rows` rows over `months` x 12 files, named and laid out as police.uk does."""
    rng = np.random.default_rng(seed)
    codes, share = lsoa_codes(), LSOAS // FORCES
    old: list[pa.Array | None] = [None] * FORCES
    for number in range(months):
        month = f"{2019 + number // 12}-{number % 12 + 1:02d}"
        (folder / month).mkdir(parents=True, exist_ok=True)
        for force in range(FORCES):
            own = codes[force * share : (force + 1) * share]
            table = month_table(rng, force, month, rows // (months * FORCES), own, old[force])
            ids = table["Crime ID"].combine_chunks()
            old[force] = ids.filter(pc.not_equal(ids, ""))
            path = folder / month / f"{month}-force-{force}-street.csv"
            pcsv.write_csv(table, path, pcsv.WriteOptions(quoting_style="none"))


def files_in(folder: Path) -> list[Path]:
    """The street files of a folder, in the order of their names."""
    return sorted(folder.glob("*/*-street.csv"))


def geography() -> Geography:
    """The invented LSOAs as small squares, all of one partnership."""
    codes = lsoa_codes()
    number = np.arange(len(codes))
    west, south = -3 + (number % 100) * 0.03, 51 + (number // 100) * 0.02
    squares = shapely.box(west, south, west + 0.03, south + 0.02)
    whole = "E08900000"
    areas = [Area(code, f"Invented {code}", "lsoa") for code in codes]
    rows = [(code, code, "lsoa") for code in codes] + [(code, whole, "partnership") for code in codes]
    return Geography(
        areas=(*areas, Area(whole, "Invented", "partnership")),
        smallest=tuple(codes),
        member=member_rows([*rows, (whole, whole, "partnership")]),
        partnership_code=whole,
        shapes={"lsoa": Shapes(tuple(codes), tuple(codes), squares, LONGITUDE_LATITUDE)},
    )


def definition(folder: Path) -> Definition:
    """A partnership that reads every street file of a folder."""
    return Definition.model_validate(
        {
            "partnership": {"name": "Invented", "area_codes": ["E08900000"], "area_name": "Invented"},
            "source": {
                "street": {
                    "layout": "police-street",
                    "agency": "police",
                    "files": [f"{folder.absolute()}/*/*-street.csv"],
                }
            },
        }
    )


def read_all(folder: Path, store: Path) -> cube.Counted:
    """The whole reading: files found and hashed, rows placed, repeats removed, counted, receipts drawn up.

    What it took is left beside the store, in seconds, without the start of Python and the inventing of areas.
    """
    store.mkdir(parents=True, exist_ok=True)
    places, kept = geography(), Store(store)
    began = time.perf_counter()
    with TemporaryDirectory() as partnership:
        taken = intake.take_in(
            definition(folder), Path(partnership), layouts(), places, places.digest(), kept,
            tuple(TYPES), lambda *_: None,
        )  # fmt: skip
        counted = cube.count(taken.batches, kept.records)
    (store / "seconds").write_text(str(time.perf_counter() - began))
    return counted


def arguments(about: str | None) -> argparse.Namespace:
    """What every benchmark over these files may be told; the files are written where there are none."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/wulfrun-street"), help="street files")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows to write where the folder has none")
    parser.add_argument("--part", nargs="*", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not files_in(given.folder):
        print(f"Writing {given.rows:,} invented rows to {given.folder}")
        write(given.folder, given.rows)
    return given


if __name__ == "__main__":
    sys.exit(bool(arguments(__doc__)) - 1)
