"""Read an agency's list of people row by row; a refusal names the line and the field, never the value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wulfrun.data.layout import NotThisLayout, RefusedRow, Row
from wulfrun.data.linking import personal_fields as said
from wulfrun.data.pseudonyms import normal
from wulfrun.data.sheet_rows import is_workbook, read_sheets
from wulfrun.data.text_rows import BROKEN, read_delimited
from wulfrun.definition.linkage import FIELDS, People
from wulfrun.words.errors import DataError

REQUIRED = ("reference", "forename", "surname")
_ALIASES = {
    "reference": ("ref", "person id", "person reference", "nominal", "client id", "urn"),
    "forename": ("first name", "given name", "forename 1", "forenames"),
    "surname": ("last name", "family name"),
    "date_of_birth": ("dob", "birth date", "born"),
    "sex": ("gender",),
    "postcode": ("post code", "home postcode"),
}


@dataclass(frozen=True, repr=False)
class Person:
    """One record of a person in one spelling; it is never shown, and lives only until it is protected."""

    agency: str
    reference: str
    forename: str
    surname: str
    born: date | None
    sex: str
    outward: str
    postcode: str


@dataclass
class Taken:
    """What came of one list: read = accepted + repeated + refused; reasons by line, without any value."""

    agency: str
    file: str
    read: int = 0
    repeated: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list, repr=False)

    @property
    def accepted(self) -> int:
        """How many records go on to be linked."""
        return len(self.people)


def read_people(folder: Path, declared: People, today: date) -> Taken:
    """Everybody on an agency's list; a reference that comes again is counted as repeated, the first holds.

    DataError where the file is not there or has not the columns.
    """
    shown = f"data/{declared.agency}/restricted/{declared.file}"
    path = folder / shown
    if not path.is_file():
        raise DataError(
            f"{shown}: there is no such file. Put the agency's list there, or mend the declaration."
        )
    taken = Taken(declared.agency, shown)
    known: set[str] = set()
    for line, row in _rows(path, shown, declared):
        taken.read += 1
        try:
            person = _person(row, declared.agency, today)
        except RefusedRow as refusal:
            taken.refused.append((line, str(refusal)))
            continue
        if person.reference in known:
            taken.repeated += 1
        else:
            known.add(person.reference)
            taken.people.append(person)
    return taken


def _rows(path: Path, shown: str, declared: People) -> Iterator[tuple[int, Row]]:
    """Rows under our names of the fields, whatever the agency calls its columns."""
    names = {name: declared.columns.get(name, name) for name in FIELDS}
    required = [names[name] for name in REQUIRED]
    optional = [names[name] for name in FIELDS if name not in REQUIRED]
    aliases = {names[name]: spellings for name, spellings in _ALIASES.items()}
    reader = read_sheets if is_workbook(path) else read_delimited
    try:
        for line, row in reader(path, required, optional=optional, aliases=aliases, what="a list of people"):
            yield (
                line,
                {BROKEN: row.get(BROKEN, ""), **{ours: row.get(own, "") for ours, own in names.items()}},
            )
    except NotThisLayout:
        # The reason quotes the first row, which may be a person where the header is missing.
        raise DataError(
            f"{shown}: this is not a list of people with the columns {', '.join(required)}. Give the file a "
            "header with these, or say under 'columns' what they are called there. (What was found is not "
            "shown here: it may be personal.)"
        ) from None


def _person(row: Row, agency: str, today: date) -> Person:
    if row[BROKEN]:
        raise RefusedRow("the row has not as many fields as the header, or a quote is not closed")
    reference = normal(row["reference"])
    if not reference:
        raise RefusedRow("there is no reference")
    forename, surname = said.name(row["forename"]), said.name(row["surname"])
    if not forename and not surname:
        raise RefusedRow("there is no name")
    outward, whole = said.postcode(row["postcode"])
    return Person(
        agency,
        reference,
        forename,
        surname,
        said.born(row["date_of_birth"], today),
        said.sex(row["sex"]),
        outward,
        whole,
    )
