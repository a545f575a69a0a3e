"""The derivations, one module each: a new one is one new file that exposes DERIVATION."""

import importlib
import pkgutil
from functools import lru_cache

from wulfrun.data.derived.derivation import Derivation
from wulfrun.data.sources import layouts


@lru_cache(maxsize=1)
def derivations() -> dict[str, Derivation]:
    """Every derivation by its module's name; a record type given twice is a fault of ours and is raised."""
    found: dict[str, Derivation] = {}
    givers: dict[str, str] = {}
    for name in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        if name.startswith("_") or name == "derivation":
            continue
        derivation = getattr(importlib.import_module(f"{__name__}.{name}"), "DERIVATION", None)
        if not isinstance(derivation, Derivation):
            raise TypeError(f"{__name__}.{name} exposes no DERIVATION")
        for record in derivation.gives:
            if record in givers:
                raise ValueError(f"{name} and {givers[record]} both give the record {record!r}")
            givers[record] = name
        found[name] = derivation
    return found


def records() -> set[str]:
    """Every record type that a measure may count."""
    read = {layout.record for layout in layouts().values()}
    return read | {record for each in derivations().values() for record in each.gives}
