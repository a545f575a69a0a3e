"""What a labelled sample says of a rule, from counts by code and flag."""

from typing import Any

import pytest

from wulfrun.assessment.topics.rules import SCHEMA, quality_rows
from wulfrun.data.tables import FLAGS
from wulfrun.definition.rule import Rule

RULES = {"metal-theft": Rule(title="Metal theft", flag="metal", words=("lead",), source="s")}


def counted(hits: int, alarms: int, misses: int, rest: int) -> list[dict[str, Any]]:
    metal = FLAGS["metal"]
    rows = [("yes", metal, hits), ("no", metal, alarms), ("yes", 0, misses), ("no", 0, rest)]
    return [{"code": f"metal-theft:{label}", "flags": flags, "n": n} for label, flags, n in rows if n]


def test_precision_and_recall_are_those_of_the_sample() -> None:
    # Wilson limits of 81 in 263 and of 15 in 148: Newcombe 1998, Statistics in Medicine 17, table I.
    (row,) = quality_rows(counted(81, 182, 0, 7), RULES)
    assert (row["rule"], row["title"], row["sample"]) == ("metal-theft", "Metal theft", 270)
    assert [round(row[f"precision{end}"], 4) for end in ("", "_lower", "_upper")] == [0.3080, 0.2553, 0.3662]
    (row,) = quality_rows(counted(15, 0, 133, 0), RULES)
    assert [round(row[f"recall{end}"], 4) for end in ("", "_lower", "_upper")] == [0.1014, 0.0624, 0.1605]
    assert row["f1"] == pytest.approx(2 * 15 / (2 * 15 + 133))


def test_counts_in_several_places_and_months_are_added_and_other_flags_do_not_matter() -> None:
    rows = counted(30, 2, 5, 100)
    marked = [{**row, "flags": row["flags"] | FLAGS["business"] | FLAGS["knife"]} for row in rows]
    (row,) = quality_rows([*rows, *marked], RULES)
    assert (row["hits"], row["false_alarms"], row["misses"], row["sample"]) == (60, 4, 10, 274)


def test_the_flag_of_another_rule_is_no_hit() -> None:
    (row,) = quality_rows([{"code": "metal-theft:yes", "flags": FLAGS["knife"], "n": 8}], RULES)
    assert (row["hits"], row["misses"]) == (0, 8)


def test_a_share_of_nothing_is_left_open_and_a_rule_nobody_declared_is_left_out() -> None:
    (row,) = quality_rows(counted(0, 0, 0, 9), RULES)
    assert (row["precision"], row["recall"], row["f1"], row["precision_lower"]) == (None, None, None, None)
    assert row["sample"] == 9
    assert quality_rows([{"code": "other:yes", "flags": 0, "n": 3}], RULES) == []
    assert quality_rows([], RULES) == []


def test_every_row_has_the_columns_that_are_published() -> None:
    (row,) = quality_rows(counted(3, 1, 1, 4), RULES)
    assert set(row) == set(SCHEMA.names)
