"""The invented force's extracts of recorded offences, one CSV a financial year, with planted defects."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City, outside_points
from wulfrun.example.gathering import gathered
from wulfrun.example.near_repeats import near_repeats
from wulfrun.example.offences import HATE, Offences
from wulfrun.example.profiles import CODES, PROFILES
from wulfrun.example.stolen import PHRASES
from wulfrun.example.totals import GROUPS, YEARS

COLUMNS = (
    "Crime Ref", "HO Code", "Date Recorded", "Committed From", "Committed To", "Easting", "Northing",
    "DA Flag", "Hate Strand", "Firearm", "Knife", "Alcohol", "Business", "Stolen Property",
)  # fmt: skip

# Defects, in fixed numbers so that a receipt can be checked against them.
_REPEATED, _CARRIED_OVER, _OUTSIDE, _BLANK = 12, 3, 25, 150
_BAD_DATE, _CUT_SHORT = "2004/05", "2006/07"
# Blank coordinates fall outside the basket alone, so that its gap is exact; fraud seldom has a place.
_MAY_BE_BLANK = tuple(GROUPS.index(group) for group in ("fraud", "other-theft"))

_FIRST_DAY = np.datetime64("2002-01-01", "D").astype(int)
_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = [date.fromordinal(_EPOCH + int(_FIRST_DAY) + each).strftime("%d/%m/%Y") for each in range(7 * 366)]
_MINUTES = [f"{each // 60:02d}:{each % 60:02d}" for each in range(1440)]

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Written:
    """A file's text, and what its receipt should say."""

    text: str
    rows: int
    duplicate: int = 0
    outside: int = 0
    refused: int = 0
    unplaced: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Rows read and what becomes of them, by the receipt's own words."""
        lost = self.duplicate + self.outside + self.refused
        return {
            "rows_read": self.rows,
            "accepted": self.rows - lost,
            "duplicate": self.duplicate,
            "outside": self.outside,
            "refused": self.refused,
            "unplaced": self.unplaced,
        }


def file_name(year: str) -> str:
    """The name of a financial year's extract."""
    return f"extract-{year.replace('/', '-')}.csv"


def write_extracts(
    city: City,
    offences: Offences,
    near_share: float,
    rng: np.random.Generator,
    moving: np.random.Generator,
) -> tuple[dict[str, Written], dict[str, int]]:
    """Every extract by its file name, and by year how many burglaries were made near repeats.

    `moving` is the stream of chance that moves offences to hot places and beside others.
    """
    written: dict[str, Written] = {}
    near: dict[str, int] = {}
    carried: list[str] = []
    for number, year in enumerate(YEARS):
        own = offences.only(offences.year == number)
        day = _day_recorded(own.month, rng)
        order = np.lexsort((rng.random(len(day)), day))
        own, day = own.only(order), day[order]
        address = gathered(city, own.group, own.lsoa, _addresses(city, own, rng), moving)
        blank = _without_place(own, rng)
        moved = near_repeats(city, own, day, address, near_share, moving)
        near[year] = moved.planted
        order = np.argsort(moved.day, kind="stable")
        own, day, blank = own.only(order), moved.day[order], blank[order]
        places = _places(city, own.lsoa, moved.address[order], blank)
        lines = _lines(year, 1, own, day, places, rng)
        strangers = _strangers(year, len(lines), city, own, day, rng)
        broken = _broken(year, lines)
        repeated = [lines[each] for each in rng.choice(len(lines), _REPEATED, replace=False)]
        all_lines = [*carried, *_mixed(lines, strangers, rng), *repeated[:-4], *broken, *repeated[-4:]]
        written[file_name(year)] = Written(
            "\r\n".join([",".join(COLUMNS), *all_lines, ""]),
            rows=len(all_lines),
            duplicate=len(repeated) + len(carried),
            outside=len(strangers),
            refused=len(broken),
            unplaced=_BLANK,
        )
        carried = lines[-_CARRIED_OVER:]
    return written, near


def _day_recorded(month: Whole, rng: np.random.Generator) -> Whole:
    """A day in each month, as days since 1970."""
    first = (month - 1970 * 12).astype("datetime64[M]")
    start = first.astype("datetime64[D]").astype(np.int64)
    length = (first + 1).astype("datetime64[D]").astype(np.int64) - start
    return np.asarray(start + np.floor(rng.random(len(month)) * length).astype(np.int64))


