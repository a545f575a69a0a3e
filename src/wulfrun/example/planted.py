"""What was planted in the example city, counted from the offences made: the known answers of the tests."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wulfrun.example.city import City
from wulfrun.example.extract import Written
from wulfrun.example.gathering import action_told, places_told
from wulfrun.example.names import NEIGHBOURHOODS, slug
from wulfrun.example.offences import HATE, Offences
from wulfrun.example.profiles import CODES, RACIAL_CODES
from wulfrun.example.totals import BASKET, GROUPS, YEARS
from wulfrun.example.truths import Truths

_TOGETHER = {
    "psa1": tuple(BASKET),
    "vehicle-crime": ("theft-of-vehicle", "theft-from-vehicle", "vehicle-interference"),
    "robbery": ("personal-robbery", "business-robbery"),
    "violence": ("wounding", "common-assault"),
}


def planted(
    seed: int,
    truths: Truths,
    city: City,
    offences: Offences,
    police: Mapping[str, Written],
    street_rows: Mapping[str, Mapping[str, int]],
) -> dict[str, Any]:
    """The truths asked for, and what a right count of the files must find.

    `offences` and `flags` are counts by financial year with the percent change from first to last;
    `files` says what each file's receipt must say; `street` counts rows by year and type as written.
    """
    return {
        "about": "What is planted in this invented city. A right count of the files finds exactly this.",
        "seed": seed,
        "truths": truths.model_dump(),
        "offences": _by_measure(offences),
        "flags": _by_flag(offences),
        "gap": _gap(city, offences),
        "places": places_told(city),
        "action": action_told(city, offences.year, offences.group, offences.lsoa, truths),
        "people": {
            "residents_2003": int(city.residents[:, 0].sum()),
            "households_2003": int(city.households[:, 0].sum()),
            "residents_in_priority_2003": int(city.residents[city.in_priority, 0].sum()),
            "priority": [
                slug(name) for name, is_so in zip(NEIGHBOURHOODS, city.priority, strict=True) if is_so
            ],
        },
        "street": {year: dict(sorted(counts.items())) for year, counts in street_rows.items()},
        "files": {name: written.counts for name, written in police.items()},
    }


def _by_measure(offences: Offences) -> dict[str, Any]:
    everything = np.ones(len(offences.year), dtype=bool)
    aggravated = [CODES.index(code) for codes in RACIAL_CODES.values() for code in codes]
    found = {"all": _series(offences, everything)}
    for name, groups in (_TOGETHER | {group: (group,) for group in GROUPS}).items():
        found[name] = _series(offences, np.isin(offences.group, [GROUPS.index(each) for each in groups]))
    found["racially-aggravated"] = _series(offences, np.isin(offences.code, aggravated))
    return found


def _by_flag(offences: Offences) -> dict[str, Any]:
    strands = {f"hate strand {HATE[each]}": offences.hate == each for each in range(1, len(HATE))}
    plain = {
        name: getattr(offences, name)
        for name in ("domestic", "firearm", "knife", "alcohol", "business", "metal")
    }
    return {name: _series(offences, chosen) for name, chosen in (plain | strands).items()}


def _series(offences: Offences, chosen: np.typing.NDArray[np.bool_]) -> dict[str, Any]:
    counts = np.bincount(offences.year[chosen], minlength=len(YEARS)).tolist()
    by_year: dict[str, Any] = dict(zip(YEARS, counts, strict=True))
    change = round(100 * (counts[-1] / counts[0] - 1), 4) if counts[0] else None
    return by_year | {"change_percent": change}


def _gap(city: City, offences: Offences) -> dict[str, Any]:
    """The basket in priority neighbourhoods and in the rest; every offence of the basket has a place."""
    basket = np.isin(offences.group, [GROUPS.index(group) for group in BASKET])
    inside = city.in_priority[offences.lsoa]
    priority, rest = _series(offences, basket & inside), _series(offences, basket & ~inside)
    first, last = YEARS[0], YEARS[-1]
    ratio = (priority[last] / priority[first]) / (rest[last] / rest[first])
    return {"measure": "psa1", "priority": priority, "rest": rest, "ratio": round(ratio, 6)}
