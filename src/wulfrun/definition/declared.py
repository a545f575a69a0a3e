"""What every declaration is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Words = tuple[str, ...]
Filled = Annotated[str, Field(min_length=1)]


class Declared(BaseModel):
    """A declaration: it cannot change, and a word it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)
