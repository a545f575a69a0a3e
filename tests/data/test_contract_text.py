"""A contract in words: what an agency is told before it sends anything."""

import csv
import io

import pytest

from wulfrun.data.contract_text import (
    contract,
    example_rows,
    example_text,
    has_template,
    layout_called,
    measures_of,
    summaries,
)
from wulfrun.data.layout import Field, Layout
from wulfrun.data.sources import LAYOUTS
from wulfrun.words.errors import DefinitionError


def layout_of(*fields: Field, published: bool = False) -> Layout:
    return Layout(
        "made-up", "Made up", "fire", fields, lambda path, head: False, lambda path, source: iter(()),
        lambda row, source: None, points="bng", publisher="the fire service", law="Fire Act", open=published,
    )  # fmt: skip


FIELDS = (
    Field("reference", "Incident number", False, "F/099/08", "code"),
    Field("call_date", "Day of the call", True, "31/03/2008", "date"),
    Field("closed_at", "Moment it was closed", False, "2008-12-31 23:10", "time"),
    Field("fire_type", "Kind of fire", True, "rubbish", "choice", values=("rubbish", "vehicle")),
    Field("note", "Anything else", False),
)


def test_every_layout_is_summed_up_with_who_publishes_it_and_under_which_law() -> None:
    told = summaries(LAYOUTS.values())
    assert [each["name"] for each in told] == sorted(LAYOUTS)
    assert all(all(each.values()) for each in told)


def test_an_example_moves_on_by_days_and_references_and_changes_nothing_else() -> None:
    first, second = example_rows(layout_of(*FIELDS), 2)
    assert list(first.values()) == ["F/099/08", "31/03/2008", "2008-12-31 23:10", "rubbish"]
    assert list(second.values()) == ["F/099/09", "01/04/2008", "2009-01-01 23:10", "rubbish"]
    assert "note" not in first
    rows = list(csv.DictReader(io.StringIO(example_text(layout_of(*FIELDS)))))
    assert len(rows) == 3 and len({row["reference"] for row in rows}) == 3
    assert example_text(layout_of(FIELDS[-1])) == ""


def test_only_a_form_that_is_ours_to_give_has_a_template() -> None:
    assert has_template(layout_of(*FIELDS))
    assert not has_template(layout_of(*FIELDS, published=True))
    assert not has_template(layout_of())
    assert not has_template(layout_of(Field("town", "Town", True)))
    assert {name for name in ("police-extract", "police-street") if has_template(LAYOUTS[name])} == {
        "police-extract"
    }


def test_a_contract_says_how_it_is_dated_placed_written_and_counted() -> None:
    told = contract(LAYOUTS["police-extract"])
    assert told["dated"] == "by month"
    assert told["placed"] == "in an LSOA, by its code or by a point (British National Grid, metres)"
    assert told["fields"][0]["kind"] == "code" and told["fields"][0]["required"]
    assert told["measures"]["psa1"]
    assert contract(LAYOUTS["recorded-crime-csp"])["placed"] == "in a district"


def test_measures_of_what_is_made_from_a_record_count_it_too() -> None:
    assert "robbery" in measures_of("offence", {})
    assert measures_of("made-up-event", {}) == {}
    assert measures_of("made-up-event", {"offence": ("made-up-event",)}) == measures_of("offence", {})


def test_a_layout_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(DefinitionError, match=r"no layout 'polis-street'. Did you mean 'police-street'\?"):
        layout_called("polis-street", LAYOUTS)


def test_every_field_of_every_layout_has_its_example_among_its_words() -> None:
    wrong = [
        (layout.name, each.name)
        for layout in LAYOUTS.values()
        for each in layout.fields
        if each.values and each.example and each.example.casefold() not in map(str.casefold, each.values)
    ]
    assert wrong == []
