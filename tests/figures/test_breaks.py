"""Which declared break touches which measure."""

from tests.generative.shipped import library
from wulfrun.definition.model import Definition, Measure, Where
from wulfrun.figures.breaks import breaks_of


def _titles(measure: Measure, definition: Definition) -> list[str]:
    return [str(row["title"]) for row in breaks_of("any", measure, definition)]


def _supplied_by(force: str) -> Definition:
    content = library().model_dump(by_alias=True)
    content["source"] = {"street": {"layout": "police-street", "agency": "police", "forces": [force]}}
    return Definition.model_validate(content)


def test_a_break_of_a_group_touches_the_measures_that_count_it_and_no_others() -> None:
    measures = library().measure
    of_burglary = "Domestic burglary became residential burglary"
    assert of_burglary in _titles(measures["domestic-burglary"], library())
    assert of_burglary in _titles(measures["psa1"], library())
    assert of_burglary not in _titles(measures["vehicle-crime"], library())


def test_a_break_of_all_recording_touches_every_measure_of_offences_and_none_of_the_street_map() -> None:
    standard = "National Crime Recording Standard"
    for name, measure in library().measure.items():
        assert (standard in _titles(measure, library())) == (measure.of == "offence"), name


def test_a_break_of_one_force_touches_nobody_it_does_not_supply() -> None:
    moved = "New records system at Greater Manchester Police"
    street = library().measure["street-burglary"]
    assert moved not in _titles(street, library())
    assert moved not in _titles(street, _supplied_by("west-midlands"))
    assert moved in _titles(street, _supplied_by("greater-manchester"))


def test_breaks_stand_in_order_of_time() -> None:
    found = [str(row["when"]) for row in breaks_of("psa1", library().measure["psa1"], library())]
    assert found == sorted(found)
    assert found[0] == "2002-04-01"


def test_a_measure_by_flag_alone_is_touched_by_what_touches_every_measure_only() -> None:
    by_flag = Measure(title="Knives", of="offence", where=Where(flag=("knife",)))
    assert _titles(by_flag, library()) == ["National Crime Recording Standard"]
