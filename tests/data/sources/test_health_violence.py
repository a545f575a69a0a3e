"""Violence as the health service sees it: calls, admissions by ICD-10, and the emergency department."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.layout import Found, Layout, RefusedRow
from wulfrun.data.sources import ambulance_calls, assault_admissions, assault_attendances
from wulfrun.data.sources._health_words import RESIDENTS, at_night, outward
from wulfrun.data.sources.assault_admissions import block_of
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

CALL = {
    "incident": "A-1", "call_date": "14/05/2007", "call_time": "23:40", "category": "assault",
    "outward_postcode": "WV1",
}  # fmt: skip
STAY = {"spell": "S-1", "admission_date": "14/05/2007", "icd10": "X99", "outward_postcode": ""}
SEEN = {
    "attendance": "ED-1", "attended": "14/05/2007", "assault_time": "", "place": "street",
    "weapon": "glass", "police_told": "no",
}  # fmt: skip
USUAL = {
    "ambulance-calls": (ambulance_calls.LAYOUT, CALL),
    "assault-admissions": (assault_admissions.LAYOUT, STAY),
    "assault-attendances": (assault_attendances.LAYOUT, SEEN),
}  # fmt: skip


def said(name: str, **changed: str) -> Found:
    layout, usual = USUAL[name]
    row = layout.accepts(usual | changed, Source(layout=name, agency="primary_care_trust"))
    assert row is not None
    return row


@pytest.mark.parametrize("name", USUAL)
def test_each_is_counted_for_the_residents_as_a_whole_in_its_month(name: str) -> None:
    layout: Layout = USUAL[name][0]
    row = said(name)
    assert (row.month, row.area, layout.grain) == (month_index("2007-05"), RESIDENTS, "district")
    assert row.who == "" and row.more == {}


# ICD-10 chapter XX: X60-X84 is self-harm, X85-Y09 assault, Y10-Y34 of undetermined intent.
@pytest.mark.parametrize(
    ("icd10", "block"),
    [
        ("X84", None), ("X84.9", None), ("X85", "assault"), ("X85.0", "assault"), ("X98", "assault"),
        ("X99", "assault-sharp"), ("X99.8", "assault-sharp"), ("Y00", "assault"), ("Y09", "assault"),
        ("Y09.9", "assault"), ("Y10", None), ("F09", None), ("F10", "alcohol"), ("F10.2", "alcohol"),
        ("F11", "drugs"), ("F19.9", "drugs"), ("F20", None), ("T50", None), ("T51", "alcohol"),
        ("T51.0", "alcohol"), ("T52", None), ("Y89", None), ("Y90", "alcohol"), ("Y91.3", "alcohol"),
        ("Y92", None), (" x850 ", "assault"), ("y04", "assault"), ("X8", None), ("XX85", None),
        ("X85-Y09", None), ("", None),
    ],
)  # fmt: skip
def test_the_statutory_blocks_begin_and_end_where_the_regulations_say(icd10: str, block: str | None) -> None:
    assert block_of(icd10) == block


@given(st.text(max_size=8))
def test_no_code_is_an_exception(text: str) -> None:
    assert block_of(text) in {None, *(name for _, _, name in assault_admissions.BLOCKS)}


def test_an_admission_for_anything_else_was_not_to_be_sent_and_is_refused() -> None:
    for icd10 in ("J45.9", "X84", "Y10"):
        with pytest.raises(RefusedRow, match=f"icd10 is '{re.escape(icd10)}'; expected X85-Y09"):
            said("assault-admissions", icd10=icd10)


@pytest.mark.parametrize(
    ("time", "night"),
    [
        ("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("05:59", True),
        ("06:00", False), ("0:30", True), ("12:00", False), ("", False), ("22.15", True), ("22:00:00", True),
        ("2007-05-14T23:10:00", True), ("14/05/2007 05:10", True), ("14/05/2007 06:10", False),
    ],
)  # fmt: skip
def test_night_is_from_ten_to_six(time: str, night: bool) -> None:
    assert at_night({"t": time}, "t") is night
    assert bool(said("ambulance-calls", call_time=time).flags & FLAGS["night"]) is night


@pytest.mark.parametrize("time", ["25:70", "24:00", "22:60x", "night", "-1:00"])
def test_what_is_no_time_of_day_is_refused(time: str) -> None:
    with pytest.raises(RefusedRow, match="expected a time of day such as 23:40"):
        said("ambulance-calls", call_time=time)


@pytest.mark.parametrize("postcode", ["WV1 1AB", "wv11ab", "M1 1AE", "EC1A 1BB", "B33  8TH"])
@pytest.mark.parametrize("name", ["ambulance-calls", "assault-admissions"])
def test_a_full_postcode_is_refused_and_never_said_again(name: str, postcode: str) -> None:
    with pytest.raises(RefusedRow, match="full postcode; only its outward part") as refused:
        said(name, outward_postcode=postcode)
    bare = postcode.replace(" ", "").upper()
    assert bare not in str(refused.value).replace(" ", "").upper()


def test_what_is_no_postcode_is_refused_without_repeating_it() -> None:
    with pytest.raises(RefusedRow, match="no outward postcode") as refused:
        said("ambulance-calls", outward_postcode="12 Acacia Avenue")
    assert "Acacia" not in str(refused.value)
    assert [outward({"p": each}, "p") for each in ("WV1", "ec1a", "")] == ["WV1", "EC1A", ""]


def test_whether_the_police_know_is_counted_only_of_those_who_answered() -> None:
    unaware = FLAGS["police_unaware"]
    no, yes, blank = (said("assault-attendances", police_told=each) for each in ("no", "Y", ""))
    assert (no.code, no.flags & unaware) == ("answered", unaware)
    assert (yes.code, yes.flags & unaware) == ("answered", 0)
    assert (blank.code, blank.flags & unaware) == ("not-asked", 0)


@pytest.mark.parametrize(
    ("weapon", "flags"),
    [("knife-or-sharp", FLAGS["knife"]), ("Firearm", FLAGS["firearm"]), ("glass", 0), ("", 0)],
)
def test_a_knife_and_a_gun_are_marked(weapon: str, flags: int) -> None:
    assert said("assault-attendances", weapon=weapon, police_told="yes").flags == flags


@pytest.mark.parametrize(
    ("name", "changed", "words"),
    [
        ("ambulance-calls", {"category": "fall at home"}, "category is 'fall at home'"),
        ("ambulance-calls", {"category": ""}, "category is missing"),
        ("ambulance-calls", {"call_date": "05/31/2007"}, "call_date is '05/31/2007'"),
        ("ambulance-calls", {"incident": ""}, "incident is missing"),
        ("assault-admissions", {"icd10": ""}, "icd10 is missing"),
        ("assault-admissions", {"admission_date": ""}, "admission_date is missing"),
        ("assault-admissions", {"spell": ""}, "spell is missing"),
        ("assault-attendances", {"place": "moon"}, "place is 'moon'"),
        ("assault-attendances", {"place": ""}, "place is missing"),
        ("assault-attendances", {"attended": ""}, "attended is missing"),
        ("assault-attendances", {"weapon": "words"}, "weapon is 'words'"),
        ("assault-attendances", {"police_told": "maybe"}, "police_told is 'maybe'; expected yes or no"),
        ("assault-attendances", {"attendance": ""}, "attendance is missing"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(name: str, changed: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedRow, match=re.escape(words)):
        said(name, **changed)
