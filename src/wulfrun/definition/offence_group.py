"""Offence codes as named groups with the years in which each holds, and groups counted together."""

from datetime import date

from pydantic import Field

from wulfrun.definition.declared import Declared, Words


class CodeSpan(Declared):
    """Codes that mean a group of offences while they hold."""

    codes: Words = Field(min_length=1)
    valid_from: date | None = None
    valid_to: date | None = None


class Group(Declared):
    """A named group of offence codes or types, with the years in which each holds."""

    title: str
    record: str = "offence"
    spans: tuple[CodeSpan, ...] = Field(min_length=1)
    source: str = ""


class Basket(Declared):
    """Groups counted together."""

    title: str
    groups: Words = Field(min_length=1)
    source: str = ""
