"""A table as CSV on the Web describes it (W3C, Metadata Vocabulary for Tabular Data, 2015)."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_DATATYPES: dict[str, Any] = {
    "double": "double",
    "float": "double",
    "int64": "integer",
    "int32": "integer",
    "date32[day]": "date",
    "bool": {"base": "boolean", "format": "true|false"},
}


def csvw(url: str, title: str, schema: pa.Schema, words: Mapping[str, str]) -> dict[str, Any]:
    """The table at `url`: an empty cell is missing; `words` say what a column holds where that is known."""
    columns = [
        {"name": field.name, "titles": field.name, "datatype": _datatype(field), "null": ""}
        | ({"dc:description": words[field.name]} if field.name in words else {})
        for field in schema
    ]
    return {"url": url, "dc:title": title, "tableSchema": {"columns": columns}}


def _datatype(field: pa.Field) -> Any:
    return _DATATYPES.get(str(field.type), "string")
