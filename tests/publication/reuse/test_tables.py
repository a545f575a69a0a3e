"""The site's CSV files are described so that a machine reads them without a person's help."""

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wulfrun.data.release import sha256

# What W3C's Metadata Vocabulary for Tabular Data asks of the cells of a datatype.
CHECKS: dict[str, Any] = {
    "string": str,
    "double": float,
    "integer": int,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def described(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data" / "csv-metadata.json").read_text("utf-8"))
    return found


def test_the_table_group_names_every_csv_of_its_folder(site: Path, described: dict[str, Any]) -> None:
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    urls = [table["url"] for table in described["tables"]]
    assert sorted(urls) == sorted(path.name for path in (site / "data").glob("*.csv"))


def test_columns_are_those_of_the_file_in_their_order_with_names_the_standard_allows(
    site: Path, described: dict[str, Any]
) -> None:
    for table in described["tables"]:
        columns = table["tableSchema"]["columns"]
        names = [each["name"] for each in columns]
        assert names == _rows(site / "data" / table["url"])[0]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[A-Za-z0-9][\w.%-]*", each) for each in names), table["url"]


def test_every_cell_is_of_the_datatype_that_was_promised_or_missing(
    site: Path, described: dict[str, Any]
) -> None:
    cells = 0
    for table in described["tables"]:
        columns = table["tableSchema"]["columns"]
        for row in _rows(site / "data" / table["url"])[1:]:
            for column, cell in zip(columns, row, strict=True):
                kind = column["datatype"]
                if cell != column["null"]:
                    CHECKS[kind if isinstance(kind, str) else kind["base"]](cell)
                    cells += 1
    assert cells > 5000


def test_columns_of_figures_say_in_words_what_they_hold(described: dict[str, Any]) -> None:
    table = next(each for each in described["tables"] if each["url"] == "psa1.csv")
    words = {each["name"]: each["dc:description"] for each in table["tableSchema"]["columns"]}
    assert words["lower"] == "Lower end of the 95% interval" and table["dc:title"].startswith("PSA1 basket")


def test_the_data_package_tells_the_truth_about_each_file(site: Path) -> None:
    package = json.loads((site / "data" / "datapackage.json").read_text("utf-8"))
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert {each["path"] for each in package["resources"]} == {
        path.name for path in (site / "data").glob("*.csv")
    }
    for each in package["resources"]:
        path = site / "data" / each["path"]
        assert (each["bytes"], each["hash"]) == (path.stat().st_size, f"sha256:{sha256(path)}")
        assert [field["name"] for field in each["schema"]["fields"]] == _rows(path)[0]
        assert {field["type"] for field in each["schema"]["fields"]} <= {
            "string", "number", "integer", "boolean", "date"
        }  # fmt: skip
        assert re.fullmatch(r"[a-z0-9._-]+", each["name"]), each["name"]


def test_the_bundle_beside_the_site_is_described_as_csvw_too(out: Path) -> None:
    for name in ("figures", "targets"):
        content = json.loads((out / f"{name}.csv-metadata.json").read_text("utf-8"))
        assert content["@context"][0] == "http://www.w3.org/ns/csvw" and content["url"] == f"{name}.csv"
        assert [each["name"] for each in content["tableSchema"]["columns"]] == _rows(out / f"{name}.csv")[0]
