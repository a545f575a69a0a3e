"""The one family of errors people see: where, what was found, what is allowed, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class WulfrunError(Exception):
    """Anything a user can put right; `exit_code` tells a script which family it was."""

    exit_code = 1


class DefinitionError(WulfrunError):
    """What the partnership declared cannot be used as it stands."""

    exit_code = 10


class DataError(WulfrunError):
    """A file cannot be read, or contradicts its contract as a whole."""

    exit_code = 11


class BuildError(WulfrunError):
    """The build could not go on; the last good release is still in place."""

    exit_code = 13


@dataclass(frozen=True)
class Mistake:
    """One thing to put right, with its place and the remedy."""

    file: str
    place: str
    found: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.found} {self.remedy}".rstrip()


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """Suggest the nearest allowed word, then list them all.

    >>> did_you_mean("skale", ["per", "scale", "title"])
    "Did you mean 'scale'? Use one of: per, scale, title."
    >>> did_you_mean("zzz", ["per", "scale"])
    'Use one of: per, scale.'
    """
    words = sorted(set(allowed))
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    listed = ", ".join(words) if len(words) <= 40 else ", ".join(words[:40]) + " ..."
    suggestion = f"Did you mean '{near[0]}'? " if near else ""
    return f"{suggestion}Use one of: {listed}." if words else "None is declared."


def raise_all(mistakes: list[Mistake]) -> None:
    """Raise one DefinitionError that lists every mistake, or return if there is none."""
    if mistakes:
        raise DefinitionError("\n".join(str(mistake) for mistake in mistakes))
