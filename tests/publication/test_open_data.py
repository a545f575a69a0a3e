"""The open data agree with the release, hide what is suppressed, and describe themselves truly."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
from small_release import write_release
from small_tables import CANARY

from wulfrun.data.release import Release, sha256
from wulfrun.publication.open_data import write_open_data


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_those_that_were_promised_in_their_order(out: Path) -> None:
    promised = (
        "measure,area_code,area_name,area_level,period,numerator,denominator,"
        "value,lower,upper,suppressed,note"
    )
    assert (out / "figures.csv").read_text("utf-8").split("\n", 1)[0] == promised
    assert pq.read_schema(out / "figures.parquet").names == promised.split(",")
    assert (out / "targets.csv").read_text("utf-8").split("\n", 1)[0] == (
        "target,measure,area,baseline_period,baseline,latest_period,latest,change_percent,target_percent,"
        "status,probability"
    )


def test_every_number_reads_back_exactly_and_suppressed_rows_are_blank(release: Release, out: Path) -> None:
    rows, written = release.rows("figures"), _csv(out / "figures.csv")
    assert len(rows) == len(written)
    assert any(row["suppressed"] for row in rows)
    for row, text in zip(rows, written, strict=True):
        assert text["suppressed"] == ("true" if row["suppressed"] else "false")
        for name in ("numerator", "denominator", "value", "lower", "upper"):
            expected = None if row["suppressed"] else row[name]
            assert (float(text[name]) if text[name] else None) == expected, (row, name)


def test_the_parquet_holds_no_suppressed_number(out: Path) -> None:
    table = pq.read_table(out / "figures.parquet")
    for name in ("numerator", "denominator", "value", "lower", "upper"):
        assert CANARY not in table[name].to_pylist()


def test_commas_and_quotes_in_names_survive(tmp_path: Path) -> None:
    release = write_release(tmp_path / "release")
    table = release.table("targets")
    place = table.schema.get_field_index("measure")
    names = ['a, "b"', *table["measure"].to_pylist()[1:]]
    changed = table.set_column(place, "measure", [names])
    pq.write_table(changed, tmp_path / "release" / "targets.parquet")
    write_open_data(release, tmp_path / "out")
    assert _csv(tmp_path / "out" / "targets.csv")[0]["measure"] == 'a, "b"'
    assert b"\r" not in (tmp_path / "out" / "targets.csv").read_bytes()


def test_the_data_package_says_the_truth_about_each_file(out: Path) -> None:
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert [each["path"] for each in package["resources"]] == [
        "figures.parquet",
        "figures.csv",
        "targets.csv",
    ]
    for each in package["resources"]:
        path = out / each["path"]
        assert each["bytes"] == path.stat().st_size
        assert each["hash"] == f"sha256:{sha256(path)}"
        names = [field["name"] for field in each["schema"]["fields"]]
        header = pq.read_schema(path).names if path.suffix == ".parquet" else list(_csv(path)[0])
        assert names == header
    assert package["licenses"][0]["name"] == "OGL-UK-3.0"
    assert package["sources"] == [{"title": "Recorded crime extract (Exampleton Police)"}]
    assert "invented" in package["description"]
