"""A police extract of recorded offences, in the force's own columns as the partnership declares them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.marking import TEXT
from wulfrun.data.sheet_rows import is_workbook, read_sheets
from wulfrun.data.sources._checks import EAST, NORTH, SOUTH, WEST, lsoa, whole_row
from wulfrun.data.sources._dates import month_of
from wulfrun.data.sources._moments import minute_of
from wulfrun.data.tables import FLAGS
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Column, Source
from wulfrun.words.errors import DefinitionError, Mistake, did_you_mean, raise_all
from wulfrun.words.places import offence_code

FIELDS = (
    Field("offence_code", "Home Office offence code", True, "28A", "code"),
    Field("reference", "Crime reference: identifies the offence", False, "20/123456/04", "code"),
    Field("recorded_date", "Day it was recorded", False, "31/03/2004", "date"),
    Field(
        "committed_from",
        "Earliest moment it may have happened; dates it where `recorded_date` is not mapped",
        False,
        "30/03/2004",
        "date",
    ),
    Field("committed_to", "Latest moment it may have happened", False, "31/03/2004", "date"),
    Field(
        "easting",
        "British National Grid, metres; 0 or blank where not known",
        False,
        "391500",
        "number",
        "metres",
    ),
    Field(
        "northing",
        "British National Grid, metres; 0 or blank where not known",
        False,
        "298500",
        "number",
        "metres",
    ),
    Field("longitude", "In place of an easting", False, "-2.128", "number", "degrees"),
    Field("latitude", "In place of a northing", False, "52.587", "number", "degrees"),
    Field("lsoa", "LSOA code, trusted before the point", False, "E01010410", "code"),
    Field(
        "text",
        "What was stolen, or how, in words: read for the library's rules and not kept",
        False,
        "lead flashing from roof",
    ),
)
NOT_SET = frozenset({"", "N", "NO", "FALSE", "0", "F", "U", "UNKNOWN", "NONE", "NULL", "N/A", "-"})

_NAMES = tuple(each.name for each in FIELDS)
# Where no column is declared, the file bears our names, as the template does.
_OWN: Mapping[str, Column | str] = {name: name for name in _NAMES}
_BLANKS = frozenset({"", "NULL", "N/A", "NONE", "UNKNOWN", "NOT KNOWN", "-"})
_DEFAULT_TRUE = Column(column="").true
_GRID_EAST, _GRID_NORTH = 700_000, 1_300_000


def recognises(path: Path, head: str) -> bool:
    """Say whether a file could be an extract: a workbook or table of offences that no other layout knows."""
    from wulfrun.data.sources import LAYOUTS

    if any(other is not LAYOUT and other.recognises(path, head) for other in LAYOUTS.values()):
        return False
    if not head:
        return path.suffix.lower() in (".xlsx", ".xls", ".ods")
    columns = {plain(name) for name in head.split("\n", 1)[0].replace(";", ",").replace("\t", ",").split(",")}
    return len(columns) > 2 and any("offence" in name or "crime" in name for name in columns)


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV or workbook; DefinitionError where the declaration is wrong."""
    columns, what = declared_columns(source), "the police extract declared"
    optional: tuple[str, ...] = ()
    if not source.columns:
        columns, optional, what = ("offence_code", *columns), _NAMES, "a police extract in our own columns"
    if is_workbook(path):
        return read_sheets(path, columns, optional=optional, what=what)
    return read_delimited(path, columns, optional=optional, what=what)


def accepts(row: Row, source: Source) -> Found | None:
    """One offence: its code, reference, month, flags, and LSOA or point (always British National Grid)."""
    whole_row(row)
    text = _value(row, source, "offence_code")
    code = _code(text)
    if code is None:
        raise RefusedRow(f"Offence code is '{text}'; expected a Home Office code such as 28A or 105A")
    x, y = _point(row, source)
    area = _value(row, source, "lsoa")
    start, end = _between(row, source)
    return Found(
        month=_month(row, source),
        code=code,
        key=_value(row, source, "reference"),
        flags=flags_of(row, source),
        more={TEXT: said} if (said := _value(row, source, "text")) else {},
        lsoa="" if area.upper() in _BLANKS else lsoa(area),
        x=x,
        y=y,
        start=start,
        end=end,
    )


