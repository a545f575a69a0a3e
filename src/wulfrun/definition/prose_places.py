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
        content = path.read_text("utf-8-sig") if path.exists() else ""
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
    return found


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
