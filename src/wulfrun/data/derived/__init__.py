"""The derivations, one module each: a new one is one new file that exposes DERIVATION."""

import sys
from functools import lru_cache

from wulfrun.data.derived.derivation import Derivation
from wulfrun.data.sources import layouts
from wulfrun.words.registry import exposed, once


@lru_cache(maxsize=1)
def derivations() -> dict[str, Derivation]:
    """Every derivation by its module's name; a record type given twice is a fault of ours and is raised."""
    found = exposed(sys.modules[__name__], "DERIVATION", Derivation, but=("derivation",))
    once(found, lambda each: each.gives, "give the record")
    return found


def records() -> set[str]:
    """Every record type that a measure may count."""
    read = {layout.record for layout in layouts().values()}
    return read | {record for each in derivations().values() for record in each.gives}
