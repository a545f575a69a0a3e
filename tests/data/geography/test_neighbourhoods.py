"""Neighbourhoods: lists of LSOAs or polygons, the priority ones against the rest."""

import json

import pytest
from small_city import LSOA_SHAPES, TO_2021, WARD_SHAPES, declared, feature_collection, square, write_city
from test_geography import parts

from wulfrun.data.geography.reading import read_geography
from wulfrun.definition.model import Boundaries, Neighbourhood
from wulfrun.words.errors import DefinitionError

WARDS_AS_OWN = WARD_SHAPES.model_copy(update={"level": "neighbourhood"})


@pytest.fixture
def city(tmp_path):
    return write_city(tmp_path)


def read(city, boundaries=(LSOA_SHAPES,), **lists):
    own = {
        code: each if isinstance(each, Neighbourhood) else Neighbourhood(name=code.title(), lsoas=tuple(each))
        for code, each in lists.items()
    }
    return read_geography(declared(boundaries, (TO_2021,), neighbourhood=own), city)


def mistakes(city, **lists):
    with pytest.raises(DefinitionError) as told:
        read(city, **lists)
    return str(told.value).split("\n")


def test_a_list_of_lsoas_makes_a_neighbourhood_with_its_outline(city):
    geography = read(city, south=["X1", "X2"], north=["X7", "X8"])
    assert parts(geography, "neighbourhood") == {"north": ["X7", "X8"], "south": ["X1", "X2"]}
    assert geography.shapes["neighbourhood"].codes == ("north", "south")
    assert geography.shapes["neighbourhood"].polygons[1].equals(square(0, 0, 2, 1))
    assert [area.name for area in geography.areas if area.level == "neighbourhood"] == ["North", "South"]


def test_priority_neighbourhoods_stand_together_against_all_the_rest(city):
    first = Neighbourhood(name="First", lsoas=("X1", "X2"), priority=True)
    second = Neighbourhood(name="Second", lsoas=("X9",), priority=True)
    geography = read(city, first=first, second=second, other=["X5"])
    assert parts(geography, "group") == {
        "PRIORITY": ["X1", "X2", "X9"],
        "REST": ["X3", "X4", "X5", "X6", "X7", "X8"],
    }
    assert {area.name for area in geography.areas if area.level == "group"} == {
        "Priority neighbourhoods", "Rest of Small City"
    }  # fmt: skip
    assert [area.code for area in geography.areas if area.priority] == ["first", "second"]


def test_without_priority_neighbourhoods_there_is_no_rest(city):
    assert parts(read(city, south=["X1"]), "group") == {}


def test_an_unknown_lsoa_and_one_given_twice_are_both_told_at_once(city):
    told = mistakes(city, north=["X7", "X77"], south=["X1", "X7"])
    place = "partnership.toml, [neighbourhood.{}]: "
    unknown = "the LSOA 'X77' is not in the partnership. Did you mean 'X7'?"
    assert told[0].startswith(place.format("north") + unknown)
    assert told[1] == place.format("south") + "X7 is in [neighbourhood.north] too. Leave it in one of them."


def test_a_list_of_the_other_vintage_is_converted_where_it_is_exact(city):
    assert parts(read(city, south=["OLD12", "X3"]), "neighbourhood") == {"south": ["X1", "X2", "X3"]}
    assert parts(read(city, corner=["OLD9A", "OLD9B"]), "neighbourhood") == {"corner": ["X9"]}


def test_a_list_that_holds_only_a_part_of_an_lsoa_in_use_is_told(city):
    (told,) = mistakes(city, corner=["OLD9A"])
    assert (
        "'OLD9A' is only a part of X9, which is what is counted. List OLD9B too, or leave OLD9A out." in told
    )


def test_a_neighbourhood_by_polygon_has_its_own_code_name_and_outline(city):
    valley = Neighbourhood(name="The Valley", polygon="W1", priority=True)
    geography = read(city, (LSOA_SHAPES, WARDS_AS_OWN), valley=valley, hill=["X9"])
    assert parts(geography, "neighbourhood") == {"hill": ["X9"], "valley": ["X1", "X2", "X3"]}
    shapes = geography.shapes["neighbourhood"]
    assert (shapes.codes, shapes.names) == (("hill", "valley"), ("Hill", "The Valley"))
    assert shapes.polygons[1].equals(square(0, 0, 3, 1))


def test_polygons_of_neighbourhoods_need_no_further_declaration(city):
    geography = read(city, (LSOA_SHAPES, WARDS_AS_OWN))
    assert {code: len(own) for code, own in parts(geography, "neighbourhood").items()} == {"W1": 3, "W2": 6}
    assert geography.shapes["neighbourhood"].names == ("Area W1", "Area W2")


def test_a_polygon_that_is_not_drawn_is_told(city):
    with pytest.raises(DefinitionError, match=r"'polygon' is 'W3'\. Use one of: W1, W2\."):
        read(city, (LSOA_SHAPES, WARDS_AS_OWN), valley=Neighbourhood(name="The Valley", polygon="W3"))
    with pytest.raises(DefinitionError, match=r"'polygon' is 'W3'\. None is declared"):
        read(city, valley=Neighbourhood(name="The Valley", polygon="W3"))


def test_a_polygon_that_holds_no_lsoa_is_an_area_without_parts(city):
    (city / "own.geojson").write_text(
        json.dumps(feature_collection({"A": square(0, 0, 3, 3), "B": square(5, 5, 6, 6)}))
    )
    own = Boundaries(file="own.geojson", level="neighbourhood", code="code")
    geography = read(city, (LSOA_SHAPES, own))
    assert list(parts(geography, "neighbourhood")) == ["A"]


def test_without_lsoas_a_list_makes_no_neighbourhood_and_that_is_told(city):
    own = {"south": Neighbourhood(name="South", lsoas=("X1",))}
    geography = read_geography(declared((), (), neighbourhood=own), city)
    assert geography.notes == (
        "Without boundaries or a lookup of the LSOAs no neighbourhood can be made up of them.",
    )
