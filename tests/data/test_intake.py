"""What intake makes of real defects: every row is accounted for, nothing vanishes, nothing counts twice."""

import csv
import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from street_world import (
    ELSEWHERE,
    HEADER,
    HERE,
    OLD,
    SPLIT,
    WHOLE,
    Read,
    crime_id,
    definition,
    geography,
    incident,
    plainly,
    put,
    read,
    row,
    text,
)

from wulfrun.data import intake
from wulfrun.data.coverage import cover
from wulfrun.data.geography.areas import Geography
from wulfrun.evidence import read_cube
from wulfrun.words.periods import month_index

JANUARY, FEBRUARY = month_index("2019-01"), month_index("2019-02")
NAME = "2019-01-some-street.csv"
PAGE = "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"


def zipped(files: dict[str, str | bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return whole.getvalue()


def test_a_blank_crime_id_is_kept_and_counted_as_such(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), incident()]))
    tally = read(tmp_path).one.tally
    assert (tally.rows_read, tally.accepted, tally.without_key) == (2, 2, 1)


def test_rows_of_one_offence_are_one_offence(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code=HERE[1]), row(LSOA_code=HERE[2]), row(Crime_ID=crime_id(2))]))
    found = read(tmp_path)
    assert (found.one.tally.accepted, found.one.tally.duplicate) == (2, 1)
    assert found.cells == {("Burglary", JANUARY, HERE[1]): 1, ("Burglary", JANUARY, HERE[0]): 1}


def test_an_offence_repeated_in_a_later_month_counts_in_its_first(tmp_path: Path) -> None:
    put(tmp_path, "2019-02-a-street.csv", text([row(Month="2019-02"), row(Month="2019-02", Crime_ID="x")]))
    put(tmp_path, "2019-01-b-street.csv", text([row()]))
    found = read(tmp_path)
    assert found.cells == {("Burglary", JANUARY, HERE[0]): 1, ("Burglary", FEBRUARY, HERE[0]): 1}
    assert (found.of("a-street.csv").tally.duplicate, found.of("b-street.csv").tally.duplicate) == (1, 0)


def test_a_late_row_of_an_earlier_month_is_the_one_that_counts(tmp_path: Path) -> None:
    put(tmp_path, "2019-01-b-street.csv", text([row(Month="2019-02")]))
    put(tmp_path, "2019-02-a-street.csv", text([row()]))
    assert read(tmp_path).cells == {("Burglary", JANUARY, HERE[0]): 1}


def test_an_unplaced_repeat_is_not_said_to_be_unplaced_as_well(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), row(LSOA_code="", Longitude="", Latitude="")]))
    tally = read(tmp_path).one.tally
    assert (tally.accepted, tally.duplicate, tally.unplaced) == (1, 1, 0)


@pytest.mark.parametrize("last", [[], [row(Month="January")]], ids=["quickly", "row by row"])
def test_identical_rows_without_an_id_are_kept_and_told(tmp_path: Path, last: list[dict[str, str]]) -> None:
    put(tmp_path, NAME, text([incident(), incident(), incident(), incident(Location="Elsewhere"), *last]))
    tally = read(tmp_path).one.tally
    assert (tally.accepted, tally.identical, tally.duplicate, tally.refused) == (4, 2, 0, len(last))


def test_a_row_without_coordinates_or_lsoa_is_kept_without_a_place(tmp_path: Path) -> None:
    nowhere = {"Longitude": "", "Latitude": "", "Location": "No Location"}
    put(tmp_path, NAME, text([row(LSOA_code="", **nowhere), row(Crime_ID=crime_id(2), **nowhere)]))
    found = read(tmp_path)
    assert found.cells == {("Burglary", JANUARY, ""): 1, ("Burglary", JANUARY, HERE[0]): 1}
    assert found.one.tally.unplaced == 1


def test_where_the_force_is_the_partnerships_own_such_a_row_counts_there(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code="", Longitude="", Latitude="")]))
    partnership = {"name": "Some", "area_codes": [WHOLE], "area_name": "Some", "whole_force": True}
    asked = definition().model_validate(
        {**definition().model_dump(by_alias=True), "partnership": partnership}
    )
    assert read(tmp_path, asked).cells == {("Burglary", JANUARY, WHOLE): 1}


