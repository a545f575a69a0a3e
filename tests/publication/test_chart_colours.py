"""Colours that stand together are told apart by who cannot see some of them, or differ in shape as well."""

from itertools import combinations

import numpy as np
import pytest

from wulfrun.publication import chart_style as style
from wulfrun.publication.bar_charts import _LOOKS

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
# Series that one chart may draw together, told by colour alone somewhere (bars, areas, classes of a map).
TOGETHER = {
    "series": (style.BLUE, style.ORANGE),
    "priority and other bars": (style.BLUE, style.REST),
    "bar and average": (style.REST, style.ORANGE),
    "series and gap": (style.BLUE, style.GAP),
    "classes of a map": style.CLASSES,
}
# These meet only where shape or dash differs too: the status signs, and what is needed beside what happened.
WITH_SHAPE = (style.GREEN, style.ORANGE, style.BLUE, style.GREY)
APART = 15.0


def linear(colour: str) -> np.ndarray:
    """A colour as linear RGB."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Linear RGB as CIELAB under D65."""
    to_xyz = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                       [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip
    scaled = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, sight: str) -> float:
    """How far two colours are apart in CIELAB as somebody sees them."""
    seen = [lab(SIGHT[sight] @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("together", TOGETHER)
def test_colours_that_stand_together_are_told_apart(sight: str, together: str) -> None:
    for one, other in combinations(TOGETHER[together], 2):
        assert apart(one, other, sight) >= APART, (one, other)


def test_the_simulation_knows_a_pair_that_looks_alike() -> None:
    assert apart("#d73027", "#6a9a1f", "full") > 60
    assert apart("#c85a00", "#7a8000", "deuteranopia") < APART
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.02)


@pytest.mark.parametrize("sight", SIGHT)
def test_statuses_whose_colours_look_alike_have_other_signs(sight: str) -> None:
    for (one, sign), (other, second) in combinations(_LOOKS.values(), 2):
        assert apart(one, other, sight) >= APART or sign != second


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_with_a_shape_of_their_own_still_differ_from_paper(sight: str) -> None:
    for colour in WITH_SHAPE:
        assert apart(colour, "#ffffff", sight) >= 40
