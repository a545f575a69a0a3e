"""The exact words of every mistake in a declaration: where, what was found, what is allowed, what to do."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.generative.shipped import library
from wulfrun.data.derived import records
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Measure
from wulfrun.definition.read import _MANY, _ONE, read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

GOOD = """[partnership]
name = "Safer Wolverhampton"
area_name = "Wolverhampton"
area_codes = ["E08000031"]
"""
LAYOUTS = ("police-extract", "police-street")
AFTER = "'end' is 2006/07, which is not after 'baseline', 2007/08. Put them in order."
TWELVE = "'baseline' is 2007-08. Expected twelve months: 2003/04 or 'year to 2004-03'."
NOT_A_YEAR = "'baseline' is not right: '2003/05' is not a financial year; did you mean 2003/04?"
MEASURE = '[measure.m]\ntitle = "M"\nof = "offence"\n'
TARGET = '[target.t]\nmeasure = "{measure}"\nbaseline = "{baseline}"\nend = "{end}"\n{aim}\n'


def _listed(names: Iterable[str]) -> str:
    """Every name, or the first forty of very many."""
    words = sorted(names)
    return ", ".join(words) if len(words) <= 40 else ", ".join(words[:40]) + " ..."


def _told(folder: Path, **texts: str) -> list[str]:
    (folder / "partnership.toml").write_text(texts.pop("partnership", GOOD), "utf-8")
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(DefinitionError) as caught:
        read(folder, KINDS, LAYOUTS, records())
    assert caught.value.exit_code == 10
    return str(caught.value).splitlines()


def _target(
    measure: str = "psa1", baseline: str = "2003/04", end: str = "2007/08", aim: str = "reach = 9"
) -> str:
    return TARGET.format(measure=measure, baseline=baseline, end=end, aim=aim)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    found = _told(
        tmp_path,
        partnership=GOOD + 'baseline = "2003/05"\n',
        measures='[measure.m]\ntitle = "M"\nof = "offense"\n',
        targets=_target(measure="m", aim=""),
    )
    assert found == [
        "partnership.toml, [partnership]: 'baseline' is not right: '2003/05' is not a financial year; "
        "did you mean 2003/04?",
        "measures.toml, [measure.m]: 'of' names the record 'offense', which is not declared. "
        f"Did you mean 'offence'? Use one of: {_listed(records())}.",
        "targets.toml, [target.t]: a target has exactly one aim. "
        "Give one of change_percent, reach, close_gap.",
    ]


def test_a_setting_that_is_not_one_is_told_with_the_nearest_that_is(tmp_path: Path) -> None:
    assert _told(tmp_path, measures=MEASURE + "skale = 3\n") == [
        "measures.toml, [measure.m]: there is no setting 'skale'. Did you mean 'scale'? "
        f"Use one of: {_listed(Measure.model_fields)}."
    ]


def test_a_setting_inside_a_list_of_tables_is_told_with_the_settings_of_that_table(tmp_path: Path) -> None:
    spans = '[group.g]\ntitle = "G"\nspans = [{ code = ["45"], codes = ["48"] }]\n'
    assert _told(tmp_path, measures=spans) == [
        "measures.toml, [group.g.spans.1]: there is no setting 'code'. Did you mean 'codes'? "
        "Use one of: codes, valid_from, valid_to."
    ]


def test_a_missing_setting_is_told_with_the_line_to_add(tmp_path: Path) -> None:
    assert _told(tmp_path, partnership=GOOD.replace('area_name = "Wolverhampton"\n', "")) == [
        "partnership.toml, [partnership]: 'area_name' is missing. Add a line such as area_name = ..."
    ]


def test_a_list_that_may_not_be_empty_says_so(tmp_path: Path) -> None:
    assert _told(tmp_path, measures='[basket.b]\ntitle = "B"\ngroups = []\n') == [
        "measures.toml, [basket.b]: 'groups' is empty. Give at least one."
    ]


def test_a_text_without_its_brackets_is_told_what_was_expected(tmp_path: Path) -> None:
    assert _told(tmp_path, partnership=GOOD.replace('["E08000031"]', '"E08000031"')) == [
        "partnership.toml, [partnership]: 'area_codes' is 'E08000031'. Expected a list in square brackets."
    ]


def test_a_table_that_is_not_one_is_told_with_the_nearest_that_is(tmp_path: Path) -> None:
    assert _told(tmp_path, partnership=GOOD + "[measures.x]\n") == [
        "partnership.toml: there is no table [measures]. Did you mean 'measure'? "
        f"Use one of: {_listed(_ONE | _MANY)}."
    ]


def test_a_target_of_a_measure_that_is_not_declared(tmp_path: Path) -> None:
    (found,) = _told(tmp_path, targets=_target(measure="psa"))
    assert found.startswith(
        "targets.toml, [target.t]: 'measure' names the measure 'psa', which is not declared. "
        "Did you mean 'psa1'? Use one of: "
    )


def test_a_group_that_is_not_declared(tmp_path: Path) -> None:
    assert _told(tmp_path, measures=MEASURE + 'where.group = ["arsn"]\n') == [
        "measures.toml, [measure.m.where]: 'group' names the group 'arsn', which is not declared. "
        f"Did you mean 'arson'? Use one of: {_listed(library().group)}."
    ]


def test_a_kind_that_nobody_wrote(tmp_path: Path) -> None:
    assert _told(tmp_path, measures=MEASURE + 'kind = "sum"\n') == [
        "measures.toml, [measure.m]: 'kind' names the kind 'sum', which is not declared. "
        f"Use one of: {_listed(KINDS)}."
    ]


def test_a_layout_that_nobody_wrote(tmp_path: Path) -> None:
    source = '[source.s]\nlayout = "police-streets"\nagency = "police"\n'
    assert _told(tmp_path, partnership=GOOD + source) == [
        "partnership.toml, [source.s]: 'layout' names the layout 'police-streets', which is not declared. "
        "Did you mean 'police-street'? Use one of: police-extract, police-street."
    ]


def test_a_flag_that_no_record_carries(tmp_path: Path) -> None:
    assert _told(tmp_path, measures='[flag]\nknives = "Knives"\n') == [
        "measures.toml, [flag]: there is no flag 'knives'. Did you mean 'knife'? "
        f"Use one of: {_listed(FLAGS)}."
    ]


@pytest.mark.parametrize(
    ("baseline", "end", "told"),
    [
        (
            "2007/08",
            "2006/07",
            "'end' is 2006/07, which is not after 'baseline', 2007/08. Put them in order.",
        ),
        (
            "2007-08",
            "2008/09",
            "'baseline' is 2007-08. Expected twelve months: 2003/04 or 'year to 2004-03'.",
        ),
        (
            "2003/05",
            "2008/09",
            "'baseline' is not right: '2003/05' is not a financial year; did you mean 2003/04?",
        ),
        (
            "2003",
            "2008/09",
            "'baseline' is not right: '2003' is not a period; expected a financial year (2003/04), a quarter "
            "(2003/04 Q1), a month (2003-04) or twelve months (year to 2004-03).",
        ),
    ],
)
def test_a_period_that_will_not_do(tmp_path: Path, baseline: str, end: str, told: str) -> None:
    found = _told(tmp_path, targets=_target(baseline=baseline, end=end))
    assert found == [f"targets.toml, [target.t]: {told}"]


def test_a_rate_and_a_share_say_what_they_are_of(tmp_path: Path) -> None:
    assert _told(
        tmp_path, measures=MEASURE + 'kind = "rate"\n' + MEASURE.replace("m]", "n]") + 'kind = "share"\n'
    ) == [
        "measures.toml, [measure.m]: a rate does not say per what. "
        'Add per = "residents" or per = "households".',
        "measures.toml, [measure.n]: a share does not say what it is a share of. "
        "Add out_of.code, out_of.group or out_of = {}.",
    ]


def test_a_name_given_twice_says_where_it_stands_already(tmp_path: Path) -> None:
    assert _told(tmp_path, partnership=GOOD + MEASURE, measures=MEASURE) == [
        "measures.toml, [measure.m]: this name is taken in partnership.toml. Give it another."
    ]


def test_a_name_that_would_break_the_name_of_a_figure(tmp_path: Path) -> None:
    assert _told(tmp_path, measures=MEASURE.replace("m]", '"a.b"]')) == [
        "measures.toml, [measure.a.b]: a measure's name holds '.' or ':'. Use letters, digits and hyphens."
    ]


def test_what_is_not_toml_is_told_with_its_line_and_nothing_that_only_follows_from_it(tmp_path: Path) -> None:
    assert _told(tmp_path, partnership='[partnership]\nname = \narea_name = "W"\n') == [
        "partnership.toml: this is not valid TOML: Invalid value (at line 2, column 8). "
        "Put the line right and try again."
    ]


def test_what_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "partnership.toml").write_text(GOOD, "utf-8")
    (tmp_path / "measures.toml").write_bytes(MEASURE.encode() + b'unit = "caf\xe9s"\n')
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, KINDS, LAYOUTS, records())
    assert str(caught.value) == (
        "measures.toml, line 4: the text is not UTF-8. Save the file as UTF-8 and try again."
    )


def test_a_priority_without_its_head_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "priorities").mkdir()
    (tmp_path / "priorities/violence.md").write_text("# Violence\n", "utf-8")
    assert _told(tmp_path) == [
        "priorities/violence.md, line 1: there is no TOML between two lines of +++. "
        'Begin the file with +++, title = "...", and +++ again; the prose follows.'
    ]


def test_a_folder_without_a_partnership_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, KINDS, LAYOUTS, records())
    assert str(caught.value) == (
        f"{tmp_path}: there is no partnership.toml here. "
        f"Run 'wulfrun new {tmp_path}' to make one, or name another folder."
    )


def test_an_empty_partnership_says_what_is_needed(tmp_path: Path) -> None:
    assert _told(tmp_path, partnership="", measures=MEASURE) == [
        "partnership.toml: there is no table [partnership]. Add it with name, area_codes, area_name."
    ]
