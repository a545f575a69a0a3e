"""Whether words name a person: known forenames and surnames, read with what stands beside them.

'Grace Road' is a road and the ward of Penn is no person: a surname counts only beside a forename, an
initial or a title, and never where a word of places or of business stands beside it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

# Before these any word is a surname; before the others only one that is known to be.
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx"})
_TITLES_TOO = frozenset({"master", "dr", "rev", "sir", "lady", "pc", "dc", "sgt"})

_FIRM = frozenset({"kipling", "whippy", "selfridge", "muscle", "bean", "t", "pickford", "wimpy", "universe"})

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|[0-9.,;:&/()]")
_TITLED = re.compile(
    r"\b(Mr|Mrs|Miss|Ms|MR|MRS|MISS|MS)\b\.? +(?:[A-Z]\.? +)?([A-Z][A-Za-z'’-]+)(?: +([A-Z][A-Za-z'’-]+))?"
)
_ONLY_WORDS = re.compile(r"[A-Za-z'’.,\- ]+")


def _lines(name: str) -> list[str]:
    text = files("wulfrun.data").joinpath("names", f"{name}.txt").read_text("utf-8")
    return [line.lower() for line in text.splitlines() if not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


_PLACE, _ORDINARY, _NOT_PEOPLE = _words("places"), _words("ordinary"), frozenset(_lines("not_people"))


@lru_cache(maxsize=1)
def forenames() -> frozenset[str]:
    """Every forename known, in lower case."""
    return _words("forenames")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Every surname known, in lower case."""
    return _words("surnames")


@lru_cache(maxsize=1)
def _either() -> frozenset[str]:
    return (forenames() | surnames()) - _ORDINARY - _PLACE


def is_one_name(text: str) -> bool:
    """Whether a cell is one word that is a name and little else.

    >>> is_one_name("Patel"), is_one_name("Penn"), is_one_name("White")
    (True, False, False)
    """
    return text.strip().lower() in _either()


def is_whole_name(text: str) -> bool:
    """Whether a cell is a person's name and nothing else.

    >>> [is_whole_name(each) for each in ("SMITH, John", "J Patel", "Mrs Kowalczyk", "Grace Road", "Penn")]
    [True, True, True, False, False]
    """
    text = text.strip()
    if not 4 <= len(text) <= 60 or not _ONLY_WORDS.fullmatch(text):
        return False
    words = [word.strip("'’-") for word in re.split(r"[\s.,]+", text.lower()) if word.strip("'’-.,")]
    if not 2 <= len(words) <= 5 or any(word in _PLACE for word in words) or " ".join(words) in _NOT_PEOPLE:
        return False
    if words[0] in _TITLES:
        return len(words[-1]) > 1 and words[-1] not in _FIRM
    if words[0] in _TITLES_TOO:
        return words[-1] in surnames()
    first, last = words[0], words[-1]
    if first in ("st", "saint", "the", "queen", "king"):
        return False
    if last in surnames():
        return first in forenames() or len(first) == 1
    return first in surnames() and (last in forenames() or len(last) == 1)


def names_a_person(text: str) -> bool:
    """Whether running text names somebody: a title and a name, or a forename and a surname together.

    >>> names_a_person("Seen by Mrs Kowalczyk at 10"), names_a_person("Youths outside John Smith House")
    (True, False)
    """
    return any(_titled(match, text.isupper()) for match in _TITLED.finditer(text)) or any(_pairs(text))


def _titled(match: re.Match[str], shouted: bool) -> bool:
    title, name, after = match.group(1), match.group(2).lower(), (match.group(3) or "").lower()
    if name in _FIRM or name in _PLACE or after in _PLACE:
        return False
    # In capitals, MISS and MS are words and abbreviations too: only a known name counts.
    return not (shouted or title.isupper() or title == "Ms") or name in surnames() or name in forenames()


def _pairs(text: str) -> Iterator[bool]:
    words = _WORD.findall(text)
    firsts, lasts = forenames(), surnames()
    for place in range(len(words) - 1):
        first, last = words[place], words[place + 1]
        one, two = first.lower(), last.lower()
        if one not in firsts or two not in lasts or not (first[0].isupper() and last[0].isupper()):
            continue
        if (one in _ORDINARY and two in _ORDINARY) or two in _PLACE or f"{one} {two}" in _NOT_PEOPLE:
            continue
        if text.isupper() and (one in _ORDINARY or two in _ORDINARY):
            continue
        beside = [word.lower() for word in words[max(0, place - 1) : place]]
        beside += [word.lower() for word in words[place + 2 : place + 4]]
        yield not any(word in _PLACE or word in ("saint", "&") for word in beside)
