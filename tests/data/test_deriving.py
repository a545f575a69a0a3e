"""Rows about persons are kept under a keyed pseudonym, and what they say together is derived from them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from street_world import HERE, geography

from wulfrun.data.coverage import Month
from wulfrun.data.derived import derivations, records
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.deriving import derive
from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.row_reader import WITHHELD, read_rows
from wulfrun.data.tables import CUBE, EVENTS, RECORDS, SAID
from wulfrun.definition.model import Definition, Source

SEAL = Seal(b"k" * 64)
SOURCE = Source(layout="visits", agency="clinic")
MONTH = 2008 * 12
PLACE = {"name": "Some", "area_codes": ["E08000099"], "area_name": "Some"}
DEFINITION = Definition.model_validate({"partnership": PLACE})


def _layout(*rows: dict[str, str]) -> Layout:
    def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
        yield from enumerate(rows, 2)

    def accepts(row: Row, source: Source) -> Found | None:
        if not row["day"].isdigit():
            raise RefusedRow(f"Day is '{row['day']}'; expected a number")
        return Found(
            MONTH, "visit", lsoa=row["lsoa"], who=row["client"], day=int(row["day"]), more={"a": "é"}
        )

    fields = (Field("client", "Reference", personal=True), Field("day", "Day"), Field("lsoa", "Where"))
    return Layout(
        "visits",
        "Visits",
        "visit",
        fields,
        lambda path, head: True,
        opens,
        accepts,
        events=True,
        personal=True,
    )


ROWS = (
    {"client": "NB-17", "day": "14000", "lsoa": HERE[0]},
    {"client": "nb-17 ", "day": "14010", "lsoa": "E01009999"},
    {"client": "NB-18", "day": "soon", "lsoa": HERE[1]},
    {"client": "NB-18", "day": "14020", "lsoa": HERE[1]},
)


def test_what_a_row_says_of_a_person_stands_beside_its_record_and_nothing_is_in_clear() -> None:
    taken = read_rows(Path("none"), _layout(*ROWS), SOURCE, geography(), False, "f", seal=SEAL)
    assert taken.said is not None
    assert taken.said.schema == SAID
    assert len(taken.said) == len(taken.records) == 2
    first, second = taken.said.to_pylist()
    assert (first["who"], first["day"], json.loads(first["more"])) == (SEAL.who("NB-17"), 14000, {"a": "é"})
    assert (SEAL.opened(second["sealed"]), second["until"], second["other"]) == ("NB-18", None, 0)
    assert "NB-1" not in str(taken.records.to_pylist())


def test_a_refused_row_about_a_person_is_counted_and_never_written_out() -> None:
    taken = read_rows(Path("none"), _layout(*ROWS), SOURCE, geography(), False, "f", seal=SEAL)
    assert [(each.line, each.text) for each in taken.refused] == [(4, WITHHELD)]
    assert (taken.tally.rows_read, taken.tally.accepted, taken.tally.outside) == (4, 2, 1)


def test_rows_about_persons_are_never_read_without_a_key() -> None:
    with pytest.raises(ValueError, match="without a key"):
        read_rows(Path("none"), _layout(*ROWS), SOURCE, geography(), False, "f")


def _gathered() -> Gathered:
    months = [Month("visit", MONTH + at, "complete", "", 5, 1.0) for at in range(3)]
    return Gathered(DEFINITION, geography(), {"visit": EVENTS.empty_table()}, {"visit": months}, pa.table({}))


def test_what_is_derived_has_the_months_of_what_it_is_made_from_unless_it_says_otherwise() -> None:
    cut = [Month("stay", MONTH, "complete", "", 1, 1.0)]
    ways = {
        "a": Derivation(("person",), ("visit",), lambda gathered: Derived(notes=("one",))),
        "b": Derivation(("stay",), ("visit", "gone"), lambda gathered: Derived(months={"stay": cut})),
        "c": Derivation(("never",), ("gone",), lambda gathered: Derived(notes=("never",))),
    }
    found = derive(ways, _gathered())
    assert [each.month for each in found.whole.months["person"]] == [MONTH, MONTH + 1, MONTH + 2]
    assert found.whole.months["stay"] == cut
    assert found.gives == {"person": ("visit",), "stay": ("visit", "gone")}
    assert (found.whole.notes, found.whole.cube.schema) == (("one",), CUBE)


def test_two_derivations_cannot_give_one_table() -> None:
    one = Derivation(("x",), ("visit",), lambda gathered: Derived(judged={"t": RECORDS.empty_table()}))
    with pytest.raises(ValueError, match="two derivations give the table 't'"):
        derive({"a": one, "b": one}, _gathered())


def test_every_derivation_is_made_from_records_that_some_layout_or_derivation_gives() -> None:
    assert {record for each in derivations().values() for record in each.of} <= records()
