"""Which file belongs to which source: by declaration, by its look, by the name police.uk gives it."""

from pathlib import Path

import pytest
from street_world import definition, put, row, text

from wulfrun.data.inputs import Input, find, force_of, is_archive, is_of, month_of, wanted
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition

NAME = "2019-01-some-street.csv"
PAGE = "<html><body>Not found</body></html>"
OUTCOMES = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
)


def found(folder: Path, asked: Definition) -> tuple[list[str], list[str]]:
    inputs, unknown = find(asked, folder, layouts())
    return [each.shown for each in inputs], unknown


def test_a_name_of_police_uk_says_month_and_force() -> None:
    assert (month_of(NAME), force_of(NAME)) == ("2019-01", "some")
    assert (month_of("2019-01-avon-and-somerset-stop-and-search.csv.gz"), month_of("data.csv")) == (
        "2019-01",
        "",
    )


def test_a_file_without_a_force_in_its_name_is_wanted_by_all() -> None:
    source = definition(forces=("some",)).source["street"]
    assert (
        wanted(NAME, source) and wanted("data.csv", source) and not wanted(NAME.replace("some", "x"), source)
    )


@pytest.mark.parametrize("name", ["a.zip", "a.ZIP", "a.tar.xz", "a.tgz"])
def test_an_archive_is_known_by_its_ending(name: str) -> None:
    assert is_archive(Path(name)) and not is_archive(Path(name + ".csv"))


def test_a_dropped_file_goes_to_the_source_whose_layout_it_has(tmp_path: Path) -> None:
    put(tmp_path, "any name.txt", text([row()]))
    put(tmp_path, "2019-01-some-outcomes.csv", OUTCOMES)
    assert found(tmp_path, definition()) == (
        ["data/police/any name.txt"], ["data/police/2019-01-some-outcomes.csv"]
    )  # fmt: skip


def test_a_dropped_web_page_under_a_street_files_name_is_taken_to_be_told_of(tmp_path: Path) -> None:
    put(tmp_path, NAME, PAGE)
    put(tmp_path, "2019-01-some-outcomes.csv", PAGE)
    put(tmp_path, "page.html", PAGE)
    taken, unknown = found(tmp_path, definition())
    assert taken == [f"data/police/{NAME}"]
    assert unknown == ["data/police/2019-01-some-outcomes.csv", "data/police/page.html"]


def test_a_damaged_gzip_file_stops_nobody_from_looking(tmp_path: Path) -> None:
    put(tmp_path, f"{NAME}.gz", b"\x1f\x8b\x08\0cut off")
    assert found(tmp_path, definition()) == ([f"data/police/{NAME}.gz"], [])


def test_where_files_are_declared_they_are_taken_whatever_their_look(tmp_path: Path) -> None:
    put(tmp_path, "deep/down/a.csv", PAGE)
    put(tmp_path, "other.csv", text([row()]))
    taken, unknown = found(tmp_path, definition(["**/a.csv"]))
    assert (taken, unknown) == (["data/police/deep/down/a.csv"], ["data/police/other.csv"])


def test_without_any_source_a_file_is_told_by_its_look(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", text([row()]))
    put(tmp_path, "b.csv", OUTCOMES)
    put(tmp_path, "README.md", "Hello")
    asked = Definition.model_validate({"partnership": definition().partnership.model_dump()})
    inputs, unknown = find(asked, tmp_path, layouts())
    assert {each.shown: each.layout.name for each in inputs} == {
        "data/police/a.csv": "police-street", "data/police/b.csv": "police-outcomes"
    }  # fmt: skip
    assert unknown == []


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        ("x/" + NAME, text([row()]), True),
        ("x/any.csv", text([row()]), True),
        ("x/" + NAME, PAGE, True),
        ("x/" + NAME, "", True),
        ("x/any.csv", "something else\n", True),
        ("x/2019-01-some-outcomes.csv", PAGE, False),
        ("x/any.csv", OUTCOMES, False),
        ("x/README.txt", "Hello", False),
        ("x/picture.png", "\x89PNG", False),
        ("x/inner.zip", PAGE, False),
        ("x/2019-01-other-street.csv", text([row()]), False),
    ],
)
def test_a_member_of_an_archive_is_taken_unless_it_is_of_another_kind(
    tmp_path: Path, name: str, content: str, taken: bool
) -> None:
    path = tmp_path / Path(name).name
    path.write_text(content)
    source, known = definition(forces=("some",)).source["street"], layouts()
    archive = Input(Path("x.zip"), "x.zip", "street", source, known["police-street"], True)
    assert is_of(path, name, archive, known) is taken
