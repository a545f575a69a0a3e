"""What problems are ranked by, one module a criterion: a new one is a file and its declared name."""

import sys
from functools import lru_cache

from wulfrun.assessment.criteria.criterion import Criterion
from wulfrun.definition.ranking import CRITERIA
from wulfrun.words.registry import exposed


@lru_cache(maxsize=1)
def criteria() -> dict[str, Criterion]:
    """Every criterion by its name, in the order in which a definition lists them."""
    found = exposed(sys.modules[__name__], "CRITERION", Criterion, but=("criterion",))
    return {name: found[name] for name in CRITERIA}
