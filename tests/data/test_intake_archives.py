"""Archives as police.uk gives them: nested, overlapping, damaged, with members that are none of ours."""

from pathlib import Path

from street_world import (
    HEADER,
    HERE,
    incident,
    put,
    read,
    row,
    text,
    zipped,
)

from wulfrun.words.periods import month_index

JANUARY = month_index("2019-01")
NAME = "2019-01-some-street.csv"
PAGE = "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"


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
