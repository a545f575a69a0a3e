"""Fetch the open data a partnership needs into its folder, each file with its origin, licence and SHA-256."""

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from wulfrun.data.fetch_file import Progress, Taken, take
from wulfrun.data.fetch_http import Line, Settings, connect
from wulfrun.data.fetch_places import Download, archives, downloads, find_file, months_needed, wanted
from wulfrun.data.fetch_tables import arcgis, column, nomis
from wulfrun.data.release import write_json
from wulfrun.definition.model import Definition, Source
from wulfrun.words import periods
from wulfrun.words.errors import DataError, did_you_mean

RECORD = "SOURCES.json"


@dataclass(frozen=True)
class Fetched:
    """What became of one download; status: fetched, unchanged, would fetch, failed."""

    name: str
    title: str
    path: str
    address: str
    status: str
    bytes: int = 0
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Job:
    """What every kind of download is handed."""

    line: Line
    folder: Path
    definition: Definition
    progress: Progress
    year: int


def fetch(
    folder: Path,
    definition: Definition,
    *,
    settings: Settings | None = None,
    only: Collection[str] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
    year: int | None = None,
) -> list[Fetched]:
    """Bring everything the definition has a use for; one failure does not stop the rest.

    `only` names entries of downloads.toml. `progress(file, bytes so far, bytes in all or None)` is called
    as bytes come. `year` is the last year asked of the population estimates (this year).
    """
    chosen = _chosen(wanted(definition), only)
    if dry_run:
        return [_planned(name, download, source) for name, download, source in chosen]
    found: list[Fetched] = []
    with connect(settings or Settings()) as line:
        job = _Job(line, folder, definition, progress or _silent, year or date.today().year)
        for name, download, source in chosen:
            try:
                found += _KINDS[download.kind](job, name, download, source)
            except DataError as error:
                planned = _planned(name, download, source)
                found.append(replace(planned, status="failed", note=str(error)))
    return found


def _silent(_name: str, _done: int, _total: int | None) -> None:
    return None


def _chosen(
    all_of_them: list[tuple[str, Download, Source | None]], only: Collection[str]
) -> list[tuple[str, Download, Source | None]]:
    for name in only:
        if name not in downloads():
            raise DataError(f"There is no download {name!r}. {did_you_mean(name, downloads())}")
        if name not in {each[0] for each in all_of_them}:
            raise DataError(
                f"{name}: no source in partnership.toml has a use for it. "
                "Declare one whose layout reads it, and years that it covers."
            )
    return [each for each in all_of_them if not only or each[0] in only]


def _planned(name: str, download: Download, source: Source | None) -> Fetched:
    return Fetched(name, download.title, _place(download, source), download.address, "would fetch")


def _place(download: Download, source: Source | None) -> str:
    return "data/" + download.to.replace("{agency}", source.agency if source else "")


def _police(job: _Job, name: str, download: Download, source: Source | None) -> list[Fetched]:
    assert source is not None
    answer = job.line.get(download.listing)
    try:
        months = [str(each["date"]) for each in answer.json()]
        newest = max(periods.month_index(month) for month in months)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{download.listing}: the list of months cannot be read ({error}). Try again later."
        ) from error
    needed = archives(*months_needed(job.definition, source), newest)
    if not needed:
        raise DataError(
            f"{download.address}: data.police.uk holds 2010-12 to {periods.month_name(newest)}, and none of "
            "the months asked for. Change `expected` of the source, or the strategy's years."
        )
    return [
        _file(
            job,
            f"{name} {month}",
            download,
            download.address.replace("{month}", month),
            _place(download, source).replace("{month}", month),
        )
        for month in needed
    ]


def _gov_uk(job: _Job, name: str, download: Download, source: Source | None) -> list[Fetched]:
    pages = (download.address, *download.also)
    for page in pages:
        if address := find_file(_page(job, page, last=page == pages[-1]), download.file):
            suffix = "." + address.rsplit(".", 1)[-1].lower()
            return [_file(job, name, download, address, _place(download, source) + suffix)]
    raise DataError(
        f"{pages[0]}: no file named like {download.file} is on the page or on {len(pages) - 1} other. "
        "Look for it on GOV.UK and put it in the folder yourself; the build reads it all the same."
    )


def _page(job: _Job, address: str, last: bool) -> str:
    try:
        # The content interface escapes the slashes and quotes of the HTML it carries.
        return job.line.get(address).text.replace("\\/", "/").replace('\\"', '"')
    except DataError:
        if last:
            raise
        return ""


def _file(job: _Job, name: str, download: Download, address: str, shown: str) -> Fetched:
    path = job.folder / shown
    known = _known(path)
    taken = take(job.line, address, path, known, job.progress)
    if taken is None:
        return _unchanged(name, download, shown, address, known)
    _record(path, download, replace(taken, address=address))
    return Fetched(name, download.title, shown, address, "fetched", taken.bytes, taken.sha256)


def _arcgis(job: _Job, name: str, download: Download, source: Source | None) -> list[Fetched]:
    return [_content(job, name, download, lambda: arcgis(job.line, download, _codes(job, download)))]


def _codes(job: _Job, download: Download) -> list[str]:
    """The codes to ask for: the partnership's own, or a column of a table fetched before."""
    if not download.after:
        return list(job.definition.partnership.area_codes)
    before = downloads()[download.after]
    path = job.folder / _place(before, None)
    if not path.exists():
        _arcgis(job, download.after, before, None)
    return column(path, download.column)


def _nomis(job: _Job, name: str, download: Download, source: Source | None) -> list[Fetched]:
    areas = job.definition.partnership.area_codes
    return [_content(job, name, download, lambda: nomis(job.line, download, areas, job.year))]


def _content(job: _Job, name: str, download: Download, ask: Callable[[], bytes]) -> Fetched:
    """Write a table put together from pages; the old one stays until the new one is whole."""
    shown = _place(download, None)
    path = job.folder / shown
    content = ask()
    digest = hashlib.sha256(content).hexdigest()
    known = _known(path)
    job.progress(path.name, len(content), len(content))
    if path.exists() and path.read_bytes() == content and known:
        return _unchanged(name, download, shown, download.address, known)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
    _record(path, download, Taken(digest, len(content), download.address, date=job.line.date))
    return Fetched(name, download.title, shown, download.address, "fetched", len(content), digest)


def _unchanged(name: str, download: Download, shown: str, address: str, known: dict[str, Any]) -> Fetched:
    return Fetched(name, download.title, shown, address, "unchanged", known["bytes"], known["sha256"])


def _records(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((path.parent / RECORD).read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def _known(path: Path) -> dict[str, Any]:
    return dict(_records(path).get(path.name, {}))


def _record(path: Path, download: Download, taken: Taken) -> None:
    """Write beside the file where it came from, under which licence, and its SHA-256."""
    said = {
        "title": download.title,
        "publisher": download.publisher,
        "licence": download.licence,
        "address": taken.address,
        "sha256": taken.sha256,
        "bytes": taken.bytes,
        "etag": taken.etag,
        "last_modified": taken.last_modified,
        "date": taken.date,
    }
    write_json(path.parent / RECORD, {**_records(path), path.name: said})


_KINDS: dict[str, Callable[[_Job, str, Download, Source | None], list[Fetched]]] = {
    "police-archive": _police,
    "gov-uk-file": _gov_uk,
    "arcgis": _arcgis,
    "nomis": _nomis,
}
