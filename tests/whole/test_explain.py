"""Every figure can be followed to its rule, its records and its files."""

import json
import random
from pathlib import Path

import pytest

from wulfrun.cli import main
from wulfrun.data.release import Release, sha256
from wulfrun.explain import as_text
from wulfrun.figures.lineage import follow
from wulfrun.words.errors import BuildError

pytestmark = pytest.mark.xdist_group("whole")


@pytest.fixture(scope="module")
def release(usual: Path) -> Release:
    return Release((usual / "store" / "current").resolve())


def test_the_records_behind_a_figure_add_up_to_it_and_its_files_are_those_on_disk(
    release: Release, usual: Path
) -> None:
    found = follow(release, "psa1:E08990001:2007/08")
    assert found.counted == found.figure["value"] == sum(row["records"] for row in found.sources)
    assert [row["path"] for row in found.sources] == ["data/police/extract-2007-08.csv"]
    assert found.sources[0]["sha256"] == sha256(usual / "data" / "police" / "extract-2007-08.csv")
    assert found.sources[0]["agency"] == "police"


def test_any_counted_figure_is_recounted_to_the_same_number(release: Release) -> None:
    measures = release.definition["measure"]
    rows = [
        row
        for row in release.rows("figures")
        if row["numerator"] is not None
        and "." not in row["measure"]
        and measures[row["measure"]]["kind"] != "survey"
    ]
    people = [row for row in rows if measures[row["measure"]]["kind"] == "people"]
    chance = random.Random(1)
    for row in [*chance.sample(rows, 12), *chance.sample(people, 3)]:
        found = follow(release, f"{row['measure']}:{row['area_code']}:{row['period']}")
        assert found.counted == row["numerator"], row


def test_the_explanation_says_measure_filter_interval_agency_and_sql(release: Release) -> None:
    text = as_text(follow(release, "domestic-burglary.rate:E08990001:2006/07"))
    for part in (
        "Domestic burglary",
        "domestic-burglary",
        "interval",
        "group is domestic-burglary",
        "police",
        "sha256",
        "SELECT",
    ):
        assert part in text


def test_a_change_says_both_counts(release: Release) -> None:
    text = as_text(follow(release, "psa1.on-baseline:E08990001:2007/08"))
    assert "15,504 over 20,400" in text


def test_a_figure_that_does_not_exist_is_answered_with_the_nearest(release: Release) -> None:
    with pytest.raises(BuildError, match=r"no figure has the measure 'psa2'\. Did you mean 'psa1'"):
        follow(release, "psa2:E08990001:2007/08")
    with pytest.raises(BuildError, match="expected measure:area:period"):
        follow(release, "psa1")


def test_a_suppressed_figure_stays_suppressed_when_explained(release: Release) -> None:
    row = next(row for row in release.rows("figures") if row["suppressed"] and row["period_kind"] == "year")
    text = as_text(follow(release, f"{row['measure']}:{row['area_code']}:{row['period']}"))
    assert "value     suppressed" in text


def test_explain_as_json(usual: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(usual), "psa1:E08990001:2003/04", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["records_counted"] == 20400
    assert said["sources"][0]["sha256"]
