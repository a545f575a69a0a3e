"""What neighbourhood teams did: contacts are judged for the hours worked, not by themselves."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.assessment.book_by_hand import a_break, book_of, definition_of, rows_of

from wulfrun.assessment.topics.lana import ASKED, CONTACTS, COUNTED, HOURS, TABLES, assess
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.release import Rows
from wulfrun.methods.control_chart import OUTSIDE
from wulfrun.methods.laney import u_prime


def rows(contacts: list[float], hours: list[float], breaks: Any = ()) -> Rows:
    geography: Any = SimpleNamespace(areas=[])
    empty: Any = None
    book = book_of(rows_of(contacts, COUNTED), rows_of(hours, HOURS))
    known = Known(definition_of(), empty, book, 0, geography, empty, {}, [], empty, {}, list(breaks))
    found = assess(known)
    assert found[ASKED] == []
    return found[CONTACTS]


def months(hours: list[float], rate: float = 0.25) -> list[float]:
    draw = np.random.default_rng(20080)
    return draw.poisson(rate * np.array(hours)).astype(float).tolist()


def test_contacts_have_a_chart_whose_limits_follow_the_hours() -> None:
    hours = [2000.0] * 20 + [400.0] * 10
    contacts = months(hours)
    found = rows(contacts, hours)
    chart = u_prime(contacts, hours, scale=100, least=12)
    assert set(found[0]) == set(TABLES[CONTACTS].names)
    for name in ("centre", "lower", "upper"):
        assert [row[name] for row in found] == pytest.approx(getattr(chart, name).tolist())
    first, last = (found[at]["upper"] - found[at]["centre"] for at in (0, -1))
    assert last == pytest.approx(first * 5**0.5)


def test_fewer_contacts_in_as_many_hours_stand_out() -> None:
    hours = [2000.0] * 30
    contacts = months(hours)
    contacts[12] /= 2
    assert [row["rule"] == OUTSIDE for row in rows(contacts, hours)] == [at == 12 for at in range(30)]


def test_a_month_without_contacts_or_hours_is_a_gap() -> None:
    hours = [2000.0] * 30
    contacts = months(hours)
    contacts[3], hours[5], hours[7] = np.nan, np.nan, 0.0
    found = rows(contacts, hours)
    assert [at for at, row in enumerate(found) if row["rate"] is None] == [3, 5, 7]
    assert found[3]["rule"] is found[5]["upper"] is None


def test_limits_start_afresh_at_a_break_and_need_a_year() -> None:
    hours = [2000.0] * 30
    broken = {**a_break("2004-08-01"), "measure": HOURS}
    assert {row["segment"] for row in rows(months(hours), hours, [broken])} == {0, 1}
    assert rows(months(hours)[:11], hours[:11]) == []
    assert rows([], []) == []
