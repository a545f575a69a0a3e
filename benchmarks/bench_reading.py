"""The whole reading against DuckDB's plain CSV-to-Parquet and a plain pandas script, in one run.

Each runs in a process of its own. The cube of the pandas script must be ours, cell for cell.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from measured import demand, measured
from street_files import arguments, files_in, read_all

KEYS = ["month", "area", "code", "file"]


def plain_duckdb(folder: Path, work: Path) -> None:
    """The same files, every row, as one Parquet file; nothing else."""
    import duckdb

    files = [str(path) for path in files_in(folder)]
    duckdb.read_csv(files).write_parquet(str(work / "plain.parquet"))  # type: ignore[arg-type]


def ours(folder: Path, work: Path) -> None:
    """The reading of a build."""
    counted = read_all(folder, work / "store")
    names = {receipt.file: Path(receipt.path).name for receipt in counted.receipts}
    content = {"parts": [str(path) for path in counted.parts], "names": names}
    (work / "ours.json").write_text(json.dumps(content))


def plain_pandas(folder: Path, work: Path, columns: list[str] | None = None) -> None:
    """The same cube as anybody would write it."""
    import pandas as pd

    tables = [pd.read_csv(path, usecols=columns).assign(file=path.name) for path in files_in(folder)]
    rows = pd.concat(tables, ignore_index=True)
    known = rows["Crime ID"].notna()
    rows = pd.concat([rows[known].drop_duplicates("Crime ID"), rows[~known]])
    rows["month"] = rows["Month"].str[:4].astype(int) * 12 + rows["Month"].str[5:].astype(int) - 1
    rows["area"] = rows["LSOA code"].fillna("")
    rows = rows.rename(columns={"Crime type": "code"})
    rows.groupby(KEYS).size().reset_index(name="n").to_parquet(work / "pandas.parquet")


def thrifty_pandas(folder: Path, work: Path) -> None:
    """The same by somebody who knows which columns are needed."""
    plain_pandas(folder, work, ["Crime ID", "Month", "LSOA code", "Crime type"])


def our_cube(work: Path) -> pa.Table:
    """Our cube with files by their names."""
    content = json.loads((work / "ours.json").read_text())
    table = pa.concat_tables(pq.read_table(path) for path in content["parts"])
    index = table["file"].combine_chunks().dictionary_encode()
    words = pa.array([content["names"][word] for word in index.dictionary.to_pylist()])
    return table.set_column(table.column_names.index("file"), "file", words.take(index.indices))


def same_cube(work: Path) -> bool:
    """Whether both cubes have the same cells with the same counts."""
    order = [(name, "ascending") for name in KEYS]
    first, second = our_cube(work).sort_by(order), pq.read_table(work / "pandas.parquet").sort_by(order)
    plain = pa.schema([*((name, pa.string()) for name in KEYS), ("n", pa.int64())])
    return bool(first.select(plain.names).cast(plain).equals(second.select(plain.names).cast(plain)))


PARTS = {"duckdb": plain_duckdb, "ours": ours, "pandas": plain_pandas, "thrifty": thrifty_pandas}


def main() -> None:
    given = arguments(__doc__)
    if given.part:
        name, work = given.part
        return PARTS[name](given.folder, Path(work))
    files = files_in(given.folder)
    size = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files, {size / 1e9:.2f} GB")
    with TemporaryDirectory(dir=given.folder.parent) as work:
        found = {}
        for name in PARTS:
            command = [sys.executable, __file__, "--folder", given.folder, "--part", name, work]
            found[name] = measured(command)
            print(f"{name:8} {found[name]}", flush=True)
        same = same_cube(Path(work))
    to_duckdb = found["ours"].seconds / found["duckdb"].seconds
    to_pandas = found["ours"].seconds / found["pandas"].seconds
    demand("the pandas script gives the same cube", same)
    demand(f"ours takes {to_duckdb:.2f} times DuckDB's plain CSV-to-Parquet (at most 2)", to_duckdb <= 2)
    demand(f"ours takes {to_pandas:.2f} of the pandas script (at most 0.33)", to_pandas <= 1 / 3)
    to_thrifty = found["ours"].seconds / found["thrifty"].seconds
    print(f"      ours takes {to_thrifty:.2f} of a pandas script that reads four of the twelve columns")
    demand(f"ours holds {found['ours'].memory:.0f} MiB at most (under 1024)", found["ours"].memory < 1024)


if __name__ == "__main__":
    main()
