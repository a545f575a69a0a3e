"""Matching and who knows of what: what is published adds up, and no small number is in it."""

from hypothesis import given
from hypothesis import strategies as st

from wulfrun.assessment.topics.hate import BELOW, COLUMNS, by_year, known_rows, matching_rows
from wulfrun.data.derived._hate_matching import AGENCIES, PLACE, REFERENCE, VICTIM
from wulfrun.data.derived.hate import CODES
from wulfrun.words.periods import month_index

RECEIVED = {
    "police|": 486, "council|": 202, f"council|{REFERENCE}": 42, f"council|{VICTIM}": 25,
    f"council|{PLACE}": 17, "third party|": 141, f"third party|{VICTIM}": 25,
}  # fmt: skip
KNOWS = {"police only": 344, "council only": 202, "third party only": 141, "police and council": 142}


def test_reports_are_incidents_and_those_matched_by_each_rule() -> None:
    police, council, third = matching_rows("2007/08", RECEIVED, KNOWS)
    assert (police["received"], police["incidents"]) == (486, 486)
    assert council == {
        "period": "2007/08", "agency": "council", "received": 286, "same_reference": 42, "same_victim": 25,
        "same_place": 17, "incidents": 202, "note": "",
    }  # fmt: skip
    assert (third["received"], third["same_reference"]) == (166, 0)


def test_an_agency_that_sent_nothing_has_no_row() -> None:
    assert [row["agency"] for row in matching_rows("2003/04", {"police|": 9}, {})] == ["police"]


def test_who_knows_stands_in_one_order_and_its_shares_add_up_to_all() -> None:
    rows = list(known_rows("2007/08", KNOWS, RECEIVED))
    assert [row["known_to"] for row in rows] == [code for code in CODES if code in KNOWS]
    assert round(sum(row["share"] for row in rows), 9) == 100


def test_one_small_number_keeps_back_the_year_in_both_tables() -> None:
    for received, knows in (
        (RECEIVED | {f"council|{PLACE}": 4}, KNOWS),
        (RECEIVED, KNOWS | {"all three": 1}),
    ):
        rows = [*matching_rows("2007/08", received, knows), *known_rows("2007/08", knows, received)]
        numbers = [
            row[name] for row in rows for name in row if name not in ("period", "agency", "known_to", "note")
        ]
        assert set(numbers) == {None}
        assert all("suppressed" in row["note"] for row in rows)


COUNTS = st.integers(0, 12)


@given(
    st.fixed_dictionaries({f"{agency}|{rule}": COUNTS for agency in AGENCIES for rule in COLUMNS}),
    st.fixed_dictionaries(dict.fromkeys(CODES, COUNTS)),
)
def test_no_number_from_1_to_4_is_published(received: dict[str, int], knows: dict[str, int]) -> None:
    for row in [*matching_rows("y", received, knows), *known_rows("y", knows, received)]:
        told = [value for value in row.values() if isinstance(value, int)]
        assert all(value == 0 or value >= BELOW for value in told)
        if row.get("received") is not None:
            assert row["received"] == sum(row[column] for column in COLUMNS.values())


def test_months_are_put_into_their_financial_year() -> None:
    rows = [
        {"month": month_index(name), "code": "police only", "n": 2}
        for name in ("2007-03", "2007-04", "2008-03")
    ]
    assert {year: dict(own) for year, own in by_year(rows, lambda row: row["code"]).items()} == {
        "2006/07": {"police only": 2}, "2007/08": {"police only": 4},
    }  # fmt: skip
