"""What was stolen in the example: metal in exact numbers, and phrases that the rule takes as planned."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.derived import records
from wulfrun.data.layout import Found
from wulfrun.data.marking import TEXT, marker
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.example.drawing import drawn
from wulfrun.example.folder import example_files
from wulfrun.example.offences import Offences, _firearm
from wulfrun.example.profiles import PROFILES
from wulfrun.example.stolen import METAL_CODES, ORDINARY, TAKEN_FOR, TOLD, UNTOLD, counts, stolen
from wulfrun.example.totals import changed
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

from .conftest import Example


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Definition:
    folder = tmp_path_factory.mktemp("library")
    partnership = '[partnership]\nname = "Some"\narea_codes = ["E08000099"]\narea_name = "Some"\n'
    (folder / "partnership.toml").write_text(partnership, "utf-8")
    return read(folder, KINDS, layouts(), records())


def test_the_rule_takes_every_phrase_as_it_was_planned(shipped: Definition) -> None:
    marks = marker(shipped, "offence")

    def taken(phrase: str, code: str) -> bool:
        return bool(marks(Found(month=1, code=code, more={TEXT: phrase})))

    for code in METAL_CODES:
        assert all(taken(phrase, code) for phrase in (*TOLD, *TAKEN_FOR)), code
        assert not any(taken(phrase, code) for phrase in UNTOLD), code
    for group, phrases in ORDINARY.items():
        for code in PROFILES[group].codes:
            assert not any(taken(phrase, code) for phrase in phrases), (group, code)


@given(change=st.floats(-80, 60))
def test_what_the_rule_finds_changes_as_asked_for_and_no_part_is_below_nought(change: float) -> None:
    planned = counts(change)
    assert planned.found[-1] == changed(planned.found[-2], change)
    assert all(0 < untold < metal for untold, metal in zip(planned.untold, planned.metal, strict=True))
    assert all(each > 0 for each in planned.taken_for)


@given(weights=st.lists(st.sampled_from([0.0, 0.1, 1.0, 5.0]), min_size=1, max_size=30), data=st.data())
def test_a_draw_takes_exactly_so_many_and_none_that_cannot_be(
    weights: list[float], data: st.DataObject
) -> None:
    can_be = sum(each > 0 for each in weights)
    wanted = data.draw(st.integers(0, can_be))
    chosen = drawn(np.array(weights), wanted, np.random.default_rng(1)).tolist()
    assert len(chosen) == len(set(chosen)) == wanted
    assert all(weights[each] > 0 for each in chosen)
    with pytest.raises(ValueError, match="wanted"):
        drawn(np.array(weights), can_be + 1, np.random.default_rng(1))


def test_thefts_of_metal_and_offences_with_firearms_are_exact(northbank: Example) -> None:
    flags = northbank.truths["flags"]
    assert [flags["metal"][year] for year in ("2006/07", "2007/08")] == [500, 400]
    assert [flags["firearm"][year] for year in ("2006/07", "2007/08")] == [400, 340]


def test_other_truths_are_other_counts() -> None:
    files = example_files(7, {"metal_theft_on_last_year": 25.0, "gun_crime_on_last_year": 40.0})
    flags = json.loads(files["example-truths.json"])["flags"]
    assert (flags["metal"]["2007/08"], flags["firearm"]["2007/08"]) == (625, 560)


def test_truths_for_which_there_are_too_few_offences_are_refused() -> None:
    one = np.zeros(40, dtype=np.int64)
    with pytest.raises(DefinitionError, match="metal_theft_on_last_year asks for 378 thefts in 2003/04"):
        stolen(one, one, one, -20.0, np.random.default_rng(1))
    few = cast(Offences, SimpleNamespace(year=one, group=one))
    with pytest.raises(DefinitionError, match="gun_crime_on_last_year asks for 352 offences in 2003/04"):
        _firearm(few, -15.0, np.random.default_rng(1))


def test_every_lsoa_has_premises_and_the_middle_of_the_city_most(northbank: Example) -> None:
    path: Path = northbank.path / "geography" / "population.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Year"] == "2007"]
    share = sorted(int(row["Business Premises"]) / int(row["Residents"]) for row in rows)
    assert share[0] > 0.02 and share[-1] > 4 * share[80]
