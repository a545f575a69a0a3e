"""The command writes a profile of any measure in any area, prints it, and answers what it cannot find."""

import base64
import re
from pathlib import Path

import pytest

from wulfrun import profile_commands
from wulfrun.cli import main
from wulfrun.data.release import Release
from wulfrun.publication.blocks import Heading
from wulfrun.publication.pdf import can_print
from wulfrun.publication.problem import profile_file
from wulfrun.publication.problem.profile import area_named, measure_named, profile
from wulfrun.publication.problem.subject import Subject
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.words.errors import DataError


@pytest.fixture
def built(release: Release, monkeypatch: pytest.MonkeyPatch) -> Release:
    monkeypatch.setattr(profile_commands, "_release", lambda folder: release)
    monkeypatch.setattr(profile_file, "can_print", lambda: False)
    return release


@pytest.fixture(scope="module")
def shelf(release: Release) -> Shelf:
    return shelve(release, page_figures(release))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("", ""),
        ("Exampleton", ""),
        ("X08000001", ""),
        ("Priority neighbourhood", "PRIORITY"),
        ("priority neighbourhoods", "PRIORITY"),
        ("Priority", "PRIORITY"),
        ("N03", "N03"),
        ("castle hill", "N03"),
        ("All other areas", "REST"),
    ],
)
def test_an_area_is_found_by_name_code_or_group(shelf: Shelf, asked: str, code: str) -> None:
    assert area_named(shelf, asked) == code


def test_a_measure_is_found_by_key_or_title(shelf: Shelf) -> None:
    assert measure_named(shelf, "asb") == measure_named(shelf, "Anti-Social Behaviour") == "asb"


def test_what_is_not_there_is_answered_with_what_is_near(shelf: Shelf) -> None:
    with pytest.raises(DataError, match=r"There is no area 'Castle Hil'\. Did you mean 'Castle Hill'\?"):
        area_named(shelf, "Castle Hil")
    with pytest.raises(DataError, match=r"There is no measure 'robery'\. Did you mean 'robbery'\?"):
        measure_named(shelf, "robery")


def test_a_declared_measure_without_figures_is_said_to_have_none(tmp_path: Path, release: Release) -> None:
    shelf = shelve(release, page_figures(release))
    for key in [key for key in shelf.figures if key[0] == "robbery"]:
        del shelf.figures[key]
    with pytest.raises(DataError, match="'robbery' has no figures in the last build"):
        measure_named(shelf, "robbery")


def test_an_area_without_a_whole_year_is_answered_with_what_to_do(shelf: Shelf) -> None:
    with pytest.raises(
        DataError, match=r"no whole year of figures of 'detections' in Ashmoor.*Name a larger"
    ):
        profile(Subject(shelf, "detections", "N01"))


def test_a_profile_says_what_changed_from_all_sides_and_what_is_counted(shelf: Shelf) -> None:
    found = profile(Subject(shelf, "domestic-burglary", "PRIORITY"))
    assert found.title == "Domestic burglary in Priority neighbourhoods"
    assert found.name == "domestic-burglary-PRIORITY"
    headings = [each.text for each in found.chapters[0].blocks if isinstance(each, Heading)]
    assert headings == [
        "What changed, who, where and when",
        "Measures near to it",
        "What is counted, and how",
    ]


def test_the_command_writes_one_file_that_needs_no_other(
    built: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "profile.html"
    assert main(["profile", "x", "domestic-burglary", "--area", "castle hill", "--out", str(out)]) == 0
    html = out.read_text("utf-8")
    assert '<link rel="stylesheet"' not in html and "<style>" in html
    pictures = re.findall(r'<img src="([^"]+)"', html)
    assert pictures and all(each.startswith("data:image/svg+xml;base64,") for each in pictures)
    assert b"<svg" in base64.b64decode(pictures[0].partition(",")[2])
    assert "site-root:" not in html
    told = capsys.readouterr().out
    assert told.startswith("Domestic burglary in Castle Hill\n- Domestic burglary fell by")
    assert "- Who offends: No agency's data say who does it." in told
    assert told.rstrip().endswith(str(out))


def test_its_links_lead_to_the_site_of_the_release(built: Release, tmp_path: Path) -> None:
    out = tmp_path / "profile.html"
    main(["profile", "x", "robbery", "--out", str(out)])
    links = re.findall(r'href="([^"#]*measures/robbery\.html)', out.read_text("utf-8"))
    assert links
    assert (
        out.parent / links[0]
    ).resolve() == built.path.resolve() / "out" / "site" / "measures" / "robbery.html"


def test_without_a_file_it_stands_in_the_folder_by_measure_and_area(built: Release, tmp_path: Path) -> None:
    main(["profile", str(tmp_path), "robbery", "--area", "Priority"])
    assert (tmp_path / "profiles" / "robbery-PRIORITY" / "index.html").is_file()


@pytest.mark.skipif(not can_print(), reason="this machine has no Pango")
def test_where_it_can_be_printed_a_pdf_stands_beside_it(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile_commands, "_release", lambda folder: release)
    out = tmp_path / "profile.html"
    main(["profile", "x", "robbery", "--out", str(out)])
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_a_wrong_name_ends_the_command_with_a_sentence(
    built: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "x", "robery"]) == DataError("").exit_code
    assert "Did you mean 'robbery'?" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["profile.pdf", ".", "profile"])
def test_a_profile_is_written_to_a_file_of_html_alone(
    built: Release, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    assert main(["profile", "x", "robbery", "--out", str(out)]) == DataError("").exit_code
    assert "this is no HTML file. Name one that ends in .html" in capsys.readouterr().err


def test_a_profile_that_cannot_be_written_says_where(
    built: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    out = tmp_path / "taken" / "profile.html"
    assert main(["profile", "x", "robbery", "--out", str(out)]) == DataError("").exit_code
    assert f"{out}: the profile cannot be written there" in capsys.readouterr().err


def test_a_measure_may_be_named_in_any_case(shelf: Shelf) -> None:
    assert measure_named(shelf, " Robbery ") == "robbery" == measure_named(shelf, "ROBBERY")
