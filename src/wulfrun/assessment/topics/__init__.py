"""The topics, one module each: a new one is one new file that exposes TOPIC."""

import sys
from collections.abc import Mapping
from functools import lru_cache
from graphlib import TopologicalSorter

from wulfrun.assessment.topics.topic import Topic
from wulfrun.words.registry import exposed, once


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """Every topic by the name of its module, each after those it looks at.

    A table given twice, and topics that wait for each other or for none there is, are faults of ours and
    are raised.
    """
    found = exposed(sys.modules[__name__], "TOPIC", Topic, but=("topic",))
    once(found, lambda each: each.tables, "give the table")
    return in_order(found)


def in_order(found: Mapping[str, Topic]) -> dict[str, Topic]:
    """Topics, each after those it names; KeyError for an unknown one, CycleError for a circle."""
    waits = {name: topic.after for name, topic in found.items()}
    return {name: found[name] for name in TopologicalSorter(waits).static_order()}
