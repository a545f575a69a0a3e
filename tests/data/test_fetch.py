"""What is fetched for which partnership, from where, and what happens when one of them fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_server import Publisher, Served, publisher
from fetching import ARCHIVE, a_definition, a_zip, fetch_one, quick

from wulfrun.data.fetch import fetch
from wulfrun.data.fetch_places import archives, downloads, find_file, wanted
from wulfrun.definition.model import Partnership, Strategy
from wulfrun.words.errors import DataError
from wulfrun.words.periods import month_index


@pytest.fixture
def here() -> Iterator[Publisher]:
    with publisher() as found:
        found.json("/police/api/crimes-street-dates", lambda _: [{"date": "2024-06"}, {"date": "2024-05"}])
        yield found


def test_one_failure_does_not_stop_the_rest(tmp_path: Path, here: Publisher) -> None:
    here.files[ARCHIVE] = Served(a_zip())
    found = {each.name: each.status for each in fetch(tmp_path, a_definition(), settings=quick(here))}
    assert found["police-archive 2024-06"] == "fetched"
    assert found["csp-tables-2021-on"] == "failed"


def test_a_dry_run_asks_nobody_and_writes_nothing(tmp_path: Path, here: Publisher) -> None:
    found = fetch(tmp_path, a_definition(), settings=quick(here), dry_run=True)
    assert {each.status for each in found} == {"would fetch"}
    assert "data/police/police-uk-{month}.zip" in [each.path for each in found]
    assert not here.seen
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_not_known_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Did you mean 'police-archive'"):
        fetch(tmp_path, a_definition(), only=["police-archives"])


def test_a_download_nobody_has_a_use_for_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no source in partnership.toml has a use for it"):
        fetch(tmp_path, a_definition(), only=["csp-tables-2003-2007"])


def test_a_workbook_is_found_on_its_page_by_name_and_kept_under_a_steady_one(
    tmp_path: Path, here: Publisher
) -> None:
    page = downloads()["csp-tables-2021-on"].address.replace("https://www.gov.uk", "/gov")
    link = "https://assets.publishing.service.gov.uk/media/68a0/prc-csp-mar2021-mar2026-tables-230726.ods"
    older = "https://assets.publishing.service.gov.uk/media/67a0/prc-csp-mar21-sep25-tables-290126.ods"
    here.json(page, lambda _: {"details": {"body": f'<a href="{older}">old</a> <a href="{link}">new</a>'}})
    here.files["/assets/media/68a0/prc-csp-mar2021-mar2026-tables-230726.ods"] = Served(a_zip())
    found = fetch_one(tmp_path, here, "csp-tables-2021-on")
    assert found.status == "fetched"
    assert found.address == link
    assert found.path == "data/home-office/prc-csp-mar21-onwards-tables.ods"


def test_a_workbook_that_left_its_page_is_named(tmp_path: Path, here: Publisher) -> None:
    page = "/gov/api/content/government/statistics/police-recorded-crime-open-data-tables"
    here.json(page, lambda _: {"details": {"attachments": []}})
    assert "put it in the folder yourself" in fetch_one(tmp_path, here, "csp-tables-2021-on").note


@pytest.mark.parametrize(
    ("first", "last", "newest", "found"),
    [
        ("2023-01", "2024-06", "2024-06", ["2024-06"]),
        ("2021-06", "2024-06", "2024-06", ["2024-06", "2021-06"]),
        ("2010-01", "2024-06", "2024-06", ["2024-06", "2021-06", "2018-06", "2017-03"]),
        ("2012-01", "2014-12", "2024-06", ["2017-03"]),
        ("2019-01", "2019-12", "2024-06", ["2021-06"]),
        ("2003-04", "2008-03", "2024-06", []),
        ("2024-07", "2025-03", "2024-06", []),
        (None, None, "2024-06", ["2024-06"]),
    ],
)
def test_the_fewest_archives_that_hold_the_months_are_fetched(
    first: str | None, last: str | None, newest: str, found: list[str]
) -> None:
    months = [month_index(text) if text else None for text in (first, last)]
    assert archives(*months, month_index(newest)) == found


def test_a_strategy_of_2008_is_not_sent_to_data_police_uk(tmp_path: Path, here: Publisher) -> None:
    old = Partnership(
        name="Test",
        area_codes=("E08000031",),
        area_name="Wolverhampton",
        strategy=Strategy(start="2005/06", end="2007/08"),
        baseline="2003/04",
    )
    names = [name for name, _, _ in wanted(a_definition(partnership=old))]
    assert {"csp-tables-2003-2007", "csp-tables-2008-2011"} <= set(names)
    assert "csp-tables-2012-2015" not in names
    assert not {"police-archive"} & {
        each.name for each in fetch(tmp_path, a_definition(partnership=old, source={}), dry_run=True)
    }


def test_the_newest_of_two_workbooks_is_taken_by_its_day_not_its_letters() -> None:
    old, new = (f"https://x.gov.uk/m/a/prc-csp-mar21-on-{day}.ods" for day in ("290126", "230726"))
    assert find_file(f'"{old}" "{new}"', r"prc-csp-mar21-[^/]*\.ods") == new


def test_every_download_says_its_licence_and_what_its_address_was_checked_against() -> None:
    for download in downloads().values():
        assert "Open Government Licence" in download.licence
        assert download.confirmed
        assert download.address.startswith("https://")
