"""Rules of the library: declared with a flag and records that exist, and with words that mean something."""

import re
from pathlib import Path

import pytest

from wulfrun.data.derived import records
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError
from wulfrun.words.places import offence_code

PARTNERSHIP = '[partnership]\nname = "Some"\narea_codes = ["E08000099"]\narea_name = "Some"\n'
RULE = """
[rule.bins]
title = "Bins"
flag = "metal"
words = ["wheelie bin"]
source = "Ours"
"""


def declared(folder: Path, rule: str = "") -> Definition:
    (folder / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    (folder / "measures.toml").write_text(rule, "utf-8")
    return read(folder, KINDS, layouts(), records())


def test_a_partnership_may_declare_its_own_rule(tmp_path: Path) -> None:
    found = declared(tmp_path, RULE)
    assert found.rule["bins"].records == ("offence", "rule-sample")
    assert "metal-theft" in found.rule


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"metal"', '"mettle"', "metal"),
        ("source =", 'records = ["offense"]\nsource =', "offence"),
        ('words = ["wheelie bin"]', "words = []", "words"),
        ('words = ["wheelie bin"]\n', "", "words"),
        ("title =", "titel =", "title"),
    ],
)
def test_a_mistake_in_a_rule_is_told(old: str, new: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=words):
        declared(tmp_path, RULE.replace(old, new))


def test_what_the_librarys_rule_leaves_out_would_otherwise_be_found(tmp_path: Path) -> None:
    rule = declared(tmp_path).rule["metal-theft"]
    word = re.compile(rf"\b(?:{'|'.join(map(re.escape, rule.words))})\b")
    idle = {phrase for phrase in rule.but_not if not word.search(phrase)}
    assert idle == set(), "a phrase in which no word of the rule stands leaves nothing out"
    assert [offence_code(code) for code in rule.codes] == list(rule.codes)
