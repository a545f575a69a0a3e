"""How far the data of a chart reach, taken from what it draws: told beside its source."""

import re
from collections.abc import Iterable, Sequence

from wulfrun.publication.chart_model import NO_DATA, SUPPRESSED, Caption, Cells
from wulfrun.words.periods import month_words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "winter": 13}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]* (\d{{4}})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(\d{4})/\d{2}\b(?: Q([1-4]))?")
_SEASON = re.compile(r"\b(spring|summer|autumn|winter) (\d{4})\b", re.IGNORECASE)
_MIDDLE = re.compile(r"\bmid-(\d{4})\b", re.IGNORECASE)
_NOTHING = ("", NO_DATA, SUPPRESSED)


def data_to(caption: Caption, rows: Iterable[Cells]) -> str:
    """The last period a chart has a figure of, in words; empty where nothing it says names one.

    The caller's own date stands before all; then the periods in the first column of the rows that have a
    figure; then those that the subtitle, the units or else the title name.

    >>> data_to(Caption("x", "Fell"), [("2006/07", "12"), ("2007/08", "no data")])
    'March 2007'
    >>> data_to(Caption("x", "Fell by 2010", "Northbank, October 2007 to June 2008"), [("A", "1")])
    'June 2008'
    """
    if caption.date:
        return caption.date
    known = [row[0] for row in rows if len(row) > 1 and row[1] not in _NOTHING]
    for texts in (known, (caption.subtitle, caption.units), (caption.title,)):
        if found := _periods(texts):
            return max(found)[1]
    return ""


def _periods(texts: Sequence[str]) -> list[tuple[int, str]]:
    """(the last month of a period, its words), for every period that some texts name."""
    found: list[tuple[int, str]] = []
    for text in texts:
        found += [_month(int(year), _MONTHS.index(name.lower())) for name, year in _MONTH.findall(text)]
        found += [_month(int(year), 2 + 3 * int(quarter or 4)) for year, quarter in _YEAR.findall(text)]
        found += [_month(int(year), 5) for year in _MIDDLE.findall(text)]
        found += [
            (int(year) * 12 + _SEASONS[name.lower()], f"{name.lower()} {year}")
            for name, year in _SEASON.findall(text)
        ]
    return found


def _month(year: int, month: int) -> tuple[int, str]:
    place = year * 12 + month
    return place, month_words(place)
