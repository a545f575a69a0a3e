"""The open data beside the site: figures and targets as CSV and Parquet, described by a Data Package."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from wulfrun.data.release import Release, sha256, write_json, write_table
from wulfrun.publication.csv_text import without_suppressed, write_csv
from wulfrun.publication.reuse.csvw import CONTEXT, csvw
from wulfrun.publication.reuse.licence import LICENCE

FIGURE_COLUMNS = {
    "measure": "The measure: a rule; '.on-last-year' and '.on-baseline' are percent changes, '.rate' a rate",
    "area_code": "Code of the area; PRIORITY and REST are the priority neighbourhoods and all others",
    "area_name": "Name of the area",
    "area_level": "lsoa, ward, neighbourhood, district, partnership, force or group",
    "period": "Month (2007-08), quarter (2007/08 Q1), year (2007/08) or 12 months (year to 2008-03)",
    "numerator": "What was counted; for a change, the later count",
    "denominator": "What it is out of; for a change, the earlier count; empty for a count",
    "value": "The figure; empty where it is suppressed or cannot be given (the note says why)",
    "lower": "Lower end of the 95% interval",
    "upper": "Upper end of the 95% interval",
    "suppressed": "true where the figure is withheld because the numbers are small",
    "note": "What a reader should know about this figure",
}
TARGET_COLUMNS = {
    "target": "The target",
    "measure": "The measure it is about",
    "area": "Code of the area",
    "baseline_period": "Period the change is measured from",
    "baseline": "Value in that period",
    "latest_period": "Latest period with a figure",
    "latest": "Value in that period",
    "change_percent": "Change from the baseline to the latest, in percent",
    "target_percent": "Change to be reached, in percent",
    "status": "achieved, not achieved, on track, at risk, off track, or cannot be said",
    "probability": "Estimated probability, from 0 to 1, that the target is met at its end",
}
_TYPES = {
    "double": "number",
    "float": "number",
    "bool": "boolean",
    "int64": "integer",
    "int32": "integer",
    "date32[day]": "date",
}


def write_open_data(release: Release, folder: Path) -> list[Path]:
    """Write figures and targets with the Data Package and the CSVW metadata of them; give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = without_suppressed(release.table("figures")).select(list(FIGURE_COLUMNS))
    targets = released_targets(release)
    paths = [folder / name for name in ("figures.parquet", "figures.csv", "targets.csv", "datapackage.json")]
    write_table(paths[0], figures)
    write_csv(paths[1], figures)
    write_csv(paths[2], targets)
    resources = [
        _resource(paths[0], "application/vnd.apache.parquet", figures, FIGURE_COLUMNS),
        _resource(paths[1], "text/csv", figures, FIGURE_COLUMNS),
        _resource(paths[2], "text/csv", targets, TARGET_COLUMNS),
    ]
    write_json(paths[3], _package(release, resources))
    described = [
        (paths[1], csvw("figures.csv", "Figures", figures.schema, FIGURE_COLUMNS)),
        (paths[2], csvw("targets.csv", "Targets", targets.schema, TARGET_COLUMNS)),
    ]
    for path, table in described:
        paths.append(path.with_name(f"{path.name}-metadata.json"))
        write_json(paths[-1], {"@context": CONTEXT, "dc:license": {"@id": LICENCE["path"]}, **table})
    return paths


def released_targets(release: Release) -> pa.Table:
    """The targets in the columns that are published."""
    targets = release.table("targets")
    names = ["area" if name == "area_code" else name for name in targets.column_names]
    return targets.rename_columns(names).select(list(TARGET_COLUMNS))


def field_type(kind: pa.DataType) -> str:
    """The type of a column as a Data Package names it; text for anything that CSV writes as text."""
    return _TYPES.get(str(kind), "string")


def _package(release: Release, resources: list[dict[str, Any]]) -> dict[str, Any]:
    definition, manifest = release.definition, release.manifest
    partnership = definition["partnership"]
    invented = " The place and every figure are invented." if partnership.get("invented") else ""
    return {
        "name": "wulfrun-figures",
        "title": f"{partnership['name']}: figures and targets",
        "description": f"Figures of community safety with data to {manifest['through']}.{invented}",
        "version": manifest["release"],
        "licenses": [LICENCE],
        "sources": _sources(definition),
        "resources": resources,
    }


def _sources(definition: dict[str, Any]) -> list[dict[str, str]]:
    found = []
    for name, source in sorted(definition.get("source", {}).items()):
        agency = definition.get("agency", {}).get(source["agency"], {}).get("name", source["agency"])
        entry = {"title": f"{source.get('title') or name} ({agency})"}
        if str(source.get("published_at", "")).startswith("http"):
            entry["path"] = source["published_at"]
        found.append(entry)
    return found


def _resource(path: Path, media: str, table: pa.Table, columns: dict[str, str]) -> dict[str, Any]:
    fields = [
        {"name": name, "type": field_type(table.schema.field(name).type), "description": words}
        for name, words in columns.items()
    ]
    resource: dict[str, Any] = {
        "name": path.name.replace(".", "-"),
        "path": path.name,
        "format": path.suffix[1:],
        "mediatype": media,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "licenses": [LICENCE],
        "schema": {"fields": fields, "missingValues": [""]},
    }
    return resource | ({"encoding": "utf-8"} if media == "text/csv" else {})
