"""The example city's areas as files: boundaries in WGS84, lookup, population, and neighbourhood tables."""

import json
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wulfrun.example.city import POPULATION_YEARS, City, to_wgs84, ward_code
from wulfrun.example.names import NEIGHBOURHOODS, WARDS, slug
from wulfrun.example.premises import business_premises


def area_files(city: City) -> dict[str, str]:
    """Boundaries, lookup and population, by their paths in the folder."""
    lsoas = [{"LSOA01CD": code, "LSOA01NM": name} for code, name in zip(city.codes, city.names, strict=True)]
    wards = [{"WD08CD": ward_code(each), "WD08NM": name} for each, name in enumerate(WARDS)]
    return {
        "geography/lsoa.geojson": _geojson("LSOAs of Northbank (invented)", city.polygons, lsoas),
        "geography/wards.geojson": _geojson("Wards of Northbank (invented)", city.wards, wards),
        "geography/lsoa-to-ward.csv": _lookup(city),
        "geography/population.csv": _population(city),
    }


def neighbourhood_tables(city: City) -> str:
    """The neighbourhoods as the tables of partnership.toml."""
    tables = []
    for index, name in enumerate(NEIGHBOURHOODS):
        codes = [f'"{city.codes[each]}"' for each in np.flatnonzero(city.neighbourhood == index).tolist()]
        rows = [", ".join(codes[start : start + 6]) for start in range(0, len(codes), 6)]
        tables.append(
            f'\n[neighbourhood.{slug(name)}]\nname = "{name}"\n'
            + ("priority = true\n" if city.priority[index] else "")
            + "lsoas = [\n"
            + "".join(f"  {row},\n" for row in rows)
            + "]\n"
        )
    return "".join(tables)


def _geojson(title: str, polygons: NDArray[np.object_], properties: list[dict[str, str]]) -> str:
    """A FeatureCollection; 7 decimals are a centimetre, and shared corners round to the same place."""
    placed = shapely.transform(polygons, lambda points: np.round(to_wgs84(points), 7))
    features: list[dict[str, Any]] = [
        {"type": "Feature", "properties": said, "geometry": json.loads(shapely.to_geojson(shape))}
        for said, shape in zip(properties, placed, strict=True)
    ]
    head = json.dumps({"type": "FeatureCollection", "name": title}, ensure_ascii=False)[:-1]
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    return head + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"


def _lookup(city: City) -> str:
    rows = [
        f"{code},{name},{ward_code(ward)},{WARDS[ward]}"
        for code, name, ward in zip(city.codes, city.names, city.ward.tolist(), strict=True)
    ]
    return "\n".join(["LSOA01CD,LSOA01NM,WD08CD,WD08NM", *rows, ""])


def _population(city: City) -> str:
    premises = business_premises(city)
    rows = [
        f"{code},{name},{year},{city.residents[index, column]},{city.households[index, column]},"
        f"{premises[index, column]}"
        for index, (code, name) in enumerate(zip(city.codes, city.names, strict=True))
        for column, year in enumerate(POPULATION_YEARS)
    ]
    return "\n".join(["LSOA01CD,LSOA01NM,Year,Residents,Households,Business Premises", *rows, ""])
