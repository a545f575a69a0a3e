"""A figure inside prose is the one that is published now, or it stops the build with the reason."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.assessment.book_by_hand import CITY, book_of, definition_of, rows_of

from wulfrun.assessment.prose_figures import Cannot, resolve
from wulfrun.assessment.topics.prose_figures import PROSE, assess
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.geography.areas import Area
from wulfrun.definition.prose_figure import Reference, references
from wulfrun.words.errors import DefinitionError
from wulfrun.words.periods import month_index

AREAS = [Area(CITY, "Place", "partnership"), Area("canal", "Canalside", "neighbourhood")]
CANAL = rows_of([2.0] * 24, area="canal", level="neighbourhood")
FIGURES = [rows_of([100.0] * 12 + [120.0] * 12), CANAL]
THROUGH = month_index("2005-03")


def found(text: str, *rows: list[dict[str, Any]]) -> Any:
    (asked,) = references(text)
    assert isinstance(asked, Reference)
    definition = definition_of(neighbourhood={"canal": {"name": "Canalside"}})
    return resolve(asked, definition, book_of(*(rows or FIGURES)), AREAS, THROUGH)


def test_the_latest_year_of_the_whole_place_is_meant_where_nothing_else_is_said() -> None:
    row = found("{{ figure measure=burglary }}")
    assert (row["period"], row["area_code"], row["value"]) == ("2004/05", CITY, 1440.0)


@pytest.mark.parametrize("area", ["canal", "Canalside", "canalside"])
def test_a_place_is_named_by_its_key_or_its_name(area: str) -> None:
    assert found(f"{{{{ figure measure=burglary area={area} period=2004/05 }}}}")["value"] == 24.0


def test_an_older_year_stands_only_where_it_is_meant() -> None:
    assert found("{{ figure measure=burglary period=2003/04 }}") == Cannot(
        "'{{ figure measure=burglary period=2003/04 }}' is outdated: there is a figure for 2004/05.",
        "Write period=2004/05, or past=yes where the older one is meant.",
    )
    assert found("{{ figure measure=burglary period=2003/04 past=yes }}")["value"] == 1200.0


def test_the_baseline_may_always_be_told() -> None:
    (asked,) = references("{{ figure measure=burglary period=2003/04 }}")
    definition = definition_of(
        target={"measure": "burglary", "baseline": "2003/04", "end": "2004/05", "change_percent": -10}
    )
    assert isinstance(asked, Reference)
    row = resolve(asked, definition, book_of(*FIGURES), AREAS, THROUGH)
    assert not isinstance(row, Cannot) and row["value"] == 1200.0


def test_a_figure_that_is_no_longer_what_its_author_saw_is_told() -> None:
    assert found('{{ figure measure=burglary was="1,440" }}')["value"] == 1440.0
    assert found("{{ figure measure=burglary was=1400 }}") == Cannot(
        "'{{ figure measure=burglary was=1400 }}' was 1400 when it was written, and is 1,440 now.",
        "Read the sentence again, then write was=\"1,440\" or leave 'was' out.",
    )


def test_what_is_kept_back_or_not_there_cannot_be_told() -> None:
    hidden = [{**row, "suppressed": True, "value": None} for row in CANAL]
    assert found("{{ figure measure=burglary area=canal period=2004/05 }}", hidden) == Cannot(
        "'{{ figure measure=burglary area=canal period=2004/05 }}' is kept back, because it counts a small "
        "number.",
        "Take it out, or name a larger area or a longer period.",
    )
    assert found("{{ figure measure=burglary period=2006/07 }}") == Cannot(
        "'{{ figure measure=burglary period=2006/07 }}' has no figure for 2006/07.",
        "The latest are: 2003/04, 2004/05.",
    )
    assert found("{{ figure measure=burglary area=canel }}") == Cannot(
        "'{{ figure measure=burglary area=canel }}' names the area 'canel', which is not known.",
        "Did you mean 'canal'? Use one of: Canalside, Place, canal, priority, rest.",
    )
    gap = rows_of([100.0] * 12 + [float("nan")] * 12)
    assert found("{{ figure measure=burglary period=2004/05 }}", gap) == Cannot(
        "'{{ figure measure=burglary period=2004/05 }}' has no figure: a file is missing.",
        "Take it out, or name another period.",
    )


def test_where_there_is_no_year_yet_the_months_that_there_are_are_named() -> None:
    month = [row for row in rows_of([100.0]) if row["period_kind"] == "month"]
    for written, wanted in (
        ("measure=burglary", "a whole year"),
        ("measure=burglary period=2005/06", "2005/06"),
    ):
        assert found(f"{{{{ figure {written} }}}}", month) == Cannot(
            f"'{{{{ figure {written} }}}}' has no figure for {wanted}.", "The latest are: 2003-04."
        )


def known(folder: Path, prose: str) -> Known:
    (folder / "priorities").mkdir()
    (folder / "priorities" / "homes.md").write_text(f'+++\ntitle = "Homes"\n+++\n{prose}', "utf-8")
    definition = definition_of(priority={"homes": {"title": "Homes", "prose": prose}})
    geography: Any = SimpleNamespace(areas=AREAS)
    empty: Any = None
    return Known(definition, folder, book_of(*FIGURES), THROUGH, geography, empty, {}, [], empty)


def test_what_was_resolved_is_kept_with_its_place_and_its_figure(tmp_path: Path) -> None:
    (row,) = assess(known(tmp_path, "First.\n\nOf {{ figure measure=burglary }} cases."))[PROSE]
    assert row["written"] == "{{ figure measure=burglary }}"
    assert (row["file"], row["line"], row["value"]) == ("priorities/homes.md", 6, 1440.0)


def test_every_reference_that_cannot_stand_is_told_at_once(tmp_path: Path) -> None:
    prose = "{{ figure measure=burglary area=nowhere }}\n\n{{ figure measure=burglary period=2003/04 }}"
    with pytest.raises(DefinitionError) as error:
        assess(known(tmp_path, prose))
    told = str(error.value).splitlines()
    assert [line.partition(": ")[0] for line in told] == [
        "priorities/homes.md, line 4",
        "priorities/homes.md, line 6",
    ]
