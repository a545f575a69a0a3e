"""Where a file names an area, the area is known by its name or code, and one that leads nowhere is told."""

import pytest

from wulfrun.data.area_names import area_namer
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.layout import RefusedRow
from wulfrun.definition.model import Definition

PLACE = {"name": "Safer Some", "area_codes": ["E08000099"], "area_name": "Some"}
DEFINITION = Definition.model_validate({"partnership": PLACE})
PLACES = Geography(
    areas=(Area("E05000001", "St Peter's", "ward"), Area("low-hill", "Low Hill", "neighbourhood", True)),
    smallest=(),
    member=member_rows([]),
    partnership_code="E08000099",
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("St Peters", "E05000001"),
        ("e05000001", "E05000001"),
        (" LOW HILL", "low-hill"),
        ("Some", "E08000099"),
    ],
)
def test_a_ward_a_neighbourhood_and_the_whole_place_are_known_by_name_and_code(name: str, code: str) -> None:
    assert area_namer(DEFINITION, PLACES, "lsoa")(name) == code


def test_a_name_that_leads_nowhere_refuses_its_row_with_the_nearest() -> None:
    with pytest.raises(RefusedRow, match=r"Area is 'Low Hil', .* Did you mean 'Low Hill'\?"):
        area_namer(DEFINITION, PLACES, "ward")("Low Hil")


def test_published_tables_name_what_they_are_kept_for() -> None:
    assert area_namer(DEFINITION, PLACES, "district")("anything") == "E08000099"
    assert area_namer(DEFINITION, PLACES, "force")("West Midlands") == "FORCE"
    assert area_namer(DEFINITION, PLACES, "named")("Leeds") == "Leeds"
    own = Definition.model_validate({"partnership": {**PLACE, "whole_force": True}})
    assert area_namer(own, PLACES, "force")("Some Police") == "E08000099"
