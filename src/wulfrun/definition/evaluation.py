"""How it is to be found out whether an action worked."""

from datetime import date
from typing import Self

from pydantic import Field, field_validator, model_validator

from wulfrun.definition.declared import Declared, Words


class Evaluation(Declared):
    """Where an action took place and since when, and what its places are compared with.

    Places are neighbourhoods by name or key, or codes of official areas. Without `control` every other area
    of the kind is compared with, but for those named as `buffer`.
    """

    measure: str = Field(description="What the action was to change: a measure that is counted by month")
    areas: Words = Field(min_length=1, description="Where the action took place")
    start: date = Field(description="The first day of the first month of the action")
    before: int = Field(24, ge=12, le=120, description="Months before the start that are compared")
    after: int = Field(24, ge=6, le=120, description="Months from the start on that are compared")
    control: Words = Field((), description="Areas to compare with: alike, not next door, without the action")
    donors: Words = Field((), description="Areas to mix a synthetic control from; the control's if none")
    buffer: Words = Field((), description="Areas around, where crime may move to or benefit may spread")
    buffer_control: Words = Field((), description="Areas to compare the buffer with; the control's if none")
    rings: tuple[float, ...] = Field((), description="Metres from the areas at which rings around them end")
    chosen_because: str = Field("", description="Why these areas: those that were worst fall anyway")

    @field_validator("start")
    @classmethod
    def _begins_a_month(cls, start: date) -> date:
        if start.day != 1:
            raise ValueError(f"it is {start}; months are counted whole: write the first day of one")
        return start

    @field_validator("rings")
    @classmethod
    def _rise(cls, rings: tuple[float, ...]) -> tuple[float, ...]:
        if any(outer <= inner for inner, outer in zip((0.0, *rings), rings, strict=False)):
            raise ValueError(f"they are {list(rings)}; write distances that rise from above 0, as [250, 500]")
        return rings

    @model_validator(mode="after")
    def _one_role_each(self) -> Self:
        for role in ("control", "donors", "buffer", "buffer_control"):
            if twice := set(self.areas) & set(getattr(self, role)):
                raise ValueError(f"'{min(twice)}' is among 'areas' and among '{role}'; name it once")
        for role in ("control", "donors", "buffer_control"):
            if twice := set(self.buffer) & set(getattr(self, role)):
                raise ValueError(f"'{min(twice)}' is among 'buffer' and among '{role}'; name it once")
        return self
