"""Figures inside prose, {{ figure measure=psa1 area=canalside period=2007/08 }}: what may be written so."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wulfrun.words.errors import did_you_mean
from wulfrun.words.periods import period

LATEST = "latest"
KEYS = ("measure", "area", "period", "was", "past")
SUFFIXES = ("rate", "share", "on-last-year", "on-baseline")
EXAMPLE = "Write it as {{ figure measure=psa1 area=canalside period=2007/08 }}."

_BRACES = re.compile(r"\{\{.*?(?:\}\}|(?=\{\{)|\Z)", re.DOTALL)
_PAIR = re.compile(r"""\s*([A-Za-z_-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)(?=\s|\Z)""")


@dataclass(frozen=True)
class Reference:
    """A figure that prose asks for: as it was written, and what it names.

    `area`: a code, a neighbourhood's key or name, 'priority', 'rest', or '' for the whole place; `period`: a
    period or 'latest'; `was`: the figure as the author saw it, or ''; `past`: an older period is meant.
    """

    written: str
    measure: str
    area: str = ""
    period: str = LATEST
    was: str = ""
    past: bool = False


@dataclass(frozen=True)
class Unreadable:
    """What stands in double braces and names no figure: what was found, and what to do."""

    written: str
    found: str
    remedy: str


def references(text: str) -> list[Reference | Unreadable]:
    """Everything in double braces, in the order of the text.

    >>> references("Fell to {{ figure measure=psa1 period=2007/08 past=yes }}.")[0].period
    '2007/08'
    """
    return [_read(found[0]) for found in _BRACES.finditer(text)]


def pieces(text: str) -> list[str]:
    """The text cut at its references: words, reference as written, words, ... (words may be empty).

    >>> pieces("a {{ figure measure=b }}.")
    ['a ', '{{ figure measure=b }}', '.']
    """
    cut, end = [], 0
    for found in _BRACES.finditer(text):
        cut += [text[end : found.start()], found[0]]
        end = found.end()
    return [*cut, text[end:]]


def _read(written: str) -> Reference | Unreadable:
    if not written.endswith("}}"):
        shown = " ".join(written.split())[:40]
        return Unreadable(written, f"'{shown}' is not closed by '}}}}'.", EXAMPLE)
    word, _, rest = written[2:-2].strip().partition(" ")
    if word != "figure":
        return Unreadable(written, f"'{written}' names no figure.", EXAMPLE)
    pairs, left = _pairs(rest)
    if left:
        quotes = 'A value that holds a space stands in quotation marks: period="2007/08 Q4".'
        return Unreadable(written, f"'{left}' in '{written}' is not read.", quotes)
    for key, message, remedy in _wrong(pairs):
        return Unreadable(written, f"'{key}' in '{written}' {message}.", remedy)
    found = dict(pairs)
    if "measure" not in found:
        return Unreadable(written, f"'{written}' names no measure.", EXAMPLE)
    return Reference(
        written,
        found["measure"],
        found.get("area", ""),
        found.get("period", LATEST),
        found.get("was", ""),
        found.get("past") == "yes",
    )


def _pairs(text: str) -> tuple[list[tuple[str, str]], str]:
    """The key and value of each setting, and what is left that is none."""
    pairs, at = [], 0
    while found := _PAIR.match(text, at):
        value = found[2]
        pairs.append((found[1], value[1:-1] if value[0] in "\"'" else value))
        at = found.end()
    return pairs, text[at:].strip()


def _wrong(pairs: Collection[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Each setting that cannot be meant: its key, what is wrong, what to do."""
    seen: set[str] = set()
    for key, value in pairs:
        if key not in KEYS:
            yield key, "is no setting of a figure", did_you_mean(key, KEYS)
        elif key in seen:
            yield key, "is written twice", "Leave one of them out."
        elif not value:
            yield key, "is empty", "Give it a value, or leave it out."
        elif key == "past" and value != "yes":
            yield key, f"is '{value}'", "Write past=yes, or leave it out."
        elif key == "period" and value != LATEST and (why := _no_period(value)):
            yield key, "is no period", why
        elif key == "measure" and (suffix := value.partition(".")[2]) not in ("", *SUFFIXES):
            yield key, f"has '{suffix}' after its stop", did_you_mean(suffix, SUFFIXES)
        seen.add(key)


def _no_period(value: str) -> str:
    try:
        period(value)
    except ValueError as error:
        return f"{str(error)[:1].upper()}{str(error)[1:]}, or latest."
    return ""
