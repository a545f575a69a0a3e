"""The example's weights of harm are invented, say so, and are read as planted."""

from tests.example.conftest import Example

from wulfrun.data.harm_weights import read_weights
from wulfrun.definition.read import read
from wulfrun.example.agencies.harm import WEIGHTS


def test_the_invented_weights_are_declared_and_read_as_planted(shipped: Example) -> None:
    planted = shipped.truths["agencies"]["harm"]
    first = (shipped.path / WEIGHTS).read_text("utf-8").splitlines()
    assert "Invented weights" in first[0] and "Not the ONS" in first[1]
    index = declared(shipped)
    found = read_weights(index, shipped.path)
    assert (len(found.by_code), len(found.refused)) == (planted["codes"], planted["refused"])
    assert 0.9 < planted["mapped"] < 1
