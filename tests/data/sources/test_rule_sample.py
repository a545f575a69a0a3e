"""A labelled sample: its code says the rule and the label, its flag what the rule made of the words."""

from pathlib import Path

import pytest
from street_world import WHOLE, geography

from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.marking import CODE, TEXT, marker
from wulfrun.data.row_reader import read_rows
from wulfrun.data.sources.rule_sample import LAYOUT, accepts
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Source
from wulfrun.definition.read import read
from wulfrun.words.periods import month_index

SOURCE = Source(layout="rule-sample", agency="police")
USUAL = {
    "reference": "20/1/04", "rule": "metal-theft", "recorded_date": "31/03/2008", "offence_code": "049",
    "words": "lead flashing from roof", "labelled": "Y",
}  # fmt: skip


def said(**changed: str) -> Found:
    row = accepts(USUAL | changed, SOURCE)
    assert row is not None
    return row


def test_a_labelled_record_says_the_rule_the_label_and_what_it_is_judged_by() -> None:
    row = said()
    assert (row.month, row.code, row.key) == (month_index("2008-03"), "metal-theft:yes", "20/1/04")
    assert row.more == {TEXT: "lead flashing from roof", CODE: "49"}
    assert said(labelled="no").code == "metal-theft:no"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"labelled": ""}, "labelled is missing"),
        ({"labelled": "not sure"}, "labelled is 'not sure'; expected yes or no"),
        ({"words": ""}, "words is missing"),
        ({"rule": ""}, "rule is missing"),
        ({"recorded_date": "31/02/2008"}, "recorded_date is '31/02/2008'"),
        ({"offence_code": ""}, "offence_code is missing"),
        ({"reference": ""}, "reference is missing"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(changed: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedRow, match=words):
        said(**changed)


def test_the_rule_itself_marks_each_row_of_a_file(tmp_path: Path) -> None:
    from wulfrun.data.derived import records
    from wulfrun.data.sources import layouts
    from wulfrun.figures.kinds import KINDS

    (tmp_path / "partnership.toml").write_text(
        f'[partnership]\nname = "Some"\narea_codes = ["{WHOLE}"]\narea_name = "Some"\n', "utf-8"
    )
    shipped = read(tmp_path, KINDS, layouts(), records())
    path = tmp_path / "sample.csv"
    path.write_text(
        "A sample of thefts\n\nReference,Rule,Recorded date,Offence code,Words,Labelled\n"
        "1,metal-theft,31/03/2008,49,lead from porch,Y\n2,metal-theft,31/03/2008,49,dog lead,N\n"
        "3,metal-theft,31/03/2008,46,steel cutlery,N\n4,metal-theft,31/03/2008,49,beer kegs,Y\n"
        "5,metal-theft,31/03/2008,49,lead,perhaps\n",
        "utf-8",
    )
    taken = read_rows(
        path, LAYOUT, SOURCE, geography(), False, "f" * 16, lambda name: WHOLE, None,
        marker(shipped, "rule-sample"),
    )  # fmt: skip
    found = {(row["code"], row["flags"]) for row in taken.records.to_pylist()}
    assert found == {("metal-theft:yes", FLAGS["metal"]), ("metal-theft:no", 0), ("metal-theft:yes", 0)}
    assert (taken.tally.rows_read, taken.tally.accepted, taken.tally.refused) == (5, 4, 1)
