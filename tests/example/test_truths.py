from pathlib import Path

import numpy as np
import pytest

from wulfrun.example.folder import example_files
from wulfrun.example.totals import BASKET, Totals, allot, year_totals
from wulfrun.example.truths import plant, read_truths
from wulfrun.words.errors import DefinitionError


def totals(**truths: float) -> Totals:
    return year_totals(plant(truths), 0.33, np.random.Generator(np.random.PCG64(1)))


def test_a_misspelt_truth_is_named_with_the_nearest_one() -> None:
    with pytest.raises(
        DefinitionError, match=r"There is no truth 'psa1_chnge'\. Did you mean 'psa1_change'\?"
    ):
        example_files(1, {"psa1_chnge": -11})


def test_every_wrong_truth_is_told_at_once() -> None:
    with pytest.raises(DefinitionError) as error:
        plant({"psa1_change": "much", "priority_gap": 9, "monthly_noise": float("nan")})  # type: ignore[dict-item]
    assert str(error.value).splitlines() == [
        "The truth psa1_change is 'much'; expected a number, such as psa1_change = -24.",
        "The truth priority_gap is 9; expected a number from 0.25 to 3.",
        "The truth monthly_noise is nan; expected a number, such as monthly_noise = 0.05.",
    ]


def test_truths_that_cannot_all_hold_are_refused_with_the_sum() -> None:
    held = {
        "vehicle_crime_change": 5,
        "burglary_change": 20,
        "criminal_damage_change": 5,
        "robbery_change": 4,
        "violence_change": 2,
    }
    with pytest.raises(DefinitionError, match=r"psa1_change = -24 means 15,504 .* nearer to 7"):
        totals(psa1_change=-24, **held)


def test_more_domestic_abuse_than_violence_is_refused() -> None:
    with pytest.raises(DefinitionError, match="domestic_abuse_change asks for"):
        example_files(
            1, {"domestic_abuse_change": 200, "violence_change": -70, "criminal_damage_change": -60}
        )


def test_more_aggravated_offences_than_the_codes_can_hold_are_refused() -> None:
    with pytest.raises(DefinitionError, match="racially_aggravated_change asks for"):
        totals(racially_aggravated_change=200, violence_change=-85)


@pytest.mark.parametrize("psa1", [-60, -33.3, -24, -20, -11, -3, 2, 5, 12, 80])
def test_the_basket_is_exact_whatever_is_asked(psa1: float) -> None:
    found = totals(psa1_change=psa1)
    basket = sum(found.by_group[group] for group in BASKET)
    assert basket[0] == 20400
    assert abs(basket[-1] - 20400 * (1 + psa1 / 100)) <= 0.5
    assert all((found.in_priority[group] <= counts).all() for group, counts in found.by_group.items())


def test_a_whole_number_is_shared_without_loss() -> None:
    assert allot(10, np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]
    assert allot(7, np.array([0.0, 3.0, 1.0])).tolist() == [0, 5, 2]


def test_truths_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "truths.toml"
    path.write_text("[truths]\npsa1_change = -11\npriority_gap = 1.15\n", "utf-8")
    assert plant(read_truths(path)) == plant({"psa1_change": -11, "priority_gap": 1.15})
    path.write_text("psa1_change = -11\n", "utf-8")
    assert read_truths(path) == {"psa1_change": -11}
    path.write_text("psa1_change -11\n", "utf-8")
    with pytest.raises(DefinitionError, match="not valid TOML"):
        read_truths(path)
    with pytest.raises(DefinitionError, match="cannot be read"):
        read_truths(tmp_path / "absent.toml")
