"""What is planted in the example's surveys is found by weighting, and not by a careless percentage."""

import csv
import io
from pathlib import Path

import pytest

from tests.example.survey_city import SurveyCity, survey_city
from wulfrun.assessment.survey_change import wave_change
from wulfrun.methods.survey import difference, proportion_from_sums

pytestmark = pytest.mark.xdist_group("surveys")
CITY = "E08990001"
FIRST, LAST = "2003/04", "2007/08"


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> SurveyCity:
    return survey_city(tmp_path_factory.mktemp("surveys"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> SurveyCity:
    return survey_city(
        tmp_path_factory.mktemp("others"), {"feel_safe_after_dark_change": -10.0, "ni17_high": 33.0}
    )


def careless(city: SurveyCity, year: int) -> tuple[int, int]:
    """Who says safe (1, 2) and who says anything but 9 or a blank, counted from the files, unweighted."""
    yes = base = 0
    seen = set()
    for wave in (2 * year + 1, 2 * year + 2):
        text = (city.folder / f"data/police_authority/feeling-the-difference-{wave:02d}.csv").read_text()
        for row in list(csv.DictReader(io.StringIO(text.split("\n", 2)[2]))):
            if row["Serial"] in ("", *seen) or row["Interview Date"] == "31/02/2005":
                continue
            seen.add(row["Serial"])
            base += row["Q7"] not in ("9", "")
            yes += row["Q7"] in ("1", "2")
    return yes, base


def test_weighted_figures_find_what_was_planted_in_every_wave(usual: SurveyCity) -> None:
    found = {
        (row["measure"], row["period"]): row["value"]
        for row in usual.release.rows("survey_results")
        if row["by"] == "all"
    }
    keys = {"safe": "feel-safe-after-dark", "worried": "fear-of-crime", "dealt": "concerns-dealt-with"}
    for wave, planted in usual.planted["waves"].items():
        for key, measure in keys.items():
            assert found[measure, wave] == pytest.approx(planted[key]["truth"], abs=0.5), (wave, key)
    keys = {"ni17": "perceived-asb", "belong": "belong-to-neighbourhood", "respect": "respect-a-problem",
            "day": "feel-safe-by-day"}  # fmt: skip
    for year, planted in usual.planted["households"].items():
        for key, measure in keys.items():
            assert found[measure, year] == pytest.approx(planted[key]["truth"], abs=0.5), (year, key)


def test_trap_13_a_boosted_quota_sample_unweighted_misses_the_rise_that_is_there(usual: SurveyCity) -> None:
    earlier, later = careless(usual, 0), careless(usual, 4)
    shares = [100 * yes / base for yes, base in (earlier, later)]
    planted = [wave["safe"] for wave in usual.planted["waves"].values()]
    assert shares[1] == pytest.approx(sum(each["unweighted"] for each in planted[-2:]) / 2, abs=0.1)
    assert shares[1] < planted[-1]["truth"] - 3.5
    naive = difference(*(proportion_from_sums(yes, base, base, base) for yes, base in (earlier, later)))
    assert naive.verdict == "no clear change"
    before, now = (usual.figure("feel-safe-after-dark", CITY, year) for year in (FIRST, LAST))
    right = wave_change(before, now)
    assert right is not None and right.verdict == "rose"
    assert 100 * right.difference == pytest.approx(8.0, abs=0.5)
    assert now["note"].startswith("base 1,138, effective 9") and now["note"].endswith("quota sample")


def test_trap_14_no_percentage_of_a_small_base_is_given_and_nothing_of_it_leaks(usual: SurveyCity) -> None:
    rows = [
        row for row in usual.release.table("figures").to_pylist() if row["measure"] == "feel-safe-after-dark"
    ]
    small = [row for row in rows if row["value"] is None]
    assert {row["area_level"] for row in small} >= {"ward"}
    for row in small:
        assert row["numerator"] is None and row["denominator"] is None and row["lower"] is None
        assert "effective base is" in row["note"] or "nobody here" in row["note"]
    shown = [row for row in rows if row["value"] is not None]
    assert {"partnership", "group"} <= {row["area_level"] for row in shown}
    for row in shown:
        worth = float(row["note"].split("effective ")[1].split(";")[0].replace(",", ""))
        assert worth >= 100
    for row in usual.release.rows("survey_results"):
        assert (row["value"] is None) == (row["base"] is None) == ("effective base is under" in row["note"])


def test_targets_say_what_was_planted(usual: SurveyCity, other: SurveyCity) -> None:
    assert usual.target("feel-safe-after-dark")["status"] == "achieved"
    assert usual.target("perceived-asb")["status"] == "achieved"
    assert other.target("feel-safe-after-dark")["status"] == "not achieved"
    assert other.target("perceived-asb")["status"] == "not achieved"
    for city in (usual, other):
        row = city.target("concerns-dealt-with")
        assert row["status"] == "cannot be said" and "clearly short of it" in row["note"]


def test_the_words_of_the_page_change_with_what_was_planted(usual: SurveyCity, other: SurveyCity) -> None:
    page, otherwise = usual.page("topics/surveys.html"), other.page("topics/surveys.html")
    assert "Adults who feel safe outside after dark rose by 8" in page
    assert "Adults who feel safe outside after dark fell by" in otherwise
    for words in ("no design-based standard error", "double perception", "Effective base", "quota"):
        assert words in page
    assert (
        "fell from 31.0% in 2003/04 to 23.1% in 2007/08" in usual.page("measures/perceived-asb.html") + page
    )


def test_each_receipt_counts_what_was_planted(usual: SurveyCity) -> None:
    receipts = {row["path"]: row for row in usual.release.rows("receipts")}
    for number, planted in enumerate(usual.planted["waves"].values(), 1):
        row = receipts[f"data/police_authority/feeling-the-difference-{number:02d}.csv"]
        told = (row["rows_read"], row["accepted"], row["duplicate"], row["refused"])
        assert told == (planted["rows"], planted["accepted"], planted["repeated"], planted["refused"])
    for year, planted in usual.planted["households"].items():
        row = receipts[f"data/council/household-survey-{year.replace('/', '-')}.xlsx"]
        assert row["accepted"] == row["rows_read"] == planted["rows"]


def test_only_who_answers_all_seven_strands_is_in_the_base_of_perceived_disorder(usual: SurveyCity) -> None:
    for year, planted in usual.planted["households"].items():
        assert usual.figure("perceived-asb", CITY, year)["note"].startswith(
            f"base {planted['scored']:,}, effective "
        )


def test_what_is_published_holds_no_respondent(usual: SurveyCity) -> None:
    for path in (usual.folder / "out").rglob("*"):
        if path.suffix in (".csv", ".html", ".json"):
            text = path.read_text("utf-8")
            assert "FTD01-0001" not in text and "HH0300001" not in text, path


def test_the_same_seed_gives_the_same_bytes(usual: SurveyCity, tmp_path: Path) -> None:
    again = survey_city(tmp_path)
    for path in sorted((usual.folder / "data").rglob("*.*")):
        assert path.read_bytes() == (again.folder / path.relative_to(usual.folder)).read_bytes(), path
