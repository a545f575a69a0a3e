"""Find what each module of a package exposes, so that a new thing is one new file."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def exposed(package: ModuleType, name: str, kind: type[T], but: Iterable[str] = ()) -> dict[str, T]:
    """What every module of a package exposes under a name, by the module's own name, in order.

    Modules whose names begin with an underscore, and those of `but`, are shared by the others and expose
    nothing. A module without it is a fault of ours: TypeError.
    """
    found: dict[str, T] = {}
    for module in sorted({each.name for each in pkgutil.iter_modules(package.__path__)} - set(but)):
        if module.startswith("_"):
            continue
        each = getattr(importlib.import_module(f"{package.__name__}.{module}"), name, None)
        if not isinstance(each, kind):
            raise TypeError(f"{package.__name__}.{module} exposes no {name}")
        found[module] = each
    return found


def once(found: Mapping[str, T], names: Callable[[T], Iterable[str]], said: str) -> None:
    """Raise ValueError where two modules give the same name; `said` is what it is said of."""
    givers: dict[str, str] = {}
    for module, each in found.items():
        for name in names(each):
            if name in givers:
                raise ValueError(f"{module} and {givers[name]} both {said} {name!r}")
            givers[name] = module
