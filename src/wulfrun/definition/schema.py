"""The JSON Schema of the definition files, for editors and for the manual."""

from typing import Any

from wulfrun.definition.model import Definition


def json_schema() -> dict[str, Any]:
    """The schema of everything a partnership may declare, by table."""
    schema = Definition.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A partnership's definition (partnership.toml, measures.toml, targets.toml)"
    return schema
