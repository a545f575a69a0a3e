"""How residents took part: meetings, surveys and panels, and what was said there."""

from datetime import date
from typing import Literal

from pydantic import Field

from wulfrun.definition.declared import Declared, Filled, Words


class Consultation(Declared):
    """One occasion on which residents were asked (regulation 12 of SI 2007/1830 wants public meetings)."""

    title: Filled
    kind: Literal["public meeting", "survey", "panel", "visit", "other"]
    when: date
    place: str = ""
    reached: int | None = Field(None, ge=0, description="How many people took part")
    agencies: Words = Field((), description="Authorities whose senior people took part")
    said: Words = Field((), description="What people said should come first")
    priorities: Words = Field((), description="Priorities that it speaks for")


class Voice(Declared):
    """What residents of a neighbourhood said, what was done, and the measure that shows what changed."""

    neighbourhood: str = Field(description="Key of [neighbourhood.KEY]")
    when: date
    said: Filled
    consultation: str = Field("", description="Where it was said: key of [consultation.KEY]")
    done: str = ""
    done_when: date | None = None
    agency: str = Field("", description="Who did it")
    measure: str = Field("", description="The measure that shows what changed")
