"""The command line: every command says what it does, and every failure its family."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from wulfrun.cli import main, parser
from wulfrun.words.errors import BuildError, DefinitionError

COMMANDS = (
    "new",
    "fetch",
    "check",
    "build",
    "show",
    "explain",
    "publish",
    "example",
    "schema",
    "sources",
    "template",
    "link",
    "relate",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert command in capsys.readouterr().out


def test_help_names_every_command() -> None:
    text = parser().format_help()
    assert all(command in text for command in COMMANDS)


def test_a_folder_without_a_definition_is_said_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(tmp_path)]) == DefinitionError.exit_code
    assert "there is no partnership.toml here" in capsys.readouterr().err


def test_nothing_built_yet_is_said_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(tmp_path), "a:b:c"]) == BuildError.exit_code
    assert "Run 'wulfrun build" in capsys.readouterr().err


def test_schema_is_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "measure" in schema["properties"]


def test_a_truth_that_is_no_number_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["example", str(tmp_path / "city"), "--truth", "psa1_change=much"]) == DefinitionError.exit_code
    )
    assert "expected NAME=NUMBER" in capsys.readouterr().err


def test_new_writes_a_folder_that_checks_and_builds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "my-town"
    asked = [
        "--name",
        "Safer Town",
        "--area-name",
        "Town",
        "--area-code",
        "E08000031",
        "--start",
        "2025/26",
        "--end",
        "2027/28",
    ]
    assert main(["new", str(folder), *asked]) == 0
    capsys.readouterr()
    assert main(["check", str(folder)]) in (0, 11)


def test_ten_lines_of_definition_already_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "partnership.toml").write_text(
        '[partnership]\nname = "Safer Town"\narea_codes = ["E08000031"]\narea_name = "Wolverhampton"\n',
        "utf-8",
    )
    street = tmp_path / "data" / "police" / "2024-01"
    street.mkdir(parents=True)
    header = (
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
        "Last outcome category,Context"
    )
    rows = [
        f"{number:064x},2024-01,A,A,-2.1,52.6,On or near High Street,E01010410,Wolverhampton 033A,Burglary,,"
        for number in range(1, 4)
    ]
    other = f"{9:064x},2024-01,A,A,-1.9,52.5,On or near High Street,E01008881,Birmingham 067A,Burglary,,"
    (street / "2024-01-west-midlands-street.csv").write_text(
        "\n".join([header, *rows, other]) + "\n", "utf-8"
    )
    assert main(["check", str(tmp_path)]) == 0
    assert not (tmp_path / "store").exists()
    assert main(["build", str(tmp_path), "--quiet"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "4 rows read = 3 accepted + 0 repeated + 1 outside the area + 0 refused" in said
    assert main(["explain", str(tmp_path), "street-burglary:E08000031:2024-01"]) == 0
    assert "records   3 from 1 files" in capsys.readouterr().out


def test_show_serves_the_site(tmp_path: Path) -> None:
    (tmp_path / "partnership.toml").write_text(
        '[partnership]\nname = "Safer Town"\narea_codes = ["E08000031"]\narea_name = "Wolverhampton"\n',
        "utf-8",
    )
    assert main(["build", str(tmp_path), "--quiet"]) == 0
    command = [sys.executable, "-m", "wulfrun", "show", str(tmp_path), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().split()[0]
            with urllib.request.urlopen(address) as answer:
                assert b"Safer Town" in answer.read()
        finally:
            process.kill()