def test_rows_outside_the_area_are_counted_but_not_taken(tmp_path: Path) -> None:
    far = {"LSOA_code": "", "Longitude": "0.5", "Latitude": "52.05"}
    put(tmp_path, NAME, text([row(), row(Crime_ID=crime_id(2), LSOA_code=ELSEWHERE)]))
    assert read(tmp_path).one.tally.outside == 1
    put(tmp_path, NAME, text([incident(**far)]))
    tally = read(tmp_path).one.tally
    assert tally.outside + tally.unplaced == 1 and tally.adds_up()


def test_lsoas_of_two_vintages_in_one_file_are_sorted_out_row_by_row(tmp_path: Path) -> None:
    second = {"LSOA_code": SPLIT, "Longitude": "-1.85"}
    rows = [row(), row(Crime_ID=crime_id(2), LSOA_code=OLD), row(Crime_ID=crime_id(3), **second)]
    put(tmp_path, NAME, text(rows))
    found = read(tmp_path)
    assert found.cells == {("Burglary", JANUARY, code): 1 for code in HERE}
    assert found.one.tally.mixed_vintage == 2


def test_a_divided_lsoa_whose_point_lies_in_neither_half_counts_for_the_whole_area(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code=SPLIT, Longitude="-1.75"), row(Crime_ID="x", LSOA_code=SPLIT)]))
    assert read(tmp_path).cells == {("Burglary", JANUARY, WHOLE): 1, ("Burglary", JANUARY, HERE[0]): 1}


def test_an_older_header_in_another_order_is_the_same_file(tmp_path: Path) -> None:
    old = [name for name in reversed(HEADER) if name not in ("Context", "LSOA name")]
    put(tmp_path, NAME, text([row(), incident()], old).replace("Crime type", "crime_type"))
    assert read(tmp_path).one.tally.accepted == 2


def test_a_header_without_a_needed_column_is_told_by_name(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row()]).replace("LSOA code", "Lower area"))
    found = read(tmp_path, definition(["*.csv"])).one
    assert "no column 'LSOA code'" in found.note and "Lower area" in found.note
    assert found.tally.rows_read == 0


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_marks_and_line_endings_change_nothing(tmp_path: Path, mark: str, ending: str) -> None:
    put(tmp_path, NAME, mark + text([row(), incident()]).replace("\n", ending))
    assert read(tmp_path).one.tally.accepted == 2


def test_a_cut_off_last_line_is_refused_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), row(Crime_ID=crime_id(2))])[:-60])
    found = read(tmp_path).one
    assert (found.tally.accepted, found.tally.refused) == (1, 1)
    (refused,) = plainly(tmp_path / found.rejects)
    assert refused["line"] == "3" and "cut off here" in refused["reason"]
    assert refused["row"].startswith(crime_id(2))


def test_refused_rows_are_written_with_line_reason_and_all_they_said(tmp_path: Path) -> None:
    good, bad = text([row()]).splitlines()[1], row(Crime_type="Burglery", Crime_ID=crime_id(2))
    content = (
        text([row(Crime_ID=crime_id(3)), bad]) + good + ",one more\n" + '"open ' + good + "\n" + good + "\n"
    )
    put(tmp_path, NAME, content)
    found = read(tmp_path).one
    assert found.rejects == f"store/refused/data__police__{NAME}"
    refused = plainly(tmp_path / found.rejects)
    assert [each["line"] for each in refused] == ["3", "4", "5"]
    assert "Did you mean 'Burglary'" in refused[0]["reason"] and "Burglery" in refused[0]["row"]
    assert "13 fields" in refused[1]["reason"] and refused[1]["row"].endswith("one more")
    assert "never closed" in refused[2]["reason"] and good in refused[2]["row"]
    assert (found.tally.rows_read, found.tally.accepted) == (5, 2)


def test_a_web_page_is_told_counts_nothing_and_leaves_a_gap(tmp_path: Path) -> None:
    for number, month in enumerate(("2018-12", "2019-01", "2019-02"), 1):
        content = text([row(Month=month, Crime_ID=crime_id(number))]) if month != "2019-01" else PAGE
        put(tmp_path, f"{month}-some-street.csv", content)
    found = read(tmp_path)
    assert "is a web page, not a police.uk street file" in found.of("2019-01-some-street.csv").note
    assert sum(found.cells.values()) == 2
    months = cover("street", read_cube(list(found.parts)), found.receipts, 1, None)
    assert [month.status for month in months] == ["complete", "missing", "complete"]


