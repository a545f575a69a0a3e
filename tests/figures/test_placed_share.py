"""Every rate says what share of its records could be placed, because the rest are missing from it."""

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.definition.model import Measure
from wulfrun.figures.rows import figures
from wulfrun.figures.timetable import timetable
from wulfrun.words.periods import month_index

BURGLARY = Measure(title="Burglary", of="street", per="residents")


def months(placed: list[float], rows: list[int]) -> list[Month]:
    first = month_index("2019-04")
    return [
        Month("street", first + number, COMPLETE, "", count, share)
        for number, (share, count) in enumerate(zip(placed, rows, strict=True))
    ]


def test_the_share_of_a_year_weighs_its_months_by_their_records() -> None:
    year = timetable(months([1.0] * 6 + [0.9] * 6, [100] * 6 + [300] * 6)).placed["2019/20"]
    assert round(year, 4) == round((600 + 0.9 * 1800) / 2400, 4)


def note_of(kind: str, share: float) -> str:
    counted = pa.table(
        {
            "area": ["A"],
            "level": ["ward"],
            "period": ["2019/20"],
            "period_kind": ["year"],
            "numerator": [30.0],
            "denominator": [1000.0],
        }
    )
    made = figures("burglary", kind, BURGLARY, counted, {("A", "ward"): "A"}, {"2019/20": share})
    return str(made["note"][0].as_py())


def test_a_rate_says_the_share_and_a_count_does_not() -> None:
    assert note_of("rate", 0.976) == "97.6% of the records could be placed in an area"
    assert note_of("count", 0.976) == ""


def test_a_rate_whose_records_all_have_a_place_says_nothing() -> None:
    assert note_of("rate", 1.0) == ""
