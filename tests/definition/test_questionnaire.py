"""A questionnaire is declared once; every name in it leads somewhere, or the mistake is told."""

from typing import Any

import pytest
from pydantic import ValidationError
from tests.generative.shipped import library

from wulfrun.definition.model import Definition
from wulfrun.definition.survey import Survey
from wulfrun.definition.survey_check import base_codes, check_surveys, question_of

STRANDS = library().question["ni17"].strands
SOURCE = {"layout": "survey-responses", "agency": "council"}


def survey(**changed: Any) -> dict[str, Any]:
    return {
        "title": "S",
        "source": "sent",
        "design": "quota",
        "columns": {"feel-safe-after-dark": "Q7"},
        **changed,
    }


def definition(*surveys: dict[str, Any], **others: Any) -> Definition:
    declared = {
        "partnership": {"name": "P", "area_codes": ["P"], "area_name": "P"},
        "source": {"sent": SOURCE, "crimes": {"layout": "police-extract", "agency": "police"}},
        "survey": {f"s{number}": each for number, each in enumerate(surveys)},
        "question": {name: each.model_dump() for name, each in library().question.items()},
        "measure": {name: each.model_dump() for name, each in library().measure.items()},
    }
    for name, content in others.items():
        declared.setdefault(name, {}).update(content)
    return Definition.model_validate(declared)


def mistakes(found: Definition) -> str:
    return " ".join(f"{each.found} {each.remedy}" for each in check_surveys(found, {}))


def test_a_library_questionnaire_needs_only_its_columns() -> None:
    assert mistakes(definition(survey())) == ""


def test_a_question_names_what_is_recorded_beside_it_or_the_mistake_is_told() -> None:
    noise = library().question["ni17-noise"]
    assert noise.recorded == ("noise-complaints",)
    wrong = noise.model_copy(update={"recorded": ("noise-complaint",)}).model_dump()
    said = mistakes(definition(survey(), question={"ni17-noise": wrong}))
    assert "'recorded' names the measure 'noise-complaint', which is not declared." in said
    assert "Did you mean 'noise-complaints'?" in said


def test_perceived_disorder_has_seven_strands_scored_nought_to_three_and_is_high_from_eleven() -> None:
    found = library().question["ni17"]
    assert len(found.strands) == 7 and found.high_from == 11
    for strand in found.strands:
        scores = {each.code: each.score for each in library().question[strand].answers if each.in_base}
        assert sorted(scores.values(), key=str) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source": "snet"}, "did you mean 'sent'"),
        ({"source": "crimes"}, 'needs a source with layout = "survey-responses"'),
        ({"columns": {"feel-safe-afterdark": "Q7"}}, "there is no question 'feel-safe-afterdark'"),
        ({"columns": {"ni17": "Q1"}}, "score over other questions"),
        ({"columns": {STRANDS[0]: "Q1"}}, "scored over all of its strands"),
        (
            {"columns": {"ni2": {"column": "Q1", "values": {"1": "very-strong"}}}},
            "'very-strong' is no answer to 'ni2'",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told(changed: dict[str, Any], words: str) -> None:
    assert words.casefold() in mistakes(definition(survey(**changed))).casefold()


def test_a_question_asked_in_two_surveys_is_never_put_together() -> None:
    assert 'like = "feel-safe-after-dark"' in mistakes(definition(survey(), survey()))
    apart = definition(
        survey(),
        survey(columns={"dark-two": "A1"}),
        question={"dark-two": {"like": "feel-safe-after-dark"}},
    )
    assert mistakes(apart) == ""
    shared, own = question_of(apart, "feel-safe-after-dark"), question_of(apart, "dark-two")
    assert shared is not None and own is not None and base_codes(own) == base_codes(shared)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"question": "ni3"}, "which is not declared"),
        ({"where": {}}, "Add where.code"),
        ({"where": {"code": ["very-safely"]}}, "did you mean 'very-safe'"),
        ({"scale": 1000}, "Add scale = 100"),
    ],
)
def test_a_measure_of_answers_names_a_question_and_its_answers(changed: dict[str, Any], words: str) -> None:
    declared = {
        "title": "M", "kind": "survey", "of": "survey", "question": "feel-safe-after-dark", "scale": 100,
        "where": {"code": ["very-safe"]}, **changed,
    }  # fmt: skip
    assert words.casefold() in mistakes(definition(survey(), measure={"m": declared})).casefold()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"waves": [{"name": "A", "starts": "2007-05-01", "ends": "2007-04-01"}]}, "before it starts"),
        (
            {
                "waves": [
                    {"name": "A", "starts": "2007-05-01", "ends": "2007-06-01"},
                    {"name": "B", "starts": "2007-06-01", "ends": "2007-07-01"},
                ]
            },
            "overlap",
        ),
        ({"age_bands": ["16-34", "30+"]}, "overlap"),
        ({"age_bands": ["young"]}, "not written like"),
        ({"margins": [{"by": ["sex"]}]}, "people .numbers. or exposures"),
        ({"margins": [{"by": ["sex"], "people": {"F": 1, "M": 1}}]}, "add source"),
        (
            {
                "margins": [
                    {"by": ["sex"], "people": {"F": 500, "M": 500}, "source": "census"},
                    {"by": ["age"], "people": {"16-34": 300, "35+": 500}, "source": "census"},
                ]
            },
            "different numbers of people",
        ),
        ({"margins": [{"by": ["area"], "people": {"North": 10}, "source": "x"}]}, "area margin"),
        ({"trim": 1}, "greater than 1"),
    ],
)
def test_a_survey_agrees_with_itself(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Survey.model_validate(survey(**changed))
