"""Actions are evaluated as far as the data allow: what was made is found, what was not is not claimed."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.assessment.topics.evaluated_city import AREAS, FIRST, MEASURE, START, counts, known, points

from wulfrun.assessment.topics._evaluation_designs import AROUND, CHECK, COUNT, DIFFERENCE, SERIES, SYNTHETIC
from wulfrun.assessment.topics._evaluation_rings import counted
from wulfrun.assessment.topics.evaluations import (
    DESIGNS,
    EVALUATIONS,
    MONTHS,
    RINGS,
    TABLES,
    TOPIC,
    joint_word,
)
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.release import Rows
from wulfrun.definition.model import Where
from wulfrun.methods.difference_in_differences import difference_in_differences
from wulfrun.methods.verdict import AGREED, LOWER, NOT_SHOWN, UNKNOWN


def assessed(made: Known) -> dict[str, Rows]:
    found = {name: list(rows) for name, rows in TOPIC.assess(made).items()}
    for name, rows in found.items():
        assert pa.Table.from_pylist(rows, schema=TABLES[name]).num_rows == len(rows)
    return found


def by_design(found: dict[str, Rows]) -> dict[str, dict[str, Any]]:
    return {row["design"]: row for row in found[DESIGNS]}


def test_an_effect_that_was_made_is_found_by_every_design() -> None:
    found = assessed(known(counts(0.6)))
    (row,) = found[EVALUATIONS]
    assert (row["action"], row["word"], row["way"]) == ("homes-2", AGREED, LOWER)
    designs = by_design(found)
    assert list(designs) == [DIFFERENCE, CHECK, SERIES, SYNTHETIC, COUNT, AROUND]
    for design in (DIFFERENCE, SERIES, SYNTHETIC):
        assert designs[design]["lower"] < 0.6 < designs[design]["upper"] < 1
    assert designs[COUNT]["upper"] < 0 and designs[CHECK]["word"] == NOT_SHOWN
    assert row["months_before"] == row["months_after"] == 24
    assert "Area B" not in row["control"] and row["buffer"] == "Area B"


def test_the_difference_is_that_of_the_published_counts() -> None:
    made = counts(0.7, seed=2)
    row = by_design(assessed(known(made)))[DIFFERENCE]
    kept = [at for at in range(AREAS) if at != 1]
    sums = made[kept, :START].sum(axis=1), made[kept, START:].sum(axis=1)
    by_hand = difference_in_differences(*sums, np.arange(len(kept)) == 0)
    assert (row["estimate"], row["upper"]) == pytest.approx((by_hand.ratio, by_hand.upper))
    assert row["treated_before"] == made[0, :START].sum()


def test_where_nothing_happened_designs_seldom_agree_that_something_did() -> None:
    words = [assessed(known(counts(1.0, seed)))[EVALUATIONS][0]["word"] for seed in range(20)]
    assert words.count(AGREED) == 0 and words.count(NOT_SHOWN) >= 13


def test_the_count_difference_is_what_fell_less_what_fell_elsewhere_at_the_size_of_the_treated() -> None:
    made = counts(0.6)
    row = by_design(assessed(known(made)))[COUNT]
    rest = made[2:]
    expected = made[0, :START].sum() * rest[:, START:].sum() / rest[:, :START].sum()
    assert row["estimate"] == pytest.approx(made[0, START:].sum() - expected)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"start": date(2004, 7, 1)}, "the data hold 3 months before it"),
        ({"start": date(2008, 1, 1)}, "and 3 from it on"),
        ({"areas": ["Area Z"]}, "There is no area 'Area Z'"),
        ({"measure": "arson"}, "There is no monthly count of arson"),
    ],
)
def test_what_cannot_be_evaluated_says_why_and_nothing_else(changed: dict[str, Any], why: str) -> None:
    found = assessed(known(counts(), changed))
    (row,) = found[EVALUATIONS]
    assert row["word"] == UNKNOWN and why in row["note"] and row["sentence"] == row["note"]
    assert not found[DESIGNS] and not found[MONTHS] and not found[RINGS]


def test_fewer_months_after_than_asked_for_are_used_and_told() -> None:
    found = assessed(known(counts()[:, :36], {"rings": []}))
    assert found[EVALUATIONS][0]["months_after"] == 12


def test_a_month_without_a_file_is_left_out_of_both_sides_and_not_a_fall() -> None:
    made = counts(1.0, seed=4)
    made[:, [30, 31]] = np.nan
    found = assessed(known(made))
    assert found[EVALUATIONS][0]["months_after"] == 22
    row = by_design(found)[DIFFERENCE]
    assert row["treated_after"] == np.nansum(made[0, START:])
    assert found[MONTHS][30] == {"action": "homes-2", "month": "2006-10", "counted": None, "expected": None,
                                 "synthetic": None}  # fmt: skip


def test_areas_with_months_kept_back_are_not_compared_and_a_treated_one_is_not_evaluated() -> None:
    made = counts()
    made[4, 7] = np.nan
    found = assessed(known(made))
    assert found[EVALUATIONS][0]["left_out"] == "Area E"
    assert "Area E" not in found[EVALUATIONS][0]["control"]
    made = counts()
    made[0, 7] = np.nan
    assert "kept back as small numbers" in assessed(known(made))[EVALUATIONS][0]["note"]


def test_a_break_within_the_months_takes_the_interrupted_series_away_and_leaves_the_comparison() -> None:
    broken = {"measure": MEASURE, "when": "2005-10-01", "title": "New rules", "severity": "do-not-join"}
    found = assessed(known(counts(), breaks=[broken, {**broken, "when": "2010-01-01"}]))
    assert found[EVALUATIONS][0]["breaks"] == "New rules (2005-10-01)"
    designs = by_design(found)
    assert designs[SERIES]["word"] == UNKNOWN and "way of counting" in designs[SERIES]["sentence"]
    assert designs[DIFFERENCE]["word"] == LOWER


def test_one_area_to_compare_with_leaves_its_own_trend_and_the_count_difference() -> None:
    designs = by_design(assessed(known(counts(), {"control": ["Area C"], "rings": []})))
    assert designs[DIFFERENCE]["word"] == designs[SYNTHETIC]["word"] == UNKNOWN
    assert designs[SERIES]["word"] == designs[COUNT]["word"] == LOWER


def test_the_count_difference_speaks_where_no_separate_design_can() -> None:
    rows = [{"design": DIFFERENCE, "word": UNKNOWN}, {"design": COUNT, "word": LOWER}]
    assert joint_word(rows).way == LOWER
    assert joint_word([{"design": DIFFERENCE, "word": NOT_SHOWN}, rows[1]]).word == NOT_SHOWN


def test_areas_that_moved_apart_before_the_start_take_the_difference_out_of_the_finding() -> None:
    made = counts(0.6)
    made[0, 12:] = np.round(made[0, 12:] * 0.5)
    found = assessed(known(made))
    designs = by_design(found)
    assert designs[CHECK]["word"] == designs[DIFFERENCE]["word"] == LOWER
    assert joint_word([designs[CHECK], designs[DIFFERENCE], designs[COUNT]]).word == UNKNOWN
    assert "All 3" not in found[EVALUATIONS][0]["sentence"]


def test_rings_are_counted_from_the_edge_of_the_area_and_compared_with_what_lies_beyond() -> None:
    found = assessed(known(counts(0.5, mean=60.0)))
    names = [row["ring"] for row in found[RINGS]]
    assert names == ["The areas themselves", "0 to 250 m", "250 to 500 m", "Beyond: compared with",
                     "All rings around", "The areas and all rings"]  # fmt: skip
    rows = {row["ring"]: row for row in found[RINGS]}
    made = points(counts(0.5, mean=60.0))
    x, early = np.asarray(made["x"]), np.asarray(made["month"]) < FIRST + START
    assert rows["0 to 250 m"]["before"] == int(((x > 1000) & (x <= 1250) & early).sum())
    assert rows["The areas themselves"]["after"] == counts(0.5, mean=60.0)[0, START:].sum()
    assert rows["The areas themselves"]["word"] == "fewer than expected"
    assert rows["The areas and all rings"]["difference_upper"] < 0


def test_rings_with_few_records_are_not_shown_at_all() -> None:
    found = assessed(known(counts(mean=2.5), {"rings": [5, 500]}))
    assert not found[RINGS] and "fewer than 5 records" in found[EVALUATIONS][0]["rings_note"]


def test_rings_are_not_drawn_for_what_may_not_be_shown_by_small_place() -> None:
    made = known(counts())
    measure = made.definition.measure[MEASURE].model_copy(update={"smallest_level": "neighbourhood"})
    definition = made.definition.model_copy(update={"measure": {**made.definition.measure, MEASURE: measure}})
    found = assessed(replace(made, definition=definition))
    assert not found[RINGS] and "may not be shown" in found[EVALUATIONS][0]["rings_note"]


def test_rings_need_places() -> None:
    nowhere = assessed(known(counts(), points_of=lambda record: points(counts(), "99")))
    assert "places of these records are not known" in nowhere[EVALUATIONS][0]["rings_note"]


def test_points_are_counted_by_the_rule_of_the_measure() -> None:
    made = known(counts())
    measure = made.definition.measure[MEASURE]
    table = pa.concat_tables([points(counts()), points(counts(), "28E")])
    half = len(table) // 2
    kept = counted(table, measure, made.definition)
    assert kept[:half].all() and not kept[half:].any(), "28E is residential burglary, from 2017 only"
    flagged = measure.model_copy(update={"where": Where(code=("28E",), flag=("knife",))})
    assert not counted(table, flagged, made.definition).any()
    late = measure.model_copy(update={"valid_from": date(2006, 4, 1)})
    assert counted(table, late, made.definition)[:half].sum() == counts()[:, START:].sum()


def test_a_partnership_without_an_evaluated_action_has_empty_tables() -> None:
    made = known(counts())
    bare = made.definition.model_copy(update={"priority": {}})
    assert all(rows == [] for rows in assessed(replace(made, definition=bare)).values())
