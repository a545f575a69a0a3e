"""Check that evaluations of actions name measures and areas that are declared."""

import re
from collections.abc import Iterator, Mapping

from wulfrun.definition.evaluation import Evaluation
from wulfrun.definition.model import Definition
from wulfrun.words.errors import Mistake, did_you_mean

Stood = Mapping[tuple[str, str], str]
ROLES = ("areas", "control", "donors", "buffer", "buffer_control")
# Official areas are told by their code, which only the geography knows.
_CODE = re.compile(r"[A-Z]\d{8}")
_COUNTED = ("count", "rate")


def check_evaluations(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    """Every measure and area that leads nowhere, and measures that have no monthly count."""
    for name, priority in definition.priority.items():
        for action in priority.actions:
            if action.evaluation is not None:
                shown = stood.get(("priority", name), "priorities")
                for found, remedy in _mistakes(definition, action.evaluation, stood):
                    yield Mistake(shown, f"[actions.evaluation] of '{action.title}'", found, remedy)


def _mistakes(definition: Definition, each: Evaluation, stood: Stood) -> Iterator[tuple[str, str]]:
    measure = definition.measure.get(each.measure)
    if measure is None and ("measure", each.measure) not in stood:
        remedy = did_you_mean(each.measure, definition.measure)
        yield f"'measure' names the measure '{each.measure}', which is not declared.", remedy
    if measure is not None and measure.kind not in _COUNTED:
        yield (
            f"'measure' is {each.measure}, a {measure.kind}, which has no count of each month.",
            f"Name a measure of kind {' or '.join(_COUNTED)}.",
        )
    names = {key for key, _ in definition.neighbourhood.items()}
    names |= {area.name for area in definition.neighbourhood.values()}
    for role in ROLES:
        for area in getattr(each, role):
            # Without a list of neighbourhoods those of a boundary file are meant, known at the build.
            if names and area not in names and not _CODE.fullmatch(area):
                yield f"'{role}' names the area '{area}', which is not declared.", did_you_mean(area, names)
