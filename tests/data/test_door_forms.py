"""What must not be shared is found in every form in which files really come."""

import gzip
import json
from pathlib import Path

import pytest

from wulfrun.data.door import stop
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Source

LAYOUT = layouts()["environment-complaints"]
SOURCE = Source(layout="environment-complaints", agency="council")
NAMED = [{"reference": f"C{number}", "victim name": "Margaret Hughes"} for number in range(40)]
LINES = "reference,[Victim Name],type\n" + "".join(f"C{n},Margaret Hughes,litter\n" for n in range(40))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lines.json", "\n".join(json.dumps(each) for each in NAMED).encode()),
        ("cut.json", json.dumps(NAMED).encode()[:-40]),
        ("bracketed.csv", LINES.encode()),
        ("cut.csv.gz", gzip.compress(LINES.encode() * 200, mtime=0)[:-12]),
    ],
)
def test_a_name_is_found_whatever_the_form_and_never_said(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    told = stop(path, LAYOUT, SOURCE)
    assert told.startswith("Stopped at the door")
    assert "Margaret" not in told and "Hughes" not in told


def test_an_address_in_full_width_letters_is_an_address(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("reference,type,notes\nC1,litter,ｊ.ｈｕｇｈｅｓ＠ｅｘａｍｐｌｅ.ｏｒｇ\n", "utf-8")
    assert "notes" in stop(path, LAYOUT, SOURCE)
