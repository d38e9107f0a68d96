from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import yaml
from pydantic import TypeAdapter

from search_service.content.schemas import MODELS, schema_of
from tests.builders import ROOT, SHOP

SCHEMAS = ROOT / "content" / "schemas"
DATA_FILES = sorted((ROOT / "content" / "data").glob("*.yml"))


@pytest.mark.parametrize("name", MODELS)
def test_the_written_schemas_are_those_of_the_models(name: str) -> None:
    assert (SCHEMAS / f"{name}.json").read_bytes() == schema_of(name), "run kb schema"


def test_no_schema_is_left_over() -> None:
    assert {file.stem for file in SCHEMAS.iterdir()} == set(MODELS)


@pytest.mark.parametrize("file", DATA_FILES, ids=lambda file: file.name)
def test_every_data_file_names_its_schema_to_the_editor(file: Path) -> None:
    first = file.read_text(encoding="utf-8").split("\n", 1)[0]

    assert first == f"# yaml-language-server: $schema=../schemas/{file.stem}.json"
    assert file.stem in MODELS


def test_the_schemas_named_to_vs_code_exist_and_so_do_their_files() -> None:
    settings = orjson.loads((ROOT / ".vscode" / "settings.json").read_bytes())

    assert all((ROOT / schema).is_file() for schema in settings["yaml.schemas"])


def test_what_the_schema_describes_is_what_is_read() -> None:
    data = yaml.safe_load((SHOP / "content/data/channels.yml").read_text(encoding="utf-8"))
    schema = orjson.loads(schema_of("channels"))

    assert TypeAdapter(MODELS["channels"]).validate_python(data)
    record = schema["$defs"]["Channel"]
    assert record["additionalProperties"] is False
    assert set(record["required"]) == set(data["channels"]["counter"])


def test_writers_are_told_in_chinese_what_a_field_is() -> None:
    properties = orjson.loads(schema_of("front_matter"))["properties"]

    assert [name for name, field in properties.items() if not field.get("description")] == []
