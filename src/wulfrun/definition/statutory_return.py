"""What the law asks each authority to send the partnership, how often, and by when."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from wulfrun.definition.declared import Declared, Words
from wulfrun.words.periods import Period, quarter

Holder = Literal["police", "fire", "council", "health"]

# An agency that does not say which roles it holds is known by its key.
HOLDERS: dict[str, Holder] = {
    "police": "police",
    "fire": "fire",
    "council": "council",
    "primary_care_trust": "health",
    "primary-care-trust": "health",
    "clinical_commissioning_group": "health",
    "clinical-commissioning-group": "health",
    "integrated_care_board": "health",
    "integrated-care-board": "health",
}


class StatutoryReturn(Declared):
    """One data set that a holder owes the partnership for every quarter."""

    title: str
    paragraph: str = Field(description="Where in the Schedule it stands")
    holder: Holder
    order: int = 99
    records: Words = Field((), description="Record types that fulfil it")
    codes: Words = Field((), description="Only these codes of them; `*` stands for anything")
    fields: dict[str, Words] = Field(
        default_factory=dict, description="What it must hold = the contract's fields that may hold it"
    )
    law: str
    start: date = Field(date(2007, 7, 1), description="First day of the first quarter that is owed")
    until: date | None = Field(None, description="Last day on which it is owed")
    note: str = Field("", description="What is uncertain about it")


def first_day(period: Period) -> date:
    """The first day of a period."""
    return date(period.first // 12, period.first % 12 + 1, 1)


def last_day(period: Period) -> date:
    """The last day of a period."""
    after = period.last + 1
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def due(period: Period) -> date:
    """By when a quarter is to be disclosed: the end of the quarter that follows (SI 2007/1831 reg. 3).

    >>> str(due(quarter(2008 * 12 + 7)))
    '2008-12-31'
    """
    return last_day(quarter(period.last + 1))


def owed(asked: StatutoryReturn, through: date) -> list[Period]:
    """Every quarter that is owed and had begun by a day."""
    end = min(through, asked.until) if asked.until else through
    months = range(asked.start.year * 12 + asked.start.month - 1, end.year * 12 + end.month)
    return list(dict.fromkeys(quarter(month) for month in months))
