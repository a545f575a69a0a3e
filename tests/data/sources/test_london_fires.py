"""London's dwelling fires: every row a fire in a dwelling, none of which says why it began."""

from pathlib import Path

import pytest

from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources.london_fires import LAYOUT, accepts
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source

ANY = Source(layout="london-fires", agency="fire")
TEXT = (
    "date,borough,ward,easting_rounded,northing_rounded,hmo_yn,hmo_license,property_type\n"
    "2009-01-01,E09000010,E05013681,531350.0,195850.0,Other dwelling,Other dwelling,House\n"
    "2018-02-25,E09000028,,532950.0,178450.0,HMO,HMO - licensed,Licensed House in Multiple Occupation\n"
    "2018-02-25,E09000028,,532950.0,178450.0,Castle,,Castle\n"
)


def test_a_fire_has_a_month_a_rounded_point_and_no_motive(tmp_path: Path) -> None:
    path = tmp_path / "fires.csv"
    path.write_text(TEXT, "utf-8")
    assert LAYOUT.recognises(path, first_characters(path))
    rows = [row for _, row in LAYOUT.opens(path, ANY)]
    one, two = accepts(rows[0], ANY), accepts(rows[1], ANY)
    assert one and (one.month, one.code, one.x, one.y) == (2009 * 12, "other-dwelling", 531350.0, 195850.0)
    assert two and two.code == "house-in-multiple-occupation"
    assert not one.flags
    with pytest.raises(RefusedRow, match="hmo_yn is 'Castle'"):
        accepts(rows[2], ANY)


def test_only_the_boroughs_asked_for_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "fires.csv"
    path.write_text(TEXT, "utf-8")
    southwark = Source(layout="london-fires", agency="fire", areas=("E09000028",))
    rows = [row for _, row in LAYOUT.opens(path, southwark)]
    assert accepts(rows[0], southwark) is None
    assert accepts(rows[1], southwark) is not None
