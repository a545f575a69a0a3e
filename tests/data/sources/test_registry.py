"""The list of layouts."""

import pkgutil
from pathlib import Path

import pytest

from wulfrun.data import sources
from wulfrun.data.sources import LAYOUTS


def test_every_module_is_a_layout_under_its_own_name() -> None:
    modules = {each.name for each in pkgutil.iter_modules(sources.__path__) if not each.name.startswith("_")}
    assert {name.replace("-", "_") for name in LAYOUTS} == modules
    assert {"police-street", "police-extract", "recorded-crime-csp"} <= set(LAYOUTS)


def test_every_layout_can_be_told_in_the_manual() -> None:
    for layout in LAYOUTS.values():
        assert layout.title and layout.publisher and layout.law
        assert all(field.about for field in layout.fields)
        assert layout.points in ("lonlat", "bng")


def test_a_module_without_a_layout_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "forgotten.py").write_text("LAYOUT = None\n")
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(tmp_path)])
    with pytest.raises(TypeError, match="forgotten exposes no LAYOUT"):
        sources.layouts()


def test_a_street_file_is_recognised_by_its_own_layout_alone(tmp_path: Path) -> None:
    heads = {
        "police-street": "Crime ID,Month,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type",
        "police-outcomes": "Crime ID,Month,Reported by,Longitude,Latitude,LSOA code,Outcome type",
        "police-stop-search": "Type,Date,Latitude,Longitude,Object of search",
        "area-month-counts": "lsoa_code,lsoa_name,borough,category,year,month,crime_count",
        "recorded-crime-csp": "Financial Year,Financial Quarter,CSP Name,Offence Code,Offence Count",
        "recorded-crime-force": "FY,Financial Quarter,Force,Offence Code,n",
        "police-extract": "Crime Ref,HO Offence Class,Recorded Date,Easting,Northing",
    }
    path = tmp_path / "a.csv"
    path.touch()
    for name, head in heads.items():
        assert [each for each, layout in LAYOUTS.items() if layout.recognises(path, head + "\r\n")] == [name]
