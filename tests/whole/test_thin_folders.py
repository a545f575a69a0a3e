"""A folder with hardly anything in it is published, and its documents say what is missing."""

from pathlib import Path

import pytest

from wulfrun.cli import main

TODAY = """[partnership]
name = "Safer Two Towns"
area_codes = ["E07000105", "E07000112"]
area_name = "Two Towns"
strategy = { start = "2025/26", end = "2027/28" }
language = "cy"

[[partnership.formerly]]
name = "Safer First Town"
until = 2011-03-31

[agency.council]
name = "Two Towns Council"
duty = "responsible authority"

[agency.icb]
name = "Two Towns Integrated Care Board"
duty = "responsible authority"
since = 2022-07-01

[agency.trust]
name = "Two Towns Primary Care Trust"
duty = "responsible authority"
until = 2013-03-31
"""
PRIORITY = """+++
title = "Safer homes"

[[actions]]
title = "Fit locks"
due = 2026-03-31
+++
"""


def test_a_folder_of_one_file_is_checked_built_and_published(tmp_path: Path) -> None:
    (tmp_path / "partnership.toml").write_text(TODAY, "utf-8")
    for command in (
        ["check"],
        ["build", "--quiet"],
        ["publish", "--date", "2026-04-01"],
        ["build", "--quiet"],
    ):
        assert main([command[0], str(tmp_path), *command[1:]]) == 0
    site = tmp_path / "out" / "site"
    assert "There are no figures yet" in (site / "index.html").read_text("utf-8")
    pages = [each for each in site.rglob("*") if each.suffix in (".html", ".xml", ".jsonld")]
    assert pages
    # Before there are any data there is no latest month, and none is told.
    assert not [
        each
        for each in pages
        if any(w in each.read_text("utf-8") for w in ("Ionawr 0", "January 0", "0000-01"))
    ]


def test_a_strategy_without_data_says_who_answers_for_it_and_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "partnership.toml").write_text(TODAY, "utf-8")
    (tmp_path / "priorities").mkdir()
    (tmp_path / "priorities" / "homes.md").write_text(PRIORITY, "utf-8")
    assert main(["build", str(tmp_path), "--quiet"]) == 0
    documents = tmp_path / "out" / "site" / "documents"
    law = (documents / "strategy" / "law.html").read_text("utf-8")
    assert "they are Two Towns Council and Two Towns Integrated Care Board." in law
    assert "Safer First Town" in law
    checklist = (documents / "strategy" / "checklist.html").read_text("utf-8")
    assert "No action names Two Towns Council, Two Towns Integrated Care Board." in checklist
    # Actions are judged on the first day of the strategy until data say what day it is.
    board = (documents / "board-report" / "index.html").read_text("utf-8")
    assert "0 are late and 0 are at risk on 1 April 2025." in board


def test_after_a_build_that_failed_the_last_release_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "partnership.toml").write_text(TODAY, "utf-8")
    assert main(["build", str(tmp_path), "--quiet"]) == 0
    before = (tmp_path / "store" / "current").resolve()
    (tmp_path / "strategy.toml").write_text('[plan]\nvision = "{{ figure measure=robbery }}"\n', "utf-8")
    assert main(["build", str(tmp_path), "--quiet"]) == 10
    told = capsys.readouterr().err
    assert "strategy.toml, line 2: '{{ figure measure=robbery }}' has no figure" in told
    assert (tmp_path / "store" / "current").resolve() == before and (before / "out" / "site").is_dir()
