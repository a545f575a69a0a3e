"""What may be downloaded, and which of it a partnership needs: the addresses are data, in downloads.toml."""

import re
import tomllib
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from wulfrun.definition.model import Definition, Source
from wulfrun.words import periods

Kind = Literal["police-archive", "gov-uk-file", "arcgis", "nomis"]
_WINDOW = 36
_WHOLE_HISTORY = "2017-03"
_FIRST_MONTH = "2010-12"


class Download(BaseModel):
    """One entry of downloads.toml: where it is, who publishes it, where it goes, what it serves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    publisher: str
    licence: str
    kind: Kind
    address: str
    to: str
    serves: tuple[str, ...]
    confirmed: str = ""
    listing: str = ""
    also: tuple[str, ...] = ()
    file: str = ""
    years: tuple[str, str] | None = None
    select: str = ""
    after: str = ""
    column: str = ""
    fields: tuple[str, ...] = ()
    vintage: int | None = None
    geography: str = ""
    first_year: int = 2001


def downloads() -> dict[str, Download]:
    """Every entry of the shipped downloads.toml, in its order."""
    text = (files("wulfrun.definition.library") / "downloads.toml").read_text("utf-8")
    return {name: Download(**table) for name, table in tomllib.loads(text)["download"].items()}


def wanted(definition: Definition) -> list[tuple[str, Download, Source | None]]:
    """The downloads a definition has a use for, each with the source it feeds (None for geography)."""
    found: list[tuple[str, Download, Source | None]] = []
    for name, download in downloads().items():
        if "geography" in download.serves:
            if download.vintage in (None, definition.geography.lsoa_vintage):
                found.append((name, download, None))
        else:
            source = _served(definition, download)
            if source and _overlaps(download, *months_needed(definition, source)):
                found.append((name, download, source))
    return found


def _served(definition: Definition, download: Download) -> Source | None:
    for source in definition.source.values():
        if source.layout in download.serves:
            return source
    return None


def _overlaps(download: Download, first: int | None, last: int | None) -> bool:
    if download.years is None:
        return True
    start, end = (periods.period(year) for year in download.years)
    return (last is None or start.first <= last) and (first is None or end.last >= first)


def months_needed(definition: Definition, source: Source) -> tuple[int | None, int | None]:
    """First and last month asked for: the source's own, or the strategy's years and the year before them."""
    if source.expected:
        return periods.month_index(source.expected[0]), periods.month_index(source.expected[1])
    partnership = definition.partnership
    if not partnership.strategy:
        return None, None
    starts = [partnership.strategy.start, partnership.baseline or partnership.strategy.start]
    first = min(periods.period(year).first for year in starts)
    return first - 12, periods.period(partnership.strategy.end).last


def archives(first: int | None, last: int | None, newest: int) -> list[str]:
    """The fewest police.uk archives that hold the months from `first` to `last`, newest first.

    Each archive holds the 36 months that end with its name; the one of March 2017 holds everything from
    December 2010. Only the archive that is newest is sure to hold the forces' latest corrections.
    """
    whole = periods.month_index(_WHOLE_HISTORY)
    begin = max(first if first is not None else newest - _WINDOW + 1, periods.month_index(_FIRST_MONTH))
    end = min(last if last is not None else newest, newest)
    found = []
    anchor = newest
    while begin <= end and anchor >= begin and anchor > whole:
        if end > anchor - _WINDOW:
            found.append(periods.month_name(anchor))
        anchor -= _WINDOW
    if begin <= end and begin <= min(anchor, whole):
        found.append(_WHOLE_HISTORY)
    return found


def find_file(page: str, pattern: str) -> str | None:
    """The address on a GOV.UK page of the file whose name fits; of several, the one named last in order."""
    links = re.findall(r"https?://[^\s\"'<>\\]+", page)
    fits = {link for link in links if re.fullmatch(pattern, link.rsplit("/", 1)[-1], re.IGNORECASE)}
    return max(fits, key=lambda link: (_edition(link), link)) if fits else None


def _edition(link: str) -> str:
    """Names end in the day of publication, ddmmyy; turned round so that the latest sorts last."""
    day = re.search(r"(\d{2})(\d{2})(\d{2})\.\w+$", link)
    return day[3] + day[2] + day[1] if day else ""
