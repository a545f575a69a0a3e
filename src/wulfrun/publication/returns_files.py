"""The statutory returns as files for other machines: the calendar as CSV, and with its fields as JSON."""

from pathlib import Path

from wulfrun.data.release import Release, write_json
from wulfrun.publication.csv_text import write_csv

LAW = "https://www.legislation.gov.uk/uksi/2007/1831/contents/made"


def write_returns(release: Release, folder: Path) -> list[Path]:
    """Write returns.csv and returns.json; nothing where no agency sends what is prescribed."""
    if "returns" not in release.topic_tables:
        return []
    rows, fields = release.rows("returns"), release.rows("return_fields")
    shares: dict[tuple[str, str], dict[str, float]] = {}
    for row in fields:
        shares.setdefault((row["return"], row["quarter"]), {})[row["field"]] = row["filled_share"]
    paths = [folder / "returns.csv", folder / "returns.json"]
    write_csv(paths[0], release.table("returns"))
    content = {
        "law": LAW,
        "as_of": rows[0]["as_of"],
        "release": release.manifest["release"],
        "returns": [{**row, "filled": shares.get((row["return"], row["quarter"]), {})} for row in rows],
    }
    write_json(paths[1], content)
    return paths
