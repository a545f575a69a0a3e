"""What a count of persons is."""

import pytest

from tests.generative.engines import ENGINES
from tests.spec.specification import Example, Specification, worked_out
from tests.spec.table import table

SPECIFICATION = Specification(
    "people",
    "How many persons there are, each counted once in a period and area however often he or she was seen. "
    "Persons are known by keyed pseudonyms; the records below give them as small numbers.",
    (
        Example(
            "A person seen in several months counts once in each of them, and once in the year: months do "
            "not add up to the year.",
            """
[measure.example]
title = "In treatment"
kind = "people"
of = "offender"
""",
            """
            month   | area  | who
            2007-04 | North | 1
            2007-05 | North | 1
            2007-05 | North | 2
            2007-05 | North | 2
            """,
            """
            area  | period  | numerator | denominator | value
            North | 2007-04 | 1         |             | 1
            North | 2007-05 | 2         |             | 2
            North | 2007/08 | 2         |             | 2
            South | 2007/08 | 0         |             | 0
            """,
            holds="people",
        ),
        Example(
            "Who was seen in both areas counts in each of them, and once in the town.",
            """
[measure.example]
title = "In treatment"
kind = "people"
of = "offender"
""",
            """
            month   | area  | who
            2007-04 | North | 1
            2007-06 | South | 1
            2007-06 | South | 3
            """,
            """
            area  | period     | numerator | value
            North | 2007/08 Q1 | 1         | 1
            South | 2007/08 Q1 | 2         | 2
            Town  | 2007/08 Q1 | 2         | 2
            """,
            holds="people",
        ),
        Example(
            "Seen under any of the codes a person counts; one without a known area is in no area.",
            """
[measure.example]
title = "In treatment for opiates or crack"
kind = "people"
of = "offender"
where.code = ["opiates", "crack"]
""",
            """
            month   | area  | code    | who
            2007-04 | North | opiates | 1
            2007-04 | North | crack   | 1
            2007-04 | North | alcohol | 2
            2007-04 |       | crack   | 3
            """,
            """
            area  | period  | numerator | value
            North | 2007-04 | 1         | 1
            Town  | 2007-04 | 1         | 1
            """,
            holds="people",
        ),
    ),
)


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("example", SPECIFICATION.examples, ids=lambda each: each.says[:50])
def test_persons(example: Example, on: str) -> None:
    assert worked_out(example, on) == table(example.figures)
