"""The figures inside the strategy's prose, resolved; a reference that cannot stand ends the build."""

from collections.abc import Mapping

import pyarrow as pa

from wulfrun.assessment.prose_figures import Cannot, resolve
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.data.tables import FIGURES
from wulfrun.definition.prose_figure import Reference
from wulfrun.definition.prose_places import prose_references
from wulfrun.words.errors import Mistake, raise_all

PROSE = "prose_figures"
TABLES = {PROSE: pa.schema([("written", pa.string()), ("file", pa.string()), ("line", pa.int64()), *FIGURES])}


def assess(known: Known) -> Mapping[str, Rows]:
    """Each reference as it was written, where it stands, and its figure.

    Raises DefinitionError that lists every reference that is unresolved or outdated, each with its line.
    """
    rows, mistakes = [], []
    for each in prose_references(known.folder, known.definition):
        if not isinstance(each.what, Reference):
            mistakes.append(Mistake(each.file, each.place, each.what.found, each.what.remedy))
            continue
        found = resolve(each.what, known.definition, known.book, known.geography.areas, known.through)
        if isinstance(found, Cannot):
            mistakes.append(Mistake(each.file, each.place, found.found, found.remedy))
        else:
            rows.append({"written": each.what.written, "file": each.file, "line": each.line, **found})
    raise_all(mistakes)
    return {PROSE: rows}


TOPIC = Topic(tables=TABLES, assess=assess)
