"""What single pages say: the words follow the figures."""

import re
from pathlib import Path
from types import SimpleNamespace

from wulfrun.data.release import Release
from wulfrun.publication.page import Citations, anchor, environment, markdown
from wulfrun.publication.pages.evidence import _alike, runs
from wulfrun.publication.pages.gap import MOST_IN_FULL, foremost
from wulfrun.publication.pages.targets import summary_of, thinned
from wulfrun.publication.shelf import Shelf


def _text(path: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", path.read_text("utf-8")))


def test_the_overview_says_the_status_of_every_target(site: Path) -> None:
    text = _text(site / "index.html")
    for status in ("Achieved", "Not achieved", "On track", "At risk", "Off track", "Cannot be said"):
        assert status in text


def test_the_overview_names_the_fall_of_the_basket_and_the_aim_of_more_reports(site: Path) -> None:
    text = _text(site / "index.html")
    assert re.search(
        r"PSA1 basket of ten crime types fell by \d+\.\d%, from [\d,]+ offences in 2003/04", text
    )
    assert "More reports are the aim" in text


def test_a_month_without_data_is_told_and_not_compared(site: Path) -> None:
    assert "No file for November 2006" in _text(site / "data-quality.html")
    assert "because November 2006 is missing" in _text(site / "measures" / "asb.html")


def test_a_break_is_told_on_the_page_of_its_measure(site: Path) -> None:
    assert "A break in the series, 1 April 2005." in _text(site / "measures" / "asb.html")
    assert "A break in the series" not in _text(site / "measures" / "psa1.html")


def test_an_approximation_is_named_as_one(site: Path) -> None:
    assert "An approximation. Calls to the police, not every incident." in _text(
        site / "measures" / "asb.html"
    )


def test_a_month_outside_its_limits_is_news(site: Path) -> None:
    assert "March 2008 stands out as" in _text(site / "index.html")


def test_an_explanation_names_the_rule_the_sql_and_the_file_with_its_fingerprint(site: Path) -> None:
    text = _text(site / "explanations" / "domestic-burglary.html")
    assert "28A, 29 (to 31 March 2017); 28E (from 1 April 2017)" in text
    assert "SELECT sum(n) FROM cube -- domestic-burglary" in text
    assert "data/police/2003.csv" in text and "0" * 64 in text and "Exampleton Police" in text


def test_receipts_account_for_every_row(site: Path) -> None:
    assert re.search(
        r"Recorded crime extract Exampleton Police 2 2,000 1,800 100 60 40", _text(site / "sources.html")
    )


def test_a_priority_shows_its_prose_but_never_raw_html(site: Path) -> None:
    html = (site / "priorities.html").read_text("utf-8")
    assert "<strong>first</strong>" in html and "<h3>Why</h3>" in html and "&lt;b&gt;x&lt;/b&gt;" in html
    assert "Fit 500 locks" in html and "30 June 2007" in html


def test_what_changed_since_the_last_edition_is_listed(site: Path) -> None:
    text = _text(site / "changes.html")
    assert "1 figure has changed since the edition of 31 January 2008" in text and "17,012" in text


def test_headings_of_prose_go_under_the_headings_of_the_page() -> None:
    assert markdown("# One\n\n## Two") == "<h3>One</h3>\n<h4>Two</h4>\n"


def test_a_picture_in_prose_is_a_link_so_that_no_page_asks_another_site_for_anything() -> None:
    found = markdown("![A <lamp>](https://elsewhere.example/lamp.gif)")
    assert found == (
        '<p><a class="govuk-link" href="https://elsewhere.example/lamp.gif">A &lt;lamp&gt;</a></p>\n'
    )


def test_marks_of_figures_that_an_author_pasted_show_nothing() -> None:
    made = environment({}, Citations())
    assert made.from_string("{{ prose(text) }}").render(text="Odd \ue0005\ue001 sign", root="") == (
        "<p>Odd  sign</p>\n"
    )


def test_a_year_and_a_month_have_different_anchors() -> None:
    assert anchor("m", "A", "2007/08") != anchor("m", "A", "2007-08")


def test_months_with_one_status_are_told_as_one_run_and_a_hole_splits_them(release: Release) -> None:
    rows = [
        {"record": "street", "month": month, "status": status, "reason": "", "rows": 1, "placed_share": 0.5}
        for month, status in [("2006-10", "complete"), ("2006-11", "missing"), ("2006-12", "complete"),
                              ("2007-01", "complete")]
    ]  # fmt: skip
    assert [(run["first"], run["last"], run["status"]) for run in runs(Shelf(release), rows)] == [
        ("2006-10", "2006-10", "complete"),
        ("2006-11", "2006-11", "missing"),
        ("2006-12", "2007-01", "complete"),
    ]


def test_the_summary_counts_the_targets_in_a_sentence() -> None:
    items = [
        {"row": {"status": status}} for status in ("achieved", "achieved", "off track", "cannot be said")
    ]
    assert summary_of(items) == "There are 4 targets: 2 were achieved, 1 is off track and 1 cannot be judged."
    assert summary_of(items[2:3]) == "There is 1 target: 1 is off track."


def test_a_long_table_of_rolling_years_keeps_the_latest_thirteen_and_one_of_each_year_before() -> None:
    rows = [{"place": place} for place in range(61)]
    assert [row["place"] for row in thinned(rows)] == [0, 12, 24, 36, *range(48, 61)]
    assert thinned(rows[:24]) == rows[:24]


def test_of_many_gaps_those_of_targets_and_priorities_are_shown_in_full(
    release: Release,
) -> None:
    others = [{"said": SimpleNamespace(measure=f"m{number}")} for number in range(MOST_IN_FULL)]
    aimed = {"said": SimpleNamespace(measure="psa1")}
    assert foremost(Shelf(release), others) == (others, [])
    assert foremost(Shelf(release), [*others, aimed]) == ([aimed], others)


def test_many_findings_of_one_kind_are_one_row_whatever_their_sources() -> None:
    rows = [
        {"kind": "refused rows", "source": f"source {number}", "record": "", "effect": "Not counted."}
        for number in range(9)
    ]
    (one,) = _alike(rows)
    assert (one["source"], len(one["more"])) == ("9 sources", 8)
    assert _alike(rows[:2]) == rows[:2]
