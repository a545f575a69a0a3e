"""The questions that a new folder is made from, asked in words and checked one by one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from wulfrun.definition.agencies import AUTHORITIES, in_force
from wulfrun.words.errors import DefinitionError, did_you_mean
from wulfrun.words.periods import period

Read = TypeVar("Read")
Ask = Callable[[str, str], str]
Tell = Callable[[str], None]
_TRIES = 3
_AREA = re.compile(r"[EW]0[6789]\d{6}")


@dataclass(frozen=True)
class Answers:
    """What a new folder is made from; `agencies` are keys of authorities, () = all of those years."""

    name: str
    area_name: str
    area_codes: tuple[str, ...]
    start: str
    end: str
    baseline: str = ""
    force: str = ""
    agencies: tuple[str, ...] = ()


def ask(prompt: Ask, tell: Tell) -> Answers:
    """Ask for each answer with `prompt(question, default)`; a mistake is told and asked again, twice."""
    area = _answer(prompt, tell, "Name of the area, such as Wolverhampton", "", _text)
    name = _answer(prompt, tell, "Name of the partnership", f"{area} community safety partnership", _text)
    codes = _answer(prompt, tell, "Local authority code or codes, such as E08000031", "", _codes)
    start = _answer(prompt, tell, "First financial year of the strategy, such as 2025/26", "", _year)
    usual = period(start)
    default = f"{usual.first // 12 + 2}/{(usual.first // 12 + 3) % 100:02d}"
    end = _answer(
        prompt, tell, "Last financial year of the strategy", default, lambda text: _end(start, text)
    )
    before = f"{usual.first // 12 - 1}/{usual.first // 12 % 100:02d}"
    baseline = _answer(prompt, tell, "Year to measure change from", before, _year)
    force = prompt("Police force as data.police.uk names its files, such as west-midlands (may be empty)", "")
    keys = [each.key for each in in_force(start, end)]
    chosen = _answer(prompt, tell, "Agencies", ", ".join(keys), agency_keys)
    return Answers(name, area, tuple(codes), start, end, baseline, slug(force), tuple(chosen))


def slug(force: str) -> str:
    """A force's name as police.uk writes it in file names.

    >>> slug("West Midlands Police"), slug("avon-and-somerset")
    ('west-midlands', 'avon-and-somerset')
    """
    plain = re.sub(r"\b(police|constabulary|service)\b", "", force.lower().replace("&", " and "))
    return "-".join(re.findall(r"[a-z]+", plain))


def _answer(prompt: Ask, tell: Tell, question: str, default: str, read: Callable[[str], Read]) -> Read:
    for _ in range(_TRIES):
        try:
            return read(prompt(question, default).strip() or default)
        except ValueError as error:
            tell(str(error))
    raise DefinitionError(
        f"{question}: no answer that can be used after {_TRIES} tries. Nothing was written."
    )


def _text(text: str) -> str:
    if not text:
        raise ValueError("An answer is needed here.")
    return text


def _codes(text: str) -> list[str]:
    codes = [part for part in re.split(r"[,\s]+", text.upper()) if part]
    wrong = [code for code in codes if not _AREA.fullmatch(code)]
    if wrong or not codes:
        raise ValueError(
            f"{wrong[0] if wrong else 'Nothing'!r} is not a local authority code; expected one of nine "
            "characters such as E08000031. The Office for National Statistics lists them."
        )
    return codes


def _year(text: str) -> str:
    if period(text).kind != "year":
        raise ValueError(f"{text!r} is not a financial year; expected YYYY/YY, for example 2003/04")
    return text


def _end(start: str, text: str) -> str:
    if period(_year(text)).first < period(start).first:
        raise ValueError(f"{text} comes before {start}; the last year is expected.")
    return text


def agency_keys(text: str) -> list[str]:
    """The keys in a text, separated by commas; ValueError names the first that is not known."""
    keys = [part.strip() for part in text.split(",") if part.strip()]
    known = [each.key for each in AUTHORITIES]
    for key in keys:
        if key not in known:
            raise ValueError(f"There is no agency {key!r}. {did_you_mean(key, known)}")
    return keys
