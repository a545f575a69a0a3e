"""The example's weights of harm are invented, say so, and are read as planted."""

import tomllib

from tests.example.conftest import Example
from wulfrun.data.harm_weights import read_weights
from wulfrun.definition.harm import HarmIndex
from wulfrun.example.agencies.harm import WEIGHTS


def test_the_invented_weights_are_declared_and_read_as_planted(northbank: Example) -> None:
    declared = tomllib.loads((northbank.path / "partnership.toml").read_text("utf-8"))["harm"]["invented"]
    assert declared["invented"] and declared["file"] == WEIGHTS
    titles = (northbank.path / WEIGHTS).read_text("utf-8").splitlines()
    assert "Invented weights" in titles[0] and "Not the ONS" in titles[1]
    found, planted = (
        read_weights(HarmIndex.model_validate(declared), northbank.path),
        northbank.truths["agencies"]["harm"],
    )
    assert (len(found.by_code), len(found.refused)) == (planted["codes"], planted["refused"])
    assert 0.9 < planted["mapped"] < 1
