"""What a partnership's three-year strategy says in its own words, beside its priorities and targets."""

from datetime import date

from pydantic import Field

from wulfrun.definition.declared import Declared, Filled, Words


class SharingProtocol(Declared):
    """The agreement by which the authorities share what they know (regulation 4 of SI 2007/1830)."""

    title: Filled
    agreed: date | None = None
    review: date | None = None
    where: str = Field("", description="Where it can be read: an address, or an office")


class LastStrategy(Declared):
    """The strategy before this one, and the targets by which it is judged."""

    title: Filled
    start: str
    end: str
    targets: Words = Field((), description="Names of [target.NAME]")


class Plan(Declared):
    """The strategy's own words; each may hold Markdown. What is left out is named as missing."""

    title: str = ""
    vision: str = ""
    foreword: str = ""
    foreword_by: str = Field("", description="A role, such as Chair of the partnership")
    adopted: date | None = Field(None, description="The day on which the board signed it")
    adopted_by: str = ""
    resources: str = Field("", description="How the authorities' money and people are used")
    measuring: str = Field("", description="How success is measured")
    taking_part: str = Field("", description="How residents take part")
    equality: str = ""
    data_protection: str = ""
    sharing_protocol: SharingProtocol | None = None
    last: LastStrategy | None = None
