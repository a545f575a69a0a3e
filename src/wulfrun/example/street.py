"""Street files in the shape of data.police.uk, April 2011 to September 2013: three vintages of types."""

import hashlib
from collections.abc import Mapping

import numpy as np

from wulfrun.example.city import FORCE, City, outside_points, to_wgs84
from wulfrun.example.extract import Written
from wulfrun.example.names import PLACES, STREETS
from wulfrun.words.periods import financial_year, month_index, month_name

COLUMNS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
    "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip
FIRST, LAST = month_index("2011-04"), month_index("2013-09")

# Mean of a month in 2011/12, percent change a year, and what happens more in winter (above 0) than in summer.
_KINDS = {
    "Anti-social behaviour": (690, -6.0, -0.15),
    "Bicycle theft": (26, 2.0, -0.3),
    "Burglary": (150, -7.0, 0.1),
    "Criminal damage and arson": (225, -5.0, -0.03),
    "Drugs": (70, 3.0, 0.0),
    "Other crime": (25, 0.0, 0.0),
    "Other theft": (185, -3.0, 0.0),
    "Possession of weapons": (9, 0.0, 0.0),
    "Public order": (48, -2.0, -0.08),
    "Robbery": (27, -4.0, 0.08),
    "Shoplifting": (120, 6.0, 0.06),
    "Theft from the person": (28, 1.0, 0.1),
    "Vehicle crime": (170, -4.0, 0.1),
    "Violence and sexual offences": (230, 2.0, -0.06),
}
_SIX = ("Anti-social behaviour", "Burglary", "Robbery", "Vehicle crime")
_VIOLENT = {"Violence and sexual offences": "Violent crime"}
_ELEVEN = _VIOLENT | {
    "Bicycle theft": "Other theft",
    "Theft from the person": "Other theft",
    "Possession of weapons": "Public disorder and weapons",
    "Public order": "Public disorder and weapons",
}
_SINCE_ELEVEN, _SINCE_FOURTEEN = month_index("2011-09"), month_index("2013-05")

_OUTCOMES = (
    "Investigation complete; no suspect identified", "Under investigation", "Offender given a caution",
    "Offender given a drugs possession warning", "Local resolution", "Court result unavailable",
    "Offender sent to prison", "Offender given community sentence",
)  # fmt: skip
_OUTCOME_SHARES = np.array([0.58, 0.14, 0.08, 0.03, 0.05, 0.06, 0.03, 0.03])

# Defects a month, in fixed numbers.
_BLANK, _WITHOUT_LSOA, _REPEATED, _OUTSIDE = 40, 5, 2, 4
_BAD_MONTH, _CUT_SHORT = month_index("2012-03"), month_index("2013-06")
_POINTS = 10


def written_type(kind: str, month: int) -> str:
    """What the files of a month called a crime type.

    >>> [written_type("Shoplifting", month_index(month)) for month in ("2011-08", "2011-09")]
    ['Other crime', 'Shoplifting']
    """
    if month >= _SINCE_FOURTEEN:
        return kind
    if month >= _SINCE_ELEVEN:
        return _ELEVEN.get(kind, kind)
    return kind if kind in _SIX else _VIOLENT.get(kind, "Other crime")


def file_name(month: int) -> str:
    """The path of a month's file under the agency's folder."""
    return f"street/{month_name(month)}/{month_name(month)}-northbank-street.csv"


def write_street_files(
    city: City, seed: int, rng: np.random.Generator
) -> tuple[dict[str, Written], Mapping[str, Mapping[str, int]]]:
    """Every street file by its path, and the rows planted by financial year and written crime type."""
    snapped = city.addresses[:, :_POINTS].reshape(-1, 2)
    degrees = [f"{lon:.6f},{lat:.6f}" for lon, lat in to_wgs84(snapped).tolist()]
    names = rng.choice([*STREETS, *PLACES], len(snapped))
    places = [f"{point},On or near {name}" for point, name in zip(degrees, names, strict=True)]
    files: dict[str, Written] = {}
    planted: dict[str, dict[str, int]] = {}
    before: list[list[str]] = []
    for month, counts in _counts(rng).items():
        rows = _rows(city, places, month, counts, f"{seed}:{month}", rng)
        year = planted.setdefault(financial_year(month).name, {})
        for row in rows:
            year[row[-3]] = year.get(row[-3], 0) + 1
        files[file_name(month)] = _file(city, month, rows, before, rng)
        before = [row for row in rows if row[0]]
    return files, planted


