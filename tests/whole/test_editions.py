"""An edition is what was known on the day; later builds say what has changed since, and by which files."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.whole.conftest import definition_of
from wulfrun.build import build
from wulfrun.cli import main
from wulfrun.data.release import Release
from wulfrun.editions import publish
from wulfrun.words.errors import BuildError

pytestmark = pytest.mark.xdist_group("whole")


def test_a_corrected_file_is_named_with_the_figures_it_changed(small: Path) -> None:
    build(small, definition_of(small))
    assert main(["publish", str(small), "--date", "2008-06-30"]) == 0
    edition = small / "editions" / "2008-06-30"
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    path = small / "data" / "police" / "extract-2007-08.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    burglary = next(number for number, line in enumerate(lines) if b",028," in line)
    path.write_bytes(b"".join(lines[:burglary] + lines[burglary + 1 :]))
    found = build(small, definition_of(small))
    changes = json.loads((found.release.path / "changes.json").read_text("utf-8"))
    assert changes["edition"] == "2008-06-30"
    assert changes["files"] == [{"path": "data/police/extract-2007-08.csv", "what": "corrected"}]
    whole = {(row["measure"], row["area_code"], row["period"]): row for row in changes["figures"]}
    row = whole["domestic-burglary", "E08990001", "2007/08"]
    assert row["after"] == row["before"] - 1
    assert ("domestic-burglary", "E08990001", "2006/07") not in whole
    page = (small / "out" / "site" / "changes.html").read_text("utf-8")
    assert "extract-2007-08.csv" in page
    assert {path: path.read_bytes() for path in before} == before


def test_an_edition_is_never_written_twice(usual: Path) -> None:
    release = Release((usual / "store" / "current").resolve())
    made = publish(usual, release, date(2008, 7, 1))
    assert (made / "out" / "site" / "index.html").exists()
    assert (made / "figures.parquet").read_bytes() == (release.path / "figures.parquet").read_bytes()
    with pytest.raises(BuildError, match="an edition of this day exists and is never changed"):
        publish(usual, release, date(2008, 7, 1))


def test_nothing_restricted_is_in_an_edition(usual: Path) -> None:
    made = publish(usual, Release((usual / "store" / "current").resolve()), date(2008, 7, 2))
    assert not list(made.rglob("*cube*"))


def test_from_quarter_to_quarter_an_edition_stays_and_the_next_says_what_changed(
    small: Path,
) -> None:
    build(small, definition_of(small))
    first = publish(small, Release((small / "store" / "current").resolve()), date(2008, 6, 30))
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    assert any(path.match("documents/board-report/index.html") for path in before)
    path = small / "priorities" / "violent-crime.md"
    text = path.read_text("utf-8")
    assert 'due = 2008-09-30\nstatus = "planned"' in text
    text = text.replace('due = 2008-09-30\nstatus = "planned"', 'due = 2008-12-31\nstatus = "under way"')
    path.write_text(text.replace("or at\nhome.", "or at\nhome, as before."), "utf-8")
    build(small, definition_of(small))
    release = Release((small / "store" / "current").resolve())
    changes = json.loads((release.path / "changes.json").read_text("utf-8"))
    (action,) = changes["actions"]
    assert (action["before"]["due"], action["after"]["due"]) == ("2008-09-30", "2008-12-31")
    assert (action["before"]["status"], action["after"]["status"]) == ("planned", "under way")
    assert [(row["where"], row["what"]) for row in changes["words"]] == [("Violent crime", "changed")]
    assert "{{" not in changes["words"][0]["before"] + changes["words"][0]["after"]
    second = publish(small, release, date(2008, 9, 30))
    report = Path("out/site/documents/board-report/index.html")
    assert "On 30 June 2008" in (second / report).read_text("utf-8")
    assert "On 30 June 2008" not in (first / report).read_text("utf-8")
    review = (second / "out/site/documents/strategy/review.html").read_text("utf-8")
    assert "as before." in review and "Share assault data" in review
    assert {path: path.read_bytes() for path in first.rglob("*") if path.is_file()} == before
