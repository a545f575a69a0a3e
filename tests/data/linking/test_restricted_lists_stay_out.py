"""An ordinary build neither reads nor lists what lies in an agency's restricted folder."""

from pathlib import Path

import pytest

from wulfrun.data.inputs import find
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition, Partnership, Source

STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n"
)


@pytest.mark.parametrize("files", [(), ("**/*.csv",), ("restricted/*.csv",)])
@pytest.mark.parametrize("declared", [True, False])
def test_no_pattern_reaches_a_restricted_list(tmp_path: Path, files: tuple[str, ...], declared: bool) -> None:
    restricted = tmp_path / "data" / "police" / "restricted"
    restricted.mkdir(parents=True)
    # Even where it looks like a file that a source takes.
    (restricted / "2024-01-west-midlands-street.csv").write_text(STREET, "utf-8")
    (restricted / "people.csv").write_text("Reference,Forename,Surname\n", "utf-8")
    definition = Definition.model_construct(
        partnership=Partnership(name="P", area_codes=("E08000031",), area_name="A"),
        source={"street": Source(layout="police-street", agency="police", files=files)} if declared else {},
    )
    assert find(definition, tmp_path, layouts()) == ([], [])
