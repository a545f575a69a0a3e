"""What was stolen, as the invented force's officers write it, and which of it is metal taken for its value.

The counts of 2006/07 are fixed and those of 2007/08 follow from the truth planted: how many thefts of metal
there are, how many of them no keyword tells, and how many other thefts a keyword takes for one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.drawing import drawn
from wulfrun.example.profiles import CODES
from wulfrun.example.totals import GROUPS, YEARS, changed
from wulfrun.words.errors import DefinitionError

Whole = NDArray[np.int64]
Yes = NDArray[np.bool_]

TRUTH = "metal_theft_on_last_year"
# Thefts of metal, and among them those that no keyword tells, in 2003/04 to 2006/07; other thefts whose
# words say metal too.
_METAL = (350, 410, 470, 500)
_UNTOLD = (49, 57, 66, 70)
_TAKEN_FOR = (28, 33, 38, 40)
# Where metal is stolen for its value, and where a theft can be taken for one.
METAL_CODES = ("30", "31", "40", "49")

TOLD = (
    "lead flashing from church roof", "lead from porch", "copper pipe from void house",
    "copper cable from railway", "signal cables", "manhole cover", "drain covers", "scrap metal from yard",
    "iron railings", "steel beams from site", "school gates", "brass valves from plant room",
)  # fmt: skip
UNTOLD = (
    "flashing stripped from roof", "boiler and radiators from empty house", "wiring ripped out of substation",
    "gully grating", "beer kegs",
)  # fmt: skip
TAKEN_FOR = (
    "steel toolbox", "aluminium ladder", "brass clock", "copper kettle", "garden lead and collar",
    "metal shelving unit",
)  # fmt: skip
# Words of metal that the rule leaves out, beside things of no metal at all.
ORDINARY = {
    "other-burglary": (
        "power tools", "lawn mower", "petrol strimmer", "cigarettes", "cash from till", "computer",
        "metal detector", "extension lead and drill", "jump leads", "steel toe boots",
    ),
    "other-theft": (
        "mobile phone", "wallet", "handbag", "cash", "dog lead", "plant pots", "clothing from washing line",
        "copper coloured bike", "phone cable", "lead guitar", "petrol", "laptop", "brass band uniform",
    ),
    "theft-from-vehicle": ("satellite navigation", "car stereo", "tools", "jump leads", "number plates"),
    "theft-of-vehicle": ("car", "van", "motorcycle"),
    "domestic-burglary": ("laptop", "jewellery", "television", "games console", "cash", "car keys"),
    "pedal-cycle-theft": ("mountain bike", "copper coloured bike", "racing cycle"),
    "theft-from-person": ("purse", "mobile phone", "wallet"),
    "personal-robbery": ("mobile phone", "cash", "phone and charging cable"),
    "business-robbery": ("cash from till", "cigarettes"),
    "shoplifting": ("razor blades", "cosmetics", "meat", "spirits", "steel cutlery", "aluminium pans"),
}  # fmt: skip
# Every phrase; the first is that of an offence in which nothing is stolen.
PHRASES = tuple(
    dict.fromkeys(["", *TOLD, *UNTOLD, *TAKEN_FOR, *(each for own in ORDINARY.values() for each in own)])
)


@dataclass(frozen=True)
class Counts:
    """By financial year: thefts of metal, those that no keyword tells, and other thefts taken for one."""

    metal: tuple[int, ...]
    untold: tuple[int, ...]
    taken_for: tuple[int, ...]

    @property
    def found(self) -> tuple[int, ...]:
        """What a count by keywords finds."""
        every = zip(self.metal, self.untold, self.taken_for, strict=True)
        return tuple(metal - untold + taken for metal, untold, taken in every)


def counts(change: float) -> Counts:
    """The counts in which what keywords find changes by so many percent on the year before."""
    metal, untold = changed(_METAL[-1], change), changed(_UNTOLD[-1], change)
    found = changed(_METAL[-1] - _UNTOLD[-1] + _TAKEN_FOR[-1], change)
    return Counts((*_METAL, metal), (*_UNTOLD, untold), (*_TAKEN_FOR, found - metal + untold))


def stolen(
    year: Whole, group: Whole, code: Whole, change: float, rng: np.random.Generator
) -> tuple[Yes, Whole]:
    """Which offences are thefts of metal, and the phrase of each as an index into PHRASES.

    DefinitionError where there are fewer thefts than the truth asks for.
    """
    phrase = _ordinary(group, rng)
    metal = np.zeros(len(year), dtype=bool)
    can_be = np.isin(code, [CODES.index(each) for each in METAL_CODES if each in CODES])
    planned = counts(change)
    for each in range(len(YEARS)):
        told = planned.metal[each] - planned.untold[each]
        parts = (told, planned.untold[each], planned.taken_for[each])
        weights = (can_be & (year == each)).astype(float)
        if sum(parts) > weights.sum():
            raise DefinitionError(
                f"{TRUTH} asks for {sum(parts):,} thefts in {YEARS[each]}, but only {int(weights.sum()):,} "
                "are of a kind in which metal is taken. Ask for a smaller rise."
            )
        chosen = drawn(weights, sum(parts), rng)
        metal[chosen[: planned.metal[each]]] = True
        for own, words in zip(
            np.split(chosen, np.cumsum(parts)[:-1]), (TOLD, UNTOLD, TAKEN_FOR), strict=True
        ):
            phrase[own] = rng.choice([PHRASES.index(word) for word in words], len(own))
    return metal, phrase


def _ordinary(group: Whole, rng: np.random.Generator) -> Whole:
    phrase = np.zeros(len(group), dtype=np.int64)
    for name, words in ORDINARY.items():
        here = np.flatnonzero(group == GROUPS.index(name))
        phrase[here] = rng.choice([PHRASES.index(word) for word in words], len(here))
    return phrase
