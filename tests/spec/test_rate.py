"""What a rate is."""

import pytest

from tests.generative.engines import ENGINES
from tests.spec.specification import Example, Specification, worked_out
from tests.spec.table import table

SPECIFICATION = Specification(
    "rate",
    "How many records there are for each so many residents, or households, of the same year. A count that "
    "names `per` gets a rate of its own beside it, `<measure>.rate`.",
    (
        Example(
            "The value is the count divided by those at risk, times the scale: 1,000 unless declared.",
            """
[measure.example]
title = "Crime"
kind = "rate"
of = "offence"
per = "residents"
""",
            """
            month   | area  | code | n
            2007-04 | North | 45   | 30
            2008-03 | North | 48   | 20
            2007-12 | South | 45   | 10
            """,
            """
            area  | period  | numerator | denominator | value
            North | 2007/08 | 50        | 1600        | 31.25
            South | 2007/08 | 10        | 2400        | 4.1667
            Town  | 2007/08 | 60        | 4000        | 15
            """,
            """
            of        | area  | period  | at_risk
            residents | North | 2007/08 | 1600
            residents | South | 2007/08 | 2400
            residents | Town  | 2007/08 | 4000
            """,
        ),
        Example(
            "Burglary is told per household, not per resident.",
            """
[measure.example]
title = "Domestic burglary"
kind = "rate"
of = "offence"
where.code = ["28"]
per = "households"
scale = 100
""",
            """
            month   | area  | code | n
            2007-04 | North | 28   | 8
            """,
            """
            area  | period  | numerator | denominator | value
            North | 2007/08 | 8         | 640         | 1.25
            """,
            """
            of         | area  | period  | at_risk
            residents  | North | 2007/08 | 1600
            households | North | 2007/08 | 640
            """,
        ),
        Example(
            "Where nothing was recorded the rate is zero; where nobody knows how many live there, none.",
            """
[measure.example]
title = "Crime"
kind = "rate"
of = "offence"
per = "residents"
""",
            """
            month   | area  | code | n
            2007-04 | South | 45   | 12
            """,
            """
            area  | period  | numerator | denominator | value | note
            North | 2007/08 | 0         | 1600        | 0     |
            South | 2007/08 | 12        |             |       | residents of this area and year are not known
            """,
            """
            of        | area  | period  | at_risk
            residents | North | 2007/08 | 1600
            """,
        ),
    ),
)


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("example", SPECIFICATION.examples, ids=lambda each: each.says[:50])
def test_a_rate(example: Example, on: str) -> None:
    assert worked_out(example, on) == table(example.figures)
