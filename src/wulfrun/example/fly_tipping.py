"""The council's reports of fly-tipping, a CSV a year, as its customer relationship system writes them."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City, outside_points
from wulfrun.example.rubbish import FIRST_MONTH
from wulfrun.example.totals import YEARS

Whole = NDArray[np.int64]

# Headings and words that are known as they are: nothing has to be declared for them.
COLUMNS = (
    "Case Reference", "Request Type", "Date Received", "Easting", "Northing", "Land Type", "Waste Type",
    "Size Category", "Contact Channel", "Linked Case",
)  # fmt: skip
_REPORTED_AGAIN, _OUTSIDE, _BLANK = 25, 4, 20
_BAD_DATE, _UNKNOWN = 1, 4
_LAND = ("Highway", "Back Alleyway", "Council Land", "Footpath", "Private", "Other")
_WASTE = ("Black bags - household", "Other household waste", "White goods", "Construction", "Tyres", "Green")
_SIZE = ("Single item", "Car boot or less", "Small van load", "Transit van load", "Tipper lorry load")
_CHANNEL = ("Telephone", "Telephone", "Website", "Officer", "Councillor", "Letter")
_EPOCH = date(1970, 1, 1).toordinal()


def write_tips(
    city: City, tips: Whole, rng: np.random.Generator
) -> tuple[dict[str, str | bytes], dict[str, dict[str, int]]]:
    """Each year's file by its path, and what its receipt should say; `tips` (LSOAs, months)."""
    files: dict[str, str | bytes] = {}
    receipts = {}
    for year, name in enumerate(YEARS):
        path = f"data/council/fly-tipping-{name.replace('/', '-')}.csv"
        lines, counts = _year(city, tips[:, 12 * year : 12 * year + 12], year, rng)
        files[path] = "\r\n".join([",".join(COLUMNS), *lines, ""])
        receipts[path] = counts
    return files, receipts


def _year(city: City, tips: Whole, year: int, rng: np.random.Generator) -> tuple[list[str], dict[str, int]]:
    lsoa, month = np.nonzero(tips)
    times = tips[lsoa, month]
    lsoa, month = np.repeat(lsoa, times), np.repeat(month, times)
    days = _days(month + 12 * year, rng)
    order = np.argsort(days, kind="stable")
    lsoa, days = lsoa[order], days[order]
    chosen = np.floor(city.addresses.shape[1] * rng.random(len(lsoa)) ** 3).astype(np.int64)
    points = [f"{east},{north}" for east, north in city.addresses[lsoa, chosen].tolist()]
    outside = [f"{east},{north}" for east, north in outside_points(city, _OUTSIDE, rng).tolist()]
    blank = rng.choice(len(points), _BLANK, replace=False)
    for each in blank.tolist():
        points[each] = ","
    extra = rng.integers(0, len(days), _OUTSIDE)
    dates = [date.fromordinal(_EPOCH + each).strftime("%d/%m/%Y") for each in [*days.tolist(), *days[extra]]]
    start = 20_000 * (year + 1)
    lines = [
        f"FT-{start + number},Fly tipping removal,{on},{point},{_said(rng)},"
        for number, (on, point) in enumerate(zip(dates, [*points, *outside], strict=True))
    ]
    again = [
        f"FT-{start + 15_000 + number}{lines[each][lines[each].index(',') :]}FT-{start + each}"
        for number, each in enumerate(rng.choice(len(days), _REPORTED_AGAIN, replace=False).tolist())
    ]
    broken = _broken(year, lines[0])
    counts = {
        "rows_read": len(lines) + len(again) + len(broken), "accepted": len(days),
        "duplicate": len(again), "outside": _OUTSIDE, "refused": len(broken), "unplaced": _BLANK,
    }  # fmt: skip
    return [*lines, *again, *broken], counts


def _days(month: Whole, rng: np.random.Generator) -> Whole:
    """A day in each month (counted from the first), as days since 1970."""
    first = (FIRST_MONTH + month - 1970 * 12).astype("datetime64[M]")
    start, end = (each.astype("datetime64[D]").astype(np.int64) for each in (first, first + 1))
    return np.asarray(start + np.floor(rng.random(len(month)) * (end - start)).astype(np.int64))


def _said(rng: np.random.Generator) -> str:
    return ",".join(str(rng.choice(words)) for words in (_LAND, _WASTE, _SIZE, _CHANNEL))


def _broken(year: int, line: str) -> list[str]:
    """Rows that no reader can accept: a day that is none, a kind of enquiry nobody knows."""
    cells = line.split(",")
    if year == _BAD_DATE:
        return [",".join([f"FT-{year}99999", cells[1], "30/02/2005", *cells[3:]])]
    if year == _UNKNOWN:
        return [",".join([f"FT-{year}99998", "Sinkhole", *cells[2:]])]
    return []
