"""What lies inside archives and folders."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from wulfrun.data import unpack
from wulfrun.data.unpack import members
from wulfrun.words.errors import DataError


def packed(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def contents(path: Path, scratch: Path) -> dict[str, bytes]:
    return {member.name: member.path.read_bytes() for member in members(path, scratch)}


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def test_a_plain_file_is_itself_where_it_lies(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "2019-03-x-street.csv.gz"
    path.write_bytes(b"a")
    assert list(members(path, scratch)) == [(path.name, path)]


def test_a_zip_inside_a_zip_keeps_the_whole_way_in_its_name(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "outer.zip"
    inner = packed({"2019-03/2019-03-x-street.csv": b"a", "2019-03/2019-03-y-street.csv": b"b"})
    path.write_bytes(packed({"inner.zip": inner, "readme.txt": b"r", "__MACOSX/._readme.txt": b"junk"}))
    assert contents(path, scratch) == {
        "outer.zip/inner.zip/2019-03/2019-03-x-street.csv": b"a",
        "outer.zip/inner.zip/2019-03/2019-03-y-street.csv": b"b",
        "outer.zip/readme.txt": b"r",
    }


def test_one_member_at_a_time_lies_in_scratch_and_none_afterwards(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"1.csv": b"1", "2.csv": b"2"}))
    for member in members(path, scratch):
        assert [each for each in scratch.rglob("*") if each.is_file()] == [member.path]
    assert not list(scratch.iterdir())


def test_a_reader_that_stops_early_leaves_nothing_behind(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"1.csv": b"1", "2.csv": b"2"}))
    reading = members(path, scratch)
    assert next(reading).name == "a.zip/1.csv"
    reading.close()  # type: ignore[attr-defined]
    assert not list(scratch.iterdir())


def test_a_folder_is_read_in_order_with_the_archives_in_it(tmp_path: Path, scratch: Path) -> None:
    folder = tmp_path / "police"
    (folder / "2019-03").mkdir(parents=True)
    (folder / "2019-03" / "b.csv").write_bytes(b"b")
    (folder / "a.zip").write_bytes(packed({"x.csv": b"x"}))
    (folder / "~$open.xlsx").write_bytes(b"lock")
    assert contents(folder, scratch) == {"police/2019-03/b.csv": b"b", "police/a.zip/x.csv": b"x"}


@pytest.mark.parametrize("ending", ["tar.xz", "tar.gz", "tar"])
def test_a_tar_is_opened_up(tmp_path: Path, scratch: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    mode = {"tar.xz": "w:xz", "tar.gz": "w:gz", "tar": "w"}[ending]
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        entry = tarfile.TarInfo("b/2023-06.csv")
        entry.size = 2
        archive.addfile(entry, io.BytesIO(b"ok"))
    assert contents(path, scratch) == {f"a.{ending}/b/2023-06.csv": b"ok"}


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:\\evil.csv"]
)
def test_a_member_that_points_outside_the_archive_is_refused(
    tmp_path: Path, scratch: Path, name: str
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({name: b"evil"}))
    with pytest.raises(DataError, match="points outside the archive"):
        contents(path, scratch)
    assert not list(tmp_path.rglob("evil.csv"))


def test_a_link_in_a_tar_is_not_followed(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo("passwd")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    with pytest.raises(DataError, match="is a link or a device"):
        contents(path, scratch)


def test_archives_nested_without_end_are_refused(tmp_path: Path, scratch: Path) -> None:
    content = packed({"a.csv": b"a"})
    for _ in range(unpack.DEEPEST):
        content = packed({"in.zip": content})
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(DataError, match="deep in one another"):
        contents(path, scratch)


def test_an_archive_that_grows_without_end_is_refused(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "LARGEST", 1000)
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.csv": b"0" * 1001}))
    with pytest.raises(DataError, match="when unpacked"):
        contents(path, scratch)
    assert not list(scratch.iterdir())


def test_a_zip_cut_off_on_the_way_says_so(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.csv": b"0" * 1000})[:60])
    with pytest.raises(DataError, match=r"a.zip: the archive is damaged or cut off.*download it again"):
        contents(path, scratch)


def test_a_zip_with_a_changed_byte_is_not_read(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.zip"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", "Burglary")
    path.write_bytes(held.getvalue().replace(b"Burglary", b"Burglars"))
    with pytest.raises(DataError, match="damaged"):
        contents(path, scratch)


def test_a_web_page_saved_as_a_zip_is_called_one(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("<html><head><title>404</title></head></html>")
    with pytest.raises(DataError, match="this is a web page"):
        contents(path, scratch)


def test_an_encrypted_zip_asks_for_its_password_to_be_used_first(tmp_path: Path, scratch: Path) -> None:
    content = bytearray(packed({"a.csv": b"a"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(content))
    with pytest.raises(DataError, match="is encrypted"):
        contents(path, scratch)


def test_half_a_tar_is_not_taken_for_a_whole_one(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        entry = tarfile.TarInfo("a.csv")
        entry.size = 200_000
        archive.addfile(entry, io.BytesIO(bytes(range(250)) * 800))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(DataError, match="damaged or cut off"):
        contents(path, scratch)
