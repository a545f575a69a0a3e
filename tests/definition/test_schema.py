"""The published schema knows every table and every setting a folder may hold."""

import json
from pathlib import Path

from wulfrun.definition.model import Definition, Measure
from wulfrun.definition.schema import json_schema


def test_the_schema_has_every_table_under_the_name_it_is_written_with() -> None:
    tables = set(json_schema()["properties"])
    assert tables == {field.alias or name for name, field in Definition.model_fields.items()}
    assert "break" in tables


def test_the_schema_knows_every_setting_of_a_measure_and_allows_no_other() -> None:
    measure = json_schema()["$defs"]["Measure"]
    assert set(measure["properties"]) == set(Measure.model_fields)
    assert measure["additionalProperties"] is False
    assert set(measure["required"]) == {"title", "of"}


def test_the_schema_is_json_and_the_same_each_time() -> None:
    assert json.dumps(json_schema()) == json.dumps(json_schema())


def test_the_published_schema_is_the_one_the_code_gives() -> None:
    published = Path(__file__).parents[2] / "docs" / "reference" / "schema.json"
    assert json.loads(published.read_text("utf-8")) == json_schema()
