"""Rules that mark records by their code and by words in what they say."""

from pydantic import Field

from wulfrun.definition.declared import Declared, Words


class Rule(Declared):
    """A record whose code and words fit is given a flag; the words themselves are not kept.

    One of `words` must stand in the text as a whole word or phrase, once every phrase of `but_not` is
    taken out of it. Of `codes` one must fit; none named = any.
    """

    title: str
    flag: str
    records: Words = ("offence", "rule-sample")
    codes: Words = ()
    words: Words = Field(min_length=1)
    but_not: Words = ()
    source: str
