"""The house keeps its floors: who may import whom, how long a file may be, how light the command line is."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "wulfrun"
LONGEST = 300
HEAVY = ("duckdb", "httpx", "ibis", "numpy", "pyarrow", "pyogrio", "rich", "scipy", "shapely", "vl_convert")


def test_a_floor_imports_only_floors_below() -> None:
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_room_stands_on_a_floor() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    floors = " ".join(contracts["contracts"][0]["layers"]).replace("(", " ").replace(")", " ").split()
    rooms = {
        path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__", "__main__"} <= set(floors)


def test_no_file_is_longer_than_can_be_read_at_one_sitting() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for part in ("src", "tests", "benchmarks")
        for path in (ROOT / part).rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_the_command_line_opens_without_anything_heavy() -> None:
    if not (SOURCE / "cli.py").exists() and not (SOURCE / "cli").exists():
        pytest.fail("wulfrun.cli is not there: the command line has moved, and this test must move with it")
    script = (
        "import sys, wulfrun.cli; "
        f"print(*sorted({{name.split('.')[0] for name in sys.modules}} & set({HEAVY!r})))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def test_no_real_data_and_nothing_built_is_kept_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    kept = listed.stdout.splitlines()
    assert [name for name in kept if name.startswith("demo/") or "/store/" in f"/{name}"] == []
    heavy = {".parquet", ".zip", ".xlsx", ".ods", ".gpkg", ".gz", ".duckdb"}
    assert [name for name in kept if Path(name).suffix in heavy] == []


def test_every_file_of_the_tool_chain_can_be_run() -> None:
    for name in ("scripts/setup", ".ci/run"):
        assert (ROOT / name).stat().st_mode & 0o111, f"{name} has lost its executable bit"


def test_every_licence_document_and_decision_is_where_readers_look_for_it() -> None:
    for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs/README.md"):
        assert (ROOT / name).stat().st_size > 200, name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    decided = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md"))
    names = [text.split(">")[0].split("=")[0].strip() for text in project["dependencies"]]
    assert [name for name in names if f"`{name}`" not in decided] == []


def test_the_generated_reference_agrees_with_the_code() -> None:
    script = [sys.executable, ROOT / "scripts" / "reference", "--check"]
    found = subprocess.run(script, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
