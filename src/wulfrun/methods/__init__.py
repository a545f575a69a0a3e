"""Methods as pure functions of arrays, usable on their own: `from wulfrun.methods import near_repeats`.

Nothing is imported before it is asked for, so that one method does not cost the imports of all.
"""

import re
import sys
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

_PUBLIC = re.compile(r"^def ([a-z]\w*)", re.MULTILINE)


@lru_cache(maxsize=1)
def where() -> dict[str, str]:
    """The module of every public function, by the function's name; TypeError where two bear one name.

    >>> where()["count_interval"]
    'interval'
    """
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        for name in _PUBLIC.findall(path.read_text("utf-8")):
            if name in found:
                raise TypeError(f"{path.stem} and {found[name]} both have a method {name!r}")
            found[name] = path.stem
    return found


class _Face(ModuleType):
    """What is asked for by name is the method, also where the module that it stands in bears its name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (isinstance(value, ModuleType) and name in where()):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or (module := where().get(name)) is None:
            raise AttributeError(f"there is no method {name!r} in {self.__name__}")
        return getattr(import_module(f"{self.__name__}.{module}"), name)

    def __dir__(self) -> list[str]:
        return sorted(where())


sys.modules[__name__].__class__ = _Face
