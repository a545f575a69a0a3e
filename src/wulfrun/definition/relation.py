"""Two measures whose places, or whose months, are asked to go together."""

from typing import Literal

from pydantic import Field

from wulfrun.definition.declared import Declared


class Relation(Declared):
    """A question: do places with more of `b` for their people have more of `a`, and does `a` follow `b`?"""

    title: str = ""
    a: str = Field(description="The measure that is to be explained, a count or a rate")
    b: str = Field(description="The measure that may go before it")
    level: Literal["lsoa", "ward", "neighbourhood"] = Field(
        "neighbourhood", description="The areas that are compared; the smaller, the more there are"
    )
    lag: tuple[int, ...] = Field(
        (0, 1, 2), min_length=1, description="Months by which `a` comes after `b`; below 0 it comes before"
    )
    because: str = Field("", description="Why the two should go together; thought of before it was tested")
