"""The pages of the manual that are made from the code agree with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from wulfrun.cli import parser

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("script", ["scripts/reference", "scripts/messages", "tests/spec/manual.py"])
def test_a_page_made_from_the_code_agrees_with_it(script: str) -> None:
    command = [sys.executable, str(ROOT / script), "--check"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_every_command_stands_in_the_manual() -> None:
    told = (ROOT / "docs" / "reference" / "README.md").read_text("utf-8")
    commands = next(each.choices for each in parser()._actions if each.dest == "command")
    assert [
        name
        for name in commands or ()
        if f"| `wulfrun {name} " not in told and f"| `wulfrun {name}`" not in told
    ] == []
