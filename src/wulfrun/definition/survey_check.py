"""Check that surveys, questions and the measures made of them name one another rightly."""

from collections.abc import Iterator, Mapping

from wulfrun.definition.model import Definition, Measure
from wulfrun.definition.survey import Question, Survey
from wulfrun.words.errors import Mistake, did_you_mean

Stood = Mapping[tuple[str, str], str]
LAYOUT, RECORD, KIND = "survey-responses", "survey", "survey"
HIGH, NOT_HIGH = "high", "not-high"


def question_of(definition: Definition, name: str) -> Question | None:
    """A question with the text and answers it is said to share; None where there is none of the name."""
    own = definition.question.get(name)
    if own is None or not own.like:
        return own
    shared = definition.question.get(own.like)
    if shared is None:
        return own
    return shared.model_copy(
        update={
            name: value
            for name in ("text", "caveat", "source", "strands", "recorded")
            if (value := getattr(own, name))
        }
    )  # fmt: skip


def answer_codes(question: Question) -> tuple[str, ...]:
    """The answers' codes in order; of a score, whether it is high."""
    return (HIGH, NOT_HIGH) if question.strands else tuple(each.code for each in question.answers)


def base_codes(question: Question) -> tuple[str, ...]:
    """The codes of the answers that are in the base."""
    if question.strands:
        return HIGH, NOT_HIGH
    return tuple(each.code for each in question.answers if each.in_base)


def survey_of(definition: Definition, question: str) -> Survey | None:
    """The survey that asks a question, or the strands of which it is the score."""
    for each in definition.survey.values():
        if question in each.columns:
            return each
    found = question_of(definition, question)
    return survey_of(definition, found.strands[0]) if found and found.strands else None


def check_surveys(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    """Every name that leads nowhere and every question asked twice."""
    asked: dict[str, str] = {}
    for name, survey in definition.survey.items():
        shown = stood.get(("survey", name), "partnership.toml")
        for found, remedy in (*_source(definition, survey), *_columns(definition, survey)):
            yield Mistake(shown, f"[survey.{name}]", found, remedy)
        for question in survey.columns:
            first = asked.setdefault(question, name)
            if first != name:
                yield Mistake(
                    shown,
                    f"[survey.{name}.columns]",
                    f"the question '{question}' is asked in [survey.{first}] too; answers of two surveys are "
                    "never put together.",
                    f'Declare [question.{question}-{name}] with like = "{question}" and use that name here.',
                )
    for name, declared in definition.question.items():
        for found, remedy in _question(definition, declared):
            yield Mistake(stood.get(("question", name), ""), f"[question.{name}]", found, remedy)
    for name, measure in definition.measure.items():
        if measure.kind == KIND:
            for found, remedy in _measure(definition, measure):
                yield Mistake(
                    stood.get(("measure", name), "measures.toml"), f"[measure.{name}]", found, remedy
                )


def _source(definition: Definition, survey: Survey) -> Iterator[tuple[str, str]]:
    source = definition.source.get(survey.source)
    if source is None:
        yield (
            f"'source' names '{survey.source}', which is not declared.",
            did_you_mean(survey.source, definition.source),
        )
    elif source.layout != LAYOUT:
        yield (
            f"its source '{survey.source}' has the layout '{source.layout}'.",
            f'A survey needs a source with layout = "{LAYOUT}".',
        )


def _columns(definition: Definition, survey: Survey) -> Iterator[tuple[str, str]]:
    for name in survey.columns:
        question = question_of(definition, name)
        if question is None:
            yield f"there is no question '{name}'.", did_you_mean(name, definition.question)
        elif question.strands:
            yield (
                f"'{name}' is a score over other questions; it has no column.",
                f"Name the columns of its strands: {', '.join(question.strands)}.",
            )
        else:
            for word in survey.asked(name).values.values():
                if word not in answer_codes(question):
                    yield (
                        f"'{word}' is no answer to '{name}'.",
                        did_you_mean(word, answer_codes(question)),
                    )
    for name, question in definition.question.items():
        there = [each for each in question.strands if each in survey.columns]
        if there and (lacking := [each for each in question.strands if each not in there]):
            yield (
                f"'{name}' is scored over all of its strands; {', '.join(lacking)} have no column.",
                "Name their columns, or leave all of its strands out.",
            )


def _question(definition: Definition, question: Question) -> Iterator[tuple[str, str]]:
    if question.like and question.like not in definition.question:
        yield (
            f"'like' names the question '{question.like}', which is not declared.",
            did_you_mean(question.like, definition.question),
        )
    elif not (question.like or question.answers or question.strands):
        yield "it has no answers.", "Add answers, strands with high_from, or like."
    for strand in question.strands:
        found = question_of(definition, strand)
        if found is None:
            yield f"there is no question '{strand}'.", did_you_mean(strand, definition.question)
        elif any(each.score is None for each in found.answers if each.in_base):
            yield f"an answer to its strand '{strand}' has no score.", "Add score to each answer in the base."
    for name in question.recorded:
        if name not in definition.measure:
            yield (
                f"'recorded' names the measure '{name}', which is not declared.",
                did_you_mean(name, definition.measure),
            )
    if question.strands and question.high_from is None:
        yield "a score does not say from which sum it is high.", "Add high_from, such as 11."


def _measure(definition: Definition, measure: Measure) -> Iterator[tuple[str, str]]:
    question = question_of(definition, measure.question)
    if question is None:
        yield (
            f"'question' names '{measure.question}', which is not declared.",
            did_you_mean(measure.question, definition.question),
        )
        return
    if measure.scale != 100:
        yield "answers are told in percent.", "Add scale = 100."
    if not measure.where.code:
        yield "a survey measure does not say which answers count.", "Add where.code."
    for code in (*measure.where.code, *(measure.out_of.code if measure.out_of else ())):
        if code not in answer_codes(question):
            yield (
                f"'{code}' is no answer to '{measure.question}'.",
                did_you_mean(code, answer_codes(question)),
            )
