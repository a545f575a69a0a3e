"""Rings around a treated area: counted at their edges, compared with the control, summed with its error."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.displacement import weighted_displacement_difference
from wulfrun.methods.gap import closing_gap
from wulfrun.methods.rings import FEWER, MORE, NEITHER, UNKNOWN, count_in_rings, effects_by_ring


@given(st.lists(st.floats(0, 2000), max_size=60))
def test_every_place_is_in_one_ring_and_a_place_on_an_edge_in_the_inner_one(distances: list[float]) -> None:
    found = count_in_rings(distances, [250, 500])
    assert found.sum() == len(distances)
    far = np.array(distances)
    by_hand = [(far == 0).sum(), ((far > 0) & (far <= 250)).sum(), ((far > 250) & (far <= 500)).sum()]
    assert found[:3].tolist() == by_hand


def test_an_unknown_place_is_in_no_ring() -> None:
    assert count_in_rings([float("nan"), 100.0], [250]).tolist() == [0, 1, 0]


def test_a_rings_ratio_is_the_ratio_of_ratios() -> None:
    found = effects_by_ring([320], [230], (2000, 1580))
    gap = closing_gap(320, 230, 2000, 1580)
    assert (found.ratio[0], found.lower[0], found.upper[0]) == pytest.approx(gap[:3])


def test_with_a_control_that_did_not_change_the_net_effect_is_the_change() -> None:
    found = effects_by_ring([100, 50], [60, 55], (1e9, 1e9))
    plain = weighted_displacement_difference((100, 60), (0, 0), (50, 55))
    assert found.net == pytest.approx((plain.effect, plain.lower, plain.upper), abs=1e-3)
    assert found.around[0] == pytest.approx(5, abs=1e-6)


def test_diffusion_displacement_and_neither_are_told_apart() -> None:
    found = effects_by_ring([500, 500, 500, 0], [350, 640, 490, 4], (5000, 5000))
    assert found.word.tolist() == [FEWER, MORE, NEITHER, UNKNOWN]
    assert np.isnan(found.ratio[3]) and found.difference[3] == pytest.approx(4)


def test_more_spread_than_chance_widens_and_never_narrows() -> None:
    usual, more = (effects_by_ring([90, 80], [70, 85], (500, 480), dispersion=phi) for phi in (0.5, 2.0))
    assert more.upper[0] > usual.upper[0] and more.net[2] > usual.net[2]
    assert usual.net == effects_by_ring([90, 80], [70, 85], (500, 480)).net


def test_the_net_effect_is_covered_about_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(2)
    before, control = np.array([60, 90, 120]), np.array([400, 400])
    truth = -25.0
    covered = []
    for _ in range(3000):
        c0, c1 = rng.poisson(control * [1, 0.9])
        after = rng.poisson(before * 0.9 + [truth, 0, 0])
        low, high = effects_by_ring(rng.poisson(before), after, (c0, c1)).net[1:]
        covered.append(low <= truth <= high)
    assert 0.935 < np.mean(covered) < 0.965


@pytest.mark.parametrize("edges", [[], [0, 100], [200, 100], [100, 100]])
def test_edges_that_do_not_rise_from_above_nothing_are_refused(edges: list[float]) -> None:
    with pytest.raises(ValueError, match="rise from above 0"):
        count_in_rings([1.0], edges)


@pytest.mark.parametrize(
    ("before", "after", "control", "words"),
    [
        ([1, 2], [1], (5, 5), "two equal lengths"),
        ([1, 2], [1, -2], (5, 5), "negative or missing"),
        ([1, 2], [1, 2], (0, 5), "the control has none"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    before: list[float], after: list[float], control: tuple[float, float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        effects_by_ring(before, after, control)
