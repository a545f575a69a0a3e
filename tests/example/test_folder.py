from collections import Counter
from pathlib import Path

import pytest

from wulfrun.data.derived import records
from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources import layouts, police_extract, police_street
from wulfrun.definition.read import read
from wulfrun.example.agencies import parts
from wulfrun.example.folder import example_files, write_example
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

from .conftest import Example


def test_the_same_seed_and_truths_give_the_same_bytes(northbank: Example) -> None:
    again = example_files(2008)
    written = {
        path.relative_to(northbank.path).as_posix(): path.read_bytes()
        for path in northbank.path.rglob("*")
        if path.is_file()
    }
    assert written == {
        name: text if isinstance(text, bytes) else text.encode() for name, text in again.items()
    }


def test_a_smaller_example_cites_no_figure_that_might_not_be_there(northbank: Example) -> None:
    prose = [
        "strategy.toml",
        *(f"priorities/{path.name}" for path in (northbank.path / "priorities").iterdir()),
    ]
    smaller = example_files(2008, agencies=())
    assert any("{{ figure" in (northbank.path / name).read_text("utf-8") for name in prose)
    assert not any("{{" in str(smaller[name]) for name in prose)


def test_another_seed_gives_another_city_and_the_same_truths(northbank: Example) -> None:
    files = example_files(7)
    assert files["geography/lsoa.geojson"] != (northbank.path / "geography/lsoa.geojson").read_text("utf-8")
    assert '"change_percent": -24.0' in files["example-truths.json"]


def test_other_truths_leave_the_city_as_it_was(northbank: Example, other: Example) -> None:
    for name in ("lsoa.geojson", "population.csv"):
        one, two = ((each.path / "geography" / name).read_bytes() for each in (northbank, other))
        assert one == two


def test_the_definition_is_read_without_a_mistake(northbank: Example) -> None:
    found = read(northbank.path, KINDS, layouts(), records())
    assert found.partnership.invented
    assert len(found.neighbourhood) == 16
    assert sum(each.priority for each in found.neighbourhood.values()) == 5
    assert len({code for each in found.neighbourhood.values() for code in each.lsoas}) == 160
    responsible = {"council", "police", "police_authority", "fire", "primary_care_trust", "probation"}
    assert responsible <= set(found.agency)
    assert sorted(each.order for each in found.priority.values()) == [1, 2, 3, 4]
    assert all(each.prose and each.actions for each in found.priority.values())
    assert found.target["street-burglary"].end == "2013/14"


@pytest.mark.parametrize(
    ("name", "layout", "source"),
    [
        ("data/police/extract-2004-05.csv", police_extract.LAYOUT, "crimes"),
        ("data/police/extract-2006-07.csv", police_extract.LAYOUT, "crimes"),
        ("data/police/street/2012-03/2012-03-northbank-street.csv", police_street.LAYOUT, "street"),
        ("data/police/street/2013-06/2013-06-northbank-street.csv", police_street.LAYOUT, "street"),
    ],
)
def test_the_declared_layout_refuses_only_the_planted_rows(northbank, name, layout, source) -> None:  # type: ignore[no-untyped-def]
    declared = read(northbank.path, KINDS, layouts(), records()).source[source]
    path = northbank.path / name
    assert layout.recognises(path, path.read_text("utf-8")[:4000])
    found: Counter[str] = Counter()
    for _, row in layout.opens(path, declared):
        try:
            layout.accepts(row, declared)
            found["read"] += 1
        except RefusedRow:
            found["refused"] += 1
    told = northbank.truths["files"][name]
    assert found["refused"] == told["refused"] == 1
    assert found.total() == told["rows_read"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "partnership.toml").write_text("mine", "utf-8")
    with pytest.raises(DefinitionError, match="not empty and holds no example"):
        write_example(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["partnership.toml"]


def test_progress_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    write_example(tmp_path / "new", 3, progress=said.append)
    assert len(said) == 4 + len(parts())
    write_example(tmp_path / "new", 4)
    assert '"seed": 4' in (tmp_path / "new" / "example-truths.json").read_text("utf-8")


def test_a_negative_seed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="The seed is -1"):
        write_example(tmp_path / "new", -1)
