"""The action planted in the example is found by the methods of evaluation, and none where there is none."""

from functools import lru_cache

import numpy as np
import pytest

from wulfrun.example.city import City, make_city
from wulfrun.example.folder import _random, _share_in_priority
from wulfrun.example.gathering import ACTION_GROUP, ACTION_START, TREATED
from wulfrun.example.names import NEIGHBOURHOODS
from wulfrun.example.offences import make_offences
from wulfrun.example.totals import GROUPS, year_totals
from wulfrun.example.truths import plant
from wulfrun.methods.difference_in_differences import difference_in_differences
from wulfrun.methods.interrupted_series import interrupted_series
from wulfrun.methods.synthetic_control import synthetic_control

APRIL_2004, START = 2004 * 12 + 3, 24


@lru_cache(maxsize=1)
def city() -> City:
    return make_city(_random(2008, 0))


@lru_cache(maxsize=2)
def counts(effect: float) -> np.ndarray:
    """Domestic burglaries by neighbourhood that is no priority and month, the treated one first."""
    truths = plant({"action_effect": effect})
    totals = year_totals(truths, _share_in_priority(city()), _random(2008, 1))
    made = make_offences(city(), totals, truths, _random(2008, 2))
    kept = (made.group == GROUPS.index(ACTION_GROUP)) & (made.year >= ACTION_START - 2)
    table = np.zeros((len(NEIGHBOURHOODS), 48))
    np.add.at(table, (city().neighbourhood[made.lsoa[kept]], made.month[kept] - APRIL_2004), 1)
    treated = NEIGHBOURHOODS.index(TREATED)
    others = [at for at in range(len(NEIGHBOURHOODS)) if at != treated and not city().priority[at]]
    return table[[treated, *others]]


def limits(effect: float) -> dict[str, tuple[float, float]]:
    found = counts(effect)
    sums = found[:, :START].sum(axis=1), found[:, START:].sum(axis=1)
    panel = difference_in_differences(*sums, np.arange(len(found)) == 0)
    series = interrupted_series(found[0], START, 3).level
    mixed = synthetic_control(found[0], found[1:], START)
    return {
        "difference in differences": (panel.lower, panel.upper),
        "interrupted series": (series.lower, series.upper),
        "synthetic control": (mixed.lower, mixed.upper),
    }


@pytest.mark.parametrize("effect", [-30.0, 0.0])
def test_every_design_holds_the_effect_that_was_planted(effect: float) -> None:
    for design, (lower, upper) in limits(effect).items():
        assert lower < 1 + effect / 100 < upper, design


def test_the_planted_effect_is_told_from_none() -> None:
    found = limits(-30.0)
    assert found["difference in differences"][1] < 1 and found["synthetic control"][1] < 1
