"""An assessment of one topic, made within the year; those of a year add up to the yearly one."""

from datetime import date

from pydantic import Field

from wulfrun.definition.declared import Declared, Filled, Words


class TopicAssessment(Declared):
    """What was looked at, when and by whom, and what it found in words; its figures are those of today."""

    title: Filled
    when: date
    measures: Words = Field(min_length=1, description="The measures that it looks at")
    by: str = Field("", description="A role or a group, not a person's name")
    summary: str = Field("", description="What was found, and why it is so; may hold Markdown")
    advice: Words = Field((), description="What it says should be done")
