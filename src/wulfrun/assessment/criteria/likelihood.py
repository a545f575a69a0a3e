"""How likely the board thinks it that a problem goes on or grows."""

from wulfrun.assessment.criteria._grade import graded
from wulfrun.assessment.criteria.criterion import Criterion

CRITERION = Criterion(
    "Likelihood",
    "The board's grade from 1 to 5 of how likely it is to go on or grow. Nearer to the middle where the "
    "board is less sure. Not known where the board gave none.",
    lambda problem: graded(problem, "likelihood"),
)
