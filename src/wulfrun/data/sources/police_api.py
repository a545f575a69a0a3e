"""Answers of the data.police.uk API: a JSON list of crimes for one area and month."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sources._checks import month, point, whole_row
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.text_rows import BROKEN, first_characters, is_web_page
from wulfrun.definition.model import Source
from wulfrun.words.errors import DataError, did_you_mean
from wulfrun.words.periods import month_index

_SPLIT = month_index("2013-05")

# The API keeps one address for violence through both vintages of its name.
SLUGS: dict[str, str] = {
    "criminal-damage-arson": "Criminal damage and arson",
    "public-disorder-weapons": "Public disorder and weapons",
    "violent-crime": "Violence and sexual offences",
} | {
    name.lower().replace(" ", "-"): name
    for name in TYPES
    if name not in ("Criminal damage and arson", "Public disorder and weapons", "Violent crime")
}


def recognises(path: Path, head: str) -> bool:
    """Say whether a file begins like a list of crimes of the API (an empty list is one too)."""
    text = head.strip()
    return path.name.lower().endswith((".json", ".json.gz")) and (
        text == "[]" or (text.startswith("[") and '"category"' in text and '"location' in text)
    )


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The crimes of one answer, each with its place in the list (from 1), their nested values laid flat."""
    for place, crime in enumerate(_answer(path), 1):
        yield (
            place,
            _flat(crime) if isinstance(crime, dict) else {BROKEN: f"found {crime!r}; expected a crime"},
        )


def accepts(row: Row, source: Source) -> Found | None:
    """One crime or incident; one found in the answers for two areas has the same key in both."""
    whole_row(row)
    when = month(row["month"])
    x, y = point(row["longitude"], row["latitude"])
    return Found(month=when, code=type_of(row["category"], when), key=_key(row), x=x, y=y)


def type_of(slug: str, when: int) -> str:
    """The police.uk type for a category of the API, in the words of the month it was recorded in."""
    name = SLUGS.get(slug)
    if name is None:
        raise RefusedRow(f"category is '{slug}'. {did_you_mean(slug, SLUGS)}")
    return "Violent crime" if slug == "violent-crime" and when < _SPLIT else name


def _key(row: Row) -> str:
    if persistent := row["persistent_id"]:
        return persistent
    return f"id:{row['id']}" if row["id"] else ""


def _answer(path: Path) -> list[Any]:
    head = first_characters(path)
    if is_web_page(head):
        raise NotThisLayout(f"{path.name} is a web page, not an answer of the police API; ask for it again")
    content = path.read_bytes()
    try:
        text = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        answer = json.loads(text.decode("utf-8-sig"))
    except (OSError, EOFError) as error:
        raise DataError(f"{path}: the gzip file is damaged or cut off ({error}); ask for it again") from error
    except (ValueError, RecursionError) as error:
        raise NotThisLayout(f"{path.name} is not whole JSON ({error}); ask the API for it again") from error
    if not isinstance(answer, list):
        raise NotThisLayout(f"{path.name} holds {type(answer).__name__}; expected a list of crimes")
    return answer


def _flat(crime: dict[str, Any]) -> dict[str, str]:
    place = _part(crime, "location")
    outcome = _part(crime, "outcome_status")
    said = {
        "id": crime.get("id"),
        "persistent_id": crime.get("persistent_id"),
        "category": crime.get("category"),
        "month": crime.get("month"),
        "longitude": place.get("longitude"),
        "latitude": place.get("latitude"),
        "street": _part(place, "street").get("name"),
        "location_type": crime.get("location_type"),
        "outcome": outcome.get("category"),
    }
    return {name: "" if value is None else str(value) for name, value in said.items()}


def _part(of: dict[str, Any], name: str) -> dict[str, Any]:
    """A nested value, empty where there is none or it is no group of values."""
    found = of.get(name)
    return found if isinstance(found, dict) else {}


LAYOUT = Layout(
    name="police-api",
    title="Street-level crime from the police API (data.police.uk)",
    record="street",
    fields=(
        Field(
            "persistent_id",
            "Identifies a crime; blank for anti-social behaviour",
            False,
            "590d68b6...",
            "code",
        ),
        Field("id", "Identifies the record; used where there is no persistent_id", False, "46148627", "code"),
        Field("category", "Category as the API writes it", True, "anti-social-behaviour", "choice"),
        Field("month", "Month recorded, YYYY-MM", True, "2016-01", "date", "month"),
        Field(
            "longitude",
            "Of an anonymous map point, as text; may be absent",
            False,
            "0.081555",
            "number",
            "degrees",
        ),
        Field("latitude", "Of the same point", False, "51.537035", "number", "degrees"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    publisher="Home Office, data.police.uk",
    law="Open Government Licence v3.0",
    open=True,
    placed=True,
)
