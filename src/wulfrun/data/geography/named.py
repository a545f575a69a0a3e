"""Where no boundaries were declared: the LSOAs that the police files themselves name after the area."""

from collections.abc import Iterable
from pathlib import Path

from wulfrun.data.engine import CsvRefused, duckdb_engine, read_csv
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.geography.levels import whole_code
from wulfrun.data.layout import NotThisLayout
from wulfrun.data.street_reader import header_of
from wulfrun.data.text_rows import BROKEN, read_delimited
from wulfrun.definition.model import Definition
from wulfrun.words.errors import DataError
from wulfrun.words.places import is_lsoa

_CODE, _NAME = "LSOA code", "LSOA name"


def geography_by_name(definition: Definition, files: Iterable[Path]) -> Geography:
    """A geography of the LSOAs whose names begin with the area's name, such as 'Wolverhampton 033A'.

    `files` are street files; others, and those without LSOA names, are passed over.
    """
    named: dict[str, str] = {}
    for path in files:
        header = header_of(path)
        if header and {_CODE, _NAME} <= set(header):
            named |= _named(path, header)
    area = definition.partnership.area_name
    own = {code: name for code, name in named.items() if is_lsoa(code) and name.rsplit(" ", 1)[0] == area}
    whole = whole_code(definition)
    rows = [(code, code, "lsoa") for code in own] + [(code, whole, "partnership") for code in own]
    areas = [Area(code, name, "lsoa") for code, name in sorted(own.items())]
    note = (
        f"No boundaries are declared: the {len(own)} LSOAs whose names in the files begin with '{area}' are "
        "taken as the area. Run 'wulfrun fetch', or declare [[geography.boundaries]] in partnership.toml."
    )
    return Geography(
        areas=(*areas, Area(whole, area, "partnership")),
        smallest=tuple(sorted(own)),
        member=member_rows([*rows, (whole, whole, "partnership")]),
        partnership_code=whole,
        notes=(note,),
    )


def _named(path: Path, header: tuple[str, ...]) -> dict[str, str]:
    select = f'select distinct "{_CODE}" as code, "{_NAME}" as name from FILES where "{_CODE}" is not null'
    try:
        with duckdb_engine() as engine:
            found = read_csv(engine, select, [path], header)
        return dict(
            zip(found["code"].to_pylist(), (name or "" for name in found["name"].to_pylist()), strict=True)
        )
    except CsvRefused:
        return _named_slowly(path)


def _named_slowly(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        for _, row in read_delimited(path, (_CODE, _NAME)):
            if BROKEN not in row and row[_CODE]:
                found[row[_CODE]] = row[_NAME]
    except (NotThisLayout, DataError):
        return found
    return found
