"""Ages and sexes as tables of population write them, and the codes that records of people have."""

import re
from functools import lru_cache
from typing import NamedTuple

# No age: the end of a group without one, such as 90 and over.
OPEN = 999
# Single years are counted in these groups: the usual five years, cut at 16 and 18 as well.
STARTS = (0, 5, 10, 15, 16, 18, *range(20, 95, 5))
_OLDEST = 130
_SEXES = {
    "F": ("f", "female", "females", "woman", "women", "girls"),
    "M": ("m", "male", "males", "man", "men", "boys"),
    "P": ("p", "person", "persons", "people", "all", "total", "both", "both sexes", "all persons",
          "all people", "all sexes"),
}  # fmt: skip
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words}
_ALL_AGES = frozenset(
    (
        "all ages",
        "all",
        "total",
        "all age groups",
        "total all ages",
        "all categories: age",
        "total population",
    )
)
_SPAN = re.compile(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})")
_AND_OVER = re.compile(r"(\d{1,3})\s*(?:\+|plus|and over|or over|and older|years and over|years or over)")
_WORDS = re.compile(r"\b(?:aged?|years?|old|yrs?)\b\.?")
_SEXED = re.compile(r"(m|f|males?|females?)[\s_:]*(?:aged?\s*)?(\d.*)", re.IGNORECASE)


class Ages(NamedTuple):
    """A group of ages: the first and the last, both in it; OPEN where it has no end."""

    low: int
    high: int


EVERY = Ages(0, OPEN)


@lru_cache(maxsize=4096)
def ages(text: str) -> Ages | None:
    """The ages that a text names; None where it names none.

    >>> ages("Aged 16 to 24"), ages("90+"), ages("Age 7")
    (Ages(low=16, high=24), Ages(low=90, high=999), Ages(low=7, high=7))
    """
    said = " ".join(text.casefold().replace("_", " ").split())
    if said in _ALL_AGES:
        return EVERY
    if said in ("under 1", "age under 1", "aged under 1", "aged under 1 year"):
        return Ages(0, 0)
    if match := _AND_OVER.fullmatch(" ".join(_WORDS.sub(" ", said).split())):
        return _whole(int(match[1]), OPEN)
    said = " ".join(_WORDS.sub(" ", said).split())
    if match := _SPAN.fullmatch(said):
        return _whole(int(match[1]), int(match[2]))
    if said.isascii() and said.isdigit() and len(said) <= 3:
        return _whole(int(said), int(said))
    return None


@lru_cache(maxsize=1024)
def sex(text: str) -> str:
    """F, M or P (persons); '' where a text names no sex.

    >>> sex("Females"), sex("All persons"), sex("x")
    ('F', 'P', '')
    """
    return _SEX_OF.get(" ".join(text.casefold().split()), "")


@lru_cache(maxsize=4096)
def head(text: str) -> tuple[str, Ages] | None:
    """The sex ('' where none is said) and the ages of a heading such as 'F0', '90+' or 'Males 5-9'."""
    if match := _SEXED.fullmatch(text.strip()):
        own = ages(match[2])
        return (match[1][0].upper(), own) if own else None
    own = ages(text)
    return ("", own) if own else None


def group_of(own: Ages) -> Ages:
    """The group in which ages are counted: single years join the usual groups, others stay as they are.

    >>> group_of(Ages(17, 17)), group_of(Ages(15, 24)), group_of(Ages(90, OPEN))
    (Ages(low=16, high=17), Ages(low=15, high=24), Ages(low=90, high=999))
    """
    if own.low != own.high:
        return own
    at = max(place for place, start in enumerate(STARTS) if start <= own.low)
    return Ages(STARTS[at], STARTS[at + 1] - 1 if at + 1 < len(STARTS) else OPEN)


def code_of(own_sex: str, own: Ages) -> str:
    """How a record names a sex and ages.

    >>> code_of("F", Ages(15, 24)), code_of("M", Ages(90, OPEN)), code_of("P", EVERY)
    ('F 15-24', 'M 90+', 'P all')
    """
    return f"{own_sex} {written(own)}"


def written(own: Ages) -> str:
    """Ages as they are written here: 'all', '90+' or '15-24'."""
    if own == EVERY:
        return "all"
    return f"{own.low}+" if own.high == OPEN else f"{own.low}-{own.high}"


@lru_cache(maxsize=4096)
def read_code(code: str) -> tuple[str, Ages]:
    """The sex and ages of a record's code.

    >>> read_code("F 15-24")
    ('F', Ages(low=15, high=24))
    """
    own_sex, _, said = code.partition(" ")
    found = ages(said)
    if found is None:
        raise ValueError(f"{code!r} is no code of sex and age")
    return own_sex, found


def _whole(low: int, high: int) -> Ages | None:
    return Ages(low, high) if low <= high and low <= _OLDEST and (high <= _OLDEST or high == OPEN) else None
