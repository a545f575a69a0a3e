"""Which problems come first: what each criterion finds, and what is never counted against a problem."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from wulfrun.assessment.criteria import criteria
from wulfrun.assessment.criteria.criterion import Found, Problem
from wulfrun.assessment.topics.problems import BY_CRITERION, PAIRS, PROBLEMS, WEIGHTS, assess
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.geography.areas import Geography, member_rows
from wulfrun.data.release import Rows
from wulfrun.data.tables import EXPOSURE, FIGURES
from wulfrun.definition.model import Definition
from wulfrun.definition.ranking import CRITERIA
from wulfrun.figures.book import FigureBook
from wulfrun.words.errors import DefinitionError
from wulfrun.words.periods import month_index

CITY = "X08000001"


def figure(measure: str, count: float | None, area: str = CITY, **more: Any) -> dict[str, Any]:
    level = "partnership" if area == CITY else "group"
    return dict.fromkeys(FIGURES.names) | {
        "measure": measure, "area_code": area, "area_name": area, "area_level": level, "period": "2007/08",
        "period_kind": "year", "numerator": count, "value": count, "suppressed": False, "note": "", **more,
    }  # fmt: skip


def changed(measure: str, lower: float, upper: float) -> dict[str, Any]:
    return figure(f"{measure}.on-last-year", (lower + upper) / 2, lower=lower, upper=upper)


def known_of(rows: list[dict[str, Any]], told: dict[str, Rows] | None = None, **declared: Any) -> Known:
    names = sorted({row["measure"].partition(".")[0] for row in rows})
    measures = declared.pop("measure", {})
    definition = Definition.model_validate(
        {
            "partnership": {"name": "P", "area_codes": [CITY], "area_name": "Place"},
            "measure": {
                name: {"title": name.capitalize(), "of": "offence", "per": "residents", "theme": "Violence"}
                | measures.get(name, {})
                for name in names
            },
            **declared,
        }
    )
    table = pa.Table.from_pylist(rows, schema=FIGURES)
    return Known(
        definition, Path(), FigureBook(table), month_index("2008-03"),
        Geography((), (), member_rows([]), CITY), EXPOSURE.empty_table(), {}, (),
        lambda _: FIGURES.empty_table(), told=told or {},
    )  # fmt: skip


def found(criterion: str, known: Known, measure: str = "robbery") -> Found | None:
    return criteria()[criterion].find(Problem(measure, known.definition.measure[measure], known))


def of(known: Known, measure: str) -> dict[str, Any]:
    return next(row for row in assess(known)[PROBLEMS] if row["measure"] == measure)


def test_every_declared_criterion_is_a_module_and_the_other_way_round() -> None:
    assert tuple(criteria()) == CRITERIA


def test_a_change_counts_as_far_as_its_interval_leaves_no_doubt() -> None:
    rows = [figure("robbery", 100), changed("robbery", 4.0, 12.0)]
    rise = found("trend", known_of(rows))
    assert rise is not None
    assert rise.raw == 4.0
    assert rise.words == "Rose by 8.0% on a year before (95% interval: between 4.0% and 12.0%)"
    unclear = found("trend", known_of([figure("robbery", 100), changed("robbery", -3.0, 9.0)]))
    assert unclear is not None
    assert unclear.raw == 0


def test_a_rise_that_is_the_aim_is_never_a_worsening_problem() -> None:
    rows = [figure("robbery", 100), changed("robbery", 4.0, 12.0)]
    wanted = found("trend", known_of(rows, measure={"robbery": {"better": "higher"}}))
    assert wanted is not None
    assert wanted.raw == -4.0
    assert wanted.words.endswith("; more reports are the aim")
    assert found("trend", known_of(rows, measure={"robbery": {"better": "neither"}})) is None
    assert found("inequality", known_of(rows, measure={"robbery": {"better": "higher"}})) is None


def test_a_small_number_kept_back_is_no_volume() -> None:
    assert found("volume", known_of([figure("robbery", None, suppressed=True, value=None)])) is None
    told = found("volume", known_of([figure("robbery", 1200)]))
    assert told == Found(1200.0, "1,200 offences in 2007/08", "robbery", "2007/08")


def test_harm_is_the_sum_of_what_is_told_of_the_measures_codes() -> None:
    told: dict[str, Rows] = {
        "harm": [{"index": "i", "record": "offence", "unit": "points", "title": "an index",
                  "period": "2007/08"}],
        "harm_codes": [
            {"index": "i", "code": "34A", "harm": 100.0},
            {"index": "i", "code": "34B", "harm": 50.0},
            {"index": "i", "code": "28", "harm": 900.0},
            {"index": "i", "code": "others", "harm": None},
        ],
    }  # fmt: skip
    rows = [figure("robbery", 10)]
    group = {"robbery": {"title": "Robbery", "spans": [
        {"codes": ["034A"]}, {"codes": ["34B"], "valid_to": "2008-04-30"},
        {"codes": ["28"], "valid_from": "2009-04-01"},
    ]}}  # fmt: skip
    where = {"robbery": {"where": {"group": ["robbery"]}}}
    harm = found("harm", known_of(rows, told, measure=where, group=group))
    assert harm is not None
    assert harm.raw == 150.0
    assert harm.words == "at least 150 points of an index in 2007/08"
    flagged = {"robbery": {"where": {"flag": ["domestic"]}}}
    assert found("harm", known_of(rows, told, measure=flagged, flag={"domestic": "D"})) is None
    assert found("harm", known_of(rows)) is None


@pytest.mark.parametrize(
    ("rate", "better", "raw"),
    [(12.0, "lower", 10.0), (10.0, "lower", 0.0), (12.0, "higher", -10.0), (8.0, "lower", -10.0)],
)
def test_beside_similar_places_only_what_lies_beyond_chance_counts(
    rate: float, better: str, raw: float
) -> None:
    row = {"measure": "robbery", "rate": rate, "average": 10.0, "lower": 9.0, "upper": 11.0,
           "period": "2007/08", "verdict": "in line"}  # fmt: skip
    known = known_of(
        [figure("robbery", 10)], {"peer_verdicts": [row]}, measure={"robbery": {"better": better}}
    )
    told = found("peers", known)
    assert told is not None
    assert told.raw == pytest.approx(raw)


def target(**changed_to: Any) -> dict[str, Any]:
    return {
        "target": "cut", "title": "Cut it", "measure": "robbery", "area_code": CITY, "target_percent": -10.0,
        "target_value": 90.0, "baseline": 100.0, "latest": 99.0, "status": "not achieved",
    } | changed_to  # fmt: skip


def test_a_target_counts_by_what_is_missing_of_it_and_one_that_was_met_by_nothing() -> None:
    rows = [figure("robbery", 99)]
    missed = found("target", known_of(rows, {"targets": [target()]}))
    assert missed is not None
    assert missed.raw == pytest.approx(10.0)
    assert missed.words == "Cut it: not achieved, 10.0% from what is to be reached"
    rise = target(target_value=110.0, latest=99.0)
    raised = found("target", known_of(rows, {"targets": [rise]}))
    assert raised is not None
    assert raised.raw == pytest.approx(10.0)
    met = found("target", known_of(rows, {"targets": [target(status="achieved")]}))
    assert met is not None
    assert met.raw == 0
    assert found("target", known_of(rows, {"targets": [target(status="cannot be said")]})) is None


def test_inequality_is_what_the_interval_of_the_two_rates_leaves_beyond_doubt() -> None:
    rows = [figure("robbery", 300)]
    rows += [
        figure("robbery.rate", n, area, denominator=1000.0) for area, n in (("PRIORITY", 200), ("REST", 100))
    ]
    told = found("inequality", known_of(rows))
    assert told is not None
    assert 50 < told.raw < 100
    assert told.words.startswith("2.00 times the rate of the rest in priority neighbourhoods")
    assert found("inequality", known_of(rows[:2])) is None


def test_concern_is_the_share_of_what_residents_chose_in_the_latest_twelve_months() -> None:
    told: dict[str, Rows] = {"neighbourhood_priorities": [
        {"chosen": "2008-01-10", "issue": "violence"}, {"chosen": "2007-03-01", "issue": "drugs"},
        {"chosen": "2007-02-01", "issue": "drugs"}, {"chosen": "2006-01-01", "issue": "violence"},
    ]}  # fmt: skip
    rows = [figure("robbery", 10)]
    known = known_of(rows, told, ranking={"concern": {"robbery": ["violence"]}})
    concern = found("concern", known)
    assert concern is not None
    assert concern.raw == pytest.approx(100 / 3)
    assert concern.period == "year to 2008-01"
    assert found("concern", known_of(rows, told)) is None
    with pytest.raises(DefinitionError, match=r"names the issue 'violense'.*Did you mean 'violence'"):
        found("concern", known_of(rows, told, ranking={"concern": {"robbery": ["violense"]}}))


def test_of_a_survey_whose_aim_is_a_rise_those_who_do_not_say_so_count() -> None:
    rows = [figure("robbery", 10), figure("safe", 70.0)]
    survey = {"safe": {"kind": "survey", "of": "survey", "question": "q", "better": "higher"}}
    concern = found("concern", known_of(rows, measure=survey, ranking={"concern": {"robbery": ["safe"]}}))
    assert concern == Found(30.0, "Safe: 70.0% in 2007/08", "safe", "2007/08")


def test_a_grade_the_board_is_unsure_of_counts_nearer_to_the_middle() -> None:
    rows = [figure("robbery", 10)]
    judged = {"robbery": {"impact": 5, "likelihood": 4, "confidence": 2}}
    known = known_of(rows, judgement=judged)
    impact, likelihood = found("impact", known), found("likelihood", known)
    assert impact == Found(5.0, "Graded 5 of 5, held with confidence 2 of 5", scaled=0.7)
    assert likelihood is not None
    assert likelihood.scaled == pytest.approx(0.6)
    assert found("impact", known_of(rows)) is None


ROWS = [
    row
    for name, count, lower, upper in (
        ("robbery", 900, 5, 15), ("burglary", 500, -2, 3), ("damage", 100, -9, -4), ("arson", 50, -1, 2)
    )
    for row in (figure(name, count), changed(name, lower, upper))
]  # fmt: skip


def test_who_is_worst_on_every_criterion_comes_first_whatever_the_weights() -> None:
    tables = assess(known_of(ROWS, ranking={"top": 1}))
    first = tables[PROBLEMS][0]
    assert (first["measure"], first["rank"], first["score"]) == ("robbery", 1, 1.0)
    assert first["top_share"] == first["top_share_any"] == first["first_share"] == 1.0
    assert (first["rank_low"], first["rank_high"]) == (1, 1)
    assert [row["measure"] for row in tables[PROBLEMS]] == ["robbery", "burglary", "arson", "damage"]
    assert {row["criterion"] for row in tables[BY_CRITERION]} == set(CRITERIA)
    assert sum(row["share"] for row in tables[WEIGHTS]) == pytest.approx(1)
    assert {row["above_to"] for row in tables[WEIGHTS]} == {""}
    assert {row["ahead"] for row in tables[PAIRS] if row["measure"] == "robbery"} == {1.0}


def test_the_share_is_told_at_which_another_problem_comes_first() -> None:
    """Volume puts fires last of two and the trend first: with both at half they tie, beyond it they turn."""
    rows = [figure("robbery", 90), changed("robbery", -9, -4), figure("fires", 10), changed("fires", 4, 9)]
    weights = dict.fromkeys(CRITERIA, 0) | {"volume": 3, "trend": 1}
    volume, trend = assess(known_of(rows, ranking={"weights": weights}))[WEIGHTS]
    assert (volume["below"], volume["below_to"]) == (pytest.approx(0.5), "fires")
    assert (trend["above"], trend["above_to"]) == (pytest.approx(0.5), "fires")
    assert (volume["above"], volume["above_to"]) == (None, "")


def test_a_weight_of_nothing_leaves_the_criterion_out() -> None:
    weights = dict.fromkeys(CRITERIA, 0) | {"trend": 1, "volume": 1}
    tables = assess(known_of(ROWS, ranking={"weights": weights}))
    assert [row["criterion"] for row in tables[WEIGHTS]] == ["volume", "trend"]


def test_what_is_missing_of_a_problem_is_shared_and_too_little_is_not_ranked() -> None:
    more = [*ROWS, figure("litter", 5000)]
    judged = {"arson": {"impact": 5, "likelihood": 5, "rank": 1, "reason": "Lives"}}
    known = known_of(more, judgement=judged)
    litter, arson = of(known, "litter"), of(known, "arson")
    assert litter["rank"] is None
    assert litter.get("top_share") is None
    assert litter["note"] == "Not ranked: too little is known of it (1 of 9 criteria)."
    assert arson["criteria"] == 4
    assert arson["score"] > of(known_of(more), "arson")["score"]
    assert (arson["board_rank"], arson["board_reason"], arson["impact"]) == (1, "Lives", 5)


def test_without_a_list_all_are_ranked_that_are_to_fall_and_are_neither_part_nor_total() -> None:
    measure = {"burglary": {"part_of": "robbery"}, "damage": {"better": "higher"}}
    total = {"basket": {"theme": "All crime"}}
    rows = [*ROWS, figure("basket", 9000), changed("basket", 1, 2)]
    names = [row["measure"] for row in assess(known_of(rows, measure=measure | total))[PROBLEMS]]
    assert names == ["robbery", "arson"]
    named = known_of(ROWS, measure=measure, ranking={"measures": ["robbery", "burglary", "damage"]})
    assert [row["measure"] for row in assess(named)[PROBLEMS]] == ["robbery", "burglary", "damage"]
    assert of(named, "burglary")["note"] == "A part of 'Robbery', which is ranked too."
    judged = known_of(ROWS, measure=measure, judgement={"damage": {"impact": 4}})
    assert "damage" in [row["measure"] for row in assess(judged)[PROBLEMS]]


def test_a_problem_names_the_priorities_it_is_evidence_or_a_target_of() -> None:
    priority = {
        "streets": {"title": "Streets", "order": 2, "measures": ["robbery"]},
        "homes": {"title": "Homes", "order": 1, "targets": ["cut"]},
    }
    aim = {"cut": {"measure": "robbery", "baseline": "2003/04", "end": "2007/08", "change_percent": -10}}
    assert of(known_of(ROWS, priority=priority, target=aim), "robbery")["priority"] == "homes, streets"


def test_one_problem_is_no_order() -> None:
    assert assess(known_of([figure("robbery", 10), changed("robbery", 1, 2)])) == {
        name: [] for name in (PROBLEMS, BY_CRITERION, WEIGHTS, PAIRS)
    }
