"""Every method can be had by its name alone, and no name means two things."""

import subprocess
import sys

import pytest

from wulfrun import methods


@pytest.mark.parametrize("name", methods.where())
def test_a_method_is_had_by_its_name_and_says_what_it_is_for(name: str) -> None:
    found = getattr(methods, name)
    assert callable(found)
    assert (found.__doc__ or "").strip()


def test_a_method_is_not_hidden_by_the_module_that_bears_its_name() -> None:
    script = (
        "import wulfrun.methods.relative_risk; from wulfrun.methods import relative_risk; "
        "from wulfrun.methods.relative_risk import relative_risk as own; print(relative_risk is own)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "True"


def test_an_unknown_method_is_none() -> None:
    with pytest.raises(AttributeError, match="no method 'near_repeat_s'"):
        methods.near_repeat_s  # noqa: B018


def test_asking_for_one_method_does_not_import_the_others() -> None:
    script = "import sys; from wulfrun.methods import holm; print('wulfrun.methods.survival' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
