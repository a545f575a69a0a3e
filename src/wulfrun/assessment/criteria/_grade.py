"""The board's grades of a problem, as criteria."""

from typing import Literal

from wulfrun.assessment.criteria.criterion import Found, Problem
from wulfrun.methods.priority_score import GRADES, share_of_grade


def graded(problem: Problem, name: Literal["impact", "likelihood"]) -> Found | None:
    """The grade that the board gave; one that it is not sure of counts nearer to the middle."""
    judged = problem.known.definition.judgement.get(problem.name)
    grade = getattr(judged, name, None)
    if judged is None or grade is None:
        return None
    sure = judged.confidence or GRADES
    how = f", held with confidence {judged.confidence} of {GRADES}" if judged.confidence else ""
    words = f"Graded {grade} of {GRADES}{how}"
    return Found(float(grade), words, scaled=float(share_of_grade(grade, sure)))
