"""The command prints the verdict on each evaluated action as the last build found it."""

from argparse import Namespace
from pathlib import Path

import pytest

from tests.assessment.topics.evaluated_city import counts, known
from wulfrun import evaluation_commands
from wulfrun.assessment.topics.evaluations import TOPIC
from wulfrun.cli import main, parser
from wulfrun.words.errors import BuildError, DefinitionError


class Built:
    """What the command asks of a release."""

    def __init__(self, tables: dict[str, list[dict[str, object]]]) -> None:
        self.rows = lambda name: tables.get(name, [])


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {name: list(rows) for name, rows in TOPIC.assess(known(counts(0.6))).items()}
    monkeypatch.setattr(evaluation_commands, "_release", lambda folder: Built(tables))


def test_every_design_is_printed_with_its_interval_and_its_word(
    built: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "somewhere", "homes-2"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("homes-2: Fit locks\n  domestic-burglary in Area A, since 2006-04\n")
    assert "All 3 ways of looking at it show less than expected." in told
    lines = [line for line in told.splitlines() if line.startswith("  difference in differences  ")]
    assert lines[0].endswith("lower") and " to " in lines[0]
    assert "  count difference" in told and "fewer offences than expected" in told


def test_an_action_that_is_not_evaluated_is_answered_with_those_that_are(
    built: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "somewhere", "homes-1"]) == DefinitionError.exit_code
    assert "There is no evaluated action 'homes-1'. Did you mean 'homes-2'?" in capsys.readouterr().err


def test_without_an_evaluated_action_the_remedy_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluation_commands, "_release", lambda folder: Built({}))
    evaluation_commands.evaluate(Namespace(folder=Path("x"), action=""))
    assert "Add [actions.evaluation] below an action" in capsys.readouterr().out


def test_before_any_build_the_remedy_is_to_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path)]) == BuildError.exit_code
    assert "Run 'wulfrun build" in capsys.readouterr().err
    assert parser().parse_args(["evaluate", "x"]).action == ""
