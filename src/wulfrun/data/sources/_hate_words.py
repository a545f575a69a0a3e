"""The words of hate incidents: the five strands, however an agency says them, and what became of a crime."""

import re
from functools import lru_cache

from wulfrun.data.layout import RefusedRow, Row
from wulfrun.data.sources._agency_values import text
from wulfrun.data.tables import FLAGS
from wulfrun.data.text_rows import plain

# The strands that police forces monitor, and the flag that each sets.
STRANDS = {
    "race": "hate_race",
    "religion": "hate_faith",
    "sexual orientation": "hate_orientation",
    "disability": "hate_disability",
    "transgender": "hate_transgender",
}
ALL_STRANDS = sum(FLAGS[flag] for flag in STRANDS.values())
DETECTED = ("charged", "cautioned", "other detection")
OUTCOMES = (*DETECTED, "under investigation", "no suspect found", "no further action", "not known")
CENTRE, LINE = "centre", "line"
NOT_ASKED = "not asked"
SATISFIED = ("yes", "no", NOT_ASKED)

_ALSO = {
    "race": ("racial", "racist", "racism", "racially motivated", "race or ethnicity", "ethnicity"),
    "religion": ("faith", "religious", "religion or belief", "belief", "islamophobic", "antisemitic"),
    "sexual orientation": ("homophobic", "homophobia", "orientation", "biphobic", "lgb"),
    "disability": ("disabled", "disablist", "disability hate"),
    "transgender": ("transphobic", "transphobia", "gender identity", "transgender identity", "trans"),
}
_SPELT = {plain(word): strand for strand in STRANDS for word in (strand, *_ALSO[strand])}
# Several strands stand in one cell: 'Race; Religion', 'Race / Faith', 'race & disability'.
_BETWEEN = re.compile(r"\s*[;,/|&+]\s*|\s+and\s+", re.IGNORECASE)
_SHOWN = 40


def strand_flags(row: Row, field: str) -> int:
    """The flags of all strands that a cell names, 0 for none; RefusedRow where a word is no strand."""
    return _flags(text(row, field), field)


@lru_cache(maxsize=1024)
def _flags(said: str, field: str) -> int:
    found = 0
    for word in (each for each in _BETWEEN.split(said) if each):
        strand = _SPELT.get(plain(word))
        if strand is None:
            raise RefusedRow(
                f"{field} is '{said[:_SHOWN]}'; expected one or several of {', '.join(STRANDS)}, "
                "with '; ' between them"
            )
        found |= FLAGS[STRANDS[strand]]
    return found
