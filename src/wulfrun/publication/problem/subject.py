"""A problem that is looked at: a measure in a place, and which tables of the release speak of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wulfrun.assessment.topics._hot_spot_themes import THEMES
from wulfrun.publication.shelf import Row, Shelf


@dataclass(frozen=True, eq=False)
class Subject:
    """A measure in an area, by its code; `area` '' is the whole place."""

    shelf: Shelf
    measure: str
    area: str = ""

    @property
    def declared(self) -> Row:
        """The measure as declared."""
        return self.shelf.measures[self.measure]

    @property
    def title(self) -> str:
        """The measure's title."""
        return str(self.declared["title"])

    @property
    def code(self) -> str:
        """The area's code, that of the whole place too."""
        return self.area or self.shelf.whole

    @property
    def whole(self) -> bool:
        """Whether it is of the whole place."""
        return self.code == self.shelf.whole

    @property
    def place(self) -> str:
        """The name of the area."""
        named = self.shelf.areas.get(self.code, {}).get("name", self.shelf.place)
        return self.shelf.place if self.whole else str(named)

    @cached_property
    def period(self) -> str:
        """The latest year or twelve months with a figure here; '' for none."""
        return self.shelf.latest(self.measure, self.code)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The groups of offences that it counts, those of its basket among them."""
        where = self.declared["where"]
        named = list(where.get("group") or ())
        if where.get("basket"):
            named += self.shelf.definition["basket"][where["basket"]]["groups"]
        return frozenset(named)

    @property
    def exact(self) -> bool:
        """Whether it counts whole groups, and not some of their records."""
        where = self.declared["where"]
        return self.declared["kind"] == "count" and not where.get("flag") and not where.get("code")

    def rows(self, table: str) -> list[Row]:
        """Rows of a table keyed by measure that are this one's."""
        return [row for row in self.shelf.release.rows(table) if row["measure"] == self.measure]

    def of_groups(self, table: str) -> list[Row]:
        """Rows of a table keyed by group of offences, of the groups that the measure counts whole."""
        if not self.exact:
            return []
        return [row for row in self.shelf.release.rows(table) if row["group"] in self.groups]

    @cached_property
    def theme(self) -> str:
        """The theme of the hot spots that maps this measure; '' for none."""
        for theme in THEMES:
            if theme.measure == self.measure:
                return theme.name
            street = self.declared["of"] == "street" and tuple(self.declared["where"]["code"])
            if theme.types and street == theme.types:
                return theme.name
        return ""

    def speaking(self, side: str) -> Iterator[str]:
        """The measures declared to tell of a side of this problem, with figures here."""
        for name, row in self.shelf.measures.items():
            told = row.get("speaks_of")
            if (
                told
                and told["side"] == side
                and self.measure in told["measures"]
                and self.shelf.latest(name, self.code)
            ):
                yield name


@dataclass(frozen=True)
class Told:
    """A sentence, the page that shows more of it (path, title), and whether it answers what was asked."""

    text: str
    page: tuple[str, str] | None = None
    answers: bool = True


@dataclass(frozen=True)
class Side:
    """One side of a problem: what is told of it, and what nothing tells, with what would be needed."""

    question: str
    told: Sequence[Told]
    missing: str = ""
    needed: str = ""

    @property
    def words(self) -> str:
        """Every sentence, then what is missing."""
        return " ".join([*(each.text for each in self.told), *([self.missing] if self.missing else [])])
