"""How harm is weighed: a file of weights by offence code, with where it came from; we ship no weights."""

from pydantic import Field

from wulfrun.definition.declared import Declared


class HarmIndex(Declared):
    """Weights by offence code in a file of the partnership's own, and how the sum is told."""

    title: str
    file: str = Field(description="CSV, XLSX or ODS; rows above the header are passed over")
    sheet: str = Field("", description="The sheet's name, where the workbook has several")
    code: str = Field(description="Column of the Home Office offence code")
    weight: str = Field(description="Column of the weight")
    name: str | None = Field(None, description="Column of what the code means, shown beside it")
    record: str = Field("offence", description="The records whose codes are weighed")
    per: str = Field("residents", description="What the sum is divided by")
    scale: float = Field(1000, gt=0)
    unit: str = Field("points", description="What a weight is counted in, such as days")
    source: str = Field(description="Whose weights they are, and which edition")
    licence: str = Field(description="Under what licence they may be used")
    invented: bool = Field(False, description="True for weights that somebody made up: the page says so")
