"""The matrix of problems says in words and in its table what it draws, and no badge covers another."""

from itertools import pairwise

import pytest

from wulfrun.publication.chart_model import Caption
from wulfrun.publication.matrix_chart import Axes, Graded, matrix
from wulfrun.publication.stability_chart import Standing, stability_bars

CAPTION = Caption("m", "Violence is graded highest", "", "Grades of the board")
AXES = Axes("Likelihood", "Impact", about="Confidence")


def test_each_problem_stands_in_the_cell_of_its_grades() -> None:
    drawn = matrix(
        CAPTION,
        [Graded("2", "Robbery", 1, 1, about="5"), Graded("1", "Violence", 5, 5, True, "4")],
        AXES,
    )
    badges = {row["label"]: row for row in drawn.spec["layer"][1]["data"]["values"]}
    cell = drawn.spec["width"] / 5
    assert badges["1"]["x"] == pytest.approx(4.5 * cell)
    assert badges["2"]["x"] == pytest.approx(0.5 * cell)
    assert badges["1"]["y"] < badges["2"]["y"]
    assert drawn.columns == ("Rank", "Problem", "Likelihood", "Impact", "Confidence")
    assert drawn.rows == (("2", "Robbery", "1", "1", "5"), ("1", "Violence", "5", "5", "4"))
    assert drawn.alt == (
        "Field of five by five: 2 problems by likelihood and impact. From the highest product to the lowest: "
        "Violence (5 and 5) and Robbery (1 and 1)."
    )


def test_twenty_problems_of_one_cell_stand_side_by_side_within_it() -> None:
    drawn = matrix(CAPTION, [Graded(str(at), f"P{at}", 3, 3) for at in range(20)], AXES)
    places = [(row["x"], row["y"]) for row in drawn.spec["layer"][1]["data"]["values"]]
    apart = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for i, a in enumerate(places) for b in places[i + 1 :]]
    assert min(apart) >= 30
    cell, height = drawn.spec["width"] / 5, drawn.spec["height"] / 5
    assert all(2 * cell + 14 <= x <= 3 * cell - 14 for x, _ in places)
    assert all(2 * height + 14 <= y <= 3 * height - 14 for _, y in places)


def test_the_darker_cell_has_the_larger_product() -> None:
    drawn = matrix(CAPTION, [Graded("1", "Violence", 5, 5)], AXES)
    cells = drawn.spec["layer"][0]["data"]["values"]
    fills = [row["fill"] for row in cells]
    assert len(cells) == 25
    assert len(set(fills)) == 5
    assert fills[-1] != fills[0]
    assert all(a["x"] <= b["x"] for a, b in pairwise(cells))


def test_a_grade_that_there_is_not_is_refused() -> None:
    for wrong in ([], [Graded("1", "Violence", 6, 1)]):
        with pytest.raises(ValueError, match="grades from 1 to 5"):
            matrix(CAPTION, wrong, AXES)


def test_how_firm_each_rank_is_stands_in_bars_and_in_the_table() -> None:
    drawn = stability_bars(
        Caption("s", "Robbery stays", "", "Share of draws"),
        [Standing("Robbery", 0.999, 0.62, "1 to 2", True), Standing("Fires", 0.0, 0.1, "4")],
        "Among the first four",
    )
    assert [row["near"] for row in drawn.spec["layer"][0]["data"]["values"]] == [99.9, 0]
    assert drawn.rows == (("Robbery", "over 99%", "62%", "1 to 2"), ("Fires", "under 1%", "10%", "4"))
    assert drawn.alt == (
        "Bar chart of share of draws, in order of rank: Robbery over 99% and Fires under 1%."
    )
    with pytest.raises(ValueError, match="needs problems"):
        stability_bars(CAPTION, [], "")
