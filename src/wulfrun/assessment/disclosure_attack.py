"""The attack on a finished build: what of all that it hides can be worked out from all that it publishes?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from wulfrun.assessment.tells import Tells, counted_by
from wulfrun.data.release import Rows
from wulfrun.definition.model import Definition
from wulfrun.figures.cells import Cells, publish
from wulfrun.figures.guard import Beside, joined, told_to
from wulfrun.figures.selections import Selection
from wulfrun.methods.attacker import Attacked, Memory, attack, basis
from wulfrun.methods.companions import too_narrow
from wulfrun.methods.facts import Ints
from wulfrun.methods.interval import Floats
from wulfrun.words.errors import BuildError
from wulfrun.words.periods import period_words

DISCLOSURE = "disclosure"
SCHEMA = pa.schema(
    {
        "counts": pa.string(), "range": pa.int64(), "figures": pa.int64(), "hidden": pa.int64(),
        "attacked": pa.int64(), "differences": pa.int64(), "public_before": pa.int64(),
        "narrowest": pa.int64(),
    }
)  # fmt: skip
_SAID = 5


def attacked(
    definition: Definition,
    figures: pa.Table,
    counted: pa.Table,
    beside: Beside,
    tells: Sequence[tuple[Tells, Rows]],
    cube_of: Callable[[str], pa.Table],
    whole: str,
    memory: Memory | None = None,
) -> Rows:
    """A row for each measure that keeps small numbers back, and each column of a topic: what was tried.

    `figures` as published, `counted` before anything was kept back, `tells` the tables that tell counts of
    their own, `memory` what an earlier attack on the same figures has shown. Raises BuildError where a number
    that is kept back can be told more closely than its range from what is published now, alone or together
    with earlier editions.
    """
    beside_figures = [one for each, rows in tells for one in counted_by(each, rows, cube_of, whole)]
    least = {f"{each.table}.{each.column}": float(each.below) for each, _ in tells}
    cells, where = joined(counted, definition, beside, [(told, least[told.by]) for told, _ in beside_figures])
    told_to(cells, figures, definition, where, beside)
    publish(cells, (told for told, shown in beside_figures if shown), where)
    facts, must = cells.facts(), cells.asked()
    found = attack(facts, np.where(facts.known, 0.0, must), memory=memory)
    weak = too_narrow(found, facts.known, must)
    public = _known_before(cells, weak, must)
    told_now = [int(at) for at in weak if int(at) not in public]
    if told_now:
        raise BuildError(_words(cells, told_now, found, definition))
    return _rows(cells, found, must, public, definition)


def _known_before(cells: Cells, weak: Ints, must: Floats) -> set[int]:
    """Of what can be worked out, what earlier editions give away alone: nothing published now adds to it."""
    if not len(weak):
        return set()
    facts = cells.facts()
    known = np.zeros(len(must), bool)
    known[[at for at, told in cells.told.items() if not told.now or at in cells.open]] = True
    asked = np.zeros(len(must))
    asked[weak] = must[weak]
    before = attack(facts._replace(known=known), asked)
    return set(too_narrow(before, known, asked).tolist())


def _rows(cells: Cells, found: Attacked, must: Floats, public: set[int], definition: Definition) -> Rows:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    narrowest: dict[str, float] = defaultdict(lambda: np.inf)
    parts: dict[int, str] = {}
    for at, names in cells.names.items():
        for measure in {name.measure for name in names}:
            own = totals[measure]
            own["figures"] += 1
            if at not in cells.shown:
                own["hidden"] += 1
                own["public_before"] += at in cells.told
            if at not in cells.told and must[at] > 0:
                own["attacked"] += 1
                own["public_before"] += at in public
                narrowest[measure] = min(narrowest[measure], found.upper[at] - found.lower[at])
            parts.setdefault(at, measure)
    for _, part, rest in cells.leaves:
        if must[rest] > 0:
            measure = parts[part]
            totals[measure]["differences"] += 1
            narrowest[measure] = min(narrowest[measure], found.upper[rest] - found.lower[rest])
    return [
        {
            "counts": measure,
            "range": _range(measure, definition, cells, must),
            **{name: own[name] for name in ("figures", "hidden", "attacked", "differences", "public_before")},
            "narrowest": int(narrowest[measure] + 1e-6) if np.isfinite(narrowest[measure]) else None,
        }
        for measure, own in sorted(totals.items())
    ]


def _range(name: str, definition: Definition, cells: Cells, must: Floats) -> int:
    if name in definition.measure:
        return definition.measure[name].suppress_below
    return int(
        max(
            cells.needed[at] for at, names in cells.names.items() if any(one.measure == name for one in names)
        )
    )


def _words(cells: Cells, weak: Sequence[int], found: Attacked, definition: Definition) -> str:
    said = [_one(cells, at, found, definition) for at in weak[:_SAID]]
    more = f"\n... and {len(weak) - _SAID:,} more." if len(weak) > _SAID else ""
    return (
        "Small numbers that are kept back could be worked out from what would be published:\n"
        + "\n".join(said)
        + more
        + "\nNothing was published; the last good release is still in place. Raise `suppress_below` of "
        "the measures named, show one for larger areas alone (`smallest_level`), or leave one of them out."
    )


def _one(cells: Cells, at: int, found: Attacked, definition: Definition) -> str:
    keys = {
        place: what
        for what, areas in cells.series.items()
        for own in areas.values()
        for place in own.values()
        if place == at
    }
    name = cells.names.get(at)
    what = keys.get(at)
    shown = f"{name[0].measure} in {name[0].code}, {period_words(name[0].period)}" if name else ""
    if not name and isinstance(what, tuple) and isinstance(what[1], Selection):
        whole, part = next((whole, part) for whole, part, rest in cells.leaves if rest == at)
        first, second = cells.names[whole][0], cells.names[part][0]
        shown = (
            f"what {second.measure} leaves of {first.measure} in {first.code}, {period_words(first.period)}"
        )
    used = [cells.told[int(each)] for each in basis(cells.facts(), at) if int(each) in cells.told]
    by = "; ".join(
        f"{told.by} in {told.code}, {told.period}" + (f" (edition of {told.edition})" if told.edition else "")
        for told in used[:6]
    )
    closely = f"between {found.lower[at]:,.0f} and {found.upper[at]:,.0f}"
    return f"- {shown}: it can be told to lie {closely}, from {by or 'what is known of the areas'}."
