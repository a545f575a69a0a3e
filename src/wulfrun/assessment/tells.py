"""What a table of a topic tells of counts that figures may keep back, so that both are attacked together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.data.release import Rows
from wulfrun.data.tables import FLAGS
from wulfrun.figures.cells import Told
from wulfrun.figures.selections import Selection
from wulfrun.words.periods import period


@dataclass(frozen=True)
class Tells:
    """That a column of a table counts records of the whole partnership in the row's `period`.

    `codes` gives for each value of the column `by` the codes that are counted, none for all codes; `flags`
    those of which one must be set; `below` is the range that a number kept back must keep.
    """

    table: str
    column: str
    record: str
    by: str = ""
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    flags: Sequence[str] = ()
    below: int = 5

    def what(self, row: Mapping[str, Any]) -> Selection:
        """What a row counts."""
        codes = frozenset((code, "", "") for code in self.codes[row[self.by]]) if self.by else None
        return Selection(self.record, False, codes, reduce(or_, (FLAGS[name] for name in self.flags), 0))


def counted_by(
    tells: Tells, rows: Rows, cube_of: Callable[[str], pa.Table], whole: str
) -> Iterator[tuple[Told, bool]]:
    """Each count behind a table, and whether the table tells it; a number told otherwise is another thing."""
    cube = cube_of(tells.record)
    cube = cube.filter(pc.not_equal(cube["area"], ""))
    for row in rows:
        what, when = tells.what(row), period(row["period"])
        own = pc.and_(pc.greater_equal(cube["month"], when.first), pc.less_equal(cube["month"], when.last))
        if what.codes is not None:
            own = pc.and_(
                own, pc.is_in(cube["code"].cast(pa.string()), pa.array([code for code, _, _ in what.codes]))
            )
        if what.flags:
            own = pc.and_(own, pc.greater(pc.bit_wise_and(cube["flags"], what.flags), 0))
        count = float(pc.sum(cube["n"].filter(own)).as_py() or 0)
        shown = row[tells.column]
        if shown is None or shown == count:
            by = f"{tells.table}.{tells.column}"
            yield Told(what, "partnership", whole, row["period"], count, by), shown is not None
