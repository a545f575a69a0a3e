"""Words of a chart stand where they stood, without the picture around them that cuts letters."""

import re

import pytest

from wulfrun.publication.chart_samples import samples
from wulfrun.publication.drawing import draw
from wulfrun.publication.svg_for_paper import for_paper, words_width


def test_a_width_is_that_of_the_letters_of_the_font() -> None:
    # Liberation Sans has the widths of Arial: a digit is 1139 of 2048, a capital M 1706.
    assert words_width("00", 18) == pytest.approx(2 * 18 * 1139 / 2048)
    assert words_width("M", 10) == pytest.approx(10 * 1706 / 2048)
    assert words_width("Ashmere", 18, bold=True) > words_width("Ashmere", 18)


def text(anchor: str, words: str = "00", transform: str = "translate(100,25)") -> str:
    return (
        f'<text text-anchor="{anchor}" transform="{transform}" font-size="18px" fill="#0b0c0c">{words}</text>'
    )


@pytest.mark.parametrize(("anchor", "back"), [("middle", 18 * 1139 / 2048), ("end", 36 * 1139 / 2048)])
def test_words_begin_as_far_back_as_their_width_asks(anchor: str, back: float) -> None:
    found = for_paper(text(anchor))
    assert "text-anchor" not in found
    moved = re.search(r'transform="translate\(100,25\) translate\((-[\d.]+),0\)"', found)
    assert moved is not None
    assert float(moved[1]) == pytest.approx(-back, abs=0.001)
    assert found.endswith(">00</text>")


def test_words_that_are_turned_go_back_along_their_own_line() -> None:
    assert 'transform="translate(9,9) rotate(270) translate(-' in for_paper(
        text("middle", transform="translate(9,9) rotate(270)")
    )


def test_an_escaped_sign_is_one_letter() -> None:
    assert for_paper(text("end", "&amp;")) == for_paper(text("end", "&")).replace(">&<", ">&amp;<")


def test_words_that_begin_where_they_stand_are_left() -> None:
    assert for_paper(text("start")) == text("start")


def test_no_chart_of_the_manual_keeps_an_anchor() -> None:
    for chart in samples().values():
        assert not re.search(r'text-anchor="(middle|end)"[^>]*[^/]>', for_paper(draw(chart).decode()))
