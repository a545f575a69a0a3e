"""The contract of a topic: what is judged beyond single figures, in tables of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from wulfrun.assessment.tells import Tells
from wulfrun.data.batches import Receipt
from wulfrun.data.coverage import Month
from wulfrun.data.geography.areas import Geography
from wulfrun.data.release import Rows
from wulfrun.data.tables import POINTS
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook


def nowhere(record: str) -> pa.Table:
    """No points: what a build knows whose files have none."""
    return POINTS.empty_table()


@dataclass(frozen=True)
class Known:
    """What a topic may look at.

    `folder`: the partnership's, for public files that a declaration names; `book`: every figure, protected;
    `through`: the last month of any data; `months` by record type; `exposures`: people in each area and
    year; `cube_of`: counts of one record type, not yet protected; `judged`: tables that derivations left
    for topics, not yet protected; `breaks`: those of each measure; `points_of`: where and when the records
    of one type happened (`data.tables.POINTS`), exact places that are never published; `told`: the published
    rows of the tables `targets` and `gap`, and of every topic that this one comes after.
    """

    definition: Definition
    folder: Path
    book: FigureBook
    through: int
    geography: Geography
    exposures: pa.Table
    months: Mapping[str, Sequence[Month]]
    receipts: Sequence[Receipt]
    cube_of: Callable[[str], pa.Table]
    judged: Mapping[str, pa.Table] = field(default_factory=dict)
    breaks: Rows = field(default_factory=list)
    points_of: Callable[[str], pa.Table] = nowhere
    told: Mapping[str, Rows] = field(default_factory=dict)


@dataclass(frozen=True)
class Topic:
    """One topic: the tables it adds to a release, and how their rows are found; where it has them, its lists.

    What `assess` gives is published: small numbers are kept back by the topic itself. `tells` names the
    columns that count what figures may keep back, so that both are attacked together. `after` names the
    topics whose published rows it looks at.
    """

    # Lists for the restricted side, with exact places where work needs them: never published.
    restricted: Callable[[Known], Mapping[str, pa.Table]] | None = field(default=None, kw_only=True)
    tables: Mapping[str, pa.Schema]
    assess: Callable[[Known], Mapping[str, Rows]]
    tells: Sequence[Tells] = ()
    after: Sequence[str] = field(default=(), kw_only=True)
