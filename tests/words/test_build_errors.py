"""The exact words of what stops a build, and of a figure that is not there."""

import os
import re
from pathlib import Path

import pytest

from wulfrun.data.store import Store, locked
from wulfrun.figures.lineage import follow
from wulfrun.words.errors import BuildError, DataError, DefinitionError, Mistake, did_you_mean


def test_a_second_build_is_told_who_holds_the_store(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with locked(store), pytest.raises(BuildError) as caught, locked(store):
        pytest.fail("two builds held one store")
    assert re.fullmatch(
        rf"{re.escape(str(store.root))}: another build is running \(process {os.getpid()} on \S+, "
        r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\)\. Wait until it has ended, then build again\.",
        str(caught.value),
    )


def test_the_store_is_free_again_when_a_build_has_failed(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(RuntimeError), locked(store):
        raise RuntimeError("the build failed")
    with locked(store):
        assert (store.root / "lock").read_text("utf-8").startswith(f"process {os.getpid()} on ")


def test_a_figure_must_be_named_in_three_parts() -> None:
    with pytest.raises(BuildError) as caught:
        follow(None, "psa1:2007/08")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "'psa1:2007/08' is not a figure; expected measure:area:period, such as psa1:E08000031:2007/08."
    )


def test_each_family_of_errors_has_an_exit_code_of_its_own() -> None:
    assert [each.exit_code for each in (DefinitionError, DataError, BuildError)] == [10, 11, 13]


def test_a_mistake_says_where_what_and_what_to_do() -> None:
    assert (
        str(Mistake("data/x.csv", "row 3", "no month.", "Add one."))
        == "data/x.csv, row 3: no month. Add one."
    )
    assert str(Mistake("data/x.csv", "", "empty.", "")) == "data/x.csv: empty."


def test_a_word_is_answered_with_the_nearest_and_then_with_all() -> None:
    assert did_you_mean("robery", ["arson", "robbery"]) == (
        "Did you mean 'robbery'? Use one of: arson, robbery."
    )
    assert did_you_mean("fire", []) == "None is declared."
    many = [f"word-{number:02d}" for number in range(50)]
    assert did_you_mean("other", many).endswith("word-39 ....")
