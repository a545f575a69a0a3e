"""The chart of boxes and lines: what stands where, what is joined, and the same in words."""

import pytest

from wulfrun.publication.chart_model import Caption
from wulfrun.publication.chart_style import Spec
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
    svg = draw(flow(CAPTION, BOXES, ("Board", "Group"), HEADS)).decode()
    for word in ("Partnership", "board", "Group", "matter", "long", "number", "Task"):
        assert word in svg
    assert "…" not in svg


def drawn(boxes: list[Box]) -> tuple[list[Spec], list[Spec]]:
    layers = flow(CAPTION, boxes, ("Board", "Group"), HEADS).spec["layer"]
    return layers[0]["data"]["values"], layers[1]["data"]["values"]


@pytest.mark.parametrize(
    "boxes",
    [BOXES, [BOXES[0], *(Box(f"b{n}", f"Body {n}", 1, ("board",)) for n in range(9))]],
)
def test_no_line_runs_through_a_box(boxes: list[Box]) -> None:
    lines, rects = drawn(boxes)
    assert len(rects) == len(boxes)
    for line in lines:
        left, right = sorted((line["x"], line["to"]))
        top, bottom = sorted((line["y"], line["base"]))
        for box in rects:
            beside = right <= box["x"] or left >= box["to"]
            assert beside or bottom <= box["y"] or top >= box["base"]


def test_where_several_boxes_stand_above_no_two_lines_share_their_way() -> None:
    uppers = [Box(f"u{n}", f"Upper {n}", 0) for n in range(3)]
    lowers = [Box("x", "Lower x", 1, ("u0", "u1")), Box("y", "Lower y", 1, ("u0", "u1", "u2"))]
    lines, _ = drawn([*uppers, *lowers])
    across = [line["y"] for line in lines if line["y"] == line["base"]]
    down = [line["x"] for line in lines if line["x"] == line["to"]]
    assert len(set(across)) == len(across)
    top = min(line["y"] for line in lines)
    starts = {line["x"] for line in lines if line["y"] == top}
    assert len(starts) == 5 and len(down) == 10


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
