"""Two sources never count the same thing twice in silence."""

from wulfrun.data.batches import Receipt
from wulfrun.data.double_supply import double_supply
from wulfrun.data.sources import layouts
from wulfrun.data.taken import Tally
from wulfrun.words.periods import month_index


def receipt(source: str, layout: str, first: str, last: str) -> Receipt:
    record = layouts()[layout].record
    tally = Tally(first_month=month_index(first), last_month=month_index(last))
    return Receipt(f"{source}.csv", source, source, 1, source, "police", layout, record, tally)


def said(*receipts: Receipt) -> list[str]:
    return [str(mistake) for mistake in double_supply(receipts, layouts())]


def test_street_files_and_counts_made_from_them_cannot_stand_in_one_month() -> None:
    found = said(
        receipt("street", "police-street", "2024-01", "2024-01"),
        receipt("counts", "area-month-counts", "2023-05", "2024-02"),
    )
    assert found == [
        "partnership.toml, [source.street]: 'counts' and 'street' both give street records of 2024-01. "
        "Everything would be counted twice: take one of them out, or limit its files."
    ]


def test_street_files_may_follow_counts() -> None:
    assert not said(
        receipt("street", "police-street", "2024-03", "2024-03"),
        receipt("counts", "area-month-counts", "2023-05", "2024-02"),
    )


def test_an_extract_and_a_published_table_do_not_make_one_series() -> None:
    found = said(
        receipt("crimes", "police-extract", "2003-04", "2008-03"),
        receipt("tables", "recorded-crime-csp", "2008-06", "2010-03"),
    )
    assert "cannot make one series" in found[0]


def test_two_forces_may_supply_one_kind_of_file() -> None:
    assert not said(
        receipt("county", "police-street", "2024-01", "2024-01"),
        receipt("railway", "police-street", "2024-01", "2024-01"),
    )
