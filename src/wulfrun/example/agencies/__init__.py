"""The agencies whose files the example holds beside the police's, one module each exposing PART."""

import sys
from functools import lru_cache

from wulfrun.example.agency import AgencyPart
from wulfrun.words.registry import exposed, once


@lru_cache(maxsize=1)
def parts() -> dict[str, AgencyPart]:
    """Every part by the name of its module; a truth of two parts is a fault of ours and is raised."""
    found = exposed(sys.modules[__name__], "PART", AgencyPart)
    once(found, lambda each: each.truths, "plant")
    return found
