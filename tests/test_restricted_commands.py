"""The commands of the restricted side: each asks who and what for, and says what it left where."""

from pathlib import Path

import numpy as np
import pytest

from wulfrun.cli import main
from wulfrun.data.access_log import entries
from wulfrun.example.people import DECLARED, people_files
from wulfrun.words.errors import DefinitionError

NAME = "offenders-in-treatment"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for name, text in people_files(np.random.default_rng(7), 600).files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "partnership.toml").write_text(
        '[partnership]\nname = "P"\narea_codes = ["E08990001"]\narea_name = "A"\n' + DECLARED, "utf-8"
    )
    return tmp_path


def test_link_says_what_was_read_and_what_came_of_it(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("splink")
    assert main(["link", str(city), NAME, "--person", "A", "--purpose", "Review"]) == 0
    told = capsys.readouterr()
    assert "police: " in told.out and "accepted + 0 repeated + 0 refused" in told.out
    assert "pairs linked" in told.out and "to be erased after" in told.out
    assert told.err == ""
    assert (city / "store" / "restricted" / "linkage" / NAME / "quality.md").exists()
    assert [each["person"] for each in entries(city)] == ["A"]


@pytest.mark.parametrize("given", [["--person", "A"], ["--purpose", "Review"], []])
def test_link_by_nobody_or_for_nothing_is_refused(
    city: Path, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["link", str(city), NAME, *given]) == DefinitionError.exit_code
    assert "Data Protection Act 2018 s.62" in capsys.readouterr().err
    assert not (city / "store").exists() and not (city / "access-log").exists()


def test_a_linkage_without_a_legal_basis_is_refused_with_words(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = city / "partnership.toml"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("legal_basis")]
    path.write_text("\n".join(lines), "utf-8")
    told = ["link", str(city), NAME, "--person", "A", "--purpose", "Review"]
    assert main(told) == DefinitionError.exit_code
    assert "'legal_basis' is missing" in capsys.readouterr().err
    assert not (city / "access-log").exists()
