"""Which area a file means where it names one instead of giving a code or a point."""

from collections.abc import Callable

from wulfrun.data.geography.areas import Geography
from wulfrun.data.geography.levels import whole_code
from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources._checks import area_key
from wulfrun.definition.model import Definition
from wulfrun.words.errors import did_you_mean

NAMED_LEVELS = ("ward", "neighbourhood", "district")


def area_namer(definition: Definition, geography: Geography, grain: str) -> Callable[[str], str]:
    """The code of each area that files of a grain name; a name that leads nowhere refuses its row.

    Tables by district are the partnership's (its layout keeps those areas alone), those by force are the
    force's, or the partnership's where the force serves it alone. Of grain "named" every name stands for
    itself, wherever it lies. Otherwise the name or code of a ward, neighbourhood or district is looked up.
    """
    if grain == "named":
        return str
    whole = whole_code(definition)
    if grain == "force" and not definition.partnership.whole_force:
        return lambda name: "FORCE"
    if grain in ("force", "district"):
        return lambda name: whole
    known: dict[str, str] = {area_key(definition.partnership.area_name): whole}
    for area in geography.areas:
        if area.level in NAMED_LEVELS:
            known.setdefault(area_key(area.name), area.code)
            known.setdefault(area_key(area.code), area.code)

    def code_of(name: str) -> str:
        found = known.get(area_key(name))
        if found is None:
            names = [area.name for area in geography.areas if area.level in NAMED_LEVELS]
            raise RefusedRow(
                f"Area is '{name}', which is none of the partnership's. {did_you_mean(name, names)}"
            )
        return found

    return code_of
