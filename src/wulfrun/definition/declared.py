"""What every declaration is made of."""

from pydantic import BaseModel, ConfigDict

Words = tuple[str, ...]


class Declared(BaseModel):
    """A declaration: it cannot change, and a word it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
