"""The page on hate: absent without data, nothing kept back is shown, a share moves only where it is sure."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from wulfrun.publication.blocks import Grid, Statement
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages._hate_shares import moved
from wulfrun.publication.topic_pages._hate_words import HOW_TO_REPORT, MATCHING_RULES
from wulfrun.publication.topic_pages.hate import _known, _received, pages


@dataclass
class Shelf:
    """What the page asks of a shelf."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    years: list[Row] = field(default_factory=list)
    better: str = "higher"
    whole: str = "X1"

    @property
    def release(self) -> "Shelf":
        return self

    @property
    def measures(self) -> dict[str, Row]:
        return {name: {"title": "Detected", "better": self.better} for name in ("m", "hate-known-to-police")}

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def latest(self, *_: str) -> str:
        return ""

    def series(self, *_: str) -> list[Row]:
        return self.years


def matching(period: str, agency: str, *numbers: int | None) -> Row:
    names = ("received", "same_reference", "same_victim", "same_place", "incidents")
    return {"period": period, "agency": agency, **dict(zip(names, numbers, strict=True))}


def year(period: str, value: float, lower: float, upper: float) -> Row:
    return {"period": period, "value": value, "lower": lower, "upper": upper}


def of(kind: type, blocks: Any) -> list[Any]:
    return [each for each in blocks if isinstance(each, kind)]


def test_where_nothing_of_hate_was_sent_there_is_no_page() -> None:
    assert pages(Shelf()) == []  # type: ignore[arg-type]


def test_the_page_counts_the_last_year_that_is_not_kept_back() -> None:
    rows = [
        matching("2006/07", "police", 50, 0, 0, 0, 50), matching("2006/07", "council", 30, 6, 5, 9, 10),
        matching("2007/08", "police", *[None] * 5), matching("2007/08", "council", *[None] * 5),
    ]  # fmt: skip
    blocks = list(_received(Shelf({"hate_matching": rows})))  # type: ignore[arg-type]
    (said,), (grid,) = of(Statement, blocks), of(Grid, blocks)
    assert "In 2006/07 police, council and third parties received 80 reports of 60 incidents: 20" in said.text
    assert grid.rows[-1] == ("2007/08", "Council", *["suppressed"] * 5)


def test_who_knew_nothing_yet_is_a_nought_and_who_is_kept_back_is_not() -> None:
    rows = [
        {"period": "2003/04", "known_to": "police only", "incidents": 40},
        {"period": "2007/08", "known_to": "police only", "incidents": None},
        {"period": "2007/08", "known_to": "all three", "incidents": None},
    ]
    (grid,) = of(Grid, _known(Shelf({"hate_known": rows})))  # type: ignore[arg-type]
    assert grid.rows == [("Police only", "40", "suppressed"), ("All three", "0", "suppressed")]


@pytest.mark.parametrize(
    ("last", "better", "tone", "words"),
    [
        (year("2007/08", 38, 33, 43), "higher", "neutral", "no clear change"),
        (year("2007/08", 60, 55, 65), "higher", "good", "a rise"),
        (year("2007/08", 60, 55, 65), "lower", "bad", "a rise"),
        (year("2007/08", 10, 8, 12), "higher", "bad", "a fall"),
        (year("2007/08", 60, 55, 65), "neither", "neutral", "a rise"),
    ],
)
def test_a_share_moved_only_where_its_intervals_lie_apart(
    last: Row, better: str, tone: str, words: str
) -> None:
    shelf = Shelf(years=[year("2003/04", 34, 29, 39), last], better=better)
    (said,) = moved(shelf, "m")  # type: ignore[arg-type]
    assert said.tone == tone and words in said.text


def test_the_page_says_how_to_report_and_what_the_rules_are() -> None:
    assert "999" in HOW_TO_REPORT[0][1]
    assert any("only where the person who reports wants that" in text for _, text in HOW_TO_REPORT)
    told = " ".join(text for _, text in MATCHING_RULES)
    assert "at most 3 days apart" in told and "at most 1 day apart" in told