def test_a_web_page_beside_good_files_of_its_month_spoils_none(tmp_path: Path) -> None:
    put(tmp_path, "2019-01-a-street.csv", PAGE)
    put(tmp_path, "2019-01-b-street.csv", text([row()]))
    assert [each.tally.accepted for each in read(tmp_path).receipts] == [0, 1]


def test_a_web_page_does_not_replace_the_good_file_of_its_name(tmp_path: Path) -> None:
    put(tmp_path, f"a/{NAME}", text([row(), incident()]))
    put(tmp_path, f"b/{NAME}", PAGE)
    assert sum(read(tmp_path).cells.values()) == 2


def test_a_zip_inside_a_zip_is_opened(tmp_path: Path) -> None:
    inner = zipped({f"2019-01/{NAME}": text([row(), incident()])})
    put(tmp_path, "all.zip", zipped({"january.zip": inner, "README.txt": "Hello"}))
    found = read(tmp_path)
    assert found.one.tally.accepted == 2 and found.one.path.endswith(f"all.zip/january.zip/2019-01/{NAME}")


def test_a_member_that_nothing_recognises_is_told(tmp_path: Path) -> None:
    put(tmp_path, "all.zip", zipped({f"2019-01/{NAME}": PAGE, "2019-01/2019-01-some-outcomes.csv": PAGE}))
    found = read(tmp_path)
    assert "is a web page" in found.one.note and "unpack-" not in found.one.note
    assert found.one.path.endswith(NAME)


def test_a_member_of_another_kind_is_left_to_its_own_source(tmp_path: Path) -> None:
    outcomes = ",".join([*HEADER[:9], "Outcome type"]) + "\n"
    put(tmp_path, "all.zip", zipped({"extra.csv": outcomes, NAME: text([row()])}))
    assert read(tmp_path).one.path.endswith(NAME)


def test_an_archive_cut_off_half_way_is_told_beside_what_it_gave(tmp_path: Path) -> None:
    whole = bytearray(zipped({NAME: text([row()]), "2019-02-some-street.csv": text([incident()] * 40)}))
    at = whole.rindex(b"Anti-social")
    whole[at : at + 4] = b"\0\0\0\0"
    put(tmp_path, "all.zip", bytes(whole))
    for _ in range(2):
        found = read(tmp_path)
        assert found.of(NAME).tally.accepted == 1
        assert "damaged" in found.of("all.zip").note and len(found.receipts) == 2


def test_of_overlapping_archives_the_later_edition_of_a_file_counts(tmp_path: Path) -> None:
    put(tmp_path, "2019-01.zip", zipped({NAME: text([row(), incident(), incident()])}))
    newer = text([row(Crime_type="Robbery"), incident()])
    put(tmp_path, "2019-02.zip", zipped({NAME: newer, "2019-02-some-street.csv": text([incident()])}))
    found = read(tmp_path)
    assert found.of(f"2019-01.zip/{NAME}").tally.duplicate == 3
    assert sum(found.cells.values()) == 3 and found.cells["Robbery", JANUARY, HERE[0]] == 1


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    content = text([row(), incident(), incident()])
    put(tmp_path, NAME, content)
    put(tmp_path, "copy of january.csv", content)
    found = read(tmp_path)
    assert sum(found.cells.values()) == 3
    assert sorted(each.tally.duplicate for each in found.receipts) == [0, 3]


def test_a_packed_file_is_read_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, f"{NAME}.gz", gzip.compress(text([row(), incident()]).encode()))
    put(tmp_path, "2019-02-some-street.csv", gzip.compress(text([incident(Month="2019-02")]).encode()))
    assert sum(read(tmp_path).cells.values()) == 3


def test_only_files_of_the_forces_asked_for_are_taken(tmp_path: Path) -> None:
    put(tmp_path, "2019-01-some-street.csv", text([row()]))
    put(tmp_path, "2019-01-other-street.csv", text([incident()]))
    assert read(tmp_path, definition(forces=("some",))).one.path.endswith(NAME)


