"""The site's data sets as a DCAT-AP catalogue in JSON-LD, for portals of open data to gather."""

from collections.abc import Sequence

from wulfrun.publication.explanation import record_words
from wulfrun.publication.reuse.address import site_address
from wulfrun.publication.reuse.licence import LICENCE
from wulfrun.publication.reuse.tables import Table
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import data_to, last_day_of, month_name, period

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_THEME = {"@id": "http://publications.europa.eu/resource/authority/data-theme/JUST"}
# Codes of the Office for National Statistics have an address each; others are told by their name alone.
_ONS = "http://statistics.data.gov.uk/id/statistical-geography/"


def catalogue(shelf: Shelf, tables: Sequence[Table], cited: Sequence[str], editions: Sequence[Row]) -> Row:
    """The catalogue: one data set a table; `cited` measures have figures as JSON too."""
    address = site_address(shelf.partnership)
    found: Row = {
        "@context": _CONTEXT,
        "@id": f"{address}dcat.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _text(f"{shelf.partnership['name']}: open data"),
        "dct:description": _text(_about(shelf)),
        "dct:publisher": _publisher(shelf),
        "dct:license": {"@id": LICENCE["path"]},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ENG"},
        "dcat:dataset": [_data_set(shelf, each, address, set(cited)) for each in tables],
    }
    if shelf.through:
        found["dct:modified"] = _day(last_day_of(shelf.through).isoformat())
    if editions:
        found["dct:issued"] = _day(min(str(each["published"]) for each in editions))
    return found | ({"foaf:homepage": {"@id": address}} if address else {})


def _about(shelf: Shelf) -> str:
    invented = " The place and every figure are invented." if shelf.partnership.get("invented") else ""
    through = data_to(shelf.release.manifest["through"])
    reach = f"with data to {through}" if through else "without data so far"
    return f"Figures of community safety in {shelf.place}, {reach}.{invented}"


def _text(words: str) -> Row:
    return {"@value": words, "@language": "en"}


def _day(text: str) -> Row:
    return {"@value": text, "@type": "xsd:date"}


def _publisher(shelf: Shelf) -> Row:
    return {"@type": "foaf:Agent", "foaf:name": shelf.partnership["name"]}


def _data_set(shelf: Shelf, table: Table, address: str, cited: set[str]) -> Row:
    name = table.path.stem
    declared: Row | None = shelf.measures.get(name)
    about = record_words(shelf, declared["of"])["about"] if declared else table.title
    found: Row = {
        "@id": f"{address}data/{name}.csv#set",
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": _text(table.title),
        "dct:description": _text(str(about)),
        "dct:publisher": _publisher(shelf),
        "dct:spatial": [_place(shelf, code) for code in shelf.partnership["area_codes"]],
        "dcat:theme": _THEME,
        "dcat:distribution": [_distribution(f"{address}data/{name}.csv", "text/csv")],
    }
    if name in cited:
        listed = f"{address}figures/{name}/index.json"
        found["dcat:distribution"].append(_distribution(listed, "application/json"))
    if declared is None:
        return found
    found["dcat:keyword"] = _text(str(declared["theme"]))
    found["dcat:landingPage"] = {"@id": f"{address}measures/{name}.html"}
    return found | _time(shelf, name)


def _distribution(url: str, media: str) -> Row:
    return {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": _MEDIA + media},
        "dct:license": {"@id": LICENCE["path"]},
    }


def _place(shelf: Shelf, code: str) -> Row:
    found: Row = {"@type": "dct:Location", "skos:prefLabel": _text(shelf.place), "dct:identifier": code}
    return found if shelf.partnership.get("invented") else {"@id": f"{_ONS}{code}", **found}


def _time(shelf: Shelf, measure: str) -> Row:
    """The months that a measure's figures of the whole place span; nothing where there is none."""
    rows = shelf.figures.get((measure, shelf.whole), {}).values()
    spans = [period(row["period"]) for row in rows if row["value"] is not None]
    if not spans:
        return {}
    first, last = min(each.first for each in spans), max(each.last for each in spans)
    ended = _day(last_day_of(last).isoformat())
    span = {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(f"{month_name(first)}-01"),
        "dcat:endDate": ended,
    }
    return {"dct:temporal": span, "dct:modified": ended}