def _counts(rng: np.random.Generator) -> dict[int, dict[str, int]]:
    """Offences by month and type; each financial year's total is set first, then spread over its months."""
    months = np.arange(FIRST, LAST + 1)
    found: dict[int, dict[str, int]] = {int(month): {} for month in months}
    winter = np.cos(2 * np.pi * months / 12)
    for kind, (mean, change, swing) in _KINDS.items():
        for start in range(FIRST, LAST + 1, 12):
            here = (months >= start) & (months < start + 12)
            total = round(mean * int(here.sum()) * (1 + change / 100) ** ((start - FIRST) // 12))
            weights = (1 + swing * winter[here]) * rng.gamma(400, 1 / 400, int(here.sum()))
            spread = rng.multinomial(total, weights / weights.sum())
            for month, count in zip(months[here].tolist(), spread.tolist(), strict=True):
                found[month][kind] = count
    return found


def _rows(
    city: City, places: list[str], month: int, counts: dict[str, int], salt: str, rng: np.random.Generator
) -> list[list[str]]:
    """A month's rows as fields (longitude, latitude and location are one), in random order."""
    kinds = rng.permutation(np.repeat(list(counts), list(counts.values())))
    weights = city.residents[:, 8] * np.exp(0.4 * city.hardship)
    lsoa = rng.choice(len(weights), len(kinds), p=weights / weights.sum())
    point = np.floor(_POINTS * rng.random(len(kinds)) ** 1.6).astype(np.int64)
    outcome = rng.choice(len(_OUTCOMES), len(kinds), p=_OUTCOME_SHARES)
    rows = []
    for number, kind in enumerate(kinds.tolist()):
        known = kind != "Anti-social behaviour"
        area = int(lsoa[number])
        rows.append(
            [
                hashlib.sha256(f"{salt}:{number}".encode()).hexdigest() if known else "",
                month_name(month),
                FORCE,
                FORCE,
                places[area * _POINTS + int(point[number])],
                city.codes[area],
                city.names[area],
                written_type(kind, month),
                _OUTCOMES[outcome[number]] if known else "",
                "",
            ]
        )
    _lose_places(rows, rng)
    return rows


def _lose_places(rows: list[list[str]], rng: np.random.Generator) -> None:
    """Some rows keep no place, a few only their point; burglaries keep theirs, for their target is exact."""
    may_be = [number for number, row in enumerate(rows) if row[-3] != "Burglary"]
    chosen = rng.choice(may_be, _BLANK + _WITHOUT_LSOA, replace=False).tolist()
    for number in chosen:
        rows[number][5:7] = ["", ""]
    for number in chosen[:_BLANK]:
        rows[number][4] = ",,No Location"


def _file(
    city: City, month: int, rows: list[list[str]], before: list[list[str]], rng: np.random.Generator
) -> Written:
    updates = [_update(row, month) for row in _some(before, _REPEATED, rng)]
    points = to_wgs84(outside_points(city, _OUTSIDE, rng)).tolist()
    like = _some([row for row in rows if row[0] and row[5]], _OUTSIDE, rng)
    strangers = [_stranger(row, points[number], number) for number, row in enumerate(like)]
    lines = [",".join(row) for row in [*rows, *updates, *strangers]]
    if month == _BAD_MONTH:
        lines.insert(100, lines[0].replace(month_name(month), "2012-13"))
    end = "\n"
    if month == _CUT_SHORT:
        lines.append(",".join(rows[-1])[:110])
        end = ""
    return Written(
        "\n".join([",".join(COLUMNS), *lines]) + end,
        rows=len(lines),
        duplicate=len(updates),
        outside=len(strangers),
        refused=int(month in (_BAD_MONTH, _CUT_SHORT)),
        unplaced=_BLANK,
    )


def _some(rows: list[list[str]], count: int, rng: np.random.Generator) -> list[list[str]]:
    if not rows:
        return []
    return [rows[each] for each in np.sort(rng.choice(len(rows), count, replace=False)).tolist()]


def _update(row: list[str], month: int) -> list[str]:
    """An offence of the month before, told again with a newer outcome."""
    return [row[0], month_name(month), *row[2:-2], "Local resolution", row[-1]]


def _stranger(row: list[str], point: list[float], number: int) -> list[str]:
    """An offence that the force recorded in a neighbouring invented district."""
    key = hashlib.sha256(f"{row[0]}:elsewhere".encode()).hexdigest()
    place = f"{point[0]:.6f},{point[1]:.6f},On or near {STREETS[number]}"
    return [key, *row[1:4], place, f"E0198{number + 1:04d}", f"Southmere 00{number + 1}A", *row[7:]]
