"""That a measure tells of the problem behind another: of its victims, offenders, places, times or ways."""

from typing import Literal

from pydantic import Field

from wulfrun.definition.declared import Declared, Words

Side = Literal["who is affected", "who offends", "where", "when", "how"]


class SpeaksOf(Declared):
    """The measures of whose problem it tells, and which side of that: the problem-analysis triangle."""

    measures: Words = Field(min_length=1)
    side: Side
