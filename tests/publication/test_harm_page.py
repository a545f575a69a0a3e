"""The page on harm says no more than the interval allows, and what could not be weighed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.assessment.topics.test_harm_topic import known, offences

from wulfrun.assessment.topics.harm import TABLES, TOPIC
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages.harm import pages


@dataclass
class Shelf:
    """What the page asks of a shelf."""

    tables: dict[str, list[Row]]
    place: str = "Exampleton"

    @property
    def release(self) -> "Shelf":
        return self

    def rows(self, name: str) -> list[Row]:
        return [{**dict.fromkeys(TABLES[name].names), **row} for row in self.tables.get(name, [])]


def page(folder: Path, **more: Any) -> Page:
    (made,) = pages(Shelf(dict(TOPIC.assess(known(folder, **more)))))  # type: ignore[arg-type]
    return made


def said(made: Page) -> str:
    blocks: list[Any] = list(made.content["blocks"])
    return " ".join(str(getattr(each, "text", "")) for each in blocks)


def test_harm_is_told_beside_the_count_with_its_interval(tmp_path: Path) -> None:
    made = page(tmp_path, now=3.0)
    assert "Harm rose from 2006/07 to 2007/08: +200.0% a head, between" in said(made)
    assert "The plain count a head rose" in said(made)
    assert "95% interval" in said(made)
    assert made.charts[0].title == "Harm and the number of offences both rose in 2007/08"
    assert [chart.name for chart in made.charts] == [
        f"harm-test-{each}" for each in ("years", "codes", "places")
    ]


def test_no_clear_change_is_not_called_one(tmp_path: Path) -> None:
    made = page(tmp_path)
    assert "Harm shows no clear change from 2006/07 to 2007/08" in said(made)
    assert "cannot be said for sure" in made.charts[2].title


def test_what_was_not_weighed_is_told(tmp_path: Path) -> None:
    text = said(page(tmp_path))
    assert "of the offences of 2007/08 have no weight" in text and "92E" in text
    assert "That is much" not in text
    assert "That is much: a change of harm may come from" in said(
        page(tmp_path, extra=offences("92E", 0, 99))
    )


def test_what_is_too_few_to_tell_is_said_to_be(tmp_path: Path) -> None:
    few = offences("28A", 0, 60) + offences("46", 0, 900) + offences("92E", 0, 3)
    text = said(page(tmp_path, now=0.0, extra=few))
    assert "Too few offences of 2007/08 to tell have no weight and are left out" in text
    grave = offences("1", 0, 1) + offences("46", 0, 5)
    made = page(tmp_path, now=0.0, extra=grave)
    assert "or a few grave offences make it." in said(made)
    assert "harm-test-codes" not in [chart.name for chart in made.charts]


def test_invented_weights_are_called_invented(tmp_path: Path) -> None:
    assert "The weights are invented" in said(page(tmp_path, invented=True))
    assert "The weights are invented" not in said(page(tmp_path))


def test_places_that_are_kept_back_are_counted_and_not_drawn(tmp_path: Path) -> None:
    made = page(tmp_path, extra=offences("1", 3, 1))
    assert "Suppressed small numbers: 2" in made.charts[2].alt
    assert pages(Shelf({})) == []  # type: ignore[arg-type]
