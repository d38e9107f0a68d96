"""The examples of docs/api.md and of the OpenAPI document have the shape of what is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from search_service.releases.live_release import LiveRelease
from search_service.web.factory import create_app
from tests.builders import ROOT
from tests.conftest import RealBuild
from tests.service_client import TestClient

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
# A block, an object in a line, and a field of an answer in a line.
SHOWN = re.compile(r'```json\n(.+?)```|`(\{".+?\})`|`("\w+": \{.+?\})`', re.DOTALL)


def examples() -> Iterator[dict[str, Any]]:
    for block, whole, field in SHOWN.findall(TEXT):
        try:
            yield json.loads(block or whole or f"{{{field}}}")
        except json.JSONDecodeError:
            assert not block, "no JSON"


EXAMPLES = {" ".join(sorted(one)): one for one in examples()}


@pytest.fixture(scope="module")
def of_the_wallet(real_build: RealBuild) -> Iterator[TestClient]:
    """The application over the real content, which the examples are of."""
    live = LiveRelease(real_build.settings, real_build.analyser)
    with TestClient(create_app(real_build.settings, live), "http://127.0.0.1") as client:
        yield client


def differences(shown: object, real: object, at: str = "") -> list[str]:
    """Where an example has other fields or types; of a list it may show less, but not nothing."""
    if isinstance(shown, dict) and isinstance(real, dict):
        if set(shown) != set(real):
            return [f"{at}: {sorted(set(shown) ^ set(real))}"]
        return [one for key in shown for one in differences(shown[key], real[key], f"{at}.{key}")]
    if isinstance(shown, list) and isinstance(real, list):
        if bool(shown) != bool(real):
            return [f"{at}: {len(shown)} for {len(real)}"]
        pairs = [[differences(one, other, f"{at}[]") for other in real] for one in shown]
        return [one for found in pairs if all(found) for one in found[0]]
    number = type(shown) in {int, float} and type(real) in {int, float}
    return [] if number or type(shown) is type(real) else [f"{at}: {shown!r} for {real!r}"]


def searched(client: TestClient, text: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/search", params={"q": text}).json()
    return found


def test_a_search_is_shown_as_it_is_answered(of_the_wallet: TestClient) -> None:
    [shown] = [one for one in EXAMPLES.values() if "hits" in one]
    real = searched(of_the_wallet, shown["query"]["text"])

    assert differences(shown, real) == []
    for same in ("query", "applied", "confidence", "level"):
        assert shown[same] == real[same]
    assert shown["answer"]["kind"] == real["answer"]["kind"]


def test_what_only_some_searches_have_is_shown_as_it_is_answered(of_the_wallet: TestClient) -> None:
    conditions, urgent = EXAMPLES["conditions"], EXAMPLES["urgent"]
    [said] = re.findall("「(.+)」", conditions["conditions"]["said"][0])
    real = searched(of_the_wallet, f"“{said}”")

    assert conditions["conditions"] == real["conditions"]
    assert differences(urgent["urgent"], searched(of_the_wallet, "我被骗转了五千")["urgent"]) == []


def test_an_answer_and_suggestions_are_shown_as_they_are_answered(
    of_the_wallet: TestClient,
) -> None:
    described = of_the_wallet.get("/api/v1/openapi.json").json()
    kept = described["components"]["schemas"]["AnswerModel"]["example"]
    shown = EXAMPLES[" ".join(sorted(kept))]
    suggestions = EXAMPLES["query suggestions"]
    real = of_the_wallet.get("/api/v1/suggest", params={"q": suggestions["query"]}).json()

    assert EXAMPLES["text"] == {"text": shown["text"]}
    for example in (kept, shown):
        body = {"text": example["text"]}
        assert differences(example, of_the_wallet.post("/api/v1/answer", json=body).json()) == []
    assert differences(suggestions, real) == []
    assert EXAMPLES["incident"] == {"incident": None}  # the last one, of two
    assert EXAMPLES["incident"] == of_the_wallet.get("/api/v1/incident").json()


@pytest.mark.parametrize(
    ("shown", "real"),
    [
        ({"a": 1}, {"a": 1, "b": 2}), ({"a": 1, "b": 2}, {"a": 1}), ({"a": "1"}, {"a": 1}),
        ({"a": True}, {"a": 1}), ({"a": None}, {"a": 1}), ({"a": []}, {"a": [1]}),
        ({"a": [1]}, {"a": []}), ({"a": [{"b": 1}]}, {"a": [{"c": 1}]}),
    ],
)  # fmt: skip
def test_another_shape_is_told(shown: object, real: object) -> None:
    assert differences(shown, real)
