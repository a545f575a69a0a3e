"""Who the peers are: a dated list where one is given, else the places nearest in public variables."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wulfrun.data.public_columns import nearest_year, read_column
from wulfrun.data.sources._checks import area_key
from wulfrun.definition.comparison import Comparison, PeerList
from wulfrun.methods.similarity import distance
from wulfrun.words.errors import DataError, did_you_mean
from wulfrun.words.periods import Period, month_of_day


@dataclass(frozen=True)
class Peers:
    """The members of a group, the compared place first, with the source; `distance` where it was proposed."""

    members: tuple[str, ...]
    names: dict[str, str]
    source: str
    proposed: bool
    distance: dict[str, float]


def peers_at(comparison: Comparison, folder: Path, places: tuple[str, ...], when: Period) -> Peers:
    """The group that holds in a period; DataError where a member is not in the table or none can be found.

    A list holds where its dates reach the period's last month. Without any list a group is proposed from
    the declared public variables; of these the year nearest to the period is taken.
    """
    own = area_key(comparison.area)
    if own not in places:
        raise DataError(
            f"comparison '{comparison.title}': the table has no place called '{comparison.area}'. "
            f"{did_you_mean(own, places)}"
        )
    for each in comparison.lists:
        if _holds(each, when):
            return _listed(comparison, each, places)
    if comparison.propose is None:
        raise DataError(
            f"comparison '{comparison.title}': no list of peers holds in {when.name}. "
            "Add one under `lists` with valid_from and valid_to, or public variables under `propose`."
        )
    return _proposed(comparison, folder, places, when)


def _holds(each: PeerList, when: Period) -> bool:
    start = month_of_day(each.valid_from) if each.valid_from else when.last
    end = month_of_day(each.valid_to) if each.valid_to else when.last
    return start <= when.last <= end


def _listed(comparison: Comparison, each: PeerList, places: tuple[str, ...]) -> Peers:
    names = {area_key(name): name for name in (comparison.area, *each.members)}
    unknown = [name for key, name in names.items() if key not in places]
    if unknown:
        raise DataError(
            f"comparison '{comparison.title}': the table has no place called '{unknown[0]}'. "
            f"{did_you_mean(area_key(unknown[0]), places)}"
        )
    return Peers(tuple(names), names, each.source, False, {})


def _proposed(comparison: Comparison, folder: Path, places: tuple[str, ...], when: Period) -> Peers:
    """The nearest places by standardised, weighted public variables (methods.similarity.distance)."""
    assert comparison.propose is not None
    variables = comparison.propose.variables
    columns = []
    for each in variables:
        values = read_column(each, folder)
        found = [nearest_year(values, place, when.last // 12) for place in places]
        numbers = np.array([np.nan if value is None else value for value in found])
        columns.append(np.log(np.where(numbers > 0, numbers, np.nan)) if each.log else numbers)
    own = places.index(area_key(comparison.area))
    table = np.column_stack(columns)
    if np.isnan(table[own]).all():
        raise DataError(
            f"comparison '{comparison.title}': no public variable is known of {comparison.area}, so no group "
            "can be proposed. Check how the public files spell its name."
        )
    known = ~np.isnan(table).any(axis=1)
    if known[own] and known.sum() > comparison.propose.others:
        # A place of which less is known would seem nearer than it is.
        table[~known] = np.nan
    similar = distance(table, own, [each.weight for each in variables], comparison.propose.others)
    members = (places[own], *(places[at] for at in similar.nearest))
    words = ", ".join(f"{each.title} (weight {each.weight:g})" for each in variables)
    return Peers(
        members,
        {place: comparison.area if place == places[own] else place_words(place) for place in members},
        f"Proposed by Wulfrun as the nearest places in: {words}",
        True,
        {places[at]: float(similar.distance[at]) for at in (own, *similar.nearest)},
    )


_SMALL = frozenset({"of", "and", "the", "on", "upon", "in", "under", "le", "with"})


def place_words(key: str) -> str:
    """A place's name as people write it, from how it is compared.

    >>> place_words("city of london"), place_words("stoke on trent")
    ('City of London', 'Stoke on Trent')
    """
    words = [word if word in _SMALL else word.capitalize() for word in key.split()]
    return " ".join([words[0].capitalize(), *words[1:]])
