"""The chart of boxes and lines: what stands where, what is joined, and the same in words."""

import pytest

from wulfrun.publication.chart_model import Caption
from wulfrun.publication.drawing import draw
from wulfrun.publication.flow_chart import Box, flow

CAPTION = Caption("bodies", "Four groups answer to one board", "", "", "The partnership")
HEADS = ("Body", "Answers to", "What it does")
BOXES = [
    Box("board", "Partnership board", 0, about="Decides"),
    *(Box(f"g{n}", f"Group for a matter with a long name, number {n}", 1, ("board",), 1) for n in range(4)),
    Box("last", "Task group", 2, ("g0", "g3"), 1),
]


def test_no_box_lies_over_another_or_beyond_the_edge() -> None:
    spec = flow(CAPTION, BOXES, ("Board", "Group"), HEADS).spec
    rects = spec["layer"][1]["data"]["values"]
    assert len(rects) == 6
    for number, one in enumerate(rects):
        assert one["x"] >= 0 and one["to"] <= spec["width"] and one["base"] <= spec["height"]
        for two in rects[number + 1 :]:
            apart = one["to"] <= two["x"] or two["to"] <= one["x"]
            assert apart or one["base"] <= two["y"] or two["base"] <= one["y"]


def test_every_word_is_drawn_inside_its_box() -> None:
    drawn = draw(flow(CAPTION, BOXES, ("Board", "Group"), HEADS)).decode()
    for word in ("Partnership", "board", "Group", "matter", "long", "number", "Task"):
        assert word in drawn
    assert "…" not in drawn


def test_lines_join_each_box_to_every_one_it_stands_under() -> None:
    lines = flow(CAPTION, BOXES, ("Board", "Group"), HEADS).spec["layer"][0]["data"]["values"]
    assert len(lines) == 3 * (4 + 2)


def test_the_words_and_the_table_say_what_the_lines_say() -> None:
    chart = flow(CAPTION, BOXES[:2], ("Board", "Group"), HEADS)
    assert chart.alt == (
        "Chart of 2 boxes joined by lines. At the top: Partnership board. "
        "Under Partnership board: Group for a matter with a long name, number 0."
    )
    assert chart.rows == (
        ("Partnership board", "none", "Decides"),
        ("Group for a matter with a long name, number 0", "Partnership board", ""),
    )


@pytest.mark.parametrize("boxes", [[], [Box("a", "A", 0, ("b",))], [Box("a", "A", 0, kind=2)]])
def test_what_cannot_be_drawn_is_refused(boxes: list[Box]) -> None:
    with pytest.raises(ValueError, match="a flow needs boxes"):
        flow(CAPTION, boxes, ("Board", "Group"), HEADS)
