"""Every trap that others fell into has its test, and the tests are where the page of traps says."""

import re
from pathlib import Path

import numpy as np
import pytest

from wulfrun.methods.regression import predict_quasi_poisson
from wulfrun.words.periods import month_index

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "explanation" / "traps.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)


def test_each_of_the_fifteen_traps_names_its_test() -> None:
    assert len(NAMED) == len(re.findall(r"^\| \d+ \|", PAGE, re.MULTILINE)) == 15


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
