"""Service requests in Open311 GeoReport v2 JSON: one answer of an interface, or many pages of it."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources.fixmystreet_export import report
from wulfrun.data.text_rows import BROKEN, first_characters, is_web_page
from wulfrun.definition.model import Source
from wulfrun.words.errors import DataError

ID, NAME, MADE = "service_request_id", "service_name", "requested_datetime"
# Some servers lay their answer in an object, by one of these names.
_LISTS = ("service_requests", "requests", "results", "data", "pages")


def recognises(path: Path, head: str) -> bool:
    """Say whether a file is JSON that begins with service requests."""
    return path.name.lower().endswith((".json", ".json.gz")) and (
        f'"{ID}"' in head or '"service_requests"' in head
    )


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """Each request with its place in the file (from 1); pages saved one after another are joined."""
    for place, each in enumerate(_requests(_content(path), path.name), 1):
        if isinstance(each, dict):
            yield place, _flat(each)
        else:
            yield place, {BROKEN: f"found {str(each)[:80]!r}; expected a service request", ID: ""}


def accepts(row: Row, source: Source) -> Found | None:
    """One request; a request on two pages, or updated since, has the same key and counts once."""
    whole_row(row)
    category = row[NAME] or row["service_code"]
    if not category:
        raise RefusedRow(f"{NAME} and service_code are both missing; expected one of them")
    words = source.columns.get(NAME)
    if words is not None and not isinstance(words, str):
        category = words.values.get(category, category)
    moment = {"id": row[ID], MADE: row[MADE]}
    longitude, latitude = _coordinates(row["long"], row["lat"])
    return report(moment, category, MADE, longitude, latitude)


def _coordinates(longitude: str, latitude: str) -> tuple[str, str]:
    """No place where either is absent or both are nought: an address alone is none here."""
    try:
        nowhere = float(longitude) == 0 == float(latitude)
    except ValueError:
        nowhere = not longitude or not latitude
    return ("", "") if nowhere else (longitude, latitude)


def _requests(answer: Any, name: str) -> Iterator[Any]:
    """The requests of an answer: a list of them, a list of pages, or an object around either."""
    if isinstance(answer, dict) and ID not in answer:
        inner = next((answer[each] for each in _LISTS if each in answer), None)
        if not isinstance(inner, list):
            raise NotThisLayout(
                f"{name} holds an object with {', '.join(map(str, list(answer)[:8])) or 'nothing'}; expected "
                "a list of service requests (Open311 GeoReport v2, GET requests.json)"
            )
        yield from _requests(inner, name)
    elif isinstance(answer, list):
        for each in answer:
            page = isinstance(each, list) or (isinstance(each, dict) and _is_page(each))
            yield from _requests(each, name) if page else (each,)
    elif isinstance(answer, dict):
        yield answer
    else:
        raise NotThisLayout(f"{name} holds {type(answer).__name__}; expected a list of service requests")


def _is_page(each: dict[str, Any]) -> bool:
    return ID not in each and any(isinstance(each.get(name), list) for name in _LISTS)


def _content(path: Path) -> Any:
    head = first_characters(path)
    if is_web_page(head):
        raise NotThisLayout(f"{path.name} is a web page, not an answer of Open311; ask for it again")
    if head.lstrip("\ufeff \r\n\t").startswith("<"):
        raise NotThisLayout(f"{path.name} is XML; ask the interface for requests.json instead")
    content = path.read_bytes()
    try:
        text = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        return json.loads(text.decode("utf-8-sig"))
    except (OSError, EOFError) as error:
        raise DataError(f"{path}: the gzip file is damaged or cut off ({error}); ask for it again") from error
    except (ValueError, RecursionError) as error:
        raise NotThisLayout(f"{path.name} is not whole JSON ({error}); ask for it again") from error


def _flat(request: dict[str, Any]) -> dict[str, str]:
    """What is needed of a request; its description, address and pictures are left where they are."""
    return {name: _said(request.get(name)) for name in (ID, NAME, "service_code", MADE, "lat", "long")}


def _said(value: Any) -> str:
    return "" if value is None else str(value).strip()


FIELDS = (
    Field(ID, "Identifies the request", True, "638344", "code"),
    Field(NAME, "Type in words; counted in mySociety's 29 categories", True, "Graffiti"),
    Field("service_code", "Type as a code; used where there is no name", False, "006", "code"),
    Field(MADE, "When it was made, with its offset", True, "2012-05-14T06:37:38+01:00", "date", "moment"),
    Field("lat", "WGS84; may be absent", False, "52.5862", "number", "degrees"),
    Field("long", "WGS84; may be absent", False, "-2.1285", "number", "degrees"),
)

LAYOUT = Layout(
    name="open311",
    title="Service requests (Open311 GeoReport v2, JSON)",
    record="street-report",
    fields=FIELDS,
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    table=False,
    grain="point",
    publisher="the council's Open311 interface",
    law="Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2)",
    sparse=True,
)
