"""The example folder with the truths as they ship, and with another set; each written once."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wulfrun.example.folder import write_example

OTHER = {
    "psa1_change": -11,
    "priority_gap": 1.15,
    "racially_aggravated_change": -20,
    "domestic_abuse_change": 4,
}


@dataclass(frozen=True)
class Example:
    path: Path
    truths: dict[str, Any]


def _written(path: Path, truths: dict[str, float]) -> Example:
    write_example(path, 2008, truths)
    return Example(path, json.loads((path / "example-truths.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def northbank(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return _written(tmp_path_factory.mktemp("northbank"), {})


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return _written(tmp_path_factory.mktemp("other"), OTHER)
