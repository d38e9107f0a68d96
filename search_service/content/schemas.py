"""JSON Schemas of what writers fill in, for their editors, made from the models themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter

from search_service.analysis.word_lists import SynonymGroup
from search_service.content.article import FrontMatter, PageFrontMatter, PlaceQuestions
from search_service.content.data.data_files import DATA_FILES
from search_service.content.data.guide_trees import GuideTree
from search_service.content.redirects import RedirectsFile

# Name of the schema → what it describes. That of a data file is named like the file.
MODELS: Mapping[str, Any] = {
    "front_matter": FrontMatter,
    "page": PageFrontMatter,
    "questions": PlaceQuestions,
    **{file.name: file.model for file in DATA_FILES},
    "tree": GuideTree,
    "redirects": RedirectsFile,
    "synonyms": tuple[SynonymGroup, ...],
}


def schema_of(name: str) -> bytes:
    """One schema as JSON, the same on every machine."""
    schema = TypeAdapter(MODELS[name]).json_schema(by_alias=True)
    # The docstrings of the models speak to developers; what writers read is on the fields.
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(head | schema, option=options)


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas; files of the same name are replaced."""
    folder.mkdir(exist_ok=True)
    files = []
    for name in MODELS:
        file = folder / f"{name}.json"
        file.write_bytes(schema_of(name))
        files.append(file)
    return files
