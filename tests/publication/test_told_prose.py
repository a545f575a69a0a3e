"""Prose of a partnership is shown with its published figures, as links or as words."""

from pathlib import Path

from declared_shelf import declared_shelf
from small_tables import CITY

from wulfrun.assessment.topics.prose_figures import PROSE, TABLES
from wulfrun.publication.page import Citations, environment
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.told_prose import told_plainly, told_prose

WRITTEN = "{{ figure measure=psa1 }}"
TEXT = f"**Of {WRITTEN} crimes**, <b>none</b> is new; {{{{ figure measure=other }}}}."


def shelf(folder: Path) -> Shelf:
    plain = declared_shelf(folder / "plain")
    row = plain.row("psa1", CITY, "2007/08")
    assert row is not None
    figure = {"written": WRITTEN, "file": "strategy.toml", "line": 3, **row, "value": 1234.0}
    return declared_shelf(folder / "told", tables={PROSE: ([figure], TABLES[PROSE])})


def test_a_figure_in_prose_is_a_link_to_its_explanation_and_markup_stays_text(tmp_path: Path) -> None:
    laid = shelf(tmp_path)
    prose = told_prose(laid, TEXT)
    made = environment(laid.measures, Citations())
    html = made.from_string("{{ prose(text, rows) }}").render(text=prose.text, rows=prose.rows, root="../")
    assert f'href="../explanations/psa1.html#{CITY}.2007_08"' in html
    assert '<data value="1234.0">1,234</data>' in html
    assert "<strong>Of " in html and "&lt;b&gt;none&lt;/b&gt;" in html


def test_where_only_words_can_stand_the_figure_is_words(tmp_path: Path) -> None:
    assert told_plainly(shelf(tmp_path), f"Of {WRITTEN} crimes") == "Of 1,234 crimes"
    assert told_plainly(shelf(tmp_path / "b"), "No figure") == "No figure"
