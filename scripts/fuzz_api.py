"""Schemathesis over our own OpenAPI document: `make fuzz-api CASES=10000`.

Against the application in this process, over the invented shop. Every answer must be one that the
document describes, in its shape, and none a fault of the server's.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from search_service.content.corpus import load_corpus
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import SHOP

_SEED = 1
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def main() -> int:
    """Ask so many questions of every operation, as many of each; 0 when nothing is wrong."""
    cases = int(os.environ.get("CASES", "10000"))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            project_dir=SHOP,
            state_dir=Path(folder),
            allowed_hosts=("127.0.0.1", "localhost", "testserver"),
            feedback_per_minute=10**6,
        )
        publish(settings, documents_of(load_corpus(SHOP / "content")), load_analyser(settings))
        app = create_app(settings)
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
        operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        statuses: Counter[int] = Counter()
        faults = [
            fault
            for operation in operations
            for fault in _ask(operation, -(-cases // len(operations)), statuses)
        ]
    asked = sum(statuses.values())
    print(f"{asked} 个请求，{len(operations)} 个接口：{dict(sorted(statuses.items()))}")
    for fault in faults:
        print(f"✗ {fault}")
    return int(bool(faults))


def _ask(
    operation: APIOperation[Any, Any, Any, Any], times: int, statuses: Counter[int]
) -> list[str]:
    """What was wrong with the answers of one operation."""

    @hypothesis.seed(_SEED)
    @hypothesis.settings(
        max_examples=times,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def ask(case: Any) -> None:  # noqa: ANN401 - its type depends on the schema
        response = case.call(headers={"Host": "127.0.0.1"})
        statuses[int(response.status_code)] += 1
        case.validate_response(response, checks=_CHECKS)

    try:
        ask()
    except Exception as error:  # noqa: BLE001 - each fault is told, and the next operation asked
        return [f"{operation.label}: {error}"]
    return []


if __name__ == "__main__":
    sys.exit(main())
