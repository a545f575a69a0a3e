"""What is wrong with the data is said in words: what was found, and what it keeps from being said."""

from dataclasses import replace

from wulfrun.data.batches import Receipt
from wulfrun.data.coverage import Month
from wulfrun.data.quality import findings
from wulfrun.data.tables import QUALITY
from wulfrun.data.taken import Tally
from wulfrun.words.periods import month_index

NOTHING = "nothing was received for this month"
FIRST = month_index("2023-05")
EFFECT = "No figure is given for any period that holds {}, and nothing is compared across {}."
RECEIPT = Receipt(
    "data/police/a.csv", "f", "f" * 64, 1, "street", "police", "police-street", "street", Tally()
)


def _month(at: int, status: str = "complete", reason: str = "", share: float = 1.0) -> Month:
    return Month("street", FIRST + at, status, reason, 0 if status == "missing" else 900, share)


def _of(months: list[Month] | None = None, receipts: list[Receipt] | None = None) -> list[dict[str, object]]:
    return findings(months or [], receipts or [], [], [])


def _tally(**counts: int) -> list[tuple[object, ...]]:
    receipt = replace(RECEIPT, tally=Tally(first_month=FIRST, last_month=FIRST + 1, **counts))
    return [
        (row["kind"], row["found"], row["effect"], row["severity"], row["period"])
        for row in _of(receipts=[receipt])
    ]


def test_whole_data_are_not_remarked_on() -> None:
    assert _of([_month(at) for at in range(8)], [RECEIPT]) == []


def test_a_missing_month_is_named_with_what_it_keeps_back() -> None:
    (row,) = _of([_month(0), _month(1, "missing", NOTHING), _month(2)])
    assert row == {
        "kind": "missing month",
        "record": "street",
        "source": "",
        "period": "2023-06",
        "found": NOTHING,
        "effect": EFFECT.format("this month", "it"),
        "severity": "blocks",
    }
    assert list(row) == QUALITY.names


def test_months_missing_in_a_row_are_one_finding() -> None:
    (row,) = _of([_month(at, "missing", NOTHING) for at in range(3)])
    assert row["period"] == "2023-05 to 2023-07"
    assert row["found"] == NOTHING
    assert row["effect"] == EFFECT.format("these months", "them")


def test_months_apart_or_for_different_reasons_are_findings_of_their_own() -> None:
    rows = _of(
        [
            _month(0, "missing", NOTHING),
            _month(1, "partial", "44 of 161 areas report; 158 would with 626 rows"),
            _month(2, "partial", "41 of 161 areas report; 158 would with 502 rows"),
            _month(3),
            _month(4, "missing", NOTHING),
        ]
    )
    assert [(row["kind"], row["period"]) for row in rows] == [
        ("missing month", "2023-05"),
        ("missing month", "2023-09"),
        ("partial month", "2023-06"),
        ("partial month", "2023-07"),
    ]


def test_a_month_whose_placeless_rows_were_taken_out_is_told() -> None:
    months = [_month(at, share=0.97 + at / 1000) for at in range(7)] + [_month(7, share=1.0)]
    (row,) = _of(months)
    assert (row["kind"], row["period"], row["severity"]) == ("rows removed", "2023-12", "warns")
    assert row["found"] == (
        "every row has a place, which no other month's do: rows without one were probably removed"
    )


def test_refused_rows_are_counted_and_their_file_named() -> None:
    receipt = replace(RECEIPT, tally=Tally(rows_read=1200, refused=3), rejects="store/refused/a.csv")
    (row,) = _of(receipts=[receipt])
    assert row["found"] == (
        "data/police/a.csv: 3 of 1,200 rows were refused. "
        "They are in store/refused/a.csv with the reason beside each."
    )
    assert (row["effect"], row["severity"]) == ("They are not counted.", "warns")


def test_what_is_only_told_says_how_it_was_dealt_with() -> None:
    assert _tally(mixed_vintage=77, identical=3098, negative=19) == [
        (
            "identical rows",
            "3,098 rows without a Crime ID, in 1 file, are the same as another.",
            "All are counted: nothing shows them to be repeats.",
            "told",
            "2023-05 to 2023-06",
        ),
        (
            "mixed vintages",
            "77 rows, in 1 file, carry LSOA codes of the other vintage.",
            "Each was brought into the vintage in use, by its point where the area was divided.",
            "told",
            "2023-05 to 2023-06",
        ),
        (
            "negative counts",
            "data/police/a.csv: 19 counts are below zero: corrections of earlier quarters.",
            "They are counted as published.",
            "told",
            "2023-05 to 2023-06",
        ),
    ]


def test_a_file_that_no_source_takes_says_what_to_do() -> None:
    (row,) = findings([], [], ["data/police/odd.txt"], [])
    assert row["found"] == "data/police/odd.txt was not used: no source takes it."
    assert row["effect"] == "Add a [source.NAME] for it in partnership.toml, or take it out of data/."


def test_what_keeps_figures_back_stands_first() -> None:
    months = [_month(0, "missing", NOTHING), _month(1)]
    receipt = replace(RECEIPT, tally=Tally(refused=1, rows_read=2, identical=2))
    rows = findings(months, [receipt], ["x.txt"], ["the ward of L1 is a best fit"])
    assert [row["severity"] for row in rows] == ["blocks", "warns", "warns", "told", "told"]
