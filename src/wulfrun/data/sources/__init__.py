"""The known layouts, one module each: a new source is one new file that exposes LAYOUT."""

import sys

from wulfrun.data.layout import Layout
from wulfrun.words.registry import exposed

LAYOUTS: dict[str, Layout]


def layouts() -> dict[str, Layout]:
    """Every layout by name; a module without LAYOUT, or a name used twice, is a fault of ours and is raised.

    Modules whose names begin with an underscore are shared by the others and hold no layout.
    """
    found: dict[str, Layout] = {}
    for module, layout in exposed(sys.modules[__name__], "LAYOUT", Layout).items():
        if layout.name in found:
            raise ValueError(f"two modules call their layout {layout.name!r}; {module} is one of them")
        found[layout.name] = layout
    return found


def __getattr__(name: str) -> dict[str, Layout]:
    if name != "LAYOUTS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = layouts()
    return globals()[name]  # type: ignore[no-any-return]
