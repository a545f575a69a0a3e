"""A layout's contract in words: what `wulfrun sources` prints, and the example of a file."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from wulfrun.data.layout import Field, Layout
from wulfrun.words.errors import DefinitionError, did_you_mean

EXAMPLE_ROWS = 3

_POINTS = {"lonlat": "longitude and latitude", "bng": "British National Grid, metres"}
_DAYS = (
    (re.compile(r"(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})(?P<rest>\D.*)?"), "%d/%m/%Y"),
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?P<rest>\D.*)?"), "%Y-%m-%d"),
)
_LAST_DIGITS = re.compile(r"(.*?)(\d{1,6})(\D*)", re.DOTALL)


def layout_called(name: str, layouts: Mapping[str, Layout]) -> Layout:
    """The layout of a name; DefinitionError with the nearest where there is none."""
    if name not in layouts:
        raise DefinitionError(f"There is no layout '{name}'. {did_you_mean(name, layouts)}")
    return layouts[name]


def summaries(layouts: Iterable[Layout]) -> list[dict[str, str]]:
    """What each layout is, in one line each: name, title, record, publisher, law."""
    return [
        {
            "name": each.name,
            "title": each.title,
            "record": each.record,
            "publisher": each.publisher,
            "law": each.law,
        }
        for each in sorted(layouts, key=lambda each: each.name)
    ]


def contract(layout: Layout, derived: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Any]:
    """Everything a contract says, ready to be printed or written as JSON.

    `derived` says which record types are made of which others, so that their measures are named too.
    """
    return {
        **summaries([layout])[0],
        "dated": f"by {layout.time}",
        "placed": _placed(layout),
        "about_persons": layout.personal,
        "published": layout.open,
        "template": has_template(layout),
        "fields": [_field(each) for each in layout.fields],
        "example": example_text(layout),
        "measures": measures_of(layout.record, derived or {}),
    }


def has_template(layout: Layout) -> bool:
    """Whether an agency can fill the layout in: its form is ours to give, and an example shows each need."""
    return (
        layout.table
        and not layout.open
        and bool(layout.fields)
        and all(each.example for each in layout.fields if each.required)
    )


def example_rows(layout: Layout, count: int = EXAMPLE_ROWS) -> list[dict[str, str]]:
    """Rows made of the fields' examples: the same thing on following days, each with its own reference."""
    return [
        {each.name: _following(each, number) for each in layout.fields if each.example}
        for number in range(count)
    ]


def example_text(layout: Layout) -> str:
    """The example rows as the CSV file an agency would send; '' where the fields have no examples."""
    names = [each.name for each in layout.fields if each.example]
    if not names:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(example_rows(layout))
    return out.getvalue()


def measures_of(record: str, derived: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The shipped measures that count a record, or a record made of it, by name with their titles."""
    records = {record} | {made for made, of in derived.items() if record in of}
    return {name: title for name, (title, of) in sorted(_library().items()) if of in records}


@lru_cache(maxsize=1)
def _library() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part in files("wulfrun.definition.library").iterdir():
        if part.name.endswith(".toml"):
            measures = tomllib.loads(part.read_text("utf-8")).get("measure", {})
            found |= {name: (each["title"], each["of"]) for name, each in measures.items() if "of" in each}
    return found


def _placed(layout: Layout) -> str:
    if layout.grain == "named":
        return "in areas that the file names"
    if layout.grain == "point":
        return f"at a point ({_POINTS[layout.points]})"
    if layout.grain != "lsoa":
        return f"in a {layout.grain}"
    return f"in an LSOA, by its code or by a point ({_POINTS[layout.points]})"


def _field(each: Field) -> dict[str, Any]:
    return {
        "name": each.name,
        "about": each.about,
        "required": each.required,
        "kind": each.kind,
        "unit": each.unit,
        "values": list(each.values),
        "aliases": list(each.aliases),
        "personal": each.personal,
        "example": each.example,
    }


def _following(each: Field, number: int) -> str:
    """An example moved on by some days, or a reference by some numbers; all else stays as it is."""
    if each.kind in ("date", "time"):
        return _days_later(each.example, number)
    if (
        each.personal
        or "reference" in each.name.casefold()
        or each.name.casefold().endswith(("id", "number"))
    ):
        return _next_reference(each.example, number)
    return each.example


def _days_later(text: str, number: int) -> str:
    for pattern, form in _DAYS:
        if match := pattern.fullmatch(text):
            day = date(int(match["y"]), int(match["m"]), int(match["d"])) + timedelta(days=number)
            return day.strftime(form) + (match["rest"] or "")
    return text


def _next_reference(text: str, number: int) -> str:
    match = _LAST_DIGITS.fullmatch(text)
    if not match:
        return text
    start, digits, end = match.groups()
    return f"{start}{(int(digits) + number) % 10 ** len(digits):0{len(digits)}d}{end}"
