"""Every figure on a page has an address as JSON; what is kept back is kept back there too."""

import json
import re
from pathlib import Path
from typing import Any

from small_tables import CANARY

from wulfrun.data.release import Release


def _files(site: Path) -> dict[Path, Any]:
    return {
        path: json.loads(path.read_text("utf-8"))
        for path in (site / "figures").rglob("*.json")
        if path.name != "index.json"
    }


def test_every_figure_that_is_explained_has_its_address(site: Path) -> None:
    for page in (site / "explanations").glob("*.html"):
        rows = re.findall(r'<tr id="([^"]+)">', page.read_text("utf-8"))
        told = {
            figure["explained_at"].partition("#")[2]
            for path, content in _files(site).items()
            if path.parent.name == page.stem
            for figure in content["figures"].values()
        }
        assert {row for row in rows if not row.startswith("target.")} == told, page


def test_a_figure_is_that_of_the_release_with_its_interval_and_parts(release: Release, site: Path) -> None:
    rows = {(row["measure"], row["area_code"], row["period"]): row for row in release.rows("figures")}
    seen = 0
    for path, content in _files(site).items():
        base = path.parent.name
        for name, figure in content["figures"].items():
            suffix = name.rpartition(".")[0]
            measure = f"{base}.{suffix}" if suffix else base
            row = rows[measure, content["area"]["code"], figure["period"]]
            hidden = row["suppressed"]
            for number in ("value", "lower", "upper", "numerator", "denominator"):
                assert figure[number] == (None if hidden else row[number]), (path, name, number)
            assert figure["suppressed"] == hidden
            seen += 1
    assert seen > 500


def test_an_address_is_made_of_measure_area_and_period(site: Path) -> None:
    content = json.loads((site / "figures" / "psa1" / "N01.json").read_text("utf-8"))
    figure = content["figures"]["2007_08"]
    assert content["area"]["name"] == "Ashmoor" and content["measure"]["key"] == "psa1"
    assert figure["period"] == "2007/08"
    assert (figure["first_month"], figure["last_month"]) == ("2007-04", "2008-03")
    assert figure["confidence"] == 0.95 and content["invented"] is True
    assert content["licence"].endswith("/open-government-licence/version/3/")
    assert "id" not in content


def test_where_the_site_stands_is_in_the_identifier(placed: Path) -> None:
    content = json.loads((placed / "figures" / "psa1" / "N01.json").read_text("utf-8"))
    assert content["id"] == "https://safer.example/data/figures/psa1/N01.json"


def test_no_suppressed_number_is_in_any_file(site: Path) -> None:
    hidden = 0
    for path in (site / "figures").rglob("*.json"):
        text = path.read_text("utf-8")
        assert not re.search(rf"(?<![\d.]){int(CANARY)}(?!\d)", text), path
        hidden += text.count('"suppressed": true')
    assert hidden > 0


def test_a_list_leads_to_every_file_of_a_measure_and_the_explanation_to_the_list(site: Path) -> None:
    listed = json.loads((site / "figures" / "psa1" / "index.json").read_text("utf-8"))["areas"]
    files = {path.name for path in (site / "figures" / "psa1").glob("*.json")} - {"index.json"}
    assert set(listed.values()) == files
    assert 'href="../figures/psa1/index.json"' in (site / "explanations" / "psa1.html").read_text("utf-8")
