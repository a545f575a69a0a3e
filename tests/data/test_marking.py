"""A rule marks what its words say, in whole words, of its codes alone; the words are not kept."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st
from street_world import HERE, WHOLE, definition, geography, put

from wulfrun.data import intake
from wulfrun.data.batches import Batch
from wulfrun.data.layout import Found
from wulfrun.data.marking import CODE, TEXT, marker
from wulfrun.data.sources import layouts
from wulfrun.data.store import Store
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Definition
from wulfrun.definition.rule import Rule

METAL = FLAGS["metal"]


def declared(
    words: Sequence[str] = ("lead", "copper pipe", "scrap metal"),
    but_not: Sequence[str] = ("dog lead", "copper pipe cleaner"),
    codes: Sequence[str] = ("49", "30"),
    flag: str = "metal",
) -> Definition:
    rule = Rule(
        title="Metal", flag=flag, words=tuple(words), but_not=tuple(but_not), codes=tuple(codes), source="s"
    )
    return definition().model_copy(update={"rule": {"metal-theft": rule}})


def marks(text: str, code: str = "49", **rule: Sequence[str]) -> int:
    return marker(declared(**rule), "offence")(Found(month=1, code=code, more={TEXT: text}))  # type: ignore[arg-type]


def test_a_word_of_the_rule_marks_whatever_its_case() -> None:
    assert marks("LEAD flashing") == marks("stole Lead") == marks("roof (lead)") == METAL


def test_part_of_a_word_is_not_the_word() -> None:
    assert marks("leading brand of whisky") == marks("misleading") == marks("copperpipe") == 0


def test_a_phrase_is_found_over_any_blanks_and_not_with_words_between() -> None:
    assert marks("copper   pipe") == marks("Copper\tPIPE, 3 m") == METAL
    assert marks("copper coloured pipe") == 0


def test_what_the_rule_leaves_out_is_taken_out_before_the_words_are_looked_for() -> None:
    assert marks("dog lead") == marks("DOG  LEAD and collar") == 0
    assert marks("dog lead, and lead from the roof") == METAL
    assert marks("copper pipe cleaner") == 0


def test_taking_a_phrase_out_joins_no_words_to_a_new_one() -> None:
    assert marks("copper dog lead pipe") == 0
    assert marks("coppdog leader") == 0


def test_only_offences_of_the_rules_codes_are_marked() -> None:
    assert marks("lead", code="46") == 0
    assert marks("lead", code="46", codes=()) == METAL
    assert marks("lead", code="30") == METAL


def test_a_row_coded_otherwise_is_judged_by_its_offence_code() -> None:
    rule = marker(declared(), "rule-sample")
    sample = Found(month=1, code="metal-theft:yes", more={TEXT: "lead", CODE: "49"})
    assert rule(sample) == METAL
    assert rule(Found(month=1, code="metal-theft:yes", more={TEXT: "lead", CODE: "46"})) == 0


def test_other_records_and_rows_without_words_are_never_marked() -> None:
    assert marker(declared(), "incident")(Found(month=1, code="49", more={TEXT: "lead"})) == 0
    assert marks("") == 0
    assert marker(declared(), "offence")(Found(month=1, code="49")) == 0


def test_two_rules_mark_one_record_twice() -> None:
    both = declared()
    knife = both.rule["metal-theft"].model_copy(update={"flag": "knife", "words": ("pipe",), "codes": ()})
    both = both.model_copy(update={"rule": {**both.rule, "pipes": knife}})
    found = marker(both, "offence")(Found(month=1, code="49", more={TEXT: "copper pipe"}))
    assert found == METAL | FLAGS["knife"]


PHRASE = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.split()))


@given(
    text=st.text(max_size=60),
    words=st.lists(PHRASE, min_size=1, max_size=4),
    but_not=st.lists(PHRASE, max_size=3),
)
def test_no_words_and_no_text_are_ever_an_exception(text: str, words: list[str], but_not: list[str]) -> None:
    assert marks(text, words=words, but_not=but_not) in (0, METAL)


@given(before=st.sampled_from(["", "old ", "(", "3 "]), after=st.sampled_from(["", " sheet", ")", ", 2 m"]))
def test_a_word_between_blanks_or_marks_is_found(before: str, after: str) -> None:
    assert marks(f"{before}lead{after}") == METAL


EXTRACT = "offence_code,reference,recorded_date,lsoa,text\n" + "\n".join(
    f"{code},R{number},31/03/2007,{HERE[0]},{words}"
    for number, (code, words) in enumerate([("49", "lead"), ("49", "cash"), ("46", "lead"), ("49", "")])
)


def taken(folder: Path, asked: Definition) -> tuple[Batch, ...]:
    store = Store(folder / "store")
    store.root.mkdir(exist_ok=True)
    where = geography()
    return intake.take_in(
        asked, folder, layouts(), where, where.digest(), store, (), lambda step, done, of: None
    ).batches


def extract_of(**rule: Sequence[str]) -> Definition:
    base = declared(**rule)  # type: ignore[arg-type]
    source = {"layout": "police-extract", "agency": "police", "files": ["*.csv"]}
    whole = base.partnership.model_copy(update={"whole_force": True, "area_codes": (WHOLE,)})
    other = Definition.model_validate({"partnership": whole.model_dump(), "source": {"crimes": source}})
    return other.model_copy(update={"rule": base.rule})


def test_a_file_is_marked_as_it_is_read_and_its_words_are_kept_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "extract.csv", EXTRACT.replace("cash", "zanzibar"))
    (batch,) = taken(tmp_path, extract_of())
    rows = pq.read_table(batch.path).to_pylist()
    assert sorted(row["flags"] for row in rows) == [0, 0, 0, METAL]
    kept = b"".join(path.read_bytes() for path in (tmp_path / "store").rglob("*") if path.is_file())
    assert b"zanzibar" not in kept


def test_a_changed_rule_reads_the_files_again(tmp_path: Path) -> None:
    put(tmp_path, "extract.csv", EXTRACT)
    (first,) = taken(tmp_path, extract_of())
    (again,) = taken(tmp_path, extract_of())
    (other,) = taken(tmp_path, extract_of(words=("cash",)))
    assert first.key == again.key != other.key
    assert sum(bool(row["flags"]) for row in pq.read_table(other.path).to_pylist()) == 1
    (codes,) = taken(tmp_path, extract_of(codes=()))
    assert sum(bool(row["flags"]) for row in pq.read_table(codes.path).to_pylist()) == 2


def test_a_rule_of_other_records_reads_nothing_again(tmp_path: Path) -> None:
    put(tmp_path, "extract.csv", EXTRACT)
    asked = extract_of()
    aside = asked.rule["metal-theft"].model_copy(update={"records": ("incident",), "words": ("other",)})
    (first,) = taken(tmp_path, asked)
    (second,) = taken(tmp_path, asked.model_copy(update={"rule": {**asked.rule, "aside": aside}}))
    assert first.key == second.key