def _addresses(city: City, own: Offences, rng: np.random.Generator) -> Whole:
    """An address of its LSOA for each offence; a few of every LSOA have most of its offences."""
    count = city.addresses.shape[1]
    return np.asarray(np.floor(count * rng.random(len(own.lsoa)) ** 2.2), np.int64)


def _without_place(own: Offences, rng: np.random.Generator) -> NDArray[np.bool_]:
    may_be = np.flatnonzero(np.isin(own.group, _MAY_BE_BLANK))
    blank = np.zeros(len(own.group), bool)
    blank[rng.choice(may_be, _BLANK, replace=False)] = True
    return blank


def _places(city: City, lsoa: Whole, address: Whole, blank: NDArray[np.bool_]) -> list[str]:
    """Easting and northing as text, both empty where no place is known."""
    place = city.addresses[lsoa, address].tolist()
    return ["," if none else f"{at[0]},{at[1]}" for at, none in zip(place, blank.tolist(), strict=True)]


def _lines(
    year: str, first: int, own: Offences, day: Whole, places: list[str], rng: np.random.Generator
) -> list[str]:
    start, end = _committed(own, day, rng)
    codes = [_as_the_force_writes(code) for code in CODES]
    refs = [f"NB/{year[2:4]}/{first + each:06d}" for each in range(len(day))]
    recorded = [_DAYS[each] for each in (day - _FIRST_DAY).tolist()]
    return [
        f"{ref},{codes[code]},{on},{since},{until},{place},{domestic},{HATE[hate]},{firearm},{knife},{alcohol},{shop},{PHRASES[what]}"
        for ref, code, on, since, until, place, domestic, hate, firearm, knife, alcohol, shop, what in zip(
            refs,
            own.code.tolist(),
            recorded,
            _moments(start),
            _moments(end),
            places,
            _yes(own.domestic),
            own.hate.tolist(),
            _yes(own.firearm),
            _yes(own.knife),
            _yes(own.alcohol),
            _yes(own.business),
            own.stolen.tolist(),
            strict=True,
        )
    ]


def _as_the_force_writes(code: str) -> str:
    """A code padded to three digits, as in 028 or 008A or 037.2."""
    digits = code.split(".")[0].rstrip("ABCDEFGH")
    return code.zfill(len(code) + 3 - len(digits))


def _committed(own: Offences, day: Whole, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """First and last moment at which it may have been done, minutes since 1970, by the day recorded."""
    hours = np.array([PROFILES[group].hour for group in GROUPS])[own.group]
    windows = np.array([PROFILES[group].window for group in GROUPS])[own.group]
    late = rng.geometric(0.62, len(day)) - 1
    minute = np.mod(np.round(rng.normal(hours, 3.2) * 12).astype(np.int64) * 5, 1440)
    end = (day - late) * 1440 + minute
    length = np.round(rng.exponential(windows) * 12).astype(np.int64) * 5
    return end - np.minimum(length, 60 * 1440), end


def _moments(minutes: Whole) -> list[str]:
    days = (minutes // 1440 - _FIRST_DAY).tolist()
    return [
        f"{_DAYS[day]} {_MINUTES[each]}" for day, each in zip(days, (minutes % 1440).tolist(), strict=True)
    ]


def _yes(flag: NDArray[np.bool_]) -> list[str]:
    return ["Y" if each else "N" for each in flag.tolist()]


def _strangers(
    year: str, taken: int, city: City, own: Offences, day: Whole, rng: np.random.Generator
) -> list[str]:
    """Offences that the force recorded beyond the city's border."""
    like = np.sort(rng.choice(len(day), _OUTSIDE, replace=False))
    places = [f"{east},{north}" for east, north in outside_points(city, _OUTSIDE, rng).tolist()]
    return _lines(year, taken + 1, own.only(like), day[like], places, rng)


def _broken(year: str, lines: list[str]) -> list[str]:
    """Rows that no reader can accept: a day that is none, a row cut short."""
    fields = lines[len(lines) // 2].split(",")
    if year == _BAD_DATE:
        return [",".join([f"NB/{year[2:4]}/999999", fields[1], f"31/02/20{year[-2:]}", *fields[3:]])]
    if year == _CUT_SHORT:
        return [",".join([f"NB/{year[2:4]}/999998", *fields[1:5]])]
    return []


def _mixed(lines: list[str], strangers: list[str], rng: np.random.Generator) -> list[str]:
    """The strangers put in among the others."""
    mixed = list(lines)
    for each, line in zip(np.sort(rng.integers(0, len(lines), len(strangers)))[::-1], strangers, strict=True):
        mixed.insert(int(each), line)
    return mixed
