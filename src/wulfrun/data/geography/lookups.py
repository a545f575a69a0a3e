"""Read the official lists that say which area lies in, or became, which."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wulfrun.data.geography.area_rows import area_rows


@dataclass(frozen=True)
class Link:
    """One line of a lookup: an area, the area it lies in or became, and that one's name."""

    code: str
    to: str
    name: str


def read_lookup(
    path: Path,
    code: str,
    to: str,
    to_name: str | None = None,
    within: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Link]:
    """The lines of a lookup (.csv, .csv.gz, with or without BOM, a workbook), in the file's order.

    `within` keeps rows whose column has one of the given values; rows that lead nowhere are left out.
    DataError where the file is missing, has no such column, or is cut off.
    """
    wanted = (code, to, *([to_name] if to_name else []), *(within or {}))
    return [
        Link(row[code].strip(), row[to].strip(), row[to_name or to].strip() or row[to].strip())
        for _, row in area_rows(path, wanted, "a lookup of areas")
        if row[code].strip()
        and row[to].strip()
        and all(row[key].strip() in values for key, values in (within or {}).items())
    ]


def became(links: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """What each area of the older vintage became: one code, or several where it was divided."""
    return _gathered((link.code, link.to) for link in links)


def came_of(links: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """What each area of the newer vintage came of: one code, or several where areas were merged."""
    return _gathered((link.to, link.code) for link in links)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: tuple(sorted(found[key])) for key in sorted(found)}
