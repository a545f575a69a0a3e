"""Read one TOML file, or the TOML at the head of a Markdown file, with a sentence for every mistake."""

import tomllib
from pathlib import Path
from typing import Any

from wulfrun.words.errors import Mistake

Table = dict[str, Any]


def read_toml(path: Path, shown: str, mistakes: list[Mistake]) -> Table:
    """The tables of a TOML file; an empty dictionary and a mistake where it cannot be read."""
    return _parse(path.read_bytes(), shown, mistakes)


def _parse(content: bytes, shown: str, mistakes: list[Mistake]) -> Table:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        mistakes.append(_not_utf8(content, shown, error))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(
            Mistake(shown, "", f"this is not valid TOML: {error}.", "Put the line right and try again.")
        )
    return {}


def _not_utf8(content: bytes, shown: str, error: UnicodeDecodeError) -> Mistake:
    line = content[: error.start].count(b"\n") + 1
    return Mistake(shown, f"line {line}", "the text is not UTF-8.", "Save the file as UTF-8 and try again.")


def read_front_matter(path: Path, shown: str, mistakes: list[Mistake]) -> tuple[Table, str]:
    """The TOML between the two +++ lines that open a Markdown file, and the prose below them."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mistakes.append(_not_utf8(content, shown, error))
        return {}, ""
    lines = text.splitlines(keepends=True)
    fences = [number for number, line in enumerate(lines) if line.strip() == "+++"]
    if len(fences) < 2 or fences[0] != 0:
        mistakes.append(
            Mistake(
                shown,
                "line 1",
                "there is no TOML between two lines of +++.",
                'Begin the file with +++, title = "...", and +++ again; the prose follows.',
            )
        )
        return {}, text
    head = "".join(lines[1 : fences[1]])
    return _parse(head.encode(), shown, mistakes), "".join(lines[fences[1] + 1 :]).strip()
