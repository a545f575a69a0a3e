"""What comes first, why, and what is done about it."""

from pydantic import Field

from wulfrun.definition.action import Action
from wulfrun.definition.declared import Declared, Filled, Words
from wulfrun.definition.limb import Limb


class Priority(Declared):
    """A priority: its evidence, its targets, its actions, and its prose."""

    title: Filled
    order: int = 99
    limbs: tuple[Limb, ...] = Field((), description="What of section 6 of the 1998 Act it answers")
    lead: str = Field("", description="Who leads on it: a role or a body")
    because: str = Field("", description="Why it was chosen")
    objectives: Words = ()
    success: Words = Field((), description="What it will look like when it has worked")
    measures: Words = ()
    targets: Words = ()
    actions: tuple[Action, ...] = ()
    prose: str = ""
