"""What burnt, in the words of fire services, and whether a fire is primary or secondary.

Source: Fire and Rescue Statistics (definitions since 1994). Primary are fires in buildings, caravans and
vehicles (none of them derelict), outdoor machinery, agricultural and forestry premises and other outdoor
structures, a recycling collection point among them, and every fire with a casualty or a rescue or five or
more appliances. All others are secondary: refuse, grass, what is derelict. Chimney fires are counted apart.
"""

import re
from functools import lru_cache
from typing import NamedTuple

PRIMARY, SECONDARY = "primary", "secondary"
DWELLING, BUILDING, VEHICLE = "dwelling", "building", "vehicle"
STRUCTURE, REFUSE, GRASSLAND, OUTDOOR = "outdoor-structure", "refuse", "grassland", "other-outdoor"
DERELICT_BUILDING, DERELICT_VEHICLE, CHIMNEY = "derelict-building", "derelict-vehicle", "chimney"
ALWAYS_PRIMARY = frozenset({DWELLING, BUILDING, VEHICLE, STRUCTURE})
BURNT = (
    DWELLING, BUILDING, VEHICLE, STRUCTURE, REFUSE, GRASSLAND, OUTDOOR, DERELICT_BUILDING, DERELICT_VEHICLE,
    CHIMNEY,
)  # fmt: skip
MANY_PUMPS = 5

_DERELICT = re.compile(r"\b(?:derelict|abandoned|burnt[- ]out|disused)\b")
# The first that is found holds: a recycling collection point before refuse, refuse before what it lay in.
_WORDS = tuple(
    (burnt, re.compile(rf"\b(?:{words})"))
    for burnt, words in (
        (CHIMNEY, r"chimney"),
        (STRUCTURE, r"recycl\w+ (?:collection|point|bank|centre|site)|(?:bottle|paper|clothes) bank"),
        (REFUSE, r"refuse|rubbish|litter|wheel(?:ie|ed) bin|bins?\b|skips?\b|fly[- ]?tip|dumped"),
        (BUILDING, r"non[- ]?(?:dwelling|residential)|public house|(?:care|nursing|residential) home"),
        (BUILDING, r"other residential|garage|shed|greenhouse|(?:bus|coach|railway|petrol|service) station"),
        (STRUCTURE, r"bus (?:shelter|stop)|post ?box|(?:tele)?phone (?:box|kiosk)|tunnel|bridge|playground"),
        (STRUCTURE, r"outdoor (?:structure|equipment|machinery|storage)|machinery"),
        (STRUCTURE, r"farm|barn|agricultur\w+|forestry|haystack|(?:stacked|baled) crop|stack of"),
        (OUTDOOR, r"car park"),
        (VEHICLE, r"vehicles?|cars?\b|vans?\b|lorr\w+|motor ?(?:cycle|bike|home)|mopeds?|hgv|bus(?:es)?\b"),
        (VEHICLE, r"coach|taxi|minibus|caravan|trailer|boat|vessel|train|aircraft|tractor|scooter"),
        (DWELLING, r"dwelling|house|flats?\b|maisonette|bungalow|hmo\b|sheltered housing|bedsit"),
        (BUILDING, r"building|shop|school|college|factory|warehouse|office|hospital|prison|hotel"),
        (BUILDING, r"hostel|pub\b|church|club|restaurant|industrial|retail|library|pavilion|hut\b"),
        (GRASSLAND, r"grass\w*|scrub|heath\w*|moor\w*|wood(?:land)?\b|trees?\b|hedge|vegetation|undergrowth"),
        (GRASSLAND, r"garden|allotment|crops?\b|straw|stubble|leaves|park\b|roadside|canal"),
        (OUTDOOR, r"fence|lamp ?post|sign|bonfire|pallet|furniture|outdoor|outside|road surface|other"),
    )
)  # fmt: skip
_STATED = {
    "primary": PRIMARY, "primary fire": PRIMARY, "p": PRIMARY, "fdr1": PRIMARY, "fdr 1": PRIMARY,
    "secondary": SECONDARY, "secondary fire": SECONDARY, "s": SECONDARY, "fdr3": SECONDARY,
    "fdr 3": SECONDARY,
}  # fmt: skip
_ON_PURPOSE = re.compile(
    r"(?<!not )(?<!non-)(?<!non )\b"
    r"(?:deliberate|malicious|suspected|suspicious|doubtful|arson|wilful|intentional)"
)
_NOT_ON_PURPOSE = re.compile(
    r"\b(?:not? (?:deliberate|suspicious)|non[- ]deliberate|accident\w*|not known|unknown|natural)"
)


class Classed(NamedTuple):
    """A fire's class, and how it was told: "rule" or, where the file does not hold what decides, "stated"."""

    fire_class: str
    told_by: str


@lru_cache(maxsize=4096)
def burnt_of(text: str, derelict: bool | None = None) -> str:
    """What burnt, '' where the words are not known; what is derelict is told by a word or by `derelict`.

    >>> [burnt_of(each) for each in ("Recycling collection point", "Wheelie bin", "Derelict shop", "Moor")]
    ['outdoor-structure', 'refuse', 'derelict-building', 'grassland']
    """
    said = " ".join(text.casefold().replace("_", " ").split())
    known = (burnt for burnt, words in _WORDS if words.search(said))
    found = said if said in BURNT else next(known, "")
    gone = bool(_DERELICT.search(said)) if derelict is None else derelict or bool(_DERELICT.search(said))
    if gone and found == VEHICLE:
        return DERELICT_VEHICLE
    if gone and found in (DWELLING, BUILDING, STRUCTURE, ""):
        return DERELICT_BUILDING
    return found


def stated_class(text: str) -> str | None:
    """The class that a file states; '' where it states none, None where the word is not known.

    >>> stated_class("FDR1"), stated_class("Secondary Fire"), stated_class(""), stated_class("tertiary")
    ('primary', 'secondary', '', None)
    """
    said = " ".join(text.casefold().split())
    return _STATED.get(said) if said else ""


def class_of(
    burnt: str, stated: str, casualties: int | None, rescues: int | None, pumps: int | None
) -> Classed:
    """Primary or secondary by the rule; None stands for what the file does not say.

    What makes a fire primary is enough to say so, whatever is stated. A fire that nothing makes primary is
    secondary, unless it is stated to be primary and casualties, rescues or pumps are not all given: then the
    fire service knows what its file does not say.
    """
    if burnt in ALWAYS_PRIMARY or (casualties or 0) > 0 or (rescues or 0) > 0 or (pumps or 0) >= MANY_PUMPS:
        return Classed(PRIMARY, "rule")
    if stated == PRIMARY and None in (casualties, rescues, pumps):
        return Classed(PRIMARY, "stated")
    return Classed(SECONDARY, "rule")


def on_purpose(text: str) -> bool | None:
    """Whether a fire was set on purpose: suspected counts as deliberate, 'not known' as accidental.

    None where the word is not known.

    >>> [on_purpose(each) for each in ("Suspected deliberate", "Not known", "Doubtful", "Accidental", "")]
    [True, False, True, False, False]
    """
    said = " ".join(text.casefold().split())
    if said in ("", "a", "no"):
        return False
    # 'Deliberate, by persons unknown' is deliberate: the words for it come before those against it.
    if _ON_PURPOSE.search(said) or said in ("d", "yes"):
        return True
    return False if _NOT_ON_PURPOSE.search(said) else None
