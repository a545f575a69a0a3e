"""The page of the neighbourhood teams draws contacts beside the hours worked."""

from typing import Any

import pytest
from tests.publication.test_time_pages import Shelf

from wulfrun.assessment.topics.lana import CONTACTS
from wulfrun.publication import page_charts
from wulfrun.publication.topic_pages.lana import _contacts


def row(month: str, rate: float | None, rule: str | None = None) -> dict[str, Any]:
    limits = {"centre": 25.0, "lower": 20.0, "upper": 30.0} if rate is not None else {}
    return {"month": month, "rate": rate, "centre": None, "lower": None, "upper": None, **limits,
            "rule": rule, "segment": 0}  # fmt: skip


def test_contacts_are_drawn_for_the_hours_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_charts, "source_of", lambda *each: "Northbank Police")
    monkeypatch.setattr(page_charts, "marks", lambda *each: [])
    rows = [row("2008-01", 24.0), row("2008-02", None), row("2008-03", 33.0, "point outside the limits")]
    shelf: Any = Shelf({CONTACTS: rows})
    _, about, shown = _contacts(shelf)
    assert "narrower where more hours were worked (u' chart, Laney)" in about.text  # type: ignore[attr-defined]
    chart = shown.chart  # type: ignore[attr-defined]
    assert chart.title == (
        "Contacts with residents for every 100 hours of patrol: March 2008 stands out as higher than usual"
    )
    assert chart.subtitle == "By month, Exampleton, January 2008 to March 2008, u' chart"
    assert [each[1] for each in chart.rows] == ["24", "no data", "33"]


def test_one_month_alone_has_no_chart() -> None:
    shelf: Any = Shelf({CONTACTS: [row("2008-01", 24.0)]})
    assert list(_contacts(shelf)) == []
