"""What a share of weighted answers is."""

import pytest

from tests.generative.engines import ENGINES
from tests.spec.specification import Example, Specification, worked_out
from tests.spec.table import table

_SAFE = """
[measure.example]
title = "Feel safe after dark"
kind = "survey"
of = "survey"
question = "safe"
where.code = ["very", "fairly"]
scale = 100
least_base = {least}

[question.safe]
text = "How safe do you feel?"
answers = [
  {{ code = "very" }},
  {{ code = "fairly" }},
  {{ code = "unsafe" }},
  {{ code = "dont-know", in_base = {in_base} }},
]
"""
_ANSWERS = """
            month   | area  | question | code      | weight
            2008-03 | North | safe     | very      | 0.5
            2008-03 | North | safe     | fairly    | 0.5
            2008-03 | North | safe     | unsafe    | 2
            2008-03 | North | safe     | dont-know | 1
            2008-03 | North | worried  | very      | 1
            2008-03 | South | safe     | very      | 1
            """

SPECIFICATION = Specification(
    "survey",
    "The weighted share of the answers in the base that are among those that count. The numerator and the "
    "denominator are sums of weights. The interval is Wilson's on the effective base, (sum of weights)² / "
    "sum of squared weights; there is no figure where that is under the declared smallest base (100 unless a "
    "measure or survey says otherwise). The note tells the base.",
    (
        Example(
            "Respondents of a group of whom too many were asked count less each: unweighted, two of three "
            "in North are safe, by weight a third.",
            _SAFE.format(least=1, in_base="false"),
            _ANSWERS,
            """
            area  | period  | numerator | denominator | value   | note
            North | 2007/08 | 1         | 3           | 33.3333 | base 3, effective 2
            South | 2007/08 | 1         | 1           | 100     | base 1, effective 1
            Town  | 2007/08 | 2         | 4           | 50      | base 4, effective 3
            """,
            holds="answers",
        ),
        Example(
            "'Don't know' is in the base or out of it, as the question declares.",
            _SAFE.format(least=1, in_base="true"),
            _ANSWERS,
            """
            area  | period  | numerator | denominator | value
            North | 2007/08 | 1         | 4           | 25
            South | 2007/08 | 1         | 1           | 100
            Town  | 2007/08 | 2         | 5           | 40
            """,
            holds="answers",
        ),
        Example(
            "Below the smallest effective base there is no figure, and nothing of it is told; nor where "
            "nobody was asked.",
            _SAFE.format(least=2.5, in_base="false"),
            _ANSWERS,
            """
            area  | period  | numerator | denominator | value | lower  | upper  | note
            North | 2007/08 |           |             |       |       |       | effective base is 2, under 2.5
            Town  | 2007/08 | 2         | 4           | 50    | 12.282 | 87.718 | base 4, effective 3
            Town  | 2006/07 |           |             |       |        |        | nobody here gave an opinion
            """,
            holds="answers",
        ),
        Example(
            "A measure may choose its base itself by `out_of`.",
            _SAFE.format(least=1, in_base="false") + """
[measure.example.out_of]
code = ["very", "fairly"]
""",
            _ANSWERS,
            """
            area  | period  | numerator | denominator | value
            North | 2007/08 | 1         | 1           | 100
            """,
            holds="answers",
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("example", SPECIFICATION.examples, ids=lambda each: each.says[:50])
def test_weighted_answers(example: Example, on: str) -> None:
    assert worked_out(example, on) == table(example.figures)
