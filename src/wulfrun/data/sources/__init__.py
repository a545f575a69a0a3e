"""The known layouts, one module each: a new source is one new file that exposes LAYOUT."""

import importlib
import pkgutil

from wulfrun.data.layout import Layout

LAYOUTS: dict[str, Layout]


def layouts() -> dict[str, Layout]:
    """Every layout by name; a module without LAYOUT, or a name used twice, is a fault of ours and is raised.

    Modules whose names begin with an underscore are shared by the others and hold no layout.
    """
    found: dict[str, Layout] = {}
    for module in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        if module.startswith("_"):
            continue
        layout = getattr(importlib.import_module(f"{__name__}.{module}"), "LAYOUT", None)
        if not isinstance(layout, Layout):
            raise TypeError(f"{__name__}.{module} exposes no LAYOUT")
        if layout.name in found:
            raise ValueError(f"two modules call their layout {layout.name!r}; {module} is one of them")
        found[layout.name] = layout
    return found


def __getattr__(name: str) -> dict[str, Layout]:
    if name != "LAYOUTS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = layouts()
    return globals()[name]  # type: ignore[no-any-return]
