"""The manual of charts knows every function that makes one."""

from wulfrun.publication import charts
from wulfrun.publication.chart_list import VOCABULARY, WHEN, chart_functions
from wulfrun.publication.chart_samples import samples
from wulfrun.publication.drawing import draw


def test_every_kind_of_chart_says_when_it_is_used() -> None:
    assert set(chart_functions()) <= set(WHEN)
    assert set(VOCABULARY.values()) <= set(WHEN)
    assert {"ranked_bars", "small_multiples", "trend_with_limits"} <= set(chart_functions())


def test_what_several_kinds_share_is_no_kind() -> None:
    assert "make" not in chart_functions()


def test_the_vocabulary_has_one_face() -> None:
    there = {name for name in VOCABULARY.values() if name in chart_functions()}
    assert there <= set(charts.__all__)
    assert all(getattr(charts, name) is chart_functions()[name] for name in there)


def test_every_sample_is_drawn_and_named_after_its_function() -> None:
    for name, chart in samples().items():
        assert name in VOCABULARY.values()
        assert chart.name == name
        assert chart.date == "March 2008" or name in ("trend_with_limits", "target_path")
        assert draw(chart).startswith(b"<svg")
