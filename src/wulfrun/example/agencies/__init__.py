"""The agencies whose files the example holds beside the police's, one module each exposing PART."""

import importlib
import pkgutil
from functools import lru_cache

from wulfrun.example.agency import AgencyPart


@lru_cache(maxsize=1)
def parts() -> dict[str, AgencyPart]:
    """Every part by the name of its module; a truth of two parts is a fault of ours and is raised."""
    found: dict[str, AgencyPart] = {}
    givers: dict[str, str] = {}
    for name in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        if name.startswith("_"):
            continue
        part = getattr(importlib.import_module(f"{__name__}.{name}"), "PART", None)
        if not isinstance(part, AgencyPart):
            raise TypeError(f"{__name__}.{name} exposes no PART")
        for truth in part.truths:
            if truth in givers:
                raise ValueError(f"{name} and {givers[truth]} both plant {truth!r}")
            givers[truth] = name
        found[name] = part
    return found
