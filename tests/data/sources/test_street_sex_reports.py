"""Residents' reports of street sex: a kind, a day and a place; nothing of any person."""

import pytest
from street_world import HERE

from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.sources.street_sex_reports import LAYOUT, TYPES, accepts
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="street-sex-reports", agency="council")
USUAL = {
    "reference": "SS-1", "reported": "14/05/2007", "type": "kerb-crawling", "easting": "391540",
    "northing": "298860", "lsoa": "", "area": "Penn", "received_by": "council warden",
}  # fmt: skip


def said(**changed: str) -> Found:
    row = accepts(USUAL | changed, SOURCE)
    assert row is not None
    return row


def test_a_report_is_dated_by_the_day_it_was_made_and_placed_by_its_point() -> None:
    row = said()
    assert (row.month, row.code, row.key) == (month_index("2007-05"), "kerb-crawling", "SS-1")
    assert (row.x, row.y, row.area) == (391540, 298860, "")


def test_the_neighbourhood_places_it_only_where_there_is_neither_point_nor_code() -> None:
    assert said(easting="", northing="").area == "Penn"
    assert (said(easting="", northing="", lsoa=HERE[0]).area, said(lsoa=HERE[0]).lsoa) == ("", HERE[0])


def test_who_took_the_report_and_what_was_said_are_not_kept() -> None:
    assert said().more == {} and said().who == ""
    assert not any(each.personal for each in LAYOUT.fields)


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_may_be_written_as_people_write_it(kind: str) -> None:
    assert said(type=kind.replace("-", " ").upper()).code == kind


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"type": "nuisance"}, "type is 'nuisance'"),
        ({"type": ""}, "type is missing"),
        ({"reported": "31/06/2007"}, "reported is '31/06/2007'"),
        ({"reported": ""}, "reported is missing"),
        ({"reference": ""}, "reference is missing"),
        ({"northing": ""}, "easting and northing are '391540' and ''"),
        ({"easting": "1", "northing": "2000000"}, "outside the British National Grid"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(changed: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedRow, match=words):
        said(**changed)
