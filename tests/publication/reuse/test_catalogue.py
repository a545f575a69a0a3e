"""A portal of open data can gather the site's data sets from one file (DCAT-AP in JSON-LD)."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

ROOT = "https://safer.example/data/"


@pytest.fixture(scope="module")
def catalogue(placed: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((placed / "dcat.jsonld").read_text("utf-8"))
    return found


def test_the_catalogue_has_what_dcat_ap_demands(catalogue: dict[str, Any]) -> None:
    assert catalogue["@type"] == "dcat:Catalog" and catalogue["@id"] == f"{ROOT}dcat.jsonld"
    for name in ("dct:title", "dct:description", "dct:publisher", "dct:license", "dcat:dataset"):
        assert catalogue[name], name
    assert catalogue["dct:publisher"]["foaf:name"] == "Exampleton Community Safety Partnership"
    for each in catalogue["dcat:dataset"]:
        assert each["@type"] == "dcat:Dataset" and each["dct:title"] and each["dct:description"]
        assert each["dcat:distribution"] and each["dct:spatial"]


def test_every_distribution_is_there_with_its_media_type_and_licence(
    placed: Path, catalogue: dict[str, Any]
) -> None:
    media = {".csv": "text/csv", ".json": "application/json"}
    seen = 0
    for each in catalogue["dcat:dataset"]:
        for one in each["dcat:distribution"]:
            path = placed / one["dcat:downloadURL"]["@id"].removeprefix(ROOT)
            assert path.is_file()
            assert one["dcat:mediaType"]["@id"].endswith(media[path.suffix])
            assert one["dct:license"]["@id"].endswith("/open-government-licence/version/3/")
            seen += 1
    assert seen > 10


def test_every_csv_of_the_site_is_a_data_set(placed: Path, catalogue: dict[str, Any]) -> None:
    told = {each["dct:identifier"] for each in catalogue["dcat:dataset"]}
    assert told == {path.stem for path in (placed / "data").glob("*.csv")}


def test_days_come_from_the_data_and_not_from_the_clock(catalogue: dict[str, Any]) -> None:
    assert catalogue["dct:modified"]["@value"] == "2008-03-31"
    assert catalogue["dct:issued"]["@value"] == "2008-01-31"
    psa1 = next(each for each in catalogue["dcat:dataset"] if each["dct:identifier"] == "psa1")
    span = psa1["dct:temporal"]
    assert (span["dcat:startDate"]["@value"], span["dcat:endDate"]["@value"]) == ("2003-04-01", "2008-03-31")
    assert psa1["dcat:landingPage"]["@id"] == f"{ROOT}measures/psa1.html"


def test_an_invented_place_has_no_address_among_the_real_ones(catalogue: dict[str, Any]) -> None:
    places = [place for each in catalogue["dcat:dataset"] for place in each["dct:spatial"]]
    assert places and not any("@id" in place for place in places)


def test_without_an_address_links_begin_at_the_catalogue(site: Path) -> None:
    content = json.loads((site / "dcat.jsonld").read_text("utf-8"))
    link = content["dcat:dataset"][0]["dcat:distribution"][0]["dcat:downloadURL"]["@id"]
    assert (site / link).is_file() and urljoin(f"{ROOT}dcat.jsonld", link).startswith(f"{ROOT}data/")
