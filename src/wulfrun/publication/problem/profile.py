"""A problem profile: one measure in one area, from all sides, as a document of one chapter."""

from collections.abc import Iterator

from wulfrun.assessment.gap import PRIORITY, REST
from wulfrun.assessment.wording import when
from wulfrun.publication.blocks import Block, Facts, Heading, Lead
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.explanation import rule_facts
from wulfrun.publication.page import slug
from wulfrun.publication.problem.beside import kin
from wulfrun.publication.problem.change import findings
from wulfrun.publication.problem.sections import in_full
from wulfrun.publication.problem.sides import sides
from wulfrun.publication.problem.subject import Subject
from wulfrun.publication.shelf import Shelf
from wulfrun.words.errors import DataError, did_you_mean

_GROUPS = {
    "priority": PRIORITY,
    "priority neighbourhood": PRIORITY,
    "priority neighbourhoods": PRIORITY,
    "rest": REST,
}
# Where two areas bear one name, the one that people mean.
_LEVELS = ("partnership", "neighbourhood", "ward", "district", "group", "force", "lsoa")


def measure_named(shelf: Shelf, text: str) -> str:
    """The measure of a key or title; DataError where none has figures under it."""
    names = {row["title"].casefold(): name for name, row in shelf.measures.items()}
    names |= {name.casefold(): name for name in shelf.measures}
    found = text if text in shelf.measures else names.get(text.strip().casefold(), "")
    if found:
        return found
    if text in shelf.definition["measure"]:
        raise DataError(
            f"The measure '{text}' has no figures in the last build. Send its data and build again."
        )
    raise DataError(f"There is no measure '{text}'. {did_you_mean(text, shelf.measures)}")


def area_named(shelf: Shelf, text: str) -> str:
    """The code of the area of a code, key, name or group; '' for the whole place. DataError where none."""
    asked = text.strip().casefold()
    if not asked or asked == shelf.place.casefold() or text == shelf.whole:
        return ""
    code = _GROUPS.get(asked, text)
    if code in shelf.areas:
        return code
    named = [row for row in shelf.areas.values() if str(row["name"]).casefold() == asked]
    if named:
        return str(min(named, key=lambda row: _LEVELS.index(row["level"]))["code"])
    known = [str(row["name"]) for row in shelf.areas.values() if row["level"] != "lsoa"]
    raise DataError(f"There is no area '{text}'. {did_you_mean(text, known)}")


def profile(subject: Subject) -> Document:
    """The profile; DataError where the measure has no whole year of figures in the area."""
    if not subject.period:
        raise DataError(
            f"There is no whole year of figures of '{subject.measure}' in {subject.place}; areas down to the "
            f"level '{subject.declared['smallest_level']}' may have one. {_larger(subject)}"
        )
    title = f"{subject.title} in {subject.place}"
    blocks: list[Block] = [
        Lead(
            f"A problem profile of {when(subject.period)} and the years before, from published figures alone."
        ),
        Heading("What changed, who, where and when"),
        *in_full(subject)[1:],
        *_near(subject),
        Heading("What is counted, and how"),
        Facts(rule_facts(subject.shelf, subject.measure)),
    ]
    name = f"{slug(subject.measure)}-{slug(subject.code)}"
    about = "One problem from all sides: who, where, when, what stands beside it, what no data tell."
    subtitle = str(subject.shelf.partnership["name"])
    return Document(name, title, about, [Chapter("profile", title, blocks)], subtitle, "Problem profile")


def _larger(subject: Subject) -> str:
    if subject.whole:
        return "Send twelve months of its data and build again."
    return "Name a larger area, or leave --area out."


def _near(subject: Subject) -> Iterator[Block]:
    if (table := kin(subject)) is not None:
        yield Heading("Measures near to it")
        yield table


def told_as_text(subject: Subject) -> Iterator[str]:
    """The findings and the sides, a line each."""
    for said in findings(subject):
        yield said.finding.text
    for side in sides(subject):
        yield f"{side.question.capitalize()}: {side.words}"
