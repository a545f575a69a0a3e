"""Mark records by the library's rules while they are read: the words are looked at once and not kept."""

import re
from collections.abc import Callable, Sequence

from wulfrun.data.layout import Found
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Definition
from wulfrun.definition.rule import Rule

# Where a row says its words, and, of a row whose code is something else, its offence code.
TEXT, CODE = "text", "offence_code"
# Stands for what a rule leaves out, so that the words around it become no phrase.
_TAKEN_OUT = " | "


def rules_of(definition: Definition, record: str) -> list[Rule]:
    """The rules that mark records of a type."""
    return [each for each in definition.rule.values() if record in each.records]


def marker(definition: Definition, record: str) -> Callable[[Found], int]:
    """What flags the rules give to a record of a type, beside those it has."""
    rules = [_compiled(each) for each in rules_of(definition, record)]
    if not rules:
        return lambda found: 0

    def marks(found: Found) -> int:
        said = found.more.get(TEXT, "")
        if not said:
            return 0
        code, bits = found.more.get(CODE, found.code), 0
        for flag, codes, fits, but_not in rules:
            left = but_not.sub(_TAKEN_OUT, said) if but_not else said
            if (not codes or code in codes) and fits.search(left):
                bits |= flag
        return bits

    return marks


_Compiled = tuple[int, frozenset[str], re.Pattern[str], re.Pattern[str] | None]


def _compiled(rule: Rule) -> _Compiled:
    return (
        FLAGS[rule.flag],
        frozenset(rule.codes),
        _any_of(rule.words),
        _any_of(rule.but_not) if rule.but_not else None,
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, whatever their case and the blanks between them."""
    longest_first = sorted(phrases, key=len, reverse=True)
    written = (r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)
