"""Figures inside prose: what is read, where it stands, and the sentence for each slip."""

from pathlib import Path

import pytest

from wulfrun.data.derived import records
from wulfrun.definition.prose_figure import Reference, Unreadable, pieces, references
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

PARTNERSHIP = """[partnership]
name = "P"
area_codes = ["E1"]
area_name = "Place"
"""
PRIORITY = """+++
title = "Safer homes"
objectives = ["Fewer than {{ figure measure=robery }}"]
+++
Homes come first.

There were {{ figure measure=domestic-burglary period=2007 }} burglaries,
and {{ figure measure=robery }} robberies.
"""


def one(text: str) -> Reference | Unreadable:
    (found,) = references(text)
    return found


def test_a_reference_names_measure_area_period_and_what_its_author_saw() -> None:
    keys = """measure=psa1.rate area="Tanner's Croft" period='year to 2008-03' was=12,345 past=yes"""
    written = f"{{{{ figure {keys} }}}}"
    assert one(f"It was {written}.") == Reference(
        written, "psa1.rate", "Tanner's Croft", "year to 2008-03", "12,345", True
    )


def test_what_is_left_out_is_the_whole_place_and_the_latest_period() -> None:
    found = one("{{figure measure=psa1}}")
    assert found == Reference("{{figure measure=psa1}}", "psa1", "", "latest", "", False)


def test_a_text_is_cut_at_its_references() -> None:
    assert pieces("a {{ figure measure=b }} c") == ["a ", "{{ figure measure=b }}", " c"]
    assert pieces("none") == ["none"]


@pytest.mark.parametrize(
    ("written", "found", "remedy"),
    [
        (
            "{{ figur measure=a }}",
            "'{{ figur measure=a }}' names no figure.",
            "Write it as {{ figure measure=psa1 area=canalside period=2007/08 }}.",
        ),
        (
            "{{ figure area=b }}",
            "'{{ figure area=b }}' names no measure.",
            "Write it as {{ figure measure=psa1 area=canalside period=2007/08 }}.",
        ),
        (
            "{{ figure measure=a perid=2007/08 }}",
            "'perid' in '{{ figure measure=a perid=2007/08 }}' is no setting of a figure.",
            "Did you mean 'period'? Use one of: area, measure, past, period, was.",
        ),
        (
            "{{ figure measure=a period=2007 }}",
            "'period' in '{{ figure measure=a period=2007 }}' is no period.",
            "'2007' is not a period; expected a financial year (2003/04), a quarter (2003/04 Q1), a month "
            "(2003-04) or twelve months (year to 2004-03), or latest.",
        ),
        (
            "{{ figure measure=a period=2007/08 Q4 }}",
            "'Q4' in '{{ figure measure=a period=2007/08 Q4 }}' is not read.",
            'A value that holds a space stands in quotation marks: period="2007/08 Q4".',
        ),
        (
            "{{ figure measure=a past=no }}",
            "'past' in '{{ figure measure=a past=no }}' is 'no'.",
            "Write past=yes, or leave it out.",
        ),
        (
            "{{ figure measure=a measure=b }}",
            "'measure' in '{{ figure measure=a measure=b }}' is written twice.",
            "Leave one of them out.",
        ),
        (
            "{{ figure measure=a.rat }}",
            "'measure' in '{{ figure measure=a.rat }}' has 'rat' after its stop.",
            "Did you mean 'rate'? Use one of: on-baseline, on-last-year, rate, share.",
        ),
        (
            "{{ figure measure=a",
            "'{{ figure measure=a' is not closed by '}}'.",
            "Write it as {{ figure measure=psa1 area=canalside period=2007/08 }}.",
        ),
    ],
)
def test_every_slip_is_told_with_its_remedy(written: str, found: str, remedy: str) -> None:
    assert one(written) == Unreadable(written, found, remedy)


def test_reading_a_folder_tells_every_slip_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "priorities").mkdir()
    (tmp_path / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    (tmp_path / "priorities" / "homes.md").write_text(PRIORITY, "utf-8")
    plan = '[plan]\nvision = """\nSafe.\nOf {{ figure measure="robery" }} robberies."""\n'
    (tmp_path / "strategy.toml").write_text(plan, "utf-8")
    with pytest.raises(DefinitionError) as error:
        read(tmp_path, KINDS, (), records())
    told = str(error.value).splitlines()
    assert [line.partition(": ")[0] for line in told] == [
        "strategy.toml, line 4",
        "priorities/homes.md, line 3",
        "priorities/homes.md, line 7",
        "priorities/homes.md, line 8",
    ]
    assert told[3].startswith(
        "priorities/homes.md, line 8: '{{ figure measure=robery }}' names the measure 'robery', which is not "
        "declared. Did you mean 'robbery'? Use one of: "
    )


def _priorities(folder: Path, files: dict[str, bytes]) -> list[str]:
    (folder / "priorities").mkdir()
    (folder / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    for name, content in files.items():
        (folder / "priorities" / name).write_bytes(content)
    with pytest.raises(DefinitionError) as error:
        read(folder, KINDS, (), records())
    return str(error.value).splitlines()


def test_a_priority_that_is_not_utf8_is_told_with_its_line_and_not_as_one_that_there_is_not(
    tmp_path: Path,
) -> None:
    asked = '[consultation.m]\ntitle = "M"\nkind = "survey"\nwhen = 2008-01-01\npriorities = ["homes"]\n'
    (tmp_path / "strategy.toml").write_text(asked, "utf-8")
    assert _priorities(tmp_path, {"homes.md": b'+++\ntitle = "Caf\xe9"\n+++\n'}) == [
        "priorities/homes.md, line 2: the text is not UTF-8. Save the file as UTF-8 and try again."
    ]


def test_a_priority_with_nothing_at_its_head_has_no_title(tmp_path: Path) -> None:
    assert _priorities(tmp_path, {"homes.md": b"+++\n+++\nHello"}) == [
        "priorities/homes.md, [priority.homes]: 'title' is missing. Add a line such as title = ..."
    ]


def test_a_priority_whose_name_cannot_stand_in_an_address_is_told(tmp_path: Path) -> None:
    assert _priorities(tmp_path, {"safer homes.md": b'+++\ntitle = "Safer homes"\n+++\n'}) == [
        "priorities/safer homes.md, [priority.safer homes]: the name 'safer homes' cannot be part of a "
        "page's address. Use letters, digits and hyphens."
    ]


def test_an_action_is_counted_from_one_and_costs_no_endless_sum(tmp_path: Path) -> None:
    text = (
        b'+++\ntitle = "H"\n[[actions]]\ntitle = "Fit locks"\n[[actions]]\ntitle = "Gate"\ncost = inf\n+++\n'
    )
    assert _priorities(tmp_path, {"homes.md": text}) == [
        "priorities/homes.md, [priority.homes.actions.2]: 'cost' is inf. Expected a finite number."
    ]
