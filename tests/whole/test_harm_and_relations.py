"""The example's harm and relations: what was planted is found, recounted by a route of its own."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from wulfrun.data.release import Release

from .test_planted_truths import words

pytestmark = pytest.mark.xdist_group("whole")


def _weights(folder: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in csv.reader((folder / "weights" / "harm-invented.csv").read_text("utf-8").splitlines()):
        if len(row) == 3 and row[2].isdigit() and row[0] != "Other":
            found.setdefault(row[0].strip(), float(row[2]))
    return found


def test_the_score_is_the_weighted_sum_of_the_published_counts_by_code(usual: Path) -> None:
    release = Release(usual / "store" / "current")
    weights = _weights(usual)
    cube = release.cube().to_pylist()
    last = Counter[str]()
    for row in cube:
        if row["record"] == "offence" and 2007 * 12 + 3 <= row["month"] < 2008 * 12 + 3:
            last[row["code"]] += row["n"]
    (year,) = [row for row in release.rows("harm_years") if row["period"] == "2007/08"]
    assert year["score"] == pytest.approx(sum(weights.get(code, 0) * n for code, n in last.items()))
    assert year["count"] == sum(last.values())
    left = sum(n for code, n in last.items() if code not in weights)
    assert year["mapped"] == pytest.approx(1 - left / sum(last.values()))
    planted = json.loads((usual / "example-truths.json").read_text("utf-8"))["agencies"]["harm"]
    (about,) = release.rows("harm")
    assert (about["codes"], about["refused"]) == (planted["codes"], planted["refused"])


def test_the_page_says_that_the_weights_are_invented_and_what_is_left_out(usual: Path) -> None:
    said = words(usual, "topics/harm.html")
    assert "The weights are invented" in said and "have no weight and are left out" in said


def test_the_link_that_was_planted_is_shown_and_the_other_is_not(usual: Path) -> None:
    said = words(usual, "topics/relations.html")
    assert "one shows a link" in said
    assert "Places with more of fly-tipping" in said and "a month later" in said
    assert "No link between robbery and fly-tipping" in said
