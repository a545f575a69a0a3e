"""An evaluation beside its action: read from the front matter, every mistake told with place and remedy."""

from datetime import date
from pathlib import Path

import pytest

from wulfrun.data.derived import records
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

PARTNERSHIP = """
[partnership]
name = "Some"
area_codes = ["E08000099"]
area_name = "Some"

[neighbourhood.canalside]
name = "Canalside"
lsoas = ["E01000001"]

[neighbourhood.market-cross]
name = "Market Cross"
lsoas = ["E01000002"]
"""
PRIORITY = """+++
title = "Homes"

[[actions]]
title = "Fit locks"

[actions.evaluation]
measure = "domestic-burglary"
areas = ["Canalside"]
start = 2006-04-01
control = ["market-cross"]
buffer = ["E01000003"]
rings = [250, 500]
+++
Homes first.
"""


def declared(folder: Path, priority: str = PRIORITY) -> Definition:
    (folder / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    (folder / "priorities").mkdir()
    (folder / "priorities" / "homes.md").write_text(priority, "utf-8")
    return read(folder, KINDS, layouts(), records())


def test_an_action_says_how_it_is_to_be_evaluated(tmp_path: Path) -> None:
    found = declared(tmp_path).priority["homes"].actions[0].evaluation
    assert found is not None
    assert (found.areas, found.start, found.rings) == (("Canalside",), date(2006, 4, 1), (250.0, 500.0))
    assert (found.before, found.after, found.donors) == (24, 24, ())


def test_an_action_need_not_be_evaluated(tmp_path: Path) -> None:
    text = PRIORITY.split("[actions.evaluation]")[0] + "+++\n"
    assert declared(tmp_path, text).priority["homes"].actions[0].evaluation is None


@pytest.mark.parametrize(
    ("old", "new", "found", "remedy"),
    [
        ('"domestic-burglary"', '"domestic-burglery"', "names the measure 'domestic-burglery'", "burglary"),
        ('"Canalside"', '"Canalsde"', "'areas' names the area 'Canalsde'", "Did you mean 'Canalside'?"),
        ('"market-cross"', '"market"', "'control' names the area 'market'", "'market-cross'"),
        ("2006-04-01", "2006-04-15", "it is 2006-04-15", "write the first day"),
        ("[250, 500]", "[500, 250]", "they are [500.0, 250.0]", "rise from above 0"),
        ('["market-cross"]', '["Canalside"]', "'Canalside' is among 'areas' and among 'control'", "once"),
        ('["market-cross"]', '["E01000003"]', "'E01000003' is among 'buffer' and among 'control'", "once"),
        ("start =", "begin =", "'start' is missing", "start = ..."),
        ("rings =", "ring =", "there is no setting 'ring'", "Did you mean 'rings'?"),
        ("rings = [250, 500]", "before = 6", "'before' is 6", "greater than or equal to 12"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(
    old: str, new: str, found: str, remedy: str, tmp_path: Path
) -> None:
    with pytest.raises(DefinitionError) as told:
        declared(tmp_path, PRIORITY.replace(old, new))
    said = str(told.value)
    assert "priorities/homes.md" in said and found in said and remedy in said


def test_a_measure_without_monthly_counts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "measures.toml").write_text(
        '[measure.detected]\ntitle = "Detected"\nkind = "share"\nof = "offence"\nwhere.flag = ["detected"]\n'
        "out_of = {}\n",
        "utf-8",
    )
    with pytest.raises(DefinitionError, match="a share, which has no count of each month"):
        declared(tmp_path, PRIORITY.replace('"domestic-burglary"', '"detected"'))
