"""The page on small numbers says what was kept back, what was tried, and what was public before."""

from dataclasses import dataclass
from typing import Any

from wulfrun.data.release import Rows
from wulfrun.publication.blocks import Grid, Lead, Picture, Statement
from wulfrun.publication.topic_pages.disclosure import pages

ROW = {
    "counts": "hate", "range": 5, "figures": 129, "hidden": 124, "attacked": 110, "differences": 7,
    "public_before": 0, "narrowest": 5,
}  # fmt: skip
OPEN = ROW | {
    "counts": "marac_repeats.referrals", "figures": 2, "hidden": 0, "attacked": 0, "differences": 0,
    "narrowest": None,
}  # fmt: skip


@dataclass
class Shown:
    """As much of a shelf as the page asks for."""

    tables: dict[str, Rows]

    @property
    def definition(self) -> dict[str, Any]:
        return {
            "measure": {"hate": {"title": "Hate incidents"}, "knives": {"title": "Offences with a knife"}}
        }

    @property
    def manifest(self) -> dict[str, str]:
        return {"through": "2008-03"}

    @property
    def release(self) -> "Shown":
        return self

    def rows(self, name: str) -> Rows:
        return self.tables.get(name, [])


def blocks(*rows: dict[str, Any]) -> list[Any]:
    shelf: Any = Shown({"disclosure": list(rows)})
    (page,) = pages(shelf)
    return list(page.content["blocks"])


def test_it_says_how_many_are_kept_back_and_that_none_was_worked_out() -> None:
    (lead,) = [each for each in blocks(ROW, OPEN) if isinstance(each, Lead)]
    assert lead.text == (
        "124 counts are kept back because they are small or would tell a small one. We tried to work out "
        "each of the 110 that are not nought, and 7 small differences between counts, from everything "
        "published, together: none could be told more closely than it may be."
    )


def test_the_table_has_every_measure_and_every_column_of_a_topic() -> None:
    (table,) = [each for each in blocks(ROW, OPEN) if isinstance(each, Grid)]
    assert table.rows[0] == ("Hate incidents", "5", "129", "124", "110", "7", "5")
    assert table.rows[1][0] == "Referrals in the table marac repeats"
    assert table.rows[1][-1] == ""


def test_the_chart_has_the_most_first_and_its_table_says_measures() -> None:
    knives = ROW | {"counts": "knives", "hidden": 300}
    (shown,) = [each for each in blocks(ROW, knives, OPEN) if isinstance(each, Picture)]
    assert shown.chart.title == "Most counts are kept back of: Offences with a knife"
    assert shown.chart.date == "March 2008"
    assert shown.table.heads == ["Measure", "#Counts kept back"]
    assert shown.table.rows == (("Offences with a knife", "300"), ("Hate incidents", "124"))


def test_what_an_edition_told_before_is_said_and_not_hidden() -> None:
    said = [each.text for each in blocks(ROW | {"public_before": 3}) if isinstance(each, Statement)]
    assert said == [
        "3 counts that are kept back now are told by an earlier edition, or can be worked out from earlier "
        "editions alone. That cannot be undone; nothing published now adds to it."
    ]


def test_where_nothing_is_small_nothing_is_claimed() -> None:
    (lead,) = [each for each in blocks(OPEN) if isinstance(each, Lead)]
    assert lead.text == "No count is small enough to be kept back, and none is."
    shelf: Any = Shown({})
    assert pages(shelf) == []
