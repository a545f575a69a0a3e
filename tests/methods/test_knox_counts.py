"""The compiled kernel and its twin in NumPy count the same, whatever they are given."""

import ctypes
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods import kernels, knox_counts
from wulfrun.methods.close_pairs import Reach, Sorted, reach_of, sort_by_cell
from wulfrun.methods.kernels import compiling
from wulfrun.methods.knox import near_repeats
from wulfrun.methods.shuffles import shuffled, states

EVENTS = st.lists(
    st.tuples(st.floats(-300, 300), st.floats(-300, 300), st.integers(-40_000, 40_000)), max_size=40
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("kernel")
    if why := compiling.compile_into(folder):
        pytest.skip(why)
    found = kernels.opened(folder / compiling.library_name())
    assert found is not None
    return found


def ready(events: list[tuple[float, float, int]], metric: str, edges: list[float]) -> tuple[Sorted, Reach]:
    x, y, day = (np.array([each[at] for each in events], float) for at in range(3))
    return sort_by_cell(x, y, day.astype(np.int64), edges[-1]), reach_of(edges, metric)


@settings(deadline=None, max_examples=60)
@given(EVENTS, st.sampled_from(["euclidean", "manhattan"]), st.integers(0, 2**70), st.integers(0, 300))
def test_kernel_and_twin_count_the_same(
    library: ctypes.CDLL, events: list[tuple[float, float, int]], metric: str, seed: int, many: int
) -> None:
    sorted_by_cell, reach = ready(events, metric, [20.0, 90.0, 200.0])
    cuts = np.array([1, 30, 50_000])
    once = [knox_counts.count_once(sorted_by_cell, reach, cuts, each) for each in (library, None)]
    for ours, theirs in zip(*once, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    ours, theirs = (
        knox_counts.count_shuffled(sorted_by_cell, reach, cuts, seed, many, each) for each in (library, None)
    )
    assert ours.shape == (many, 3, 3)
    np.testing.assert_array_equal(ours, theirs)


def test_days_that_do_not_fit_into_16_bits_are_counted_all_the_same(library: ctypes.CDLL) -> None:
    day = np.arange(0, 200_000, 2_000)
    events = sort_by_cell(np.zeros(100), np.zeros(100), day, 1.0)
    cuts, reach = np.array([32_767, 32_768, 40_000, 70_000]), reach_of([1.0], "euclidean")
    ours = knox_counts.count_shuffled(events, reach, cuts, 1, 3, library)
    # All lie at one place: no shuffle can change how many pairs are close.
    expected = [sum(max(100 - gap, 0) for gap in range(1, -(-int(cut) // 2_000))) for cut in cuts]
    assert ours.tolist() == [[expected]] * 3


def test_more_pairs_than_16_bits_hold_are_counted(library: ctypes.CDLL) -> None:
    events = sort_by_cell(np.zeros(300), np.zeros(300), np.zeros(300, np.int64), 1.0)
    found = knox_counts.count_shuffled(events, reach_of([1.0], "euclidean"), np.array([1]), 0, 1, library)
    assert found.tolist() == [[[300 * 299 // 2]]]


def test_the_table_is_the_same_without_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(3)
    given_events = (*draw.uniform(0, 900, (2, 120)), draw.integers(0, 90, 120), [0, 50, 200], [0, 7, 14])
    usual = near_repeats(*given_events, permutations=99, seed=11)
    monkeypatch.setattr(knox_counts, "compiled", lambda: None)
    plain = near_repeats(*given_events, permutations=99, seed=11)
    np.testing.assert_equal(plain._asdict(), usual._asdict())


def test_every_order_is_as_likely() -> None:
    found = shuffled(np.arange(4), states(1, 0, 24_000))
    _, times = np.unique(found, axis=1, return_counts=True)
    assert len(times) == 24
    # Chi-square on 23 degrees of freedom passes 49.7 once in a thousand.
    assert ((times - 1000) ** 2 / 1000).sum() < 49.7


def test_a_library_is_compiled_anew_only_when_its_source_is_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / compiling.library_name()
    made.write_bytes(b"made before")
    assert compiling.compile_into(tmp_path) == "" and made.read_bytes() == b"made before"
    os.utime(made, (0, 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    assert "no C compiler" in compiling.compile_into(tmp_path)


def test_without_a_compiler_it_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    assert compiling.compile_into(tmp_path) == "there is no C compiler (cc, gcc or clang)"
    assert list(tmp_path.iterdir()) == []


def test_a_compiler_that_fails_is_quoted_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "bin" / "broken"
    broken.parent.mkdir()
    broken.write_text(f"#!{sys.executable}\nraise SystemExit('no such thing')\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CC", str(broken))
    assert "could not compile near_repeats.c: no such thing" in compiling.compile_into(tmp_path)
    assert list(tmp_path.iterdir()) == [broken.parent]


def test_a_library_that_is_none_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "near_repeats.so"
    path.write_bytes(b"not a library")
    assert kernels.opened(path) is None
