"""What the four lists on domestic abuse say, row by row, and what they are refused for."""

from pathlib import Path

import pytest
from street_world import geography
from tests.generative.shipped import library

from wulfrun.data.layout import Found, Layout, RefusedRow
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.row_reader import HIDDEN, WITHHELD, read_rows
from wulfrun.data.sources import (
    domestic_incidents,
    marac_referrals,
    offences_brought_to_justice,
    specialist_referrals,
)
from wulfrun.data.tables import FLAGS
from wulfrun.data.taken import Taken
from wulfrun.definition.model import Source

SEAL = Seal(b"k" * 64)


def row(layout: Layout, **said: str) -> dict[str, str]:
    examples = {each.name: each.example for each in layout.fields}
    return {**dict.fromkeys(examples, ""), **examples, "lsoa": "", "easting": "", "northing": "", **said}


def accepted(layout: Layout, **said: str) -> Found:
    found = layout.accepts(row(layout, **said), Source(layout=layout.name, agency="a"))
    assert found is not None
    return found


def refused(layout: Layout, **said: str) -> str:
    with pytest.raises(RefusedRow) as reason:
        accepted(layout, **said)
    return str(reason.value)


def read(layout: Layout, text: str, folder: Path) -> Taken:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    source = Source(layout=layout.name, agency="a")
    return read_rows(path, layout, source, geography(), True, "f" * 16, str, SEAL)


def test_an_incident_that_is_no_crime_is_an_incident_all_the_same() -> None:
    found = accepted(domestic_incidents.LAYOUT, crime_recorded="no", offence_code="", children_present="yes")
    assert found.code == "no crime, children" and found.n == 1
    assert found.flags == FLAGS["domestic"]


def test_high_risk_is_flagged_and_every_risk_is_kept() -> None:
    found = accepted(domestic_incidents.LAYOUT, risk="HIGH")
    assert found.flags & FLAGS["high_risk"] and found.more["risk"] == "high"
    assert not accepted(domestic_incidents.LAYOUT, risk="medium").flags & FLAGS["high_risk"]


def test_an_incident_need_name_no_victim_but_must_have_a_number_and_a_day() -> None:
    assert accepted(domestic_incidents.LAYOUT, victim_reference="").who == ""
    assert "reference is missing" in refused(domestic_incidents.LAYOUT, reference="")
    assert "date is missing" in refused(domestic_incidents.LAYOUT, date="")


def test_a_code_without_a_crime_is_refused() -> None:
    assert "crime_recorded is no" in refused(domestic_incidents.LAYOUT, crime_recorded="no")
    assert "Use one of" in refused(domestic_incidents.LAYOUT, risk="severe")


def test_victim_suspect_and_address_are_kept_as_pseudonyms_alone(tmp_path: Path) -> None:
    head = "Incident Number,Incident Date,Victim Ref,Address Ref,Suspect Ref,Crime Recorded,Risk\n"
    found = read(
        domestic_incidents.LAYOUT,
        f"Domestic incidents\n\n{head}D1,14/02/2007,NBV-77,NBA-88,NBS-99,no,high\n"
        "D2,15/02/2007,nbv-77,nba 88,,yes,\n",
        tmp_path,
    )
    assert found.tally.accepted == 2 and found.said is not None
    first, second = found.said.to_pylist()
    assert first["who"] == second["who"] == SEAL.who("NBV-77") and first["other"] == SEAL.who("NBS-99")
    assert SEAL.keyed("address_reference", "NBA-88") in first["more"]
    assert SEAL.keyed("address_reference", "NBA88") in second["more"]
    assert SEAL.opened(first["sealed"]) == "NBV-77"
    kept = str([first | {"sealed": ""}, second | {"sealed": ""}])
    assert not any(each in kept for each in ("NBV", "NBA", "NBS"))


