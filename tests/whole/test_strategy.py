"""The strategy of the example city, from its files to its pages: figures in prose, authorities, meetings."""

import re
from pathlib import Path

import pytest

from tests.whole.conftest import definition_of
from wulfrun.build import build
from wulfrun.data.release import Release
from wulfrun.words.errors import DefinitionError

pytestmark = pytest.mark.xdist_group("whole")


def page(folder: Path, name: str) -> str:
    """The words of a page of the strategy, without its tags."""
    html = (folder / "out" / "site" / "documents" / "strategy" / f"{name}.html").read_text("utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def release_of(folder: Path) -> Release:
    return Release((folder / "store" / "current").resolve())


def test_figures_in_prose_are_those_of_the_release(usual: Path, other: Path) -> None:
    for folder in (usual, other):
        figures = {
            (row["measure"], row["area_code"], row["period"]): row["value"]
            for row in release_of(folder).rows("figures")
            if row["measure"] == "domestic-burglary" and row["period_kind"] == "year"
        }
        whole, priority, canal = (
            f"{figures['domestic-burglary', area, '2007/08']:,.0f}"
            for area in ("E08990001", "PRIORITY", "canalside")
        )
        said = page(folder, "priority-acquisitive-crime")
        assert f"there were {whole} domestic burglaries in the city, of which {priority} were" in said
        assert f"and {canal} in Canalside" in said
        assert "{{" not in said


def test_the_authorities_of_2008_are_dated_and_so_are_the_merged_partnerships(usual: Path) -> None:
    said = page(usual, "law")
    assert "On 1 April 2008, the first day of the strategy, they are Northbank City Council," in said
    assert "After 31 March 2010 Northbank Probation Area is no longer a co-operating body." in said
    assert "From 1 April 2010 Northbank Probation Trust is a responsible authority." in said
    assert "was made of Northbank Crime and Disorder Partnership and Northbank Drug Action Team." in said


def test_the_same_folder_with_the_bodies_of_today_is_as_right(small: Path) -> None:
    path = small / "partnership.toml"
    text = path.read_text("utf-8")
    text = text.replace('start = "2008/09", end = "2010/11"', 'start = "2024/25", end = "2026/27"')
    board = '[agency.board]\nname = "Northbank Integrated Care Board"\nduty = "responsible authority"\n'
    path.write_text(text + f"\n{board}since = 2022-07-01\n", "utf-8")
    build(small, definition_of(small))
    said = page(small, "law")
    first = said[said.index("On 1 April 2024") : said.index("Who is held to what")]
    assert "Northbank Integrated Care Board" in first and "Northbank Probation Trust" in first
    assert "Primary Care Trust" not in first and "Police Authority" not in first
    assert "Not asked yet" not in said


def test_an_action_that_is_late_reaches_the_board_with_its_owner(usual: Path) -> None:
    late = [row for row in release_of(usual).rows("actions") if row["judged"] == "late"]
    assert [row["owner"] for row in late] == ["Northbank City Council"]
    html = (usual / "out" / "site" / "documents" / "board-report" / "index.html").read_text("utf-8")
    assert late[0]["title"] in html and late[0]["why"] in html


def test_an_outdated_figure_in_prose_leaves_the_last_good_release_in_force(small: Path) -> None:
    good = build(small, definition_of(small)).release.path
    path = small / "priorities" / "offender-management.md"
    written = "{{ figure measure=drug-offences period=2006/07 }}"
    text = f"{path.read_text('utf-8')}There were {written} drug offences.\n"
    path.write_text(text, "utf-8")
    line = len(text.splitlines())
    with pytest.raises(DefinitionError) as error:
        build(small, definition_of(small))
    assert str(error.value) == (
        f"priorities/offender-management.md, line {line}: '{written}' is outdated: there is a figure for "
        "2007/08. Write period=2007/08, or past=yes where the older one is meant."
    )
    assert (small / "store" / "current").resolve() == good
