"""What a partnership declares of a survey: its questions, waves, how people were chosen, the population."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from wulfrun.definition.declared import Declared, Words

By = Literal["age", "sex", "ethnic_group", "area"]
AND = " & "
# Published totals of the same people differ by rounding; by more they are of different people.
_TOTALS_AGREE = 0.02


class Answer(Declared):
    """One answer to a question, the words a file has for it, and whether who gives it is in the base."""

    code: str
    words: Words = Field((), description="How files write it; its code is always understood")
    in_base: bool = Field(True, description="False leaves those who answer so out of the base")
    score: int | None = Field(None, description="What it counts in a question with strands")


class Question(Declared):
    """A question with its answers in order, or a score over several questions (its strands)."""

    text: str = ""
    answers: tuple[Answer, ...] = ()
    like: str = Field("", description="The question whose text and answers it has, asked in another survey")
    strands: Words = Field((), description="For a score: the questions whose scores are added up")
    high_from: int | None = Field(None, description="For a score: the sum from which it is 'high'")
    caveat: str = Field("", description="What is to be known before it is quoted")
    recorded: Words = Field((), description="Measures of what was recorded that stand beside its answers")
    source: str = ""


class Wave(Declared):
    """One round of interviews: its name as files write it, and the first and last day of fieldwork."""

    name: str
    starts: date
    ends: date

    @model_validator(mode="after")
    def _in_order(self) -> "Wave":
        if self.ends < self.starts:
            raise ValueError(
                f"the wave '{self.name}' ends on {self.ends}, before it starts; put them in order"
            )
        return self


class Margin(Declared):
    """How many people there are in each group, so that respondents are weighted to them.

    Stated as numbers (`people`, two axes joined by ' & ' such as '16-34 & Female'), or taken from declared
    populations: `exposures` names one for each group; of areas it is that of each area of a `level`.
    """

    by: tuple[By, ...] = Field(min_length=1, max_length=2)
    people: dict[str, float] = Field(default_factory=dict, description="Group = how many people")
    exposures: dict[str, str] = Field(
        default_factory=dict, description="Group = the declared population to take them from"
    )
    level: Literal["ward", "neighbourhood", "group"] = "neighbourhood"
    source: str = ""

    @model_validator(mode="after")
    def _says_how_many(self) -> "Margin":
        if "area" in self.by:
            if self.by != ("area",) or self.people:
                raise ValueError("an area margin stands alone and is taken from the declared residents")
        elif bool(self.people) == bool(self.exposures):
            raise ValueError("give either people (numbers) or exposures (names of populations), not both")
        if any(value <= 0 for value in self.people.values()):
            raise ValueError("a group has no people; leave it out")
        if self.people and not self.source:
            raise ValueError("the numbers do not say where they are from; add source")
        return self


class Asked(Declared):
    """Where a question's answers stand in the file, and how they are written there."""

    column: str
    values: dict[str, str] = Field(default_factory=dict, description="Their word = our answer")


class Survey(Declared):
    """A survey of people: who asked them and how, in which waves, and what they were asked."""

    title: str
    source: str = Field(description="The [source.X] of layout survey-responses that sends its rows")
    design: Literal["random", "quota"] = Field(description="How people were chosen")
    columns: dict[str, Asked | str] = Field(min_length=1, description="Question = the file's column")
    waves: tuple[Wave, ...] = Field((), description="None named: every financial year is one")
    age_bands: Words = Field((), description="Bands such as 16-34 and 65+, for ages given in years")
    margins: tuple[Margin, ...] = ()
    trim: float | None = Field(5.0, gt=1, description="No weight is over so many times the mean, nor under")
    least_cell: int = Field(5, ge=1, description="Groups with fewer respondents are weighted with the next")
    least_base: float = Field(100, ge=1, description="No figure where the effective base is smaller")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Survey":
        for why in (*_of_waves(self.waves), *_of_margins(self.margins), *_of_bands(self)):
            raise ValueError(why)
        return self

    def asked(self, question: str) -> Asked:
        """Where a question of this survey stands."""
        found = self.columns[question]
        return Asked(column=found) if isinstance(found, str) else found


def band_ends(band: str) -> tuple[int, int] | None:
    """First and last age of a band, None where it is none.

    >>> band_ends("16-34"), band_ends("65+"), band_ends("old")
    ((16, 34), (65, 150), None)
    """
    first, dash, last = band.partition("-")
    if not dash:
        first, last = band.removesuffix("+"), "150" if band.endswith("+") else band
    return (int(first), int(last)) if first.strip().isdigit() and last.strip().isdigit() else None


def _of_waves(waves: tuple[Wave, ...]) -> Iterator[str]:
    ordered = sorted(waves, key=lambda each: each.starts)
    if len({each.name.casefold() for each in waves}) < len(waves):
        yield "two waves have one name; give each its own"
    for before, after in pairwise(ordered):
        if after.starts <= before.ends:
            yield f"the waves '{before.name}' and '{after.name}' overlap; a day belongs to one wave"


def _of_margins(margins: tuple[Margin, ...]) -> Iterator[str]:
    totals = {AND.join(each.by): sum(each.people.values()) for each in margins if each.people}
    if totals and max(totals.values()) > (1 + _TOTALS_AGREE) * min(totals.values()):
        told = ", ".join(f"{name} {total:,.0f}" for name, total in totals.items())
        yield f"the margins add up to different numbers of people ({told}); they must be of the same people"


def _of_bands(survey: Survey) -> Iterator[str]:
    spans = [span for band in survey.age_bands if (span := band_ends(band))]
    if len(spans) < len(survey.age_bands):
        yield "an age band is not written like 16-34 or 65+"
    if any(after[0] <= before[1] for before, after in pairwise(spans)):
        yield "age bands overlap or are not in order"