def test_a_file_taken_in_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), incident()]))
    put(tmp_path, "2019-02-some-street.csv", text([row(Month="Feb")]))
    put(tmp_path, "old.zip", zipped({"2018-12-some-street.csv": text([incident(Month="2018-12")])}))
    first = read(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "store" / "records").iterdir()}
    with patch.object(intake, "_read_fast", side_effect=AssertionError("read again")):
        assert read(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    put(tmp_path, NAME, text([row(), incident(), incident()]))
    with patch.object(intake, "_read_fast", wraps=intake._read_fast) as again:
        assert sum(read(tmp_path).cells.values()) == 4
    assert [piece.shown for call in again.call_args_list for piece in call.args[1]] == [f"data/police/{NAME}"]


def test_another_geography_reads_the_files_anew(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code=HERE[2])]))
    assert read(tmp_path).one.tally.accepted == 1
    whole = geography()
    smaller = Geography(whole.areas, HERE[:2], whole.member, whole.partnership_code)
    assert read(tmp_path, places=smaller).one.tally.outside == 1


def test_a_deleted_store_comes_back_byte_for_byte(tmp_path: Path) -> None:
    for number in range(3):
        put(
            tmp_path,
            f"2019-01-f{number}-street.csv",
            text([row(), row(Crime_ID=crime_id(number)), incident()]),
        )
    put(tmp_path, "old.zip", zipped({"2018-12-some-street.csv": text([row(Month="2018-12"), incident()])}))
    first = read(tmp_path)
    before = [(path.name, path.read_bytes()) for path in first.parts]
    (tmp_path / "store").rename(tmp_path / "gone")
    again = read(tmp_path)
    assert [(path.name, path.read_bytes()) for path in again.parts] == before
    assert again.receipts == first.receipts


some_rows = st.builds(
    lambda key, month, lsoa, kind: row(Crime_ID=key, Month=month, LSOA_code=lsoa, Crime_type=kind),
    st.one_of(st.just(""), st.integers(1, 9).map(crime_id)),
    st.sampled_from(["2019-01", "2019-02", "2019-01", "soon"]),
    st.sampled_from([*HERE, OLD, ELSEWHERE, "?"]),
    st.sampled_from(["Burglary", "Robbery", "Burglary", "Mischief"]),
)
NAMES = ("2019-01-a-street.csv", "2019-01-b-street.csv", "2019-02-a-street.csv")


def recounted(files: list[Path]) -> Counter[tuple[str, int, str]]:
    """The cells by the csv module and a set of identities, in the plainest way."""
    place = {**{code: code for code in HERE}, OLD: HERE[2]}
    good = [
        (month_index(each["Month"]), number, line, each)
        for number, path in enumerate(files)
        for line, each in enumerate(plainly(path))
        if each["Month"] != "soon" and each["LSOA code"] in place and each["Crime type"] != "Mischief"
    ]
    cells: Counter[tuple[str, int, str]] = Counter()
    seen: set[str] = set()
    for month, _, _, each in sorted(good, key=lambda one: one[:3]):
        if not each["Crime ID"] or each["Crime ID"] not in seen:
            seen.add(each["Crime ID"])
            cells[each["Crime type"], month, place[each["LSOA code"]]] += 1
    return cells


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(some_rows, max_size=8), min_size=3, max_size=3, unique_by=text))
def test_every_row_of_every_file_is_accounted_for_once(folders: list[list[dict[str, str]]]) -> None:
    with TemporaryDirectory() as scratch:
        paths = [put(Path(scratch), name, text(rows)) for name, rows in zip(NAMES, folders, strict=True)]
        found = read(Path(scratch))
        for path in paths:
            receipt = found.of(path.name)
            assert receipt.tally.adds_up() and receipt.tally.rows_read == len(plainly(path))
            refused = plainly(Path(scratch) / receipt.rejects) if receipt.rejects else []
            assert len(refused) == receipt.tally.refused
        assert found.cells == recounted(paths)
        assert sum(receipt.tally.accepted for receipt in found.receipts) == sum(found.cells.values())


LOOKUP = "LSOA_(2011)_to_LSOA_(2021)_to_Local_Authority_District_(2022)_Exact_Fit_Lookup_for_EW_(V3).csv.gz"


