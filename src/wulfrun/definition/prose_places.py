"""Where prose that may hold figures stands: which texts of a strategy, in which file, on which line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wulfrun.definition.model import Definition
from wulfrun.definition.prose_figure import Reference, Unreadable, references
from wulfrun.words.errors import Mistake, did_you_mean

PLAN_FILE = "strategy.toml"
PLAN_TEXTS = (
    "vision",
    "foreword",
    "resources",
    "measuring",
    "taking_part",
    "equality",
    "data_protection",
)
PRIORITY_TEXTS = ("because", "objectives", "success", "prose")


@dataclass(frozen=True)
class Stands:
    """A reference with the file and the line on which it stands; a file's lines count from 1."""

    file: str
    line: int
    what: Reference | Unreadable

    @property
    def place(self) -> str:
        """The line in words; none where the file does not hold the text as it was read."""
        return f"line {self.line}" if self.line else ""


def prose_references(folder: Path, definition: Definition) -> Iterator[Stands]:
    """Every reference in the prose of a folder, file by file, each with its own line."""
    for file, texts in _texts(definition):
        path = folder / file
        content = path.read_text("utf-8-sig", "replace") if path.is_file() else ""
        past: dict[str, int] = {}
        for text in texts:
            for what in references(text):
                at = _position(content, what.written, past.get(what.written, 0))
                line = content.count("\n", 0, at) + 1 if at >= 0 else 0
                past[what.written] = at + 1
                yield Stands(file, line, what)


def check_prose(folder: Path, definition: Definition) -> list[Mistake]:
    """What in the prose is no figure, and figures of measures that are not declared."""
    found = []
    for each in prose_references(folder, definition):
        if isinstance(each.what, Unreadable):
            found.append(Mistake(each.file, each.place, each.what.found, each.what.remedy))
            continue
        measure = each.what.measure.partition(".")[0]
        if measure not in definition.measure:
            told = f"'{each.what.written}' names the measure '{measure}', which is not declared."
            found.append(Mistake(each.file, each.place, told, did_you_mean(measure, definition.measure)))
    return [*found, *_elsewhere(folder, definition)]


def _elsewhere(folder: Path, definition: Definition) -> Iterator[Mistake]:
    """Double braces in texts where no figure can stand, which would be published as they were written."""
    inside = {text for _, texts in _texts(definition) for text in texts}
    for file, told in _declared(definition):
        path = folder / file
        content = path.read_text("utf-8-sig", "replace") if path.is_file() else ""
        for text in strings(told):
            if "{{" in text and text not in inside:
                at = _position(content, text[text.index("{{") :].partition("}}")[0], 0)
                line = f"line {content.count(chr(10), 0, at) + 1}" if at >= 0 else ""
                found = f"'{' '.join(text.split())[:60]}' holds double braces, but no figure can stand there."
                where = f"Figures stand in {', '.join((*PLAN_TEXTS, *PRIORITY_TEXTS))}, summary and advice."
                yield Mistake(file, line, found, where)


def _declared(definition: Definition) -> Iterator[tuple[str, object]]:
    """Each file of a strategy with everything that it declares."""
    if definition.plan:
        yield PLAN_FILE, definition.plan.model_dump()
    for file, tables in (
        (PLAN_FILE, (definition.body, definition.consultation, definition.assessment)),
        ("voices.toml", (definition.voice,)),
        ("ranking.toml", (definition.judgement,)),
    ):
        yield file, [each.model_dump() for table in tables for each in table.values()]
    for key, priority in definition.priority.items():
        yield f"priorities/{key}.md", priority.model_dump()


def strings(told: object) -> Iterator[str]:
    """Every text within what is declared.

    >>> list(strings({"a": "b", "c": [1, ("d",)]}))
    ['b', 'd']
    """
    if isinstance(told, str):
        yield told
    for inner in told.values() if isinstance(told, dict) else told if isinstance(told, list | tuple) else ():
        yield from strings(inner)


def _texts(definition: Definition) -> Iterator[tuple[str, list[str]]]:
    plan = [str(getattr(definition.plan, name)) for name in PLAN_TEXTS] if definition.plan else []
    topics = [text for topic in definition.assessment.values() for text in (topic.summary, *topic.advice)]
    if plan or topics:
        yield PLAN_FILE, [*plan, *topics]
    for key, priority in definition.priority.items():
        texts = (getattr(priority, name) for name in PRIORITY_TEXTS)
        told = [part for each in texts for part in ([each] if isinstance(each, str) else each)]
        yield f"priorities/{key}.md", told


def _position(content: str, written: str, start: int) -> int:
    """Where a text stands at or after a place, also where TOML wants its quotation marks marked."""
    at = content.find(written, start)
    return at if at >= 0 else content.find(written.replace('"', '\\"'), start)
