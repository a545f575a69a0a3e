"""How the problems are ranked: the weights of the criteria, and the board's own judgement."""

from datetime import date

from pydantic import Field

from wulfrun.definition.declared import Declared, Words

# What problems are ranked by; each counts 1 unless the folder says otherwise.
CRITERIA = (
    "volume",
    "harm",
    "trend",
    "peers",
    "target",
    "inequality",
    "concern",
    "impact",
    "likelihood",
)
USUAL_WEIGHT = 1.0


class Ranking(Declared):
    """What each criterion counts for; a criterion that is not named counts as much as it usually does."""

    weights: dict[str, float] = Field(default_factory=dict, description="Criterion = weight, 0 leaves it out")
    concern: dict[str, Words] = Field(
        default_factory=dict,
        description="Measure = what residents say of it: issues they choose, or measures of a survey",
    )
    measures: Words = Field((), description="The problems; every measure that is no part of another if none")
    top: int = Field(4, ge=1, le=20, description="How many problems are to become priorities")


class Judgement(Declared):
    """What the board thinks of a problem, named [judgement.MEASURE]; the grades run from 1 to 5."""

    rank: int | None = Field(None, ge=1, description="Where the board puts it")
    reason: str = Field("", description="Why, in words for the public")
    by: str = Field("", description="A role or a group, not a person's name")
    when: date | None = None
    impact: int | None = Field(None, ge=1, le=5, description="Harm to people, place and money if it happens")
    likelihood: int | None = Field(None, ge=1, le=5, description="That it goes on or grows")
    confidence: int | None = Field(None, ge=1, le=5, description="In what is known of it")


def weights_of(ranking: Ranking | None) -> dict[str, float]:
    """The weight of every criterion, in order, the declared in place of the usual.

    >>> weights_of(Ranking(weights={"harm": 2}))["harm"], weights_of(None)["harm"]
    (2.0, 1.0)
    """
    declared = ranking.weights if ranking else {}
    return {name: float(declared.get(name, USUAL_WEIGHT)) for name in CRITERIA}