def taken_from(
    folder: Path,
    files: Iterable[Path],
    lsoas: Iterable[str],
    converted: dict[str, tuple[str, ...]] | None = None,
) -> Read:
    """The intake of real files for a partnership of these LSOAs, those of another vintage converted."""
    codes = tuple(sorted(set(lsoas)))
    index = {code: number for number, code in enumerate(codes)}
    older = {code: tuple(index[each] for each in became) for code, became in (converted or {}).items()}
    places = Geography((), codes, geography().member, WHOLE, older)
    return read(folder, definition([str(path) for path in files]), places)


def rows_of(paths: Iterable[Path]) -> list[dict[str, str]]:
    found = []
    for path in paths:
        with gzip.open(path, "rt", newline="") if path.suffix == ".gz" else path.open(newline="") as file:
            found.extend(csv.DictReader(file))
    return found


def as_plain_reading(folder: Path, files: list[Path], plain: list[dict[str, str]]) -> Read:
    """The intake of whole files, held against the csv module's reading of them."""
    ids = Counter(each["Crime ID"] for each in plain)
    blank = ids.pop("", 0)
    found = taken_from(folder, files, {each["LSOA code"] for each in plain} - {""})
    tallies = [each.tally for each in found.receipts]
    assert sum(each.rows_read for each in tallies) == len(plain)
    assert sum(each.without_key for each in tallies) == blank
    assert sum(each.accepted for each in tallies) == blank + len(ids) == sum(found.cells.values())
    assert sum(each.duplicate for each in tallies) == len(plain) - blank - len(ids)
    assert not any(each.refused or each.outside for each in tallies)
    return found


@pytest.mark.real
def test_the_city_of_london_has_22480_rows_of_19224_identities(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "data" / "police" / "2018-2021").glob("*-city-of-london-street.csv"))
    plain = rows_of(files)
    placeless = [each for each in plain if not each["LSOA code"]]
    assert (len(files), len(plain), len(placeless)) == (36, 22_480, 1_737)
    assert sum(not each["Crime ID"] for each in plain) == 2_983
    assert len({each["Crime ID"] for each in plain} - {""}) == 19_224
    found = as_plain_reading(tmp_path, files, plain)
    first = {each["Crime ID"] or number: each for number, each in reversed(list(enumerate(plain)))}
    unplaced = sum(1 for each in first.values() if not each["LSOA code"])
    assert sum(each.tally.unplaced for each in found.receipts) == unplaced


@pytest.mark.real
def test_a_month_of_surrey_keeps_its_identical_rows(shared: Path, tmp_path: Path) -> None:
    files = [shared / "data" / "police" / "surrey" / "2021-03-surrey-street.csv.gz"]
    plain = rows_of(files)
    found = as_plain_reading(tmp_path, files, plain)
    keyless = [tuple(each.values()) for each in plain if not each["Crime ID"]]
    assert found.one.tally.identical == len(keyless) - len(set(keyless)) > 0


@pytest.mark.real
def test_cambridgeshire_mixes_vintages_that_are_sorted_row_by_row(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "police" / "2023-03" / "2023-03-cambridgeshire-street.csv.gz"
    plain = rows_of([path])
    links = rows_of([shared / "data" / "lookups" / LOOKUP])
    newer: dict[str, tuple[str, ...]] = {}
    older: dict[str, tuple[str, ...]] = {}
    for line in links:
        before, after = line[next(name for name in line if "LSOA11CD" in name)], line["LSOA21CD"]
        newer[before] = (*newer.get(before, ()), after)
        older[after] = (*older.get(after, ()), before)
    ceased, began = set(newer) - set(older), set(older) - set(newer)
    codes = [each["LSOA code"] for each in plain]
    assert (sum(code in ceased for code in codes), sum(code in began for code in codes)) == (1_032, 77)
    for name, lsoas, converted, other in (("2021", older, newer, 1_032), ("2011", newer, older, 77)):
        (tmp_path / name).mkdir()
        tally = taken_from(tmp_path / name, [path], lsoas, converted).one.tally
        assert (tally.mixed_vintage, tally.outside, tally.refused) == (other, 0, 0)
        assert tally.accepted + tally.duplicate == len(plain) == 7_153
