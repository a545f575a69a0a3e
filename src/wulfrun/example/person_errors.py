"""How agencies miswrite people: the errors that linking has to live with, each with its chance."""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from wulfrun.data.linking.forenames import short_forms

if TYPE_CHECKING:
    from wulfrun.example.people import Invented

# Chance that one record has the error. They are plausible, not measured: no source is claimed for them.
CHANCES = {
    "forename_typo": 0.04,
    "surname_typo": 0.05,
    "short_form": 0.08,
    "initial_only": 0.015,
    "names_exchanged": 0.015,
    "married_name": 0.02,
    "accents_lost": 0.5,
    "day_month_exchanged": 0.02,
    "date_typo": 0.02,
    "date_missing": 0.03,
    "moved": 0.15,
    "postcode_missing": 0.06,
    "outward_only": 0.03,
    "sex_missing": 0.03,
    "sex_wrong": 0.005,
}
_SHORT = short_forms()
_KEYS = "abcdefghijklmnopqrstuvwxyz"


def miswritten(rng: np.random.Generator, person: "Invented", moved_to: str) -> "Invented":
    """A person as one agency wrote them down; the same number of draws whatever befalls them."""
    befell = {name: bool(rng.random() < chance) for name, chance in CHANCES.items()}
    forename, surname = _names(rng, person, befell)
    return replace(
        person,
        forename=forename,
        surname=surname,
        born=_born(rng, person.born, befell),
        sex=_sex(person.sex, befell),
        postcode=_postcode(person.postcode, moved_to, befell),
    )


def _names(rng: np.random.Generator, person: "Invented", befell: dict[str, bool]) -> tuple[str, str]:
    forename, surname = person.forename, person.surname
    short = _SHORT.get(_bare(forename).upper(), ())
    if befell["short_form"] and short:
        forename = str(rng.choice(short)).title()
    if befell["married_name"] and person.sex == "F":
        surname = f"{surname[:2]}{'eringham' if len(surname) % 2 else 'ottesford'}"
    if befell["accents_lost"]:
        forename, surname = _bare(forename), _bare(surname)
    forename = _typo(rng, forename) if befell["forename_typo"] else forename
    surname = _typo(rng, surname) if befell["surname_typo"] else surname
    forename = forename[:1] if befell["initial_only"] else forename
    return (surname, forename) if befell["names_exchanged"] else (forename, surname)


def _typo(rng: np.random.Generator, name: str) -> str:
    """One letter changed, left out, doubled, or two exchanged; never the first."""
    place, kind = int(rng.integers(1, max(2, len(name) - 1))), int(rng.integers(4))
    before, after = name[:place], name[place + 1 :]
    if kind == 0:
        return before + str(rng.choice(list(_KEYS))) + after
    if kind == 1:
        return before + after
    if kind == 2:
        return before + name[place] + name[place:]
    return before + after[:1] + name[place] + after[1:]


def _born(rng: np.random.Generator, born: date | None, befell: dict[str, bool]) -> date | None:
    if born is None or befell["date_missing"]:
        return None
    if befell["day_month_exchanged"] and born.day <= 12:
        return born.replace(day=born.month, month=born.day)
    if befell["date_typo"]:
        part = int(rng.integers(3))
        day = int(rng.integers(1, 29)) if part == 0 else min(born.day, 28)
        month = int(rng.integers(1, 13)) if part == 1 else born.month
        year = born.year + (int(rng.choice([-10, -1, 1, 10])) if part == 2 else 0)
        return date(year, month, day)
    return born


def _sex(sex: str, befell: dict[str, bool]) -> str:
    if befell["sex_missing"]:
        return ""
    return "FM"[sex == "F"] if befell["sex_wrong"] else sex


def _postcode(postcode: str, moved_to: str, befell: dict[str, bool]) -> str:
    if befell["postcode_missing"]:
        return ""
    said = moved_to if befell["moved"] else postcode
    return said.split()[0] if befell["outward_only"] else said


def _bare(name: str) -> str:
    """A name as a keyboard without accents writes it."""
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
