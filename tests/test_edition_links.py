"""Editions open from the site, are copied into no other, and in one of them lead to those beside it."""

import json
from datetime import date
from pathlib import Path

from wulfrun.data.release import Release, write_json
from wulfrun.edition_links import listed, stand_beside
from wulfrun.editions import editions, publish


def _release(folder: Path) -> Release:
    path = folder / "store" / "releases" / "abc"
    site = path / "out" / "site"
    site.mkdir(parents=True)
    for name in ("figures", "targets", "gap", "receipts", "quality", "coverage", "areas", "actions"):
        (path / f"{name}.parquet").write_bytes(b"")
    write_json(path / "manifest.json", {"release": "abc", "through": "2008-03", "tables": {}})
    write_json(path / "definition.json", {})
    (site / "index.html").write_text("a site", "utf-8")
    (site / "editions.html").write_text('<a href="editions/2008-06-30/index.html">', "utf-8")
    (site / "feed.xml").write_text('<link href="editions/2008-06-30/index.html"/>', "utf-8")
    return Release(path)


def test_an_edition_is_listed_with_its_day_its_data_and_its_release(tmp_path: Path) -> None:
    publish(tmp_path, _release(tmp_path), date(2008, 6, 30))
    assert listed(editions(tmp_path)) == [{"published": "2008-06-30", "release": "abc", "through": "2008-03"}]


def test_an_edition_opens_from_the_site_without_a_copy(tmp_path: Path) -> None:
    release = _release(tmp_path)
    publish(tmp_path, release, date(2008, 6, 30))
    site = release.path / "out" / "site"
    stand_beside(site, editions(tmp_path))
    assert (site / "editions" / "2008-06-30" / "index.html").read_text("utf-8") == "a site"
    assert (site / "editions" / "2008-06-30").is_symlink()


def test_a_later_edition_holds_none_of_the_earlier_and_leads_to_them_beside_it(tmp_path: Path) -> None:
    release = _release(tmp_path)
    publish(tmp_path, release, date(2008, 6, 30))
    stand_beside(release.path / "out" / "site", editions(tmp_path))
    later = publish(tmp_path, release, date(2008, 9, 30))
    assert not (later / "out" / "site" / "editions").exists()
    for name in ("editions.html", "feed.xml"):
        assert 'href="../2008-06-30/index.html"' in (later / "out" / "site" / name).read_text("utf-8")
        assert 'href="editions/' in (release.path / "out" / "site" / name).read_text("utf-8")
    assert json.loads((later / "edition.json").read_text("utf-8"))["published"] == "2008-09-30"
