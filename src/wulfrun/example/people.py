"""Invented people known to several agencies, written down with the errors agencies make, and the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from wulfrun.example.person_errors import miswritten
from wulfrun.example.person_names import MEN, SURNAMES, WOMEN

AGENCIES = ("police", "primary_care_trust", "probation")
FILE = "people.csv"
TRUTH = "people-truth.csv"
# Invented: there is no postcode area XW.
_OUTWARD = tuple(f"XW{number}" for number in range(1, 15))
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class Invented:
    """A person as they are, or as one agency wrote them down ('' or None where it left a gap)."""

    forename: str
    surname: str
    born: date | None
    sex: str
    postcode: str


@dataclass(frozen=True)
class PeopleFiles:
    """The files by their path in the folder, and what linking them must find."""

    files: Mapping[str, str]
    records: int
    true_pairs: int
    people_in_several: int


def people_files(rng: np.random.Generator, people: int = 1500, in_several: float = 0.4) -> PeopleFiles:
    """Lists of people of three agencies with errors, and the labelled truth; `in_several` is a share of them.

    Twins, and parents and children of one name and address, are among them: they are different people.
    """
    everybody = _everybody(rng, people)
    rows: dict[str, list[tuple[str, int, Invented]]] = {agency: [] for agency in AGENCIES}
    pairs = several = 0
    for number, person in enumerate(everybody):
        known_to = _known_to(rng, in_several)
        pairs += len(known_to) * (len(known_to) - 1) // 2
        several += len(known_to) > 1
        for agency in known_to:
            rows[agency].append(
                (_reference(rng, agency, number), number, miswritten(rng, person, moved(rng)))
            )
    for known in rows.values():
        known.sort(key=lambda row: row[0])
    truth = [
        f"{agency},{reference},{number}" for agency, known in rows.items() for reference, number, _ in known
    ]
    return PeopleFiles(
        {
            **{f"data/{agency}/restricted/{FILE}": _FORMS[agency](known) for agency, known in rows.items()},
            f"data/{AGENCIES[0]}/restricted/{TRUTH}": "\n".join(["agency,reference,person", *truth]) + "\n",
        },
        len(truth),
        pairs,
        several,
    )


def moved(rng: np.random.Generator) -> str:
    """A postcode to have moved to."""
    inward = "".join(rng.choice(list(_INWARD), 2))
    return f"{rng.choice(_OUTWARD)} {rng.integers(1, 10)}{inward}"


def _everybody(rng: np.random.Generator, people: int) -> list[Invented]:
    found: list[Invented] = []
    while len(found) < people:
        person = _person(rng)
        found.append(person)
        chance = rng.random()
        if chance < 0.012:
            found.append(_twin(rng, person))
        elif chance < 0.024 and person.born:
            older = person.born - timedelta(days=int(rng.integers(20 * 365, 35 * 365)))
            found.append(replace(person, born=older))
    return found[:people]


def _person(rng: np.random.Generator) -> Invented:
    sex = "F" if rng.random() < 0.4 else "M"
    born = date(1940, 1, 1) + timedelta(days=int(rng.integers(0, 50 * 365)))
    return Invented(_drawn(rng, WOMEN if sex == "F" else MEN), _drawn(rng, SURNAMES), born, sex, moved(rng))


def _drawn(rng: np.random.Generator, names: Sequence[str]) -> str:
    """The n-th name is about as common as 1 over n, as names are."""
    weight = 1 / (np.arange(len(names)) + 4)
    return str(rng.choice(names, p=weight / weight.sum()))


def _twin(rng: np.random.Generator, person: Invented) -> Invented:
    sex = person.sex if rng.random() < 0.65 else "FM"[person.sex == "F"]
    names = [name for name in (WOMEN if sex == "F" else MEN) if name != person.forename]
    return replace(person, forename=_drawn(rng, names), sex=sex)


def _known_to(rng: np.random.Generator, in_several: float) -> list[str]:
    count = 1 if rng.random() >= in_several else (3 if rng.random() < 0.3 else 2)
    return sorted(str(name) for name in rng.choice(AGENCIES, count, replace=False, p=[0.5, 0.3, 0.2]))


def _reference(rng: np.random.Generator, agency: str, number: int) -> str:
    """A reference that says nothing of the person; `number` keeps two from being the same."""
    letters = {"police": "NBP", "primary_care_trust": "TR", "probation": "P"}[agency]
    return f"{letters}/{rng.integers(1000, 10000)}{number:05d}"


_Rows = list[tuple[str, int, Invented]]


def _police(rows: _Rows) -> str:
    lines = ["Nominal Ref,Forenames,Surname,DOB,Gender,Post Code"]
    for reference, _, person in rows:
        born = person.born.strftime("%d/%m/%Y") if person.born else ""
        lines.append(
            f"{reference},{person.forename.upper()},{person.surname.upper()},{born},{person.sex},{person.postcode}"
        )
    return "\n".join(lines) + "\n"


def _treatment(rows: _Rows) -> str:
    lines = ["client_ref,surname,first_name,birth_date,sex,postcode"]
    for reference, _, person in rows:
        born = person.born.isoformat() if person.born else ""
        sex = {"M": "1", "F": "2", "": "9"}[person.sex]
        lines.append(f"{reference},{person.surname},{person.forename},{born},{sex},{person.postcode.lower()}")
    return "\n".join(lines) + "\n"


def _probation(rows: _Rows) -> str:
    lines = ["Reference;Forename;Surname;Date of birth;Sex;Postcode"]
    for reference, _, person in rows:
        born = f"{person.born.day} {person.born:%b %Y}" if person.born else "not known"
        title = {"M": "Mr ", "F": "Ms ", "": ""}[person.sex]
        sex = {"M": "male", "F": "female", "": ""}[person.sex]
        name = f"{title}{person.forename};{person.surname}"
        lines.append(f"{reference};{name};{born};{sex};{person.postcode.replace(' ', '')}")
    return "\n".join(lines) + "\n"


_FORMS = {"police": _police, "primary_care_trust": _treatment, "probation": _probation}

DECLARED = """
# Linking people across agencies: only on the restricted side, under the law and for the purpose named here.

[linkage.offenders-in-treatment]
title = "Offenders known to treatment and probation (invented)"
legal_basis = "Crime and Disorder Act 1998 s.115; invented data sharing agreement of 1 April 2008"
purpose = "To count how many prolific offenders are in drug treatment and to plan their supervision"
link_at = 0.99
review_at = 0.5
retention_days = 365
recipients = ["Northbank Probation Area (invented)"]
truth = "people-truth.csv"

[[linkage.offenders-in-treatment.people]]
agency = "police"
file = "people.csv"
columns = { reference = "Nominal Ref", forename = "Forenames", postcode = "Post Code" }

[[linkage.offenders-in-treatment.people]]
agency = "primary_care_trust"
file = "people.csv"
columns = { reference = "client_ref" }

[[linkage.offenders-in-treatment.people]]
agency = "probation"
file = "people.csv"
"""
