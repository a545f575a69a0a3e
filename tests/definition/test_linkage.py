"""A linkage is declared whole, with a law, a purpose and two agencies, or it is refused."""

from pathlib import Path

import pytest

from wulfrun.definition.read import read
from wulfrun.words.errors import DefinitionError

GOOD = {
    "title": '"Offenders in treatment"',
    "legal_basis": '"Crime and Disorder Act 1998 s.115; agreement of 1 April 2026"',
    "purpose": '"To count prolific offenders who are in treatment"',
    "retention_days": "90",
    "people": '[{ agency = "police", file = "a.csv" }, { agency = "health", file = "b.csv" }]',
}


def _read(folder: Path, **changed: str | None) -> object:
    lines = [f"{name} = {value}" for name, value in {**GOOD, **changed}.items() if value is not None]
    (folder / "partnership.toml").write_text(
        '[partnership]\nname = "P"\narea_codes = ["E08000031"]\narea_name = "A"\n[linkage.a]\n'
        + "\n".join(lines),
        "utf-8",
    )
    return read(folder, ["count", "rate"], ["police-street"], ["offence"]).linkage["a"]


def _refusal(folder: Path, **changed: str | None) -> str:
    with pytest.raises(DefinitionError) as refused:
        _read(folder, **changed)
    return "\n".join(line for line in str(refused.value).splitlines() if "linkage" in line)


@pytest.mark.parametrize("name", ["legal_basis", "purpose", "retention_days", "people", "title"])
def test_what_is_not_said_is_asked_for(tmp_path: Path, name: str) -> None:
    assert f"'{name}' is missing" in _refusal(tmp_path, **{name: None})


@pytest.mark.parametrize("name", ["legal_basis", "purpose"])
@pytest.mark.parametrize("empty", ['""', '"n/a"', '"   "', '"yes"'])
def test_a_law_and_a_purpose_that_say_nothing_are_refused_with_words(
    tmp_path: Path, name: str, empty: str
) -> None:
    told = _refusal(tmp_path, **{name: empty})
    assert f"'{name}' is not right" in told and "only under a law and for a purpose" in told


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"link_at": "0.4"}, "'link_at'"),
        ({"link_at": "1.0"}, "'link_at'"),
        ({"link_at": "0.9", "review_at": "0.95"}, "above link_at"),
        ({"people": '[{ agency = "police", file = "a.csv" }]'}, "'people'"),
        ({"people": '[{ agency = "p", file = "a.csv" }, { agency = "p", file = "b.csv" }]'}, "named twice"),
        ({"people": '[{ agency = "p", file = "../a.csv" }, { agency = "h", file = "b.csv" }]'}, "inside the"),
        ({"people": '[{ agency = "p", file = "/a.csv" }, { agency = "h", file = "b.csv" }]'}, "inside the"),
        (
            {
                "people": '[{ agency = "p", file = "a.csv", columns = { nhs_number = "N" } },'
                ' { agency = "h", file = "b.csv" }]'
            },
            "there is no field 'nhs_number'",
        ),
        ({"retention_days": "0"}, "'retention_days'"),
        ({"keep": "1"}, "there is no setting 'keep'"),
    ],
)
def test_what_cannot_be_is_refused_by_name(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    assert told in _refusal(tmp_path, **changed)
