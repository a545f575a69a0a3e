"""A table of shades: classes told in the key, numbers in the cells where they fit, and all in the table."""

import pytest

from wulfrun.publication.chart_model import SUPPRESSED, Caption, Chart, Value
from wulfrun.publication.drawing import draw
from wulfrun.publication.heat_chart import Heat, heat_chart

CAPTION = Caption("week", "Busiest on Monday", "", "Offences by day and hour", "Police")


def chart(columns: int = 3, **other: object) -> Chart:
    values = [
        [Value(10.0 * row + column, 10 * row, 10 * row + 9) for column in range(columns)] for row in range(2)
    ]
    values[1][0] = Value(3, why=SUPPRESSED)
    values[1][1] = Value(None)
    outlined = [[row == 1 and column == 2 for column in range(columns)] for row in range(2)]
    heat = Heat(
        ("Monday", "Tuesday"), [f"{at:02}" for at in range(columns)], values, (2.0, 12.0), "Hour of the day",
        "Day", outlined, "Above the usual", 0,
    )  # fmt: skip
    return heat_chart(CAPTION, heat)


def texts(made: Chart) -> list[str]:
    layers = [each for each in made.spec["layer"] if each["mark"]["type"] == "text"]
    return [row.get("said", row.get("label", "")) for each in layers for row in each["data"]["values"]]


def test_cells_are_shaded_by_class_and_the_key_says_which() -> None:
    made = chart()
    boxes = made.spec["layer"][0]["data"]["values"]
    assert len({box["fill"] for box in boxes}) == 5
    assert boxes[0]["fill"] == boxes[1]["fill"] != boxes[2]["fill"]
    said = texts(made)
    for words in ("under 2", "2 to under 12", "12 and over", "Small number", "No data", "Above the usual"):
        assert words in said


def test_numbers_stand_in_the_cells_where_they_fit() -> None:
    assert {"0", "1", "2", "12"} <= set(texts(chart()))
    assert "12" in texts(chart(48)) and "47" not in texts(chart(48))


def test_what_is_suppressed_is_nowhere() -> None:
    made = chart()
    assert "3" not in texts(made) and made.rows[1][1] == "suppressed" and made.rows[1][2] == "no data"


def test_the_table_has_every_number_and_its_interval() -> None:
    made = chart()
    assert made.columns == ("Day", "00", "01", "02")
    assert made.rows[0] == ("Monday", "0 (0 to 9)", "1 (0 to 9)", "2 (0 to 9)")
    assert made.rows[1][3] == "12 (10 to 19) *"


def test_a_table_too_wide_to_read_is_turned_round() -> None:
    made = chart(24)
    assert made.columns == ("Hour of the day", "Monday", "Tuesday") and len(made.rows) == 24
    assert made.rows[5] == ("05", "5 (0 to 9)", "15 (10 to 19)")


def test_the_alternative_text_says_most_least_and_what_stands_out() -> None:
    alt = chart().alt
    assert "Highest 12 (Tuesday, 02); lowest 0 (Monday, 00)." in alt
    assert "Above the usual: Tuesday, 02." in alt


def test_values_that_do_not_fit_the_names_are_refused() -> None:
    with pytest.raises(ValueError, match="1 rows of \\[1\\] values; expected 2 of 1"):
        heat_chart(CAPTION, Heat(("a", "b"), ("c",), [[Value(1)]], (), "x", "y"))
    with pytest.raises(ValueError, match="5 edges; expected at most 4"):
        heat_chart(CAPTION, Heat(("a",), ("c",), [[Value(1)]], (1, 2, 3, 4, 5), "x", "y"))


def test_it_can_be_drawn() -> None:
    assert "<svg" in str(draw(chart()))
