"""A fire service's incidents, read as its own records system writes them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import ods, workbook

from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.sources.fire_incidents import LAYOUT, accepts
from wulfrun.data.tables import FLAGS
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source

SOURCE = Source(layout="fire-incidents", agency="fire")
HEADER = ["Incident Number", "Date/Time of Call", "Type of Incident", "Report Form", "Property Type",
          "Supposed Cause", "Derelict", "Casualties", "Rescues", "Appliances", "Smoke Alarm Fitted",
          "Crew Attacked", "Grid Easting", "Grid Northing"]  # fmt: skip


def row(**told: str) -> dict[str, str]:
    usual = {
        "incident_type": "Fire",
        "date": "31/03/2008",
        "property_type": "Wheelie bin",
        "motive": "Deliberate",
    }
    return {**{each.name: "" for each in LAYOUT.fields}, **usual, **told}


def found(**told: str) -> Found:
    accepted = accepts(row(**told), SOURCE)
    assert accepted is not None
    return accepted


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "deliberate-secondary-refuse"),
        ({"casualties": "1"}, "deliberate-primary-refuse"),
        ({"pumps": "5"}, "deliberate-primary-refuse"),
        ({"property_type": "Recycling collection point"}, "deliberate-primary-outdoor-structure"),
        ({"property_type": "Car"}, "deliberate-primary-vehicle"),
        ({"property_type": "Car", "derelict": "Y"}, "deliberate-secondary-derelict-vehicle"),
        ({"property_type": "House", "motive": "Not known"}, "accidental-primary-dwelling"),
        ({"property_type": "House", "motive": "Suspected"}, "deliberate-primary-dwelling"),
        ({"incident_type": "Chimney fire", "motive": "Accidental"}, "chimney-fire"),
        (
            {"incident_type": "Chimney fire", "rescues": "2", "motive": "Accidental"},
            "accidental-primary-building",
        ),
        ({"incident_type": "Deliberate fire", "motive": ""}, "deliberate-secondary-refuse"),
        (
            {"incident_type": "Malicious false alarm", "property_type": "", "motive": ""},
            "malicious-false-alarm",
        ),
        ({"incident_type": "Hoax call", "property_type": "", "motive": ""}, "malicious-false-alarm"),
        ({"incident_type": "Automatic fire alarm", "property_type": ""}, "other-false-alarm"),
        ({"incident_type": "False Alarm Good Intent"}, "other-false-alarm"),
        ({"incident_type": "RTC"}, "road-traffic-collision"),
        ({"incident_type": "Special Service"}, "special-service"),
        ({"incident_type": "Attack on crew"}, "attack-on-crew"),
    ],
)
def test_an_incident_is_one_thing(told: dict[str, str], code: str) -> None:
    assert found(**told).code == code


def test_only_fires_set_on_purpose_are_flagged_deliberate() -> None:
    assert found().flags & FLAGS["deliberate"]
    assert not found(motive="Not known").flags & FLAGS["deliberate"]
    assert not found(incident_type="Malicious false alarm").flags & FLAGS["deliberate"]


@pytest.mark.parametrize(
    ("told", "night"),
    [
        ({"time": "22:00"}, True), ({"time": "05:59:30"}, True), ({"time": "06:00"}, False),
        ({"date": "31/03/2008 23:10"}, True), ({"date": "2008-03-31T21:59:00"}, False), ({}, False),
    ],
)  # fmt: skip
def test_a_call_between_ten_at_night_and_six_is_at_night(told: dict[str, str], night: bool) -> None:
    assert bool(found(**told).flags & FLAGS["night"]) is night
    assert found(**told).month == 2008 * 12 + 2


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"date": ""}, "date is missing"),
        ({"date": "31/02/2008"}, "date is '31/02/2008'"),
        ({"incident_type": ""}, "incident_type is missing"),
        ({"incident_type": "Wedding"}, "incident_type is 'wedding'"),
        ({"property_type": ""}, "property_type is missing"),
        ({"property_type": "Xenolith"}, "property_type is 'Xenolith', which is not known"),
        ({"motive": "Martian"}, "motive is 'Martian'"),
        ({"fire_class": "tertiary"}, "fire_class is 'tertiary'"),
        ({"pumps": "many"}, "pumps is 'many'"),
        ({"time": "25:00"}, "time is '25:00'"),
        ({"violence": "perhaps"}, "violence is 'perhaps'"),
        ({"property_type": "House", "smoke_alarm": "purple"}, "smoke_alarm is 'purple'"),
        ({"easting": "12", "northing": ""}, "easting and northing"),
    ],
)
def test_a_row_that_cannot_be_read_says_what_was_found(told: dict[str, str], reason: str) -> None:
    with pytest.raises(RefusedRow, match="^" + reason):
        accepts(row(**told), SOURCE)


def test_what_the_code_does_not_say_is_kept_beside_it() -> None:
    assert found(property_type="House", smoke_alarm="None fitted").more == {"alarm": "no"}
    assert found(property_type="House", smoke_alarm="Operated").more == {"alarm": "yes"}
    assert found(property_type="House", smoke_alarm="Not known").more == {"alarm": "not said"}
    assert found(violence="Y").more == {"violence": "yes"}
    assert found(motive="").more == {"motive": "not given"}
    contradicted = found(property_type="Bottle bank", fire_class="FDR3").more
    assert contradicted == {"stated": "secondary", "class": "primary", "told_by": "rule"}
    assert found(incident_type="Secondary fire").more["stated"] == "secondary"


CELLS: list[list[Any]] = [
    ["NORTHSHIRE FIRE AND RESCUE SERVICE"],
    ["Incidents attended, April 2007"],
    HEADER,
    ["1/07", datetime(2007, 4, 1, 23, 5), "Fire", "FDR3", "Loose Refuse", "Deliberate", "N", 0, 0, 1, "", "N",
     391500, 298500],
    ["2/07", "02/04/2007 10:00", "False Alarm Malicious", "", "", "", "", "", "", 1, "", "N", 0, 0],
    ["Total", "2 incidents", "", "", "", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_a_workbook_with_titles_above_its_header_is_read_whole(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"incidents.{form}"
    plain = [[each.strftime("%d/%m/%Y %H:%M") if isinstance(each, datetime) else each for each in line]
             for line in CELLS]  # fmt: skip
    if form == "xlsx":
        workbook(path, {"April": CELLS}, merged=("A1:F1",))
    elif form == "ods":
        ods(path, {"April": plain})
    else:
        path.write_text("\n".join(",".join(map(str, line)) for line in plain), "utf-8")
    head = first_characters(path) if form == "csv" else ""
    assert LAYOUT.recognises(path, head)
    rows = list(LAYOUT.opens(path, SOURCE))
    one, two = (accepts(each, SOURCE) for _, each in rows[:2])
    assert one is not None and two is not None
    assert (one.code, one.x, one.key, one.flags) == (
        "deliberate-secondary-refuse", 391500.0, "1/07", FLAGS["deliberate"] | FLAGS["night"],
    )  # fmt: skip
    assert (two.code, two.x) == ("malicious-false-alarm", None)
    with pytest.raises(RefusedRow):
        accepts(rows[2][1], SOURCE)


@given(st.dictionaries(st.sampled_from([each.name for each in LAYOUT.fields]), st.text(max_size=30)))
def test_whatever_a_cell_holds_the_row_is_taken_or_refused(told: dict[str, str]) -> None:
    try:
        taken = accepts(row(**told), SOURCE)
    except RefusedRow as reason:
        assert str(reason)
    else:
        assert taken is not None and taken.code
