"""The calendar of the law: quarters from July 2007, each due at the end of the quarter that follows."""

from datetime import date
from pathlib import Path

import pytest

from wulfrun.data.derived import records
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.definition.statutory_return import HOLDERS, due, first_day, last_day, owed
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError
from wulfrun.words.periods import month_index, period, quarter

PARTNERSHIP = """
[partnership]
name = "Safer Northbank"
area_codes = ["E08990001"]
area_name = "Northbank"
"""


def declared(folder: Path, more: str = "") -> Definition:
    (folder / "partnership.toml").write_text(PARTNERSHIP + more, "utf-8")
    return read(folder, KINDS, list(layouts()), records())


@pytest.mark.parametrize(
    ("month", "day"),
    [
        # SI 2007/1831 reg. 3; the oracle of the domain notes: July to September is due on 31 December.
        ("2008-07", "2008-12-31"),
        ("2008-09", "2008-12-31"),
        ("2007-10", "2008-03-31"),
        ("2008-01", "2008-06-30"),
        ("2008-04", "2008-09-30"),
    ],
)
def test_a_quarter_is_due_at_the_end_of_the_quarter_that_follows(month: str, day: str) -> None:
    assert due(quarter(month_index(month))).isoformat() == day


def test_a_quarter_has_a_first_and_a_last_day() -> None:
    winter = period("2007/08 Q4")
    assert (first_day(winter), last_day(winter)) == (date(2008, 1, 1), date(2008, 3, 31))
    assert last_day(period("2007/08 Q3")) == date(2007, 12, 31)


def test_the_library_declares_every_paragraph_with_its_holder_and_what_it_must_hold(tmp_path: Path) -> None:
    returns = declared(tmp_path).returns
    by_holder = {holder: [each.paragraph for each in returns.values() if each.holder == holder] for holder in
                 ("police", "fire", "council", "health")}  # fmt: skip
    assert {holder: sorted(found) for holder, found in by_holder.items()} == {
        "police": ["1", "2"],
        "fire": ["3", "4"],
        "council": ["5", "6", "7"],
        "health": ["8(a)", "8(b)", "8(c)", "8(d)"],
    }
    assert all(each.fields and each.records and "SI 2007/1831" in each.law for each in returns.values())
    assert set(returns["police-crimes"].fields) == {"category", "date", "time", "location"}
    assert set(HOLDERS.values()) == {"police", "fire", "council", "health"}


def test_the_first_quarter_owed_is_that_of_july_2007(tmp_path: Path) -> None:
    asked = declared(tmp_path).returns["police-crimes"]
    quarters = owed(asked, date(2008, 7, 1))
    assert [each.name for each in quarters] == [
        "2007/08 Q2", "2007/08 Q3", "2007/08 Q4", "2008/09 Q1", "2008/09 Q2",
    ]  # fmt: skip
    assert due(quarters[0]) == date(2007, 12, 31)
    assert owed(asked, date(2007, 6, 30)) == []
    ended = asked.model_copy(update={"until": date(2008, 3, 31)})
    assert [each.name for each in owed(ended, date(2010, 1, 1))][-1] == "2007/08 Q4"


def test_a_folder_may_say_who_holds_a_role_and_when_a_file_came(tmp_path: Path) -> None:
    found = declared(
        tmp_path,
        """
as_of = 2008-09-30
[agency.trust]
name = "Northbank Trust"
holds = ["health"]
[agency.police]
name = "Northbank Police"
[source.crimes]
layout = "police-extract"
agency = "police"
[source.crimes.received]
"extract-2007-*.csv" = 2007-12-20
""",
    )
    assert found.agency["trust"].holds == ("health",)
    assert found.source["crimes"].received == {"extract-2007-*.csv": date(2007, 12, 20)}
    assert found.partnership.as_of == date(2008, 9, 30)


def test_a_role_that_the_law_does_not_know_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="holds"):
        declared(tmp_path, '[agency.trust]\nname = "Trust"\nholds = ["hospital"]\n')
