"""The topics, one module each: a new one is one new file that exposes TOPIC."""

import importlib
import pkgutil
from functools import lru_cache

from wulfrun.assessment.topics.topic import Topic


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """Every topic by the name of its module; a table given twice is a fault of ours and is raised."""
    found: dict[str, Topic] = {}
    givers: dict[str, str] = {}
    for name in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        if name.startswith("_") or name == "topic":
            continue
        topic = getattr(importlib.import_module(f"{__name__}.{name}"), "TOPIC", None)
        if not isinstance(topic, Topic):
            raise TypeError(f"{__name__}.{name} exposes no TOPIC")
        for table in topic.tables:
            if table in givers:
                raise ValueError(f"{name} and {givers[table]} both give the table {table!r}")
            givers[table] = name
        found[name] = topic
    return found
