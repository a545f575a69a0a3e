"""What a partnership was before: merged partnerships and the areas that they covered."""

from datetime import date

from wulfrun.definition.declared import Declared, Words


class Earlier(Declared):
    """A partnership that was merged into this one, or an area that this one covered before."""

    name: str
    area_codes: Words = ()
    since: date | None = None
    until: date | None = None
    why: str = ""
