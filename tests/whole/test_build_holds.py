"""A build is whole or not there: killed, doubled, repeated, or given one file more."""

import fcntl
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.whole.conftest import definition_of
from wulfrun.build import build
from wulfrun.data.store import Store, locked
from wulfrun.words.errors import BuildError

pytestmark = pytest.mark.xdist_group("whole")


def bytes_of(folder: Path) -> dict[str, str]:
    """The hash of every file that a build made, drawings kept between builds left out."""
    current = (folder / "store" / "current").resolve()
    return {
        path.relative_to(current).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(current.rglob("*"))
        if path.is_file()
    }


def start(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "wulfrun", "build", "--quiet", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_the_same_inputs_give_the_same_bytes_wherever_they_lie(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "city"
    shutil.copytree(small, copy)
    build(small, definition_of(small))
    build(copy, definition_of(copy))
    assert bytes_of(small) == bytes_of(copy)
    assert len(bytes_of(small)) > 100


def test_killed_at_any_moment_the_last_good_release_stays_and_the_next_build_is_the_same(small: Path) -> None:
    began = time.monotonic()
    first = build(small, definition_of(small))
    whole = time.monotonic() - began
    good = bytes_of(small)
    targets = small / "targets.toml"
    targets.write_text(targets.read_text("utf-8") + "\n# changed\n", "utf-8")
    declared = small / "partnership.toml"
    declared.write_text(declared.read_text("utf-8").replace("(invented)", "(still invented)", 1), "utf-8")
    chance = random.Random(2008)
    for _ in range(4):
        process = start(small)
        time.sleep(chance.uniform(0.3, max(whole, 1.0)))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        release = (small / "store" / "current").resolve()
        assert (release / "manifest.json").exists()
        assert (small / "out" / "site" / "index.html").exists()
        if release == first.release.path.resolve():
            assert bytes_of(small) == good
    build(small, definition_of(small))
    after = bytes_of(small)
    shutil.rmtree(small / "store")
    build(small, definition_of(small))
    assert bytes_of(small) == after
    assert json.loads((small / "out" / "datapackage.json").read_text("utf-8"))


def test_a_second_build_is_told_who_holds_the_lock(small: Path) -> None:
    with locked(Store(small / "store")):
        process = start(small)
        _, said = process.communicate(timeout=60)
    assert process.returncode == BuildError.exit_code
    assert f"another build is running (process {os.getpid()} on ".encode() in said


def test_the_lock_of_a_dead_build_holds_nobody_up(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "lock").write_text("process 1 on a machine that lost its power", "utf-8")
    with locked(store), (tmp_path / "lock").open() as file, pytest.raises(OSError, match="unavailable"):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_file_added_later_gives_what_a_build_from_nothing_gives(small: Path, tmp_path: Path) -> None:
    late = small / "data" / "police" / "extract-2007-08.csv"
    kept = tmp_path / "kept.csv"
    shutil.move(late, kept)
    build(small, definition_of(small))
    shutil.copy(kept, late)
    build(small, definition_of(small))
    grown = bytes_of(small)
    shutil.rmtree(small / "store")
    build(small, definition_of(small))
    assert bytes_of(small) == grown


def test_a_build_without_any_change_writes_nothing_new(small: Path) -> None:
    build(small, definition_of(small))
    again = build(small, definition_of(small))
    assert again.unchanged
