"""What linking writes, says and refuses holds no name, date of birth, postcode or reference."""

import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from linked_city import NAME, LinkedCity, cells, declared, run, write_city

from wulfrun.data.linking import personal_fields as said
from wulfrun.data.linking.person_rows import read_people
from wulfrun.words.errors import DataError

# Unmistakable, so that they are searched for in raw bytes, not as whole words.
CANARIES = ("Zebedeeq", "Quillfeatherx", "ZEBEDEEQ", "QUILLFEATHERX", "ZQ998877", "XW77 7ZZ", "XW777ZZ")
DATES = ("1953-11-07", "07/11/1953", "07111953", "19531107", "7 Nov 1953")


def _written(folder: Path) -> list[Path]:
    kept = [folder / "data", folder / "secret"]
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(each in path.parents for each in kept)
    ]


def _text(path: Path) -> str:
    """Every byte of a file; of Parquet, whose bytes are compressed, every value and all metadata as well."""
    return f"{path.read_bytes().decode('latin-1')}\n{_values(path)!r}"


def _said(path: Path) -> str:
    """What a file says in words: a text file whole, of Parquet the texts and the metadata."""
    if path.suffix != ".parquet":
        return path.read_text("utf-8")
    values = [value for row in _values(path)[0] for value in row.values() if isinstance(value, str)]
    return f"{values!r}\n{_values(path)[1]!r}"


def _values(path: Path) -> tuple[list[dict[str, object]], object]:
    if path.suffix != ".parquet":
        return [], None
    return pq.read_table(path).to_pylist(), pq.read_metadata(path).metadata


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W_]+", text)}


def test_no_file_says_anything_that_went_in(linked: LinkedCity) -> None:
    went_in = cells(linked.folder)
    assert len(went_in) > 5000
    references = {cell for cell in went_in if re.fullmatch(r"[A-Z]+/\d+", cell)}
    names = {word for cell in went_in for word in _words(cell) if len(word) > 2 and word.isalpha()}
    names -= {
        "male",
        "female",
        "not",
        "known",
        *(f"{date(2000, month, 1):%b}".lower() for month in range(1, 13)),
    }
    others = {cell for cell in went_in if len(cell) >= 5 and re.search(r"\d", cell)}
    assert len(references) == linked.made.records and len(names) > 150 and len(others) > 3000
    paths = _written(linked.folder)
    assert {path.name for path in paths} == {
        "clusters.parquet",
        "review.parquet",
        "quality.json",
        "quality.md",
        "linkage.jsonl",
        "linkage.head",
    }
    for path in paths:
        text = _text(path)
        assert {each for each in (*references, *others) if each in text} == set(), path.name
        assert _words(_said(path)) & names == set(), path.name
        # Sealed and compressed bytes hold short names by chance; long ones they do not.
        assert {name for name in names if len(name) > 6 and name in text.casefold()} == set(), path.name


def test_the_search_finds_what_it_searches_for(linked: LinkedCity, tmp_path: Path) -> None:
    """The test above can fail: a report with one name in it is caught."""
    path = tmp_path / "quality.md"
    path.write_text((linked.result.folder / "quality.md").read_text("utf-8") + "\nKowalski\n", "utf-8")
    assert "kowalski" in _words(_said(path)) and "kowalski" in {
        w for c in cells(linked.folder) for w in _words(c)
    }


BROKEN = (
    ",Zebedeeq,Quillfeatherx,07/11/1953,M,XW77 7ZZ",
    "ZQ998877,,,07/11/1953,M,XW77 7ZZ",
    "ZQ998877,Zebedeeq,Quillfeatherx,07/11/1953 or 54,M,XW77 7ZZ",
    "ZQ998877,Zebedeeq,Quillfeatherx,07/11/2953,M,XW77 7ZZ",
    "ZQ998877,Zebedeeq,Quillfeatherx,07/11/1953,Zebedeeq,XW77 7ZZ",
    "ZQ998877,Zebedeeq,Quillfeatherx,07/11/1953,M,Quillfeatherx Farm XW77 7ZZ",
    "ZQ998877,Zebedeeq,Quillfeatherx,07/11/1953",
    'ZQ998877,"Zebedeeq"x,Quillfeatherx,07/11/1953,M,XW77 7ZZ',
)


def test_refused_rows_are_told_by_their_lines_and_never_quoted(tmp_path: Path) -> None:
    pytest.importorskip("splink")
    write_city(tmp_path, seed=1, people=600)
    path = tmp_path / "data" / "police" / "restricted" / "people.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, *BROKEN]) + "\n", "utf-8")
    report = run(tmp_path).report["agencies"][0]
    told = sorted(line for each in report["reasons"] for line in each["lines"])
    assert told == [len(lines) + place for place in range(1, len(BROKEN) + 1)]
    assert report["refused"] == len(BROKEN) == sum(each["rows"] for each in report["reasons"])
    for written in _written(tmp_path):
        text = _text(written)
        assert [each for each in (*CANARIES, *DATES) if each in text] == [], written.name


def test_a_list_without_a_header_is_refused_without_showing_its_first_person(tmp_path: Path) -> None:
    path = tmp_path / "data" / "police" / "restricted" / "people.csv"
    path.parent.mkdir(parents=True)
    path.write_text("ZQ998877,Zebedeeq,Quillfeatherx,07/11/1953,M,XW77 7ZZ\n", "utf-8")
    with pytest.raises(DataError) as refused:
        read_people(tmp_path, declared()[NAME].people[0], date(2026, 3, 2))
    assert "Give the file a header" in str(refused.value)
    chain = f"{refused.value!r} {refused.value.__cause__!r}"
    assert [each for each in (*CANARIES, *DATES) if each in chain] == []
    assert refused.value.__suppress_context__


def test_a_person_is_not_shown_when_a_program_fails(tmp_path: Path) -> None:
    path = tmp_path / "data" / "police" / "restricted" / "people.csv"
    path.parent.mkdir(parents=True)
    path.write_text(
        "Nominal Ref,Forenames,Surname,DOB,Gender,Post Code\n"
        "ZQ998877,Zebedeeq,Quillfeatherx,07/11/1953,M,XW77 7ZZ\n",
        "utf-8",
    )
    taken = read_people(tmp_path, declared()[NAME].people[0], date(2026, 3, 2))
    assert taken.people[0].surname == said.name("Quillfeatherx")
    shown = f"{taken!r} {taken.people!r} {taken.people[0]}"
    assert [each for each in (*CANARIES, *DATES) if each in shown] == []
