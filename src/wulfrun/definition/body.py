"""Who decides and who does the work: the board, its support team and the thematic partnerships."""

from datetime import date
from typing import Literal

from pydantic import Field

from wulfrun.definition.declared import Declared, Filled, Words
from wulfrun.definition.limb import Limb


class Body(Declared):
    """A body of the partnership, and the one it answers to."""

    title: Filled
    kind: Literal["board", "support team", "thematic partnership", "group"]
    chair: str = Field("", description="A role, not a person's name")
    members: Words = Field((), description="Keys of [agency.KEY]")
    reports_to: str = Field("", description="Key of the body that it answers to")
    does: str = ""
    limbs: tuple[Limb, ...] = ()
    since: date | None = None
    until: date | None = None
