"""What each respondent answered: the file's words as the questionnaire's answers, and scores over strands."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from wulfrun.data.derived._survey_people import Respondent, plainly
from wulfrun.definition.model import Definition
from wulfrun.definition.survey import Question, Survey
from wulfrun.definition.survey_check import HIGH, NOT_HIGH, question_of


@dataclass(frozen=True)
class Asking:
    """A question as one survey asks it: its column, and the answer that each word means."""

    name: str
    column: str
    question: Question
    answers: Mapping[str, str]


@dataclass
class Heard:
    """What could not be used: blanks, and words that are none of the answers, by question."""

    blank: Counter[str] = field(default_factory=Counter)
    strange: dict[str, Counter[str]] = field(default_factory=dict)


def askings(definition: Definition, survey: Survey) -> list[Asking]:
    """The questions of a survey, each with every word that means one of its answers."""
    found = []
    for name in survey.columns:
        question, asked = question_of(definition, name), survey.asked(name)
        if question is not None:
            words = {
                plainly(word): each.code for each in question.answers for word in (each.code, *each.words)
            }
            words |= {plainly(word): code for word, code in asked.values.items()}
            found.append(Asking(name, asked.column, question, words))
    return found


def scores(definition: Definition, survey: Survey) -> dict[str, Question]:
    """The scores that a survey allows: it asks every strand of them."""
    found = {name: question_of(definition, name) for name in definition.question}
    return {
        name: each
        for name, each in found.items()
        if each is not None and each.strands and set(each.strands) <= set(survey.columns)
    }


def answers_of(
    one: Respondent, asked: list[Asking], scored: Mapping[str, Question], heard: Heard
) -> dict[str, str]:
    """A respondent's answer to each question that was answered, and to each score that can be worked out."""
    columns = {plainly(name): word for name, word in one.answers.items()}
    said: dict[str, str] = {}
    for each in asked:
        word = columns.get(plainly(each.column), "")
        code = each.answers.get(plainly(word), "")
        if code:
            said[each.name] = code
        elif word:
            heard.strange.setdefault(each.name, Counter())[word] += 1
        else:
            heard.blank[each.name] += 1
    known = {each.name: each.question for each in asked}
    for name, question in scored.items():
        if (total := score_of(question, said, known)) is not None:
            said[name] = HIGH if total >= (question.high_from or 0) else NOT_HIGH
    return said


def score_of(question: Question, said: Mapping[str, str], known: Mapping[str, Question]) -> int | None:
    """The sum over the strands; None unless every strand has an answer with a score in its base."""
    total = 0
    for strand in question.strands:
        found = [each for each in known[strand].answers if each.code == said.get(strand)]
        if not found or not found[0].in_base or found[0].score is None:
            return None
        total += found[0].score
    return total
