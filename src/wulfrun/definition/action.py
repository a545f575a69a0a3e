"""What somebody undertakes to do for a priority."""

from datetime import date
from typing import Literal

from wulfrun.definition.declared import Declared
from wulfrun.definition.evaluation import Evaluation


class Action(Declared):
    """What somebody undertakes to do for a priority, and how it is found out whether it worked."""

    title: str
    owner: str = ""
    due: date | None = None
    status: Literal["planned", "under way", "done", "late"] = "planned"
    evaluation: Evaluation | None = None
