"""One file from a server on this machine: whole, resumed, refused, bad, unchanged."""

import hashlib
import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from archive_server import Publisher, Served, publisher
from fetching import ARCHIVE, a_definition, a_zip, fetch_one, quick

from wulfrun.data.fetch import fetch


@pytest.fixture
def here() -> Iterator[Publisher]:
    with publisher() as found:
        found.json("/police/api/crimes-street-dates", lambda _: [{"date": "2024-06"}, {"date": "2024-05"}])
        yield found


def test_a_whole_file_comes_with_its_hash_its_address_and_its_licence(
    tmp_path: Path, here: Publisher
) -> None:
    here.files[ARCHIVE] = Served(a_zip())
    steps: list[tuple[str, int, int | None]] = []
    found = fetch(
        tmp_path,
        a_definition(),
        settings=quick(here),
        only=["police-archive"],
        progress=lambda *step: steps.append(step),
    )
    path = tmp_path / "data/police/police-uk-2024-06.zip"
    assert [each.status for each in found] == ["fetched"]
    assert path.read_bytes() == a_zip()
    said = json.loads((path.parent / "SOURCES.json").read_text())[path.name]
    assert said["sha256"] == hashlib.sha256(a_zip()).hexdigest() == found[0].sha256
    assert said["address"] == "https://data.police.uk/data/archive/2024-06.zip"
    assert said["licence"] == "Open Government Licence v3.0"
    assert parsedate_to_datetime(said["date"])
    assert steps[-1] == (path.name, len(a_zip()), len(a_zip()))
    assert {each.name for each in path.parent.iterdir()} == {path.name, "SOURCES.json"}


def test_the_server_is_told_who_asks(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip())
    fetch_one(tmp_path, here, "police-archive")
    assert {headers["user-agent"].split("/")[0] for _, headers in here.seen} == {"wulfrun"}


def test_a_download_that_breaks_goes_on_where_it_stopped(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip(), breaks=[100_000])
    found = fetch_one(tmp_path, here, "police-archive")
    asked = here.asked(ARCHIVE)
    assert found.status == "fetched"
    assert [headers.get("range") for headers in asked] == [None, "bytes=100000-"]
    assert (tmp_path / found.path).read_bytes() == a_zip()


def test_a_download_goes_on_the_next_day_too(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip(), breaks=[100_000])
    broken = fetch_one(tmp_path, here, "police-archive", quick(here, attempts=1))
    assert broken.status == "failed"
    assert "after 1 attempts" in broken.note
    assert (tmp_path / "data/police/police-uk-2024-06.zip.part").stat().st_size == 100_000
    whole = fetch_one(tmp_path, here, "police-archive")
    assert here.asked(ARCHIVE)[-1]["range"] == "bytes=100000-"
    assert (tmp_path / whole.path).read_bytes() == a_zip()


def test_a_part_that_is_already_whole_is_not_sent_again(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip(), breaks=[100_000])
    fetch_one(tmp_path, here, "police-archive", quick(here, attempts=1))
    (tmp_path / "data/police/police-uk-2024-06.zip.part").write_bytes(a_zip())
    whole = fetch_one(tmp_path, here, "police-archive")
    assert [headers.get("range") for headers in here.asked(ARCHIVE)] == [None, f"bytes={len(a_zip())}-"]
    assert whole.status == "fetched"
    assert (tmp_path / whole.path).read_bytes() == a_zip()


def test_a_file_that_changed_in_between_is_not_sewn_to_its_old_half(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip(), breaks=[100_000])
    fetch_one(tmp_path, here, "police-archive", quick(here, attempts=1))
    newer = a_zip(200_000)
    here.files[ARCHIVE] = Served(newer, etag='"two"')
    found = fetch_one(tmp_path, here, "police-archive")
    assert (tmp_path / found.path).read_bytes() == newer


def test_a_file_we_have_is_asked_for_only_if_it_has_changed(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip())
    first = fetch_one(tmp_path, here, "police-archive")
    again = fetch_one(tmp_path, here, "police-archive")
    assert (first.status, again.status) == ("fetched", "unchanged")
    assert again.sha256 == first.sha256
    here.files[ARCHIVE] = Served(a_zip(10), etag='"two"')
    assert fetch_one(tmp_path, here, "police-archive").status == "fetched"


def test_a_file_changed_by_hand_is_fetched_again(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip())
    path = tmp_path / fetch_one(tmp_path, here, "police-archive").path
    path.write_bytes(b"edited")
    assert fetch_one(tmp_path, here, "police-archive").status == "fetched"
    assert path.read_bytes() == a_zip()


def test_a_server_that_asks_us_to_wait_is_obeyed(tmp_path: Path, here: Publisher) -> None:
    later = {"Retry-After": "Mon, 01 Jan 2035 00:00:40 GMT", "Date": "Mon, 01 Jan 2035 00:00:00 GMT"}
    here.files[ARCHIVE] = Served(a_zip(), refusals=[(429, {"Retry-After": "7"}), (503, later), (500, {})])
    waits: list[float] = []
    found = fetch_one(tmp_path, here, "police-archive", quick(here, waits))
    asked_for = [wait for wait in waits if wait > 0]
    assert found.status == "fetched"
    assert asked_for[0] == 7.0
    assert len(asked_for) == 3
    assert 4.0 <= asked_for[2] <= 12.0


def test_a_server_that_never_recovers_is_left_alone(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip(), refusals=[(503, {})] * 9)
    found = fetch_one(tmp_path, here, "police-archive")
    assert found.status == "failed"
    assert "503" in found.note and "after 4 attempts" in found.note
    assert len(here.asked(ARCHIVE)) == 4


def test_a_file_that_is_not_there_says_what_to_do(tmp_path: Path, here: Publisher) -> None:
    found = fetch_one(tmp_path, here, "police-archive")
    assert found.status == "failed"
    assert "https://data.police.uk/data/archive/2024-06.zip: the server answered 404" in found.note
    assert "downloads.toml" in found.note
    assert len(here.asked(ARCHIVE)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\n<!DOCTYPE html><html><body>Down for maintenance</body></html>", "a web page came"),
        (b"", "empty"),
        (a_zip()[:-30_000], "not a whole"),
        (a_zip()[:1000] + b"x" * 50 + a_zip()[1050:], "is damaged"),
    ],
    ids=["web page", "empty", "cut short", "damaged inside"],
)
def test_a_bad_download_never_replaces_a_good_file(
    tmp_path: Path, here: Publisher, content: bytes, said: str
) -> None:
    here.files[ARCHIVE] = Served(a_zip())
    path = tmp_path / fetch_one(tmp_path, here, "police-archive").path
    here.files[ARCHIVE] = Served(content, etag='"bad"')
    found = fetch_one(tmp_path, here, "police-archive")
    assert found.status == "failed"
    assert said in found.note
    assert path.read_bytes() == a_zip()
    assert not path.with_name(path.name + ".part").exists()
