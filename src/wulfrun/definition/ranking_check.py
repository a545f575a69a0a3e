"""Check how problems are to be ranked: by criteria there are, weights of use, and voices alike."""

from collections.abc import Iterator

from wulfrun.definition.model import Definition
from wulfrun.definition.ranking import CRITERIA, weights_of
from wulfrun.words.errors import Mistake, did_you_mean

FILE = "ranking.toml"
SURVEY = "survey"


def check_ranking(definition: Definition) -> Iterator[Mistake]:
    """Every criterion that there is not, every weight below 0, and every concern that cannot be compared."""
    ranking = definition.ranking
    if ranking is None:
        return
    for name, weight in ranking.weights.items():
        if name not in CRITERIA:
            found = f"'{name}' is no criterion that problems are ranked by."
            yield Mistake(FILE, "[ranking.weights]", found, did_you_mean(name, CRITERIA))
        elif not weight >= 0:
            found = f"the weight of '{name}' is {weight:g}."
            yield Mistake(FILE, "[ranking.weights]", found, "Expected 0 or more; 0 leaves it out.")
    if not any(weight > 0 for weight in weights_of(ranking).values()):
        yield Mistake(
            FILE, "[ranking.weights]", "every weight is 0.", "Give at least one criterion a weight."
        )
    yield from _concerns(definition)


def is_survey(definition: Definition, word: str) -> bool:
    """Whether a word is a measure of a survey; an issue of meetings may bear the name of another measure."""
    return word in definition.measure and definition.measure[word].kind == SURVEY


def _concerns(definition: Definition) -> Iterator[Mistake]:
    """Percent of adults and percent of choices are not the same: one kind has to do for all problems."""
    concern, place = definition.ranking.concern if definition.ranking else {}, "[ranking.concern]"
    words = [word for named in concern.values() for word in named]
    asked = [word for word in words if is_survey(definition, word)]
    for name in concern:
        if name not in definition.measure:
            found = f"'concern' names the measure '{name}', which is not declared."
            yield Mistake(FILE, place, found, did_you_mean(name, definition.measure))
    if asked and len(asked) < len(words):
        yield Mistake(
            FILE,
            place,
            f"'{asked[0]}' is what a survey found; '{next(w for w in words if w not in asked)}' is not.",
            "Shares of adults and shares of choices cannot be compared: name one kind alone.",
        )
