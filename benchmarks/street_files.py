"""Write invented street-level files in the shape of data.police.uk, for the reading benchmarks."""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from wulfrun.data.sources.police_street import TYPES_TODAY

COLUMNS = [
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
    "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
]  # fmt: skip
OUTCOMES = ["Investigation complete; no suspect identified", "Unable to prosecute suspect", "Under investigation"]


def hexes(rng: np.random.Generator, count: int) -> pa.Array:
    raw = rng.bytes(32 * count).hex()
    offsets = np.arange(count + 1, dtype=np.int32) * 64
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(raw.encode()))


def lsoa_codes(count: int) -> np.ndarray:
    return np.array([f"E0{1_900_000 + number}" for number in range(count)], dtype=object)


def month_table(rng: np.random.Generator, force: int, month: str, rows: int, lsoas: np.ndarray, old: pa.Array | None) -> pa.Table:
    """One force's file for one month; `old` gives Crime IDs of an earlier month to repeat."""
    types = np.array(TYPES_TODAY, dtype=object)
    kind = rng.choice(len(types), rows, p=np.r_[0.24, np.full(len(types) - 1, 0.76 / (len(types) - 1))])
    where = rng.integers(0, len(lsoas), rows)
    lost = rng.random(rows) < 0.024
    ids = hexes(rng, rows)
    if old is not None:
        swap = rng.random(rows) < 0.01
        ids = pc.if_else(pa.array(swap), old.take(pa.array(rng.integers(0, len(old), rows))), ids)
    ids = pc.if_else(pa.array(kind == 0), "", ids)
    lon = np.round(-3 + (where % 100) * 0.03 + rng.integers(0, 40, rows) * 0.0005, 6)
    lat = np.round(51 + (where // 100) * 0.02 + rng.integers(0, 40, rows) * 0.0004, 6)
    name = f"Force {force} Police"

    def text(values: object) -> pa.Array:
        return pc.if_else(pa.array(lost), "", pa.array(values).cast(pa.string()))

    return pa.table(
        [
            ids, pa.array([month] * rows), pa.array([name] * rows), pa.array([name] * rows),
            text(lon), text(lat), pc.if_else(pa.array(lost), "No Location", "On or near Invented Street"),
            text(lsoas[where]), text(np.char.add("Invented ", where.astype(str))),
            pa.array(types[kind]), pc.if_else(pa.array(kind == 0), "", pa.array(rng.choice(OUTCOMES, rows))),
            pa.array([""] * rows),
        ],
        names=COLUMNS,
    )  # fmt: skip


def write(folder: Path, rows: int = 6_000_000, months: int = 60, forces: int = 12, lsoas: int = 8000, seed: int = 1) -> None:
    """Write `rows` rows over `months` x `forces` files named as police.uk names them."""
    rng = np.random.default_rng(seed)
    each = rows // (months * forces)
    codes = lsoa_codes(lsoas)
    share = lsoas // forces
    old: list[pa.Array | None] = [None] * forces
    for number in range(months):
        month = f"{2019 + number // 12}-{number % 12 + 1:02d}"
        (folder / month).mkdir(parents=True, exist_ok=True)
        for force in range(forces):
            table = month_table(rng, force, month, each, codes[force * share : (force + 1) * share], old[force])
            old[force] = table["Crime ID"].combine_chunks().filter(pc.not_equal(table["Crime ID"].combine_chunks(), ""))
            options = pcsv.WriteOptions(quoting_style="none")
            pcsv.write_csv(table, folder / month / f"{month}-force-{force}-street.csv", options)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=6_000_000)
    parser.add_argument("--months", type=int, default=60)
    arguments = parser.parse_args()
    write(arguments.folder, arguments.rows, arguments.months)
