"""The store: content known by its hash, one build at a time, what is written is whole."""

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from wulfrun.data import store as stores
from wulfrun.data.release import sha256
from wulfrun.data.store import Hashes, Store, locked, point_to, sweep, write_whole
from wulfrun.words.errors import BuildError


def hold(root: Path, held: "multiprocessing.synchronize.Event") -> None:
    with locked(Store(root)):
        held.set()
        time.sleep(60)


def test_a_second_build_is_told_who_holds_the_store_and_a_killed_one_frees_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    other = context.Process(target=hold, args=(tmp_path, held))
    other.start()
    assert held.wait(30)
    told = rf"another build is running \(process {other.pid} on "
    with pytest.raises(BuildError, match=told), locked(Store(tmp_path)):
        pass
    other.kill()
    other.join()
    with locked(Store(tmp_path)):
        assert (tmp_path / "lock").read_text().startswith(f"process {os.getpid()} ")


def test_a_settled_file_is_hashed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("one")
    os.utime(path, ns=(0, time.time_ns() - 10_000_000_000))
    hashes = Hashes(tmp_path / "hashes.json")
    known = hashes.of(path)
    hashes.save()
    monkeypatch.setattr(stores, "sha256", lambda path: "hashed again")
    assert Hashes(tmp_path / "hashes.json").of(path) == known == sha256(path)
    path.write_text("two")
    assert Hashes(tmp_path / "hashes.json").of(path) == "hashed again"


def test_a_file_changed_a_moment_ago_is_hashed_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("one")
    hashes = Hashes(tmp_path / "hashes.json")
    first, status = hashes.of(path), path.stat()
    path.write_text("two")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert hashes.of(path) == sha256(path) != first


def test_hashes_that_cannot_be_read_are_made_anew(tmp_path: Path) -> None:
    (tmp_path / "hashes.json").write_text("{")
    assert Hashes(tmp_path / "hashes.json").known == {}


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "deep" / "a.json", "first")
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "deep" / "a.json", "\udcff")
    assert (tmp_path / "deep" / "a.json").read_text() == "first"


def test_a_link_is_moved_in_one_step_whatever_stood_there(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        point_to(tmp_path / "current", tmp_path / name)
        assert (tmp_path / "current").resolve() == tmp_path / name
    assert Store(tmp_path).current_release() == tmp_path / "two"
    (tmp_path / "out").mkdir()
    point_to(tmp_path / "out", tmp_path / "one")
    assert (tmp_path / "out").is_symlink()


def test_what_is_not_kept_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "dead").mkdir()
    (tmp_path / "dead" / "x").touch()
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    sweep(tmp_path, {"kept"})
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    sweep(tmp_path / "never made", set())
