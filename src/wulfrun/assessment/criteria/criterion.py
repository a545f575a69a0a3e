"""The contract of a criterion: what it is, and how it is found for a problem from published figures."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from wulfrun.assessment.series import Row, own_through, partnership_code
from wulfrun.assessment.topics.topic import Known
from wulfrun.definition.model import Measure
from wulfrun.words.periods import period


@dataclass(frozen=True)
class Problem:
    """A measure that is ranked, and what is known of it."""

    name: str
    measure: Measure
    known: Known

    @cached_property
    def whole(self) -> str:
        """The code of the whole place."""
        return partnership_code(self.known.definition, self.known.book, self.name)

    @cached_property
    def latest(self) -> Row | None:
        """Its latest published figure of twelve months; of two that end together the financial year."""
        book, name = self.known.book, self.name
        through = own_through(book, name, self.whole, self.known.through)
        best: tuple[tuple[int, bool], Row] | None = None
        for kind in ("rolling", "year"):
            for row in book.series(name, self.whole, kind):
                key = (period(row["period"]).last, kind == "year")
                told = row["value"] is not None and not row["suppressed"] and key[0] <= through
                if told and (best is None or key > best[0]):
                    best = (key, row)
        return best[1] if best else None


@dataclass(frozen=True)
class Found:
    """What a criterion says of a problem: more is worse.

    `raw` in the criterion's own unit; `words` say it to the public; `figure` and `period` name the row of
    `figures` that it rests on; `scaled` 0..1 where the criterion brings its own scale.
    """

    raw: float
    words: str
    figure: str = ""
    period: str = ""
    scaled: float | None = None


@dataclass(frozen=True)
class Criterion:
    """`find` gives None where nothing is known: then the criterion is left out for that problem."""

    title: str
    about: str
    find: Callable[[Problem], Found | None]


def beyond(lower: float, upper: float) -> float:
    """The end of an interval nearest to nothing, 0 where it holds nothing: what is at least so.

    >>> beyond(2.0, 5.0), beyond(-5.0, -2.0), beyond(-1.0, 3.0)
    (2.0, -2.0, 0.0)
    """
    return lower if lower > 0 else upper if upper < 0 else 0.0
