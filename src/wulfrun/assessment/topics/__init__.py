"""The topics, one module each: a new one is one new file that exposes TOPIC."""

import sys
from functools import lru_cache

from wulfrun.assessment.topics.topic import Topic
from wulfrun.words.registry import exposed, once


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """Every topic by the name of its module; a table given twice is a fault of ours and is raised."""
    found = exposed(sys.modules[__name__], "TOPIC", Topic, but=("topic",))
    once(found, lambda each: each.tables, "give the table")
    return found
