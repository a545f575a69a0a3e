"""The pages on near repeats and on time of day say what was found, and no more than it allows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.assessment.topics.test_near_repeats import ABOUT, town

from wulfrun.assessment.topics import near_repeats as near
from wulfrun.assessment.topics import time_of_day as hours
from wulfrun.assessment.topics._offence_points import Offences
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages import near_repeats, time_of_day


@dataclass
class Shelf:
    """What the pages ask of a shelf."""

    tables: dict[str, list[Row]]
    place: str = "Exampleton"

    @property
    def release(self) -> "Shelf":
        return self

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])


def shelf(found: dict[str, list[Row]], schemas: Any) -> Any:
    """Rows as they come back from a release: every column there."""
    return Shelf(
        {name: pa.Table.from_pylist(rows, schemas[name]).to_pylist() for name, rows in found.items()}
    )


def said(page: Page) -> str:
    words = []
    for each in page.content["blocks"]:
        words.append(getattr(each, "text", ""))
        for pair in getattr(each, "pairs", ()):
            words.extend(pair)
        words.append(str(getattr(each, "rows", "")))
    return " ".join(words)


def near_page(**other: Any) -> Page:
    found = near.rows_of(town(**other), ABOUT, 5, homes=True)
    (page,) = near_repeats.pages(shelf(found, near.TABLES))
    return page


def test_near_repeats_are_said_with_their_interval_and_drawn() -> None:
    page = near_page(seed=1, near=0.15)
    words = said(page)
    assert "For 14 days after one offence, another within 200 metres is" in words
    assert "95% interval" in words and "Here they are shown for domestic burglary" in words
    (chart,) = page.charts
    assert "clearly more pairs than chance brings" in chart.title and chart.rows[0][0] == "Same place"


def test_none_shown_is_not_said_to_be_none_there() -> None:
    words = said(near_page(seed=4, near=0))
    assert "no more than chance can bring" in words and "None are shown here." in words


def test_a_little_more_than_chance_is_not_called_near_repeats() -> None:
    told = {"metres": 200, "days": 14, "verdict": near.NOT_SHOWN, "ratio": 1.04, "lower": 1.01, "upper": 1.07}
    assert "1.04 times as many as chance would have it, too little above it" in near_repeats.sentence(told)
    alike = near_repeats.sentence({**told, "ratio": 1.01, "lower": 0.95})
    assert "no more than chance can bring" in alike


def test_small_pairs_are_nowhere_on_the_page() -> None:
    page = near_page(seed=1, near=0.02, events=300)
    assert "fewer than can be told" in said(page)
    assert any("suppressed" in cell for chart in page.charts for row in chart.rows for cell in row)


def test_where_only_months_are_known_the_page_says_what_is_needed() -> None:
    row = {"group": "domestic-burglary", "title": "Domestic burglary", "verdict": near.CANNOT,
           "note": near.STREET_ONLY}  # fmt: skip
    (page,) = near_repeats.pages(shelf({near.GROUPS: [row]}, near.TABLES))
    assert "Near repeats cannot be worked out: data.police.uk gives the month" in said(page)
    assert "The data sent do not let them be worked out." in said(page) and page.charts == ()


def test_the_busiest_hours_stand_in_the_title_and_small_numbers_nowhere() -> None:
    draw = np.random.default_rng(0)
    start = draw.integers(0, 300, 2000) * 1440.0 + np.where(draw.random(2000) < 0.7, 22 * 60, 9 * 60)
    none = np.zeros(2000)
    about = {**ABOUT, "group": "wounding", "title": "Wounding"}
    found = hours.rows_of(Offences(none, none, start, start), about)
    (page,) = time_of_day.pages(shelf(found, hours.TABLES))
    (chart,) = page.charts
    assert chart.title == "Wounding: busiest 09:00 to 10:00 and 22:00 to 23:00"
    assert len(chart.rows) == 24 and chart.columns[1:] == time_of_day.DAYS
    assert "100.0% of 2,000 offences are known to the hour." in said(page)


def test_days_of_the_week_are_said_in_a_sentence_a_group() -> None:
    draw = np.random.default_rng(0)
    start = draw.integers(0, 300, 2000) * 1440.0
    none = np.zeros(2000)
    days = {"day_known": 1990, "busiest_day": 5, "busiest_events": 410, "weekday_p": 0.0,
            "weekday_adjusted": 0.0, "uneven": True}  # fmt: skip
    about = {**ABOUT, "group": "wounding", "title": "Wounding", **days}
    found = hours.rows_of(Offences(none, none, start, start), about)
    few = {**ABOUT, **days, "group": "robbery", "title": "Robbery", "note": "fewer than 280 offences",
           "day_known": 40, "weekday_adjusted": 0.37, "uneven": False, "events": 60, "too_long": 0,
           "unknown": 0, "reversed": 0}  # fmt: skip
    found[hours.GROUPS].append(few)
    (page,) = time_of_day.pages(shelf(found, hours.TABLES))
    words = said(page)
    assert (
        "Not spread evenly over the week (p under 0.01): most on Saturdays, about 410 of 1,990; if even, 284."
    ) in words
    assert "No uneven spread over the week is shown (p 0.37; 40 offences)." in words
    assert "corrected for 2 groups" in words


def test_without_rows_there_is_no_page() -> None:
    assert near_repeats.pages(shelf({}, {})) == [] and time_of_day.pages(shelf({}, {})) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [([], ""), ([23, 0, 1], "23:00 to 02:00"), ([1, 2, 8], "01:00 to 03:00 and 08:00 to 09:00"),
     (list(range(24)), "the whole day")],
)  # fmt: skip
def test_hours_are_said_as_stretches_of_the_clock(given: list[int], words: str) -> None:
    assert time_of_day.hours_words(given) == words
