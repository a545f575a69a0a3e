"""The list of a prolific cohort and the list of what offenders did, by pseudonyms."""

from datetime import date
from pathlib import Path

import pytest

from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.sources import layouts, offender_cohort, offender_events
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="offender-events", agency="police")
MEMBER = {
    "reference": "PX/1", "treatment_reference": "NDT-7", "scheme_start": "05/07/2005", "scheme_end": "",
    "scheme": "ppo", "reason": "Matrix",
}  # fmt: skip
EVENT = {
    "reference": "PX/1", "event": "Conviction", "offence_date": "02/05/2006", "disposal_date": "14/08/2006",
    "offence_code": "45", "proven": "",
}  # fmt: skip


def number(when: date) -> int:
    return (when - date(1970, 1, 1)).days


def member(**changed: str) -> Found:
    found = offender_cohort.accepts(MEMBER | changed, SOURCE)
    assert found is not None
    return found


def event(**changed: str) -> Found:
    found = offender_events.accepts(EVENT | changed, SOURCE)
    assert found is not None
    return found


def test_a_stay_on_the_scheme_is_dated_by_its_start_and_bears_both_pseudonyms() -> None:
    found = member(scheme_end="31/01/2007")
    assert (found.month, found.code, found.who, found.other) == (
        month_index("2005-07"),
        "PPO",
        "PX/1",
        "NDT-7",
    )
    assert (found.day, found.until) == (number(date(2005, 7, 5)), number(date(2007, 1, 31)))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reference": ""}, "reference is missing"),
        ({"scheme": "IRM"}, "scheme is 'IRM'"),
        ({"scheme": ""}, "scheme is missing"),
        ({"scheme_start": ""}, "scheme_start is missing"),
        ({"scheme_end": "01/07/2005"}, "before scheme_start"),
    ],
)
def test_a_member_that_breaks_the_contract_is_refused(changed: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedRow, match=words):
        member(**changed)


def test_an_event_stands_in_the_quarter_of_its_disposal_and_keeps_both_days() -> None:
    found = event()
    assert found.month == month_index("2006-09")
    assert (found.day, found.until) == (number(date(2006, 5, 2)), number(date(2006, 8, 14)))
    assert found.more == {"proven": "yes", "offence": "45"}


@pytest.mark.parametrize(
    ("changed", "proven"),
    [
        ({"event": "caution"}, "yes"),
        ({"event": "charge"}, "no"),
        ({"event": "charge", "proven": "Y"}, "yes"),
        ({"event": "charge", "disposal_date": ""}, "no"),
        ({"event": "release", "offence_date": ""}, "no"),
    ],
)
def test_what_is_proven(changed: dict[str, str], proven: str) -> None:
    assert event(**changed).more["proven"] == proven


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"event": "acquittal"}, "event is 'acquittal'"),
        ({"disposal_date": ""}, "disposal_date is missing"),
        ({"offence_date": ""}, "offence_date is missing"),
        ({"proven": "N"}, "proven is no"),
        ({"proven": "perhaps"}, "proven is 'perhaps'"),
        ({"disposal_date": "01/05/2006"}, "before offence_date"),
        ({"offence_code": "theft"}, "offence_code is 'theft'"),
    ],
)
def test_an_event_that_breaks_the_contract_is_refused(changed: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedRow, match=words):
        event(**changed)


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        ("Offender Ref,Treatment Ref,Date Adopted,Date Removed,Scheme,Selection Reason", "offender-cohort"),
        ("Offender Ref,Event Type,Offence Date,Disposal Date,HO Code,Proven", "offender-events"),
    ],
)
def test_each_list_is_known_by_its_columns_and_no_other_layout_takes_it(
    header: str, layout: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(header + "\n", "utf-8")
    head = first_characters(path)
    assert [name for name, each in layouts().items() if each.recognises(path, head)] == [layout]


def test_both_are_personal_and_withhold_their_refused_rows() -> None:
    for layout in (offender_cohort.LAYOUT, offender_events.LAYOUT):
        assert layout.personal
        assert layout.events
        assert next(each.name for each in layout.fields if each.personal) == "reference"
