"""A new folder is complete, commented, and already means something to the models."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wulfrun.data.derived import records
from wulfrun.data.fetch_places import wanted
from wulfrun.data.sources import layouts
from wulfrun.data.sources.police_extract import declared_columns
from wulfrun.definition.agencies import in_force, role
from wulfrun.definition.model import Definition, Priority
from wulfrun.definition.new_folder import Answers, ask, write_new
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

FILES = (
    "partnership.toml", "measures.toml", "targets.toml", "strategy.toml", "ranking.toml", "voices.toml",
)  # fmt: skip
TODAY = Answers(
    name='The "Safer" Wolverhampton Partnership',
    area_name="Wolverhampton",
    area_codes=("E08000031",),
    start="2023/24",
    end="2025/26",
    baseline="2022/23",
    force="west-midlands",
)
OF_2008 = Answers("Safer Wolverhampton", "Wolverhampton", ("E08000031",), "2008/09", "2010/11", "2003/04")


def _declared(folder: Path, uncomment: bool = False) -> Definition:
    """Every TOML file of the folder in one Definition, with the commented tables made real if asked."""
    tables: dict[str, Any] = {}
    for name in (
        "partnership.toml",
        "measures.toml",
        "targets.toml",
        "strategy.toml",
        "ranking.toml",
        "voices.toml",
    ):
        text = (folder / name).read_text("utf-8")
        tables |= tomllib.loads(_uncommented(text) if uncomment else text)
    return Definition.model_validate(tables)


def _uncommented(text: str) -> str:
    return re.sub(r"^# (?=\[|[a-z_]+ = )", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("answers", [TODAY, OF_2008], ids=["today", "2008"])
def test_a_new_folder_loads_as_it_is_written(tmp_path: Path, answers: Answers) -> None:
    write_new(tmp_path, answers)
    found = _declared(tmp_path)
    assert found.partnership.name == answers.name
    assert found.partnership.area_codes == ("E08000031",)
    assert found.partnership.strategy is not None
    assert found.partnership.strategy.end == answers.end
    assert found.partnership.baseline == answers.baseline
    assert {source.agency for source in found.source.values()} <= set(found.agency)
    assert not found.target, "nothing is a target until the partnership says so"


@pytest.mark.parametrize("answers", [TODAY, OF_2008], ids=["today", "2008"])
def test_what_stands_in_comments_is_sound_too(tmp_path: Path, answers: Answers) -> None:
    write_new(tmp_path, answers)
    found = _declared(tmp_path, uncomment=True)
    assert {"extract"} <= set(found.source)
    assert set(found.target) == {"psa1", "closing-the-gap"}
    assert found.measure["domestic-share-of-violence"].out_of is not None
    assert found.neighbourhood["town-centre"].priority
    assert found.plan is not None and found.plan.vision
    assert found.body["acquisitive-crime"].reports_to == "board"
    assert found.ranking is not None and found.ranking.weights["harm"] == 2
    assert found.voice["alley-gates"].neighbourhood in found.neighbourhood


def test_each_authority_is_dated_as_the_law_dates_it(tmp_path: Path) -> None:
    write_new(tmp_path, OF_2008)
    found = _declared(tmp_path).agency
    assert found["primary-care-trust"].since == date(2004, 4, 1)
    assert found["primary-care-trust"].until == date(2013, 3, 31)
    assert found["police"].duty == "responsible authority" and found["police"].until is None
    assert not found["home-office"].duty


def test_the_example_priority_is_a_priority(tmp_path: Path) -> None:
    write_new(tmp_path, TODAY)
    text = (tmp_path / "priorities/example.md").read_text("utf-8")
    _, head, prose = text.split("+++\n")
    plain = Priority.model_validate(tomllib.loads(head))
    with_action = Priority.model_validate(tomllib.loads(_uncommented(head)))
    assert plain.measures == ("vehicle-crime",)
    assert not plain.actions
    assert with_action.actions[0].owner == "Neighbourhood policing"
    assert prose.startswith("Say in your own words")


def test_every_agency_has_a_folder_that_says_what_goes_in_it(tmp_path: Path) -> None:
    write_new(tmp_path, TODAY)
    for key, agency in _declared(tmp_path).agency.items():
        text = (tmp_path / "data" / key / "README.md").read_text("utf-8")
        assert agency.name in text
        assert f'agency = "{key}"' in text


def test_2008_has_a_police_authority_and_a_primary_care_trust(tmp_path: Path) -> None:
    write_new(tmp_path, OF_2008)
    found = _declared(tmp_path)
    assert {"police-authority", "primary-care-trust", "probation"} <= set(found.agency)
    assert "integrated-care-board" not in found.agency
    assert found.agency["probation"].role == "responsible authority, from April 2010"
    assert "street" not in found.source or found.source["street"].expected == ("2010-12", "2011-03")


def test_today_has_an_integrated_care_board_and_probation() -> None:
    assert [each.key for each in in_force("2025/26", "2027/28")] == [
        "council",
        "police",
        "fire",
        "probation",
        "integrated-care-board",
    ]


def test_an_authority_that_ends_in_the_strategy_says_when() -> None:
    found = {each.key: role(each, "2012/13", "2014/15") for each in in_force("2012/13", "2014/15")}
    assert found["police-authority"] == "responsible authority, until November 2012"
    assert found["clinical-commissioning-group"] == "responsible authority, from April 2013"
    assert found["council"] == "responsible authority"


def test_a_folder_in_use_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "targets.toml").write_text("mine", "utf-8")
    with pytest.raises(DefinitionError, match=r"targets\.toml is there already"):
        write_new(tmp_path, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["targets.toml"]


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = write_new(tmp_path / "a", TODAY), write_new(tmp_path / "b", TODAY)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def _replies(*given: str) -> tuple[list[str], Any]:
    asked: list[str] = []
    queue = list(given)

    def prompt(question: str, default: str) -> str:
        asked.append(f"{question} [{default}]")
        return queue.pop(0)

    return asked, prompt


def test_the_questions_offer_what_is_usual() -> None:
    asked, prompt = _replies("Wolverhampton", "", "e08000031", "2025/26", "", "", "West Midlands Police", "")
    found = ask(prompt, lambda _: None)
    assert found.force == "west-midlands"
    assert found.name == "Wolverhampton community safety partnership"
    assert (found.start, found.end, found.baseline) == ("2025/26", "2027/28", "2024/25")
    assert found.area_codes == ("E08000031",)
    assert found.agencies == ("council", "police", "fire", "probation", "integrated-care-board")
    assert "[council, police, fire, probation, integrated-care-board]" in asked[-1]


def test_a_mistake_is_told_and_asked_again() -> None:
    told: list[str] = []
    replies = (
        "Wolverhampton",
        "",
        "Wolverhampton",
        "E08000031",
        "2025/27",
        "2025/26",
        "2024/25",
        "2027/28",
        "",
        "",
    )
    _, prompt = _replies(*replies, "polcie", "police, council")
    found = ask(prompt, told.append)
    assert found.agencies == ("police", "council")
    assert told[0].startswith("'WOLVERHAMPTON' is not a local authority code")
    assert "did you mean 2025/26" in told[1]
    assert told[2].startswith("2024/25 comes before 2025/26")
    assert "Did you mean 'police'?" in told[3]


def test_three_bad_answers_end_the_questions() -> None:
    _, prompt = _replies("", "", "")
    with pytest.raises(DefinitionError, match="Nothing was written"):
        ask(prompt, lambda _: None)


def test_the_extract_in_comments_uses_fields_the_layout_knows(tmp_path: Path) -> None:
    write_new(tmp_path, TODAY)
    extract = _declared(tmp_path, uncomment=True).source["extract"]
    assert set(declared_columns(extract)) >= {"HO Code", "Recorded Date", "Easting", "DV Flag"}


@pytest.mark.parametrize("answers", [TODAY, OF_2008], ids=["today", "2008"])
def test_fetch_brings_every_file_of_geography_that_the_folder_names(tmp_path: Path, answers: Answers) -> None:
    write_new(tmp_path, answers)
    found = _declared(tmp_path)
    brought = {f"data/{download.to}" for _, download, source in wanted(found) if source is None}
    geography = found.geography
    named = {each.file for each in (*geography.boundaries, *geography.lookups, *geography.exposures)}
    assert named <= brought
    assert found.source["recorded-crime"].layout in {
        source.layout for _, _, source in wanted(found) if source is not None
    }


@pytest.mark.parametrize("answers", [TODAY, OF_2008], ids=["today", "2008"])
def test_a_new_folder_has_nothing_for_check_to_complain_of(tmp_path: Path, answers: Answers) -> None:
    write_new(tmp_path, answers)
    found = read(tmp_path, KINDS, layouts(), records())
    assert found.priority["example"].measures == ("vehicle-crime",)
    for name in (
        "partnership.toml",
        "measures.toml",
        "targets.toml",
        "strategy.toml",
        "ranking.toml",
        "voices.toml",
    ):
        text = (tmp_path / name).read_text("utf-8")
        (tmp_path / name).write_text(_uncommented(text), "utf-8")
    assert set(read(tmp_path, KINDS, layouts(), records()).target) == {"psa1", "closing-the-gap"}