def test_a_referral_is_dated_by_the_referral_and_tells_the_pair() -> None:
    found = accepted(marac_referrals.LAYOUT, referral_date="14/02/2007", heard_date="01/03/2007")
    assert (found.month % 12 + 1, found.who, found.other) == (2, "NBV-004512", "NBS-003318")
    assert found.until is not None and found.day is not None and found.until - found.day == 15
    assert accepted(marac_referrals.LAYOUT, repeat="").more == {"criminal": "yes"}


def test_a_referral_heard_before_it_was_made_is_refused_without_its_days() -> None:
    reason = refused(marac_referrals.LAYOUT, referral_date="14/02/2007", heard_date="01/02/2007")
    assert "heard_date is before referral_date" in reason and "2007" not in reason


def test_a_referral_of_nobody_or_by_nobody_is_refused() -> None:
    assert "victim_reference is missing" in refused(marac_referrals.LAYOUT, victim_reference="")
    assert "referring_agency is missing" in refused(marac_referrals.LAYOUT, referring_agency="")


@pytest.mark.parametrize(
    "outcome",
    ["Conviction", "caution", "Taken into consideration", "penalty notice", "formal cannabis warning"],
)
def test_five_outcomes_bring_an_offence_to_justice(outcome: str) -> None:
    found = accepted(offences_brought_to_justice.LAYOUT, outcome=outcome, hate_strand="")
    assert found.code == outcome.lower() and found.flags == FLAGS["justice"] | FLAGS["domestic"]


@pytest.mark.parametrize("outcome", ["charged", "community resolution", "no further action", ""])
def test_other_outcomes_do_not(outcome: str) -> None:
    assert "outcome is" in refused(offences_brought_to_justice.LAYOUT, outcome=outcome)


def test_an_offence_brought_to_justice_may_have_several_strands_of_hate() -> None:
    found = accepted(offences_brought_to_justice.LAYOUT, hate_strand="Race; Religion", domestic="no")
    assert found.flags == FLAGS["justice"] | FLAGS["hate_race"] | FLAGS["hate_faith"]
    assert "hate_strand is 'rase'" in refused(offences_brought_to_justice.LAYOUT, hate_strand="rase")


def test_an_offence_is_dated_by_its_outcome_and_keyed_by_its_own_number() -> None:
    found = accepted(offences_brought_to_justice.LAYOUT, outcome_date="02/04/2008", offence_code="028A")
    assert (found.month, found.key, found.more["offence"]) == (2008 * 12 + 3, "NB/000451/07", "28A")
    assert "expected a Home Office code" in refused(
        offences_brought_to_justice.LAYOUT, offence_code="burglary"
    )


def test_justice_is_never_divided_by_the_crimes_of_the_same_months() -> None:
    own = [each for each in library().measure.values() if each.of == "justice"]
    assert len(own) >= 2
    assert all(each.kind == "count" and each.out_of is None and each.per is None for each in own)


def test_a_client_of_a_service_may_be_in_no_police_list() -> None:
    assert accepted(specialist_referrals.LAYOUT, police_told="no").more["police"] == "no"
    assert "police" not in accepted(specialist_referrals.LAYOUT, police_told="").more
    assert "service is" in refused(specialist_referrals.LAYOUT, service="counselling in space")


def test_a_refused_row_of_a_person_leaves_nothing_of_what_it_says(tmp_path: Path) -> None:
    head = "Case Number,Referral Date,Victim Ref,Perpetrator Ref,Referring Agency,Conference Date\n"
    found = read(
        marac_referrals.LAYOUT,
        f"{head}M1,31/02/2007,NBV-77,NBS-99,police,\nM2,01/02/2007,NBV-77,NBS-99,Mrs O'Brien's GP,\n",
        tmp_path,
    )
    assert [each.line for each in found.refused] == [2, 3]
    told = " ".join(each.reason + each.text for each in found.refused)
    assert WITHHELD in told and HIDDEN in told
    assert not any(each in told for each in ("31/02/2007", "NBV", "NBS", "O'Brien", "Brien", "GP"))
