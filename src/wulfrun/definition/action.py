"""What somebody undertakes to do for a priority."""

from datetime import date
from typing import Literal

from pydantic import Field

from wulfrun.definition.declared import Declared, Filled, Words
from wulfrun.definition.evaluation import Evaluation


class Milestone(Declared):
    """A step on the way, and the day on which it was done."""

    title: Filled
    due: date
    done: date | None = None


class Action(Declared):
    """What somebody undertakes to do for a priority, and how it is found out whether it worked."""

    title: Filled
    owner: str = ""
    partners: Words = Field((), description="Keys of [agency.KEY] that help")
    due: date | None = None
    status: Literal["planned", "under way", "done", "late"] = "planned"
    milestones: tuple[Milestone, ...] = ()
    cost: float | None = Field(None, ge=0, description="Pounds over the years of the strategy")
    funding: str = Field("", description="Where the money comes from")
    targets: Words = Field((), description="Targets it serves; the priority's if none")
    note: str = ""
    evaluation: Evaluation | None = None
