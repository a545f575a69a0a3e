"""The page on domestic abuse: nothing without data, honest about few referrals, and help first of all."""

from dataclasses import dataclass
from typing import Any

import pytest

from wulfrun.assessment.topics.domestic import CURRENT, EARLIER, MARAC, SPEED, TIMES
from wulfrun.data.release import Release
from wulfrun.publication.blocks import Grid, Picture, Prose, Statement
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.topic_pages import _domestic_repeats
from wulfrun.publication.topic_pages._domestic_repeats import marac_blocks, waits_blocks
from wulfrun.publication.topic_pages.domestic import pages


@dataclass
class Shown:
    """As much of a shelf as these blocks ask for."""

    tables: dict[str, list[dict[str, Any]]]

    @property
    def release(self) -> "Shown":
        return self

    def rows(self, name: str) -> list[dict[str, Any]]:
        return self.tables.get(name, [])


def marac_row(definition: str, **more: Any) -> dict[str, Any]:
    return {
        "period": "2007/08", "definition": definition, "referrals": 60, "repeats": 12, "share": 0.2,
        "lower": 0.12, "upper": 0.32, "few": True, "note": "",
    } | more  # fmt: skip


def test_without_data_there_is_no_page(release: Release) -> None:
    assert pages(Shelf(release)) == []


def test_few_referrals_are_warned_of_before_the_share_is_read() -> None:
    blocks = list(marac_blocks(Shown({MARAC: [marac_row(CURRENT), marac_row(EARLIER)]})))  # type: ignore[arg-type]
    warned, grid = blocks[1], blocks[2]
    assert isinstance(warned, Statement) and "agencies refer too few" in warned.text
    assert isinstance(grid, Grid)
    assert [row[1] for row in grid.rows] == [
        "Any further abuse (current)",
        "A further criminal act (earlier)",
    ]
    assert grid.rows[0][2:] == ("60", "12", "20.0%", "12.0% to 32.0%")


def test_what_is_suppressed_is_said_to_be() -> None:
    hidden = marac_row(CURRENT, repeats=None, share=None, lower=None, upper=None, few=False)
    blocks = list(marac_blocks(Shown({MARAC: [hidden]})))  # type: ignore[arg-type]
    assert [type(each) for each in blocks] == [Prose, Grid]
    assert isinstance(blocks[1], Grid) and blocks[1].rows[0][3:] == ("suppressed", "suppressed", "")


@pytest.mark.parametrize(
    ("verdict", "tone", "words"),
    [
        ("sooner", "bad", "sooner than"),
        ("later", "good", "longer"),
        ("no clear difference", "neutral", "no clear"),
    ],
)
def test_the_words_follow_the_test_and_the_chart_the_first_and_last_year(
    verdict: str, tone: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_domestic_repeats, "source_of", lambda shelf, measure: "Police")
    times = [
        {"period": period, "day": day, "not_repeated": share, "lower": share - 0.02, "upper": share + 0.02,
         "victims": 1500}
        for period, shares in (("2003/04", (0.9, 0.8)), ("2005/06", (0.9, 0.8)), ("2007/08", (0.88, 0.75)))
        for day, share in zip((30, 360), shares, strict=True)
    ]  # fmt: skip
    speed = [{"earlier": "2003/04", "later": "2007/08", "p": 0.0004, "verdict": verdict}]
    blocks = list(waits_blocks(Shown({TIMES: times, SPEED: speed})))  # type: ignore[arg-type]
    statement = next(each for each in blocks if isinstance(each, Statement))
    assert statement.tone == tone and words in statement.text and "p below 0.001" in statement.text
    shown = next(each for each in blocks if isinstance(each, Picture))
    assert "2003/04" in shown.chart.columns and "2005/06" not in shown.chart.columns
    assert shown.chart.title == "Within 360 days 25% of victims had another incident"
    prose = next(each for each in blocks if isinstance(each, Prose))
    assert "about 1,500 people" in prose.text and "12% within 30 days" in prose.text
