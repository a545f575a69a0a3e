"""Every trap that others fell into has its test, and the tests are where the page of traps says."""

import re
from pathlib import Path

import numpy as np
import pytest

from wulfrun.methods.regression import predict_quasi_poisson
from wulfrun.words.periods import month_index

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "explanation" / "traps.md").read_text("utf-8")
TRAPS = re.findall(r"^\| (\d+) \|.*$", PAGE, re.MULTILINE)
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)


def test_each_of_the_twenty_one_traps_names_a_test() -> None:
    assert [int(each) for each in TRAPS] == list(range(1, 22))
    rows = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py::test_\w+`", row)] == []


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_the_test_of_a_trap_is_where_the_page_says(path: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_trap_12_a_year_is_not_projected_as_if_every_month_were_alike() -> None:
    """Years that begin with three quiet months: the first quarter times four misleads."""
    season = np.array([60, 60, 60, 100, 100, 100, 120, 120, 120, 120, 120, 120], float)
    known = np.concatenate([season, season, season, season[:3]])
    ahead, _ = predict_quasi_poisson(known, month_index("2004-04"), 9)
    careless = 4 * season[:3].sum()
    assert careless == pytest.approx(0.6 * season.sum())
    assert season[:3].sum() + ahead.sum() == pytest.approx(season.sum(), rel=0.05)


def test_trap_20_what_decides_areas_knows_nothing_of_cells() -> None:
    placing = [path for room in ("data", "figures") for path in (ROOT / "src/wulfrun" / room).rglob("*.py")]
    assert len(placing) > 50
    imported = re.compile(r"^\s*(?:from|import) (?:h3|wulfrun\.methods\.(?:h3_)?grid)\b", re.MULTILINE)
    assert [path.name for path in placing if imported.search(path.read_text("utf-8"))] == []
