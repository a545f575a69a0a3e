"""A folder is read whole: what it declares, joined to what is shipped."""

from pathlib import Path

from wulfrun.data.derived import records
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS

TEN_LINES = """[partnership]
name = "Safer Wolverhampton Partnership"
area_name = "Wolverhampton"
area_codes = ["E08000031"]
[agency.police]
name = "West Midlands Police"
[source.street]
layout = "police-street"
agency = "police"
forces = ["west-midlands"]
"""


def _read(folder: Path, **texts: str) -> Definition:
    (folder / "partnership.toml").write_text(TEN_LINES, "utf-8")
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return read(folder, KINDS, ("police-street",), records())


def test_ten_lines_are_a_definition(tmp_path: Path) -> None:
    found = _read(tmp_path)
    assert len(TEN_LINES.splitlines()) == 10
    assert found.partnership.area_codes == ("E08000031",)
    assert found.source["street"].forces == ("west-midlands",)
    assert {"psa1", "street-burglary", "domestic-abuse"} <= set(found.measure)
    assert found.target == {}


def test_a_local_measure_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    local = '[measure.metal]\ntitle = "Metal theft"\nof = "offence"\nwhere.flag = ["metal"]\n'
    found = _read(tmp_path, measures=local)
    assert found.measure["metal"].where.flag == ("metal",)
    assert "psa1" in found.measure


def test_a_local_measure_of_a_shipped_name_replaces_it(tmp_path: Path) -> None:
    local = '[measure.psa1]\ntitle = "Ours"\nof = "offence"\nwhere.code = ["45"]\n'
    found = _read(tmp_path, measures=local).measure["psa1"]
    assert (found.title, found.where.basket, found.where.code) == ("Ours", None, ("45",))


def test_a_priority_keeps_its_prose_and_its_actions(tmp_path: Path) -> None:
    (tmp_path / "priorities").mkdir()
    (tmp_path / "priorities/violence.md").write_text(
        '+++\ntitle = "Violence"\nmeasures = ["violence"]\n'
        '[[actions]]\ntitle = "Night bus"\ndue = 2009-03-31\n+++\n\nWhy it matters.\n',
        "utf-8",
    )
    found = _read(tmp_path).priority["violence"]
    assert found.prose == "Why it matters."
    assert str(found.actions[0].due) == "2009-03-31"


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    (tmp_path / "targets.toml").write_bytes(
        b'\xef\xbb\xbf[target.t]\r\nmeasure = "psa1"\r\n'
        b'baseline = "2003/04"\r\nend = "2007/08"\r\nreach = 9\r\n'
    )
    assert _read(tmp_path).target["t"].reach == 9


def test_what_was_read_can_be_written_down_and_read_again(tmp_path: Path) -> None:
    found = _read(tmp_path)
    assert Definition.model_validate(found.snapshot()) == found
