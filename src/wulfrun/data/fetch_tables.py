"""Tables and boundaries that come in pages: the ONS map services (ArcGIS) and Nomis."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from wulfrun.data.fetch_http import Line
from wulfrun.data.fetch_places import Download
from wulfrun.words.errors import DataError

_CODES_AT_ONCE = 50
_PAGE = 1000
_NOMIS_COLUMNS = ("DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE")


def arcgis(line: Line, download: Download, codes: Sequence[str]) -> bytes:
    """Every feature whose `select` field is one of the codes, as CSV or GeoJSON by the name it goes to.

    GeoJSON is in longitude and latitude. DataError where fewer came than the service says it holds.
    """
    shapes = download.to.endswith(".geojson")
    features: list[dict[str, Any]] = []
    for start in range(0, len(codes), _CODES_AT_ONCE):
        listed = ",".join(f"'{code}'" for code in codes[start : start + _CODES_AT_ONCE])
        features += _features(line, download, f"{download.select} IN ({listed})", shapes)
    if not features:
        raise DataError(
            f"{download.address}: nothing found for {', '.join(codes[:3])}. "
            "Check area_codes in partnership.toml: districts of 2024 are expected, such as E08000031."
        )
    features.sort(key=lambda each: [str(_said(each).get(name, "")) for name in download.fields])
    return _geojson(features) if shapes else _csv(download.fields, map(_said, features))


def _features(line: Line, download: Download, where: str, shapes: bool) -> list[dict[str, Any]]:
    count = _json(line, download.address, {"where": where, "returnCountOnly": "true", "f": "json"})["count"]
    found: list[dict[str, Any]] = []
    while len(found) < count:
        page = _json(
            line,
            download.address,
            {
                "where": where,
                "outFields": ",".join(download.fields),
                "returnGeometry": "true" if shapes else "false",
                "outSR": 4326,
                "orderByFields": ",".join(download.fields[:3:2]),
                "resultOffset": len(found),
                "resultRecordCount": _PAGE,
                "f": "geojson" if shapes else "json",
            },
        )
        if not page.get("features"):
            raise DataError(
                f"{download.address}: {len(found)} of {count} areas came, then an empty page. "
                "Try again later; nothing was changed."
            )
        found += page["features"]
    return found


def _json(line: Line, address: str, params: dict[str, str | int]) -> dict[str, Any]:
    answer = line.get(address, params)
    try:
        found = answer.json()
    except ValueError as error:
        raise DataError(f"{address}: the answer is not JSON. Open it in a browser to see it.") from error
    # The map services answer 200 even to a query they refuse.
    if not isinstance(found, dict) or "error" in found:
        said = found.get("error") if isinstance(found, dict) else type(found).__name__
        raise DataError(f"{address}: the service refused the query: {said}.")
    return found


def _said(feature: dict[str, Any]) -> dict[str, Any]:
    return dict(feature.get("attributes") or feature.get("properties") or {})


def _geojson(features: list[dict[str, Any]]) -> bytes:
    plain = [
        {"type": "Feature", "properties": _said(each), "geometry": each.get("geometry")} for each in features
    ]
    text = json.dumps({"type": "FeatureCollection", "features": plain}, ensure_ascii=False, sort_keys=True)
    return (text + "\n").encode()


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def nomis(line: Line, download: Download, areas: Sequence[str], last_year: int) -> bytes:
    """Residents of all ages by area and year, as CSV; every page of it, by the server's own count."""
    rows: list[dict[str, Any]] = []
    while True:
        page = _nomis_page(line, download, areas, last_year, len(rows))
        rows += page
        expected = int(page[0]["RECORD_COUNT"]) if page else 0
        if len(rows) >= expected > 0:
            break
        if not page:
            raise DataError(
                f"{download.address}: {len(rows)} rows came for {', '.join(areas)}, and fewer than Nomis "
                "says it holds. Check area_codes in partnership.toml, then try again."
            )
    rows.sort(key=lambda row: (row["GEOGRAPHY_CODE"], row["DATE_NAME"]))
    return _csv(_NOMIS_COLUMNS, rows)


def _nomis_page(
    line: Line, download: Download, areas: Sequence[str], last_year: int, offset: int
) -> list[dict[str, Any]]:
    answer = line.get(
        download.address,
        {
            "geography": ",".join(area + download.geography for area in areas),
            "date": f"{download.first_year}-{last_year}",
            "gender": 0,
            "c_age": 200,
            "measures": 20100,
            "select": "date_name,geography_code,geography_name,obs_value,record_count",
            "RecordOffset": offset,
        },
    )
    reader = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig", "replace")))
    missing = [name for name in (*_NOMIS_COLUMNS, "RECORD_COUNT") if name not in (reader.fieldnames or ())]
    if missing and answer.content.strip():
        raise DataError(
            f"{download.address}: the answer has no column {', '.join(missing)}; "
            f"it begins {answer.text[:80]!r}. Nomis has changed or refused the query."
        )
    return list(reader)


def column(path: Path, name: str) -> list[str]:
    """The different values of one column of a CSV file, in order."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sorted({row[name] for row in csv.DictReader(file) if row.get(name)})
