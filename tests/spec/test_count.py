"""What a count is."""

import pytest

from tests.generative.engines import ENGINES
from tests.spec.specification import Example, Specification, worked_out
from tests.spec.table import table

SPECIFICATION = Specification(
    "count",
    "How many records there are. The value is the count; its interval says how far chance could move it.",
    (
        Example(
            "Records that fit are added up by area and period; where there was none, it is a true zero.",
            """
[measure.example]
title = "Theft from a vehicle"
of = "offence"
where.code = ["45"]
""",
            """
            month   | area  | code | n
            2007-04 | North | 45   | 2
            2007-06 | North | 45   | 3
            2007-06 | North | 48   | 7
            2007-07 | South | 45   | 4
            """,
            """
            area  | period     | numerator | denominator | value
            North | 2007/08 Q1 | 5         |             | 5
            South | 2007/08 Q1 | 0         |             | 0
            Town  | 2007/08 Q1 | 5         |             | 5
            Town  | 2007-07    | 4         |             | 4
            """,
        ),
        Example(
            "A code of a group counts only in the months in which it holds.",
            """
[measure.example]
title = "Domestic burglary"
of = "offence"
where.group = ["domestic-burglary"]

[group.domestic-burglary]
title = "Domestic burglary"
spans = [
  { codes = ["28A"], valid_to = 2017-03-31 },
  { codes = ["28E"], valid_from = 2017-04-01 },
]
""",
            """
            month   | area  | code | n
            2017-03 | North | 28A  | 6
            2017-03 | North | 28E  | 50
            2017-04 | North | 28A  | 70
            2017-04 | North | 28E  | 8
            """,
            """
            area  | period          | numerator | value
            North | 2017-03         | 6         | 6
            North | 2017-04         | 8         | 8
            North | year to 2017-04 | 14        | 14
            """,
        ),
        Example(
            "A basket counts each of its groups; a code that stands in two of them is counted once.",
            """
[measure.example]
title = "Acquisitive crime"
of = "offence"
where.basket = "acquisitive"

[basket.acquisitive]
title = "Acquisitive crime"
groups = ["vehicle", "theft"]

[group.vehicle]
title = "Vehicle crime"
spans = [{ codes = ["45", "48"] }]

[group.theft]
title = "Theft"
spans = [{ codes = ["39", "45"] }]
""",
            """
            month   | area  | code | n
            2007-04 | North | 45   | 2
            2007-04 | North | 48   | 3
            2007-04 | South | 39   | 4
            2007-04 | South | 58A  | 9
            """,
            """
            area | period  | numerator | value
            Town | 2007-04 | 9         | 9
            """,
        ),
        Example(
            "Within a list any one will do; between lists all must hold: either flag, and the code too. "
            "(Flags are kept as bits: 128 is a knife, 64 a firearm, 256 alcohol.)",
            """
[measure.example]
title = "Wounding with a weapon"
of = "offence"
where.code = ["8N"]
where.flag = ["knife", "firearm"]
""",
            """
            month   | area  | code | flags | n
            2013-04 | North | 8N   | 128   | 2
            2013-04 | North | 8N   | 64    | 1
            2013-04 | North | 8N   | 192   | 1
            2013-04 | North | 8N   | 256   | 10
            2013-04 | North | 8N   | 0     | 20
            2013-04 | North | 105A | 128   | 40
            """,
            """
            area  | period  | numerator | value
            North | 2013-04 | 4         | 4
            """,
        ),
        Example(
            "A record that could not be placed belongs to no area; one placed elsewhere neither.",
            """
[measure.example]
title = "All recorded crime"
of = "offence"
""",
            """
            month   | area      | code | n
            2007-04 | North     | 45   | 2
            2007-04 |           | 45   | 30
            2007-04 | Elsewhere | 45   | 40
            """,
            """
            area  | period  | numerator | value
            North | 2007-04 | 2         | 2
            Town  | 2007-04 | 2         | 2
            """,
        ),
        Example(
            "A negative count, by which a publisher corrects an earlier quarter, is counted as published.",
            """
[measure.example]
title = "Robbery"
of = "offence"
where.code = ["34B"]
""",
            """
            month   | area  | code | n
            2007-06 | North | 34B  | 9
            2007-09 | North | 34B  | -2
            """,
            """
            area  | period          | numerator | value
            North | 2007/08 Q2      | -2        | -2
            North | year to 2007-09 | 7         | 7
            """,
        ),
    ),
)


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("example", SPECIFICATION.examples, ids=lambda each: each.says[:50])
def test_a_count(example: Example, on: str) -> None:
    assert worked_out(example, on) == table(example.figures)
