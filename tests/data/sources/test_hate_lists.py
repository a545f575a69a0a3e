"""Hate incidents of the police, racial incidents of the council, reports to third parties."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.layout import Found, Layout, RefusedRow
from wulfrun.data.sources import hate_incidents, racial_incidents, third_party_reports
from wulfrun.data.sources._hate_words import STRANDS, strand_flags
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

RACE, FAITH, DETECTED, THIRD = (
    FLAGS[name] for name in ("hate_race", "hate_faith", "detected", "third_party")
)
POLICE = (
    "Police Ref,Incident Date,Hate Strands,Crimed,HO Code,Result,Date Detected,"
    "Victim Satisfied,Passed On From"
)
COUNCIL = "Racial Incident Number,Date,Motivation,Police Informed,Police Ref,Victim Ref"
THIRD_PARTY = (
    "Report Number,Reported Via,Reporting Centre,Incident Date,Report Date,Strand,Wants Police,Police Ref"
)


def read(layout: Layout, folder: Path, head: str, *rows: str) -> tuple[list[Found], list[str]]:
    path = folder / "sent.csv"
    path.write_text("\n".join(["Titles above the header", head, *rows, ""]))
    found, refused = [], []
    source = Source(layout=layout.name, agency="police")
    for _, row in layout.opens(path, source):
        try:
            if each := layout.accepts(row, source):
                found.append(each)
        except RefusedRow as reason:
            refused.append(str(reason))
    return found, refused


@given(
    st.lists(st.sampled_from(list(STRANDS)), min_size=1), st.sampled_from(["; ", ", ", "/", " and ", " & "])
)
def test_several_strands_stand_in_one_cell_however_they_are_parted(strands: list[str], between: str) -> None:
    expected = 0
    for each in strands:
        expected |= FLAGS[STRANDS[each]]
    assert strand_flags({"strands": between.join(strands).title()}, "strands") == expected


def test_agencies_words_for_strands_are_known_and_others_refused() -> None:
    said = {"strand": "Homophobic; Transphobic"}
    assert strand_flags(said, "strand") == FLAGS["hate_orientation"] | FLAGS["hate_transgender"]
    with pytest.raises(RefusedRow, match="expected one or several of race, religion"):
        strand_flags({"strand": "Neighbour dispute"}, "strand")


def test_a_police_row_says_the_strands_whether_it_is_a_crime_detected_and_passed_on(tmp_path: Path) -> None:
    (crime, none), refused = read(
        hate_incidents.LAYOUT, tmp_path, POLICE,
        "HI-1,31/03/2007,Race; Religion,Y,105B,Charged,02/05/2007,Yes,TPR-4",
        "HI-2,01/04/2007,Racist,N,,,,,",
    )  # fmt: skip
    assert refused == []
    assert (crime.month, crime.code) == (month_index("2007-03"), "crime")
    assert crime.flags == RACE | FAITH | DETECTED | THIRD
    assert crime.more == {
        "police_reference": "HI-1", "third_party_reference": "TPR-4", "offence": "105B", "satisfied": "yes",
    }  # fmt: skip
    assert (none.code, none.flags, none.more["satisfied"]) == ("no crime", RACE, "not asked")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("HI-1,31/03/2007,Race,N,105B,,,,", "crime_recorded is no"),
        ("HI-1,31/03/2007,Race,N,,Charged,,,", "crime_recorded is no"),
        ("HI-1,31/03/2007,Race,Y,105B,,01/02/2007,,", "before date"),
        ("HI-1,31/03/2007,Race,Y,105B,No suspect found,01/05/2007,,", "expected a detection"),
        ("HI-1,31/03/2007,,Y,105B,,,,", "strands is missing"),
        (",31/03/2007,Race,Y,105B,,,,", "police_reference is missing"),
    ],
)
def test_a_police_row_that_contradicts_itself_is_refused(row: str, reason: str, tmp_path: Path) -> None:
    found, (told,) = read(hate_incidents.LAYOUT, tmp_path, POLICE, row)
    assert found == [] and reason in told


def test_a_racial_incident_without_a_strand_is_of_race(tmp_path: Path) -> None:
    rows = ("RI-1,31/03/2007,,Yes,HI-9,HV-3", "RI-2,31/03/2007,Faith,No,,", "RI-3,31/03/2007,Racial,,,",
            "RI-4,31/03/2007,Racial,No,HI-7,")  # fmt: skip
    found, refused = read(racial_incidents.LAYOUT, tmp_path, COUNCIL, *rows)
    assert [(each.code, each.flags) for each in found] == [
        ("police told", RACE), ("police not told", FAITH), ("not known whether the police were told", RACE),
    ]  # fmt: skip
    assert (found[0].who, found[0].more) == ("HV-3", {"police_reference": "HI-9"})
    assert refused == ["police_informed is no, but there is a police_reference; expected yes, or none"]


def test_a_third_party_report_stands_in_the_month_of_the_report_and_on_the_day_of_the_incident(
    tmp_path: Path,
) -> None:
    rows = ("7,Centre,Eastgate,30/03/2007,02/04/2007,race,No,", "7,Line,Hate Line,,02/04/2007,race,Yes,HI-3",
            "8,Centre,Eastgate,03/04/2007,02/04/2007,race,No,")  # fmt: skip
    (centre, line), (refused,) = read(third_party_reports.LAYOUT, tmp_path, THIRD_PARTY, *rows)
    assert centre.month == line.month == month_index("2007-04")
    assert line.day is not None and centre.day == line.day - 3
    assert (centre.code, line.code) == ("centre", "line")
    # Two that number alike are two reports.
    assert centre.key != line.key
    assert centre.flags == RACE | THIRD
    assert "before incident_date" in refused


def test_every_number_by_which_rows_are_matched_is_keyed_before_it_is_kept() -> None:
    for module in (hate_incidents, racial_incidents, third_party_reports):
        layout = module.LAYOUT
        personal = {each.name for each in layout.fields if each.personal}
        assert layout.personal and layout.events
        named = {"police_reference", "third_party_reference", "victim_reference"}
        assert named & {each.name for each in layout.fields} == personal
