"""How much harm the board thinks a problem does when it happens."""

from wulfrun.assessment.criteria._grade import graded
from wulfrun.assessment.criteria.criterion import Criterion

CRITERION = Criterion(
    "Impact",
    "The board's grade from 1 to 5 of the harm to people, place and money when it happens. Nearer to the "
    "middle where the board is less sure. Not known where the board gave none.",
    lambda problem: graded(problem, "impact"),
)
