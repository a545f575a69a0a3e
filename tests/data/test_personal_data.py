"""What must not be shared is known by heading, form and check digits; what looks like it is let in."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.person_names import is_one_name, is_whole_name, names_a_person
from wulfrun.data.personal_data import Column, holdings
from wulfrun.data.personal_headers import told_by_heading
from wulfrun.data.personal_numbers import is_nhs_number, is_pnc_id, postcodes


def kinds(cells: list[str], heading: str = "Comment", asked: bool = False) -> dict[str, int]:
    column = Column(heading, asked)
    column.search(cells)
    return {each.kind: each.rows for each in holdings({heading: column})}


def nhs_number(nine: int) -> str:
    digits = f"{nine:09d}"
    return next((f"{digits}{last}" for last in range(10) if is_nhs_number(f"{digits}{last}")), "")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Victim Name", "names"),
        ("SURNAME", "names"),
        ("victim_forename", "names"),
        ("Name of offender", "names"),
        ("D.O.B.", "dates of birth"),
        ("VictimDateOfBirth", "dates of birth"),
        ("DOB (dd/mm/yyyy)", "dates of birth"),
        ("NHS Number", "NHS numbers"),
        ("PNCID", "PNC numbers"),
        ("Mobile number", "telephone numbers"),
        ("NINO", "National Insurance numbers"),
    ],
)
def test_a_heading_that_leaves_no_doubt_decides_alone(heading: str, kind: str) -> None:
    assert told_by_heading(heading) == kind
    assert kinds(["a", "b", "", "c"], heading) == {kind: 3}


@pytest.mark.parametrize(
    "heading",
    ["Ward name", "Force Name", "CSP Name", "Name", "Victim ref", "DOB recorded", "Parent Name", "NI 32",
     "Street name", "Postcode", "File name", "Reported by", "Neighbourhood", "Phone"],
)  # fmt: skip
def test_a_heading_that_may_mean_something_else_decides_nothing(heading: str) -> None:
    assert told_by_heading(heading) == ""


def test_an_empty_or_blanked_column_holds_nothing_whatever_its_heading() -> None:
    assert kinds(["", "", "REDACTED", "n/a", "*"], "Surname") == {}
    assert kinds(["Y", "N", "Y"], "Date of birth") == {}


def test_the_published_examples_of_check_digits_hold() -> None:
    # NHS Data Dictionary, "NHS Number": 943 476 5919. PNC: year and serial modulus 23.
    assert is_nhs_number("9434765919")
    assert sum(is_nhs_number(f"943476591{digit}") for digit in range(10)) == 1
    assert is_pnc_id("2003", "0062845", "E")
    assert sum(is_pnc_id("2003", "0062845", letter) for letter in "ABCDEFGHJKLMNPQRTUVWXYZ") == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("patient 943 476 5919 seen at A&E", "NHS numbers"),
        ("NHS no: 9434765919", "NHS numbers"),
        ("spoke to 9434765919 at the clinic", "NHS numbers"),
        ("PNC 2003/0062845E wanted", "PNC numbers"),
        ("linked to 03/62845E", "PNC numbers"),
        ("NI number AB 12 34 56 C", "National Insurance numbers"),
        ("lives at 12 High St WV1 1AB now", "full postcodes"),
        ("lives at 12 high st wv1 1ab now", "full postcodes"),
        ("male DOB 12/03/1981 made off", "dates of birth"),
        ("male, born 3 May 1981, made off", "dates of birth"),
        ("ring 01902 551234 after six", "telephone numbers"),
        ("ring 07700900123 after six", "telephone numbers"),
        ("write to j.doe@example.org please", "e-mail addresses"),
        ("seen by Mrs Kowalczyk outside", "names"),
        ("youth later named as Daniel Hughes ran off", "names"),
        ("DANIEL HUGHES SEEN RUNNING OFF", "names"),
    ],
)
def test_one_cell_of_free_text_among_many_is_enough(text: str, kind: str) -> None:
    clean = [f"Bins set alight behind the shops in Grace Road, {n} youths seen" for n in range(200)]
    assert kinds([*clean, text]) == {kind: 1}


@pytest.mark.parametrize(
    "text",
    [
        "Grace Road near Thomas Telford School",
        "outside John Lewis in Victoria Street",
        "Penn ward, corner of Owen Road",
        "bins at Peter James House alight",
        "M6 1st exit, lorry on fire",
        "flat on the B4 2nd floor side door",
        "ref 9434765919 passed to the council",
        "crime 20/123456/04 refers",
        "at 391500 298500 on 01/02/2004 23:10",
        "easting 3915002987 given",
        "between 10 and 12 on 31-03-2004 0030",
        "-2.1281234567, 52.5871234567",
        "ring the council on 0300 123 4567 or 101",
        "offences 8P 105B 58J recorded at S1",
    ],
)
def test_places_references_and_coordinates_are_nobody(text: str) -> None:
    assert kinds([text] * 3) == {}


def test_ten_digit_references_pass_the_check_once_in_eleven_and_are_no_nhs_numbers() -> None:
    references = [str(3_000_000_000 + 7 * n) for n in range(2_000)]
    assert 150 < sum(map(is_nhs_number, references)) < 220
    assert kinds(references, "Reference") == {}
    numbers = [nhs_number(400_000_000 + 997 * n) for n in range(100)]
    assert kinds([each for each in numbers if each], "Reference").keys() == {"NHS numbers"}


def test_references_built_like_a_pnc_id_are_told_from_them_by_their_letters() -> None:
    random.seed(1)
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    references = [f"04/{n:06d}{random.choice(letters)}" for n in range(100_000, 100_500)]
    assert kinds(references, "Reference") == {}
    right = [f"04/{n}{'ZABCDEFGHJKLMNPQRTUVWXY'[int(f'04{n:07d}') % 23]}" for n in range(100_000, 100_050)]
    assert kinds(right, "Reference") == {"PNC numbers": 50}


def test_an_outward_postcode_is_what_the_law_asks_for_and_a_full_one_is_not() -> None:
    assert kinds(["WV1", "WV10", "B33"] * 50, "Postcode") == {}
    assert kinds([*["WV1", "WV10", "B33"] * 50, "WV1 1AB"], "Postcode") == {"full postcodes": 1}
    assert kinds(["WV11AB", "wv10 9zz", "B33 8TH"] * 5, "Postcode") == {"full postcodes": 15}


@pytest.mark.parametrize(
    ("text", "counted"),
    [("EC1A 1BB", 1), ("W1A 0AX", 1), ("M1 1AE", 1), ("B33 8TH", 1), ("CR2 6XH", 1), ("DN55 1PT", 1),
     ("QQ1 1AB", 0), ("WV1 1AV", 0), ("E01010414", 0), ("AB1", 0)],
)  # fmt: skip
def test_postcodes_have_the_six_forms_of_bs_7666(text: str, counted: int) -> None:
    assert sum(postcodes(text)) == counted


def test_a_column_of_surnames_is_names_and_a_column_of_wards_is_not() -> None:
    assert kinds(["Patel", "SMITH", "Jones", "Hughes", "Begum", "Kowalczyk"] * 4, "VSN") == {"names": 20}
    wards = [
        "Penn",
        "Oxley",
        "Park",
        "Bushbury North",
        "Heath Town",
        "Graiseley",
        "Bilston East",
        "Merry Hill",
    ]
    assert kinds(wards * 4, "Ward") == {}
    assert kinds(["Black", "White", "Green", "Grey", "Brown", "Silver"] * 9, "Colour of vehicle") == {}


def test_a_day_of_birth_is_known_by_the_ages_it_implies() -> None:
    born = Column("Date 2")
    born.search([f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1940 + n % 60}" for n in range(120)])
    reported = Column("Date 1")
    reported.search([f"2007-{1 + n % 12:02d}-{1 + n % 28:02d}" for n in range(120)])
    assert [(each.column, each.kind) for each in holdings({"reported": reported, "born": born})] == [
        ("born", "dates of birth")
    ]
    earlier = Column("Committed from")
    earlier.search([f"200{5 + n % 3}-{1 + n % 12:02d}-{1 + n % 28:02d}" for n in range(119)] + ["1987-02-01"])
    assert holdings({"reported": reported, "committed from": earlier}) == []


def test_a_reference_that_the_contract_asks_for_may_look_like_something_else_once() -> None:
    pseudonyms = [f"A{n:05d}" for n in range(50)]
    assert kinds([*pseudonyms, "AB123456C"], "Client name", asked=True) == {}
    numbers = [each for n in range(60) if (each := nhs_number(450_000_000 + 31 * n))]
    assert kinds(numbers, "Client ref", asked=True).keys() == {"NHS numbers"}
    assert kinds(["John Smith", "Priya Patel", "SMITH, Alan"], "Client ref", asked=True).keys() == {"names"}


def test_names_need_what_stands_beside_them() -> None:
    assert is_whole_name("SMITH, John") and is_whole_name("Mr A Kowalczyk") and is_whole_name("J. P. Jones")
    assert not any(
        map(is_whole_name, ("Grace Road", "Park Lane", "George Street", "William Hill", "Sir Fynwy"))
    )
    assert not is_one_name("Penn") and not is_one_name("Park")
    assert not names_a_person("Miss Selfridge and Mr Whippy, Mark White paint")


@given(st.integers(0, 999_999_999), st.integers(0, 9))
def test_any_single_wrong_digit_breaks_an_nhs_number(nine: int, shift: int) -> None:
    good = nhs_number(nine)
    if good and shift:
        wrong = str((int(good[4]) + shift) % 10)
        assert not is_nhs_number(good[:4] + wrong + good[5:])


@given(st.lists(st.text(max_size=40), max_size=30))
def test_no_text_is_too_odd_to_be_searched(cells: list[str]) -> None:
    found = kinds(cells)
    assert all(0 < rows <= len(cells) for rows in found.values())
