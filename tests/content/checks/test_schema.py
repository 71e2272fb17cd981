"""The published schemas: they are valid, explain themselves, and know what the model reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.content.checks.schema import SCHEMAS

FILES = sorted(SCHEMAS.glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_schema_is_valid(path: Path) -> None:
    Draft7Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "name", ["topic", "urgent", "small_talk", "contacts", "organization", "desk", "languages"]
)
def test_fields_are_explained_to_an_editing_program(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    common = json.loads((SCHEMAS / "common.json").read_text("utf-8"))["definitions"]

    def explained(field: dict[str, Any]) -> bool:
        definition = common.get(str(field.get("$ref", "")).rsplit("/", 1)[-1], {})
        return bool(field.get("description") or definition.get("description"))

    fields = schema["properties"]
    if name == "contacts":
        fields = fields["contacts"]["items"]["properties"]
    unexplained = {key for key, field in fields.items() if not explained(field)}
    assert unexplained <= {"title", "id", "name", "other_phones"}
