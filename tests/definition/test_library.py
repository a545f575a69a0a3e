"""The shipped library says what it counts, by which codes, in which years, and who says so."""

from datetime import date

import pytest
from tests.generative.shipped import library

from wulfrun.data.derived import records
from wulfrun.data.sources import layouts
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.tables import FLAGS
from wulfrun.definition.check import cross_check
from wulfrun.figures.kinds import KINDS


def _codes(day: date, *groups: str) -> set[str]:
    """The codes of some groups that hold on a day."""
    return {
        code
        for name in groups
        for span in library().group[name].spans
        if (span.valid_from or date.min) <= day <= (span.valid_to or date.max)
        for code in span.codes
    }


def _psa1(day: date) -> set[str]:
    return _codes(day, *library().basket["psa1"].groups)


def test_the_library_contradicts_nothing() -> None:
    assert cross_check(library(), list(KINDS), list(layouts()), records(), {}) == []


@pytest.mark.parametrize("table", ["measure", "group", "basket", "breaks"])
def test_everything_shipped_names_its_source(table: str) -> None:
    assert [name for name, each in getattr(library(), table).items() if not each.source] == []


def test_a_measure_whose_rise_is_not_bad_says_why() -> None:
    silent = [
        name for name, each in library().measure.items() if each.better != "lower" and not each.better_because
    ]
    assert silent == []


def test_the_flags_are_those_that_records_carry() -> None:
    assert set(library().flag) == set(FLAGS)


def test_the_basket_has_ten_types() -> None:
    assert len(library().basket["psa1"].groups) == 10


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        (
            2003,
            "48 37.2 37B 45 126 28 28A 28B 28C 28D 29 44 39 58A 58B 58C 58D 58E 58F 58G 58H 104 105A 105B "
            "5 8A 8D 34B",
        ),
        (
            2009,
            "48 37.2 37B 45 126 28 28A 28B 28C 28D 29 44 39 58A 58B 58C 58D 58E 58F 58G 58H 58J 104 105A "
            "105B 5 8A 8D 8F 8G 8H 8J 8K 34B",
        ),
        (
            2018,
            "48 37.2 37B 45 126 28E 28F 28G 28H 29A 44 39 58A 58B 58C 58D 58J 104 105A 105B 5D 5E "
            "8N 8P 8S 34B",
        ),
    ],
)
def test_the_basket_of_a_year_is_these_codes(year: int, codes: str) -> None:
    assert _psa1(date(year, 6, 1)) == set(codes.split())


def test_burglary_changes_its_codes_in_april_2017_and_never_has_both() -> None:
    before, after = (_codes(day, "domestic-burglary") for day in (date(2017, 3, 31), date(2017, 4, 1)))
    assert "28A" in before
    assert "28A" not in after
    assert {"28E", "28F", "28G", "28H", "29A"} == after


@pytest.mark.parametrize("year", range(2002, 2030))
def test_threats_arson_weapons_and_harassment_are_never_in_the_basket(year: int) -> None:
    never = {
        "59",
        "56",
        "56A",
        "56B",
        "8B",
        "8C",
        "8E",
        "8L",
        "8M",
        "9A",
        "9B",
        "10A",
        "10B",
        "10C",
        "10D",
        "34A",
    }
    assert _psa1(date(year, 6, 1)) & never == set()


def test_arson_is_an_option_with_a_name_of_its_own() -> None:
    with_arson = _codes(date(2008, 6, 1), *library().basket["psa1-with-arson"].groups)
    assert with_arson - _psa1(date(2008, 6, 1)) == {"56", "56A", "56B"}


def test_the_later_aggravated_damage_begins_in_april_2008() -> None:
    assert "58J" not in _psa1(date(2008, 3, 31))
    assert "58J" in _psa1(date(2008, 4, 1))


def test_no_type_of_the_basket_counts_what_another_counts() -> None:
    for year in range(2002, 2030):
        each = [_codes(date(year, 6, 1), name) for name in library().basket["psa1"].groups]
        assert sum(map(len, each)) == len(set().union(*each)), year


def test_incidents_are_never_added_to_crimes() -> None:
    counted = set(library().measure["street-all-crime"].where.code)
    assert "Anti-social behaviour" not in counted
    assert counted == set(TYPES) - {"Anti-social behaviour"}


def test_a_street_measure_that_stands_in_for_another_says_so() -> None:
    for name in ("street-burglary", "street-robbery", "street-criminal-damage-arson"):
        assert library().measure[name].approximates.startswith("An upper bound for ")


def test_every_shipped_measure_declares_its_direction_of_good() -> None:
    import tomllib
    from importlib.resources import files

    for part in ("offences.toml", "street.toml"):
        text = (files("wulfrun.definition.library") / part).read_text("utf-8")
        for name, table in tomllib.loads(text)["measure"].items():
            assert table.get("better") in ("lower", "higher", "neither"), name
            assert table["better"] == "lower" or table["better_because"], name


def test_every_kind_of_record_has_a_name_that_people_read() -> None:
    assert records() - set(library().record) == set()
    assert set(library().record) - records() == set()