def declared_columns(source: Source) -> tuple[str, ...]:
    """Every column the declaration names, once each; DefinitionError lists all that is wrong with it."""
    where = f"source of {source.agency}"
    mistakes = [
        Mistake(
            "partnership.toml",
            f"{where}, {table}",
            f"there is no {kind} '{name}'.",
            did_you_mean(name, allowed),
        )
        for table, kind, names, allowed in (
            ("columns", "field", source.columns, _NAMES),
            ("flags", "flag", source.flags, tuple(FLAGS)),
        )
        for name in names
        if name not in allowed
    ]
    if source.columns and "offence_code" not in source.columns:
        mistakes.append(
            Mistake("partnership.toml", where, "no column is declared for 'offence_code'.", "Add it.")
        )
    if source.columns and not {"recorded_date", "committed_from"} & set(source.columns):
        mistakes.append(Mistake("partnership.toml", where, "no date is declared.", "Add 'recorded_date'."))
    for one, other in (("easting", "northing"), ("longitude", "latitude")):
        if (one in source.columns) != (other in source.columns):
            mistakes.append(
                Mistake(
                    "partnership.toml",
                    where,
                    f"'{one}' and '{other}' go together.",
                    "Declare both or neither.",
                )
            )
    raise_all(mistakes)
    specs = (*source.columns.values(), *source.flags.values())
    return tuple(dict.fromkeys(spec if isinstance(spec, str) else spec.column for spec in specs))


def flags_of(row: Row, source: Source) -> int:
    """The flags that are set, as bits; RefusedRow for a word that is neither yes nor no.

    A column may hold several markers, separated by ; | or a comma. Where the words that set a flag are
    declared, every other word leaves it unset.
    """
    bits = 0
    for name, spec in source.flags.items():
        if isinstance(spec, str):
            text, true = row[spec], _DEFAULT_TRUE
        else:
            text, true = row[spec.column], spec.true
            text = spec.values.get(text.strip(), text)
        if _is_set(name, text, true):
            bits |= FLAGS[name]
    return bits


@lru_cache(maxsize=65536)
def _is_set(name: str, text: str, true: tuple[str, ...]) -> bool:
    words = {text.strip().upper()} | {
        part.strip().upper() for part in text.replace(";", ",").replace("|", ",").split(",")
    }
    if not words.isdisjoint(word.upper() for word in true):
        return True
    if true == _DEFAULT_TRUE and not words <= NOT_SET:
        raise RefusedRow(
            f"Flag '{name}' is '{text}'; expected {', '.join(true)}, or N, NO, FALSE, 0 or a blank. "
            "Declare the words that set it with `true`, or what they mean with `values`."
        )
    return False


def _value(row: Row, source: Source, field: str) -> str:
    spec = (source.columns or _OWN).get(field)
    if spec is None:
        return ""
    if isinstance(spec, str):
        return row.get(spec, "").strip()
    text = row.get(spec.column, "").strip()
    return spec.values.get(text, text)


_code = lru_cache(maxsize=4096)(offence_code)


def _month(row: Row, source: Source) -> int:
    columns = source.columns or _OWN
    field = "recorded_date" if "recorded_date" in columns else "committed_from"
    spec = columns.get(field)
    if spec is None:
        raise DefinitionError(
            "no date is declared for the police extract; add 'recorded_date' to its columns"
        )
    return month_of(_value(row, source, field), None if isinstance(spec, str) else spec.format, field)


def _between(row: Row, source: Source) -> tuple[int | None, int | None]:
    """The minutes between which it was done; a moment where only one is known, unknown where they cross."""
    since, until = (_moment(row, source, name) for name in ("committed_from", "committed_to"))
    start, end = since or until, until or since
    if start is None or end is None or end[1] < start[0]:
        return None, None
    return start[0], end[1]


def _moment(row: Row, source: Source, name: str) -> tuple[int, int] | None:
    spec = (source.columns or _OWN).get(name)
    return minute_of(_value(row, source, name), spec.format if isinstance(spec, Column) else None)


def _point(row: Row, source: Source) -> tuple[float | None, float | None]:
    degrees = "longitude" in source.columns or not (source.columns or _value(row, source, "easting"))
    one, other = ("longitude", "latitude") if degrees else ("easting", "northing")
    first, second = _value(row, source, one), _value(row, source, other)
    if first.upper() in _BLANKS and second.upper() in _BLANKS:
        return None, None
    try:
        x, y = float(first.replace(",", "")), float(second.replace(",", ""))
    except ValueError:
        raise RefusedRow(
            f"{one} and {other} are '{first}' and '{second}'; expected two numbers or two blanks"
        ) from None
    if x == 0 and y == 0:
        return None, None
    if degrees and WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return _to_grid(x, y)
    if not degrees and 0 < x < _GRID_EAST and 0 < y < _GRID_NORTH:
        return x, y
    raise RefusedRow(f"{one} {first} and {other} {second} lie outside Great Britain")


@lru_cache(maxsize=65536)
def _to_grid(longitude: float, latitude: float) -> tuple[float, float]:
    easting, northing = _transformer().transform(longitude, latitude)
    return float(easting), float(northing)


@lru_cache(maxsize=1)
def _transformer():  # type: ignore[no-untyped-def]
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


LAYOUT = Layout(
    name="police-extract",
    title="Police extract of recorded offences, with offence codes",
    record="offence",
    fields=FIELDS,
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    points="bng",
    placed=True,
    publisher="the police force",
    law="Crime and Disorder Act 1998, sections 17A and 115; SI 2007/1831",
)
