"""`wulfrun sources` and `wulfrun template`: what an agency's data manager is told and handed."""

import json
from pathlib import Path

import pytest

from wulfrun.cli import main
from wulfrun.data.sources import LAYOUTS
from wulfrun.words.errors import DefinitionError


def test_every_layout_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in LAYOUTS)
    assert main(["sources", "--json"]) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == sorted(LAYOUTS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_one_layout_is_told_in_full_in_words_and_for_machines(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sources", name]) == 0
    shown = capsys.readouterr().out
    assert main(["sources", name, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in told["fields"]] == [each.name for each in LAYOUTS[name].fields]
    assert all(each["name"] in shown for each in told["fields"])
    assert all(f"  {measure}: " in shown for measure in told["measures"])
    assert told["example"] in shown


def test_a_name_that_there_is_not_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("sources", "template"):
        assert main([command, "polic-extract"]) == DefinitionError.exit_code
        assert "Did you mean 'police-extract'?" in capsys.readouterr().err


def test_a_template_is_written_where_it_is_asked_for_or_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["template", "police-extract"]) == 0
    assert main(["template", "police-extract", "for-us.csv"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["for-us.csv", "police-extract.xlsx"]
    assert 'layout = "police-extract"' in capsys.readouterr().out
    assert main(["template", "police-street"]) == DefinitionError.exit_code
