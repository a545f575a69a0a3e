"""What a share is."""

import pytest

from tests.generative.engines import ENGINES
from tests.spec.specification import Example, Specification, worked_out
from tests.spec.table import table

SPECIFICATION = Specification(
    "share",
    "What part of one set of records (`out_of`) belongs to another (`where`), times the scale: 100 for a "
    "percentage.",
    (
        Example(
            "Both parts are counted in the same area and period.",
            """
[measure.example]
title = "Violence with alcohol involved"
kind = "share"
of = "offence"
where.code = ["8N", "105A"]
where.flag = ["alcohol"]
out_of.code = ["8N", "105A"]
scale = 100
""",
            """
            month   | area  | code | flags | n
            2013-04 | North | 8N   | 256   | 3
            2013-04 | North | 8N   | 0     | 5
            2013-05 | North | 105A | 0     | 4
            2013-04 | South | 105A | 256   | 1
            2013-04 | South | 45   | 256   | 9
            """,
            """
            area  | period     | numerator | denominator | value
            North | 2013/14 Q1 | 3         | 12          | 25
            South | 2013/14 Q1 | 1         | 1           | 100
            Town  | 2013/14 Q1 | 4         | 13          | 30.7692
            """,
        ),
        Example(
            "`out_of = {}` is all records of the type. Of nothing there is no share.",
            """
[measure.example]
title = "Robbery"
kind = "share"
of = "offence"
where.code = ["34B"]
out_of = {}
scale = 100
""",
            """
            month   | area  | code | n
            2013-04 | North | 34B  | 2
            2013-04 | North | 45   | 6
            """,
            """
            area  | period  | numerator | denominator | value | note
            North | 2013-04 | 2 | 8 | 25 |
            South | 2013-04 | 0 | 0 |    | nothing was recorded that it could be a share of
            """,
        ),
        Example(
            "A share of itself is the whole, in each area and period apart.",
            """
[measure.example]
title = "Robbery of robbery"
kind = "share"
of = "offence"
where.code = ["34B"]
out_of.code = ["34B"]
scale = 100
""",
            """
            month   | area  | code | n
            2013-04 | North | 34B  | 2
            2013-04 | South | 34B  | 3
            """,
            """
            area  | period  | numerator | denominator | value
            North | 2013-04 | 2         | 2           | 100
            South | 2013-04 | 3         | 3           | 100
            """,
        ),
    ),
)


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("example", SPECIFICATION.examples, ids=lambda each: each.says[:50])
def test_a_share(example: Example, on: str) -> None:
    assert worked_out(example, on) == table(example.figures)
