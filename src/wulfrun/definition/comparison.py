"""Which places a partnership is compared with: lists of most similar ones as dated data, or a proposal."""

from datetime import date
from typing import Literal

from pydantic import Field

from wulfrun.definition.declared import Declared, Words


class PeerList(Declared):
    """A list of most similar places while it holds; the compared place itself need not be named."""

    members: Words = Field(min_length=1, description="Names as the national table writes them")
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = Field(description="Who drew the list up, and when")


class PublicColumn(Declared):
    """One column of a public file that says something of every place."""

    file: str
    area: str = Field(description="Column of the place's name")
    value: str = Field(description="Column of the number")
    year: int | None = Field(None, description="The year it is of, where no column says")
    year_column: str | None = None
    where: dict[str, str] = Field(default_factory=dict, description="Keep rows whose column has this value")


class PublicVariable(PublicColumn):
    """A public variable by which places are found alike, and how much it weighs."""

    title: str
    weight: float = Field(1.0, gt=0)
    log: bool = Field(False, description="Compare its logarithm, as for population and density")


class Proposal(Declared):
    """How a group is proposed where nobody gives a list: the places nearest in public variables."""

    variables: tuple[PublicVariable, ...] = Field(min_length=1)
    others: int = Field(7, ge=3, le=15, description="How many others the group has")


class Comparison(Declared):
    """A comparison with most similar places over a national table."""

    title: str
    record: str = Field(description="The national table: national-csp, national-force or district-crime")
    area: str = Field(description="This place's own name in the table")
    residents: tuple[PublicColumn, ...] = Field(min_length=1, description="People in each place, by year")
    lists: tuple[PeerList, ...] = ()
    propose: Proposal | None = None
    average: Literal["unweighted", "pooled", "without itself"] = Field(
        "unweighted", description="As published, the mean of the members' rates, itself included"
    )
    measures: Words = Field(
        (), description="Measures to compare; all that the table allows where none is named"
    )
    provisional_from: date | None = Field(None, description="From here on the table is provisional")

    @property
    def columns(self) -> tuple[PublicColumn, ...]:
        """Every public file's column that the comparison needs."""
        return (*self.residents, *(self.propose.variables if self.propose else ()))
