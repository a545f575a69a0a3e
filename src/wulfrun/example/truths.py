"""What can be planted in the example city, how it is said, and what is refused."""

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from wulfrun.words.errors import DefinitionError, did_you_mean


class Truths(BaseModel):
    """The truths planted in the example city; changes are percent, 2007/08 on 2003/04."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    psa1_change: float = Field(-24.0, ge=-90, le=200, description="The whole basket")
    burglary_change: float = Field(-30.0, ge=-90, le=200, description="Domestic burglary")
    vehicle_crime_change: float = Field(-33.0, ge=-90, le=200, description="The three vehicle types together")
    criminal_damage_change: float = Field(-15.0, ge=-90, le=200, description="Criminal damage without arson")
    robbery_change: float = Field(4.0, ge=-90, le=200, description="Robbery, personal and business alike")
    violence_change: float = Field(2.0, ge=-90, le=200, description="Wounding and common assault together")
    priority_gap: float = Field(
        0.9, ge=0.25, le=3, description="Basket ratio of priority neighbourhoods over that of the rest"
    )
    racially_aggravated_change: float = Field(-3.0, ge=-90, le=200, description="Aggravated offences by code")
    domestic_abuse_change: float = Field(18.0, ge=-90, le=200, description="Offences flagged as domestic")
    near_repeat_share: float = Field(
        0.15, ge=0, le=0.4, description="Share of domestic burglaries that follow another near by within days"
    )
    emerging_place: float = Field(
        12.0, ge=1, le=20, description="Times its usual violence that one place has reached by 2007/08"
    )
    action_effect: float = Field(
        -30.0,
        ge=-90,
        le=100,
        description="Domestic burglary in Canalside beside like places, since April 2006",
    )
    seasonal_swing: float = Field(1.0, ge=0, le=2, description="0 = no seasons, 1 = as usual, 2 = twice that")
    monthly_noise: float = Field(
        0.05, ge=0, le=0.5, description="Standard deviation of a month beyond chance, as a share of its mean"
    )
    others: Mapping[str, float] = Field(
        default_factory=dict, description="What the other agencies' parts plant in their files"
    )


def plant(asked: Mapping[str, float] | None = None) -> Truths:
    """The truths with those asked for in place of the defaults.

    DefinitionError names every truth that is unknown, no number, or outside its range.
    """
    from wulfrun.example.agencies import parts

    given = dict(asked or {})
    others = {name: truth for part in parts().values() for name, truth in part.truths.items()}
    known = {**_own(), **{name: (each.usual, each.least, each.most) for name, each in others.items()}}
    mistakes = [found for name, value in given.items() if (found := _mistake(name, value, known))]
    if mistakes:
        raise DefinitionError("\n".join(mistakes))
    planted = {name: float(given.pop(name, each.usual)) for name, each in sorted(others.items())}
    return Truths(**given, others=planted)


def read_truths(path: Path) -> dict[str, float]:
    """The truths named in a TOML file, at the top or in a table [truths]; not yet checked.

    DefinitionError where the file is missing or is no TOML.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise DefinitionError(
            f"{path}: the truths file cannot be read ({error.strerror}). Name a TOML file."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(
            f"{path}: this is not valid TOML: {error}. Write lines such as psa1_change = -24."
        ) from None
    inner = content.get("truths", content)
    if not isinstance(inner, dict) or (inner is not content and len(content) > 1):
        raise DefinitionError(f"{path}: put every truth in one place, at the top or in the table [truths].")
    return inner


_Known = Mapping[str, tuple[float, float, float]]


def _own() -> _Known:
    """Usual value and range of each truth of the police files."""
    fields = {name: field for name, field in Truths.model_fields.items() if name != "others"}
    return {name: (float(field.default), *_range(field)) for name, field in fields.items()}


def _mistake(name: str, value: object, known: _Known) -> str:
    if name not in known:
        return f"There is no truth '{name}'. {did_you_mean(name, known)}"
    usual, least, most = known[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return f"The truth {name} is {value!r}; expected a number, such as {name} = {usual:g}."
    if not least <= value <= most:
        return f"The truth {name} is {value:g}; expected a number from {least:g} to {most:g}."
    return ""


def _range(field: FieldInfo) -> tuple[float, float]:
    least = next(each.ge for each in field.metadata if hasattr(each, "ge"))
    most = next(each.le for each in field.metadata if hasattr(each, "le"))
    return float(least), float(most)
