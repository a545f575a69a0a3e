"""A measure is counted in every place of a national table by its own codes, in the years each code holds."""

from datetime import date

import numpy as np
import pyarrow as pa

from wulfrun.assessment.peer_counts import allowed, place_counts, rates
from wulfrun.data.tables import CUBE
from wulfrun.definition.model import CodeSpan, Definition, Group, Measure, Partnership, Where
from wulfrun.words.periods import month_index

Q1, Q2 = month_index("2007-06"), month_index("2008-06")
SPANS = (
    CodeSpan(codes=("8A",), valid_to=date(2008, 3, 31)),
    CodeSpan(codes=("8G",), valid_from=date(2008, 4, 1)),
)
DEFINITION = Definition(
    partnership=Partnership(name="A", area_name="A", area_codes=("E1",)),
    group={"wounding": Group(title="Wounding", spans=SPANS)},
)
WOUNDING = Measure(title="Wounding", of="offence", where=Where(group=("wounding",)))


def _table(*rows: tuple[str, int, str, int]) -> pa.Table:
    said = [
        {
            "record": "national-csp",
            "code": code,
            "flags": 0,
            "month": month,
            "area": area,
            "file": "f",
            "n": n,
        }
        for code, month, area, n in rows
    ]
    return pa.Table.from_pylist(said, schema=CUBE)


def test_a_code_counts_only_while_it_means_the_measure() -> None:
    table = _table(("8A", Q1, "a", 5), ("8G", Q1, "a", 100), ("8A", Q2, "a", 100), ("8G", Q2, "a", 7))
    found = place_counts(table, WOUNDING, DEFINITION)
    assert found.counts.tolist() == [[5, 7]]


def test_a_place_that_an_edition_leaves_out_is_not_known_rather_than_zero() -> None:
    table = _table(("8A", Q1, "a", 5), ("28A", Q1, "b", 3), ("8G", Q2, "a", 7))
    found = place_counts(table, WOUNDING, DEFINITION)
    assert found.places == ("a", "b")
    assert (found.total("b", (Q1,)), found.total("a", (Q1, Q2))) == (0, 12)
    assert np.isnan(found.total("b", (Q1, Q2))) and np.isnan(found.total("c", (Q1,)))


def test_a_correction_of_an_earlier_quarter_is_counted_as_published() -> None:
    assert (
        place_counts(_table(("8A", Q1, "a", 5), ("8A", Q1, "a", -2)), WOUNDING, DEFINITION).total("a", (Q1,))
        == 3
    )


def test_flags_are_in_no_national_table_and_totals_tell_only_the_whole() -> None:
    flagged = Measure(title="Knife", of="offence", where=Where(flag=("knife",)))
    everything = Measure(title="All", of="offence")
    assert not allowed(flagged, frozenset({"8A", "28A"}))
    assert not allowed(Measure(title="Fires", of="fire"), frozenset({"8A", "28A"}))
    assert allowed(WOUNDING, frozenset({"8A", "28A"})) and not allowed(WOUNDING, frozenset({"all"}))
    assert allowed(everything, frozenset({"all"}))


def test_a_rate_needs_both_its_sides() -> None:
    known = rates({"a": 30, "b": float("nan"), "c": 5}, {"a": 1500, "b": 100, "d": 9}, 1000)
    assert known == {"a": 20}
