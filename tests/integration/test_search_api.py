# ruff: noqa: RUF001 - full-width characters are what people type
from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from pydantic import TypeAdapter

from search_service.answering.search import Search
from search_service.answering.snippets import Span
from search_service.asking.typed_text import Applied
from search_service.web.models import (
    ArticleModel,
    Breadcrumb,
    CategoryCount,
    HitModel,
    QueryModel,
    SearchModel,
)
from tests.problem_details import assert_problem
from tests.service_client import TestClient

SEARCH = "/api/v1/search"


def search(client: TestClient, **parameters: str | int | bool) -> dict[str, Any]:
    response = client.get(SEARCH, params=parameters)
    assert response.status_code == HTTPStatus.OK, response.text
    answer: dict[str, Any] = response.json()
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["article_id"] for hit in answer["hits"]]


def test_the_keys_of_an_answer_are_exactly_those_of_the_contract(client: TestClient) -> None:
    answer = search(client, q="換包裹的地址")

    assert set(answer) == {
        "query", "applied", "total", "limit", "offset", "confidence", "categories", "hits",
        "generation", "took_ms", "level", "answer", "also_possible",
    }  # fmt: skip
    assert set(answer["query"]) == {"text", "normalised", "literal"}
    assert {frozenset(applied) for applied in answer["applied"]} == {
        frozenset(("kind", "from", "to"))
    }
    assert {frozenset(category) for category in answer["categories"]} == {
        frozenset(("id", "title", "count"))
    }
    for hit in answer["hits"]:
        assert set(hit) == {
            "kind", "article_id", "url", "anchor", "title", "title_spans", "heading",
            "breadcrumbs", "category", "snippet", "unverified", "review_due", "summary", "score",
            "extracts",
        }  # fmt: skip
        assert {frozenset(span) for span in hit["title_spans"] + hit["snippet"]} == {
            frozenset(("text", "marked"))
        }


def test_an_answer_fits_its_model(client: TestClient) -> None:
    answer = search(client, q="換包裹的地址")
    applied = [Applied(kind=a["kind"], before=a["from"], after=a["to"]) for a in answer.pop("applied")]  # noqa: E501  # fmt: skip

    model = SearchModel.model_validate(answer | {"applied": applied}, strict=False)

    assert model.applied
    assert model.hits


@pytest.mark.parametrize(
    ("model", "keys"),
    [
        (QueryModel, {"text", "normalised", "literal"}),
        (Span, {"text", "marked"}),
        (Breadcrumb, {"title", "url"}),
        (CategoryCount, {"id", "title", "count"}),
        (Applied, {"kind", "from", "to"}),
    ],
)
def test_the_models_have_the_keys_of_the_contract(model: Any, keys: set[str]) -> None:  # noqa: ANN401 - any model
    schema = TypeAdapter(model).json_schema(mode="serialization", by_alias=True)

    assert set(schema["properties"]) == keys
    assert set(HitModel.model_fields) >= {"kind", "article_id", "url"}


def test_a_hit_carries_all_a_result_list_shows(client: TestClient) -> None:
    (hit, *_) = search(client, q="节日那几天发货吗")["hits"]

    assert hit["kind"] == "article"
    assert hit["url"] == "/delivery/when-shipped/"
    assert (hit["anchor"], hit["heading"]) == ("节日怎么算", "节日怎么算")
    assert hit["breadcrumbs"] == [{"title": "配送", "url": "/delivery/"}]
    assert hit["category"] == "delivery"
    assert "".join(span["text"] for span in hit["title_spans"]) == hit["title"]
    assert any(span["marked"] for span in hit["title_spans"] + hit["snippet"])


def test_what_was_understood_is_told(client: TestClient) -> None:
    answer = search(client, q="  換燈泡  ")

    assert answer["query"]["text"].strip() == "換燈泡"
    assert answer["query"]["normalised"] == "换灯泡"
    assert answer["applied"][0] == {"kind": "traditional", "from": "換燈泡", "to": "换灯泡"}


def test_literal_switches_rewriting_off(client: TestClient) -> None:
    answer = search(client, q="包裹", literal=True)

    assert answer["query"]["literal"] is True
    assert answer["applied"] == []


def test_a_category_narrows_the_hits(client: TestClient) -> None:
    answer = search(client, q="灯", category="delivery")

    assert {hit["category"] for hit in answer["hits"]} == {"delivery"}
    assert answer["total"] == len(answer["hits"])
    assert {category["id"] for category in answer["categories"]} == {"delivery", "lamps"}


def test_offset_and_limit_page_through_the_same_list(client: TestClient) -> None:
    whole = ids(search(client, q="灯", limit=50))
    second = search(client, q="灯", limit=2, offset=2)

    assert ids(second) == whole[2:4]
    assert (second["limit"], second["offset"], second["total"]) == (2, 2, len(whole))


def test_every_spelling_of_a_code_leads_to_its_article(client: TestClient) -> None:
    for typed in ("L102", "l-102", "L 102", "Ｌ－１０２"):
        answer = search(client, q=typed)
        assert ids(answer)[0] == "L-102"
        assert answer["confidence"] == "high"


def test_nothing_found_is_an_empty_answer_and_not_an_error(client: TestClient) -> None:
    answer = search(client, q="98765")

    assert (answer["total"], answer["hits"], answer["categories"]) == (0, [], [])
    assert answer["confidence"] == "low"


def test_an_answer_names_its_generation_and_is_not_cached(
    client: TestClient, shop_search: Search
) -> None:
    response = client.get(SEARCH, params={"q": "灯"})

    assert response.json()["generation"] == shop_search.generation
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("parameters", "mentioned"),
    [
        ({}, "q"),
        ({"q": ""}, "至少一个汉字"),
        ({"q": "？？"}, "至少一个汉字"),
        ({"q": "灯" * 2_100}, "最多 2000 个字"),
        ({"q": "灯" * 65, "explain": "true"}, "最多 64 个字"),
        ({"q": "灯", "limit": "0"}, "1 到 50"),
        ({"q": "灯", "limit": "51"}, "1 到 50"),
        ({"q": "灯", "limit": "九"}, "limit"),
        ({"q": "灯", "limit": "1e400"}, "limit"),
        ({"q": "灯", "offset": "-1"}, "0 到 500"),
        ({"q": "灯", "offset": "501"}, "0 到 500"),
        ({"q": "灯", "offset": "9" * 50}, "0 到 500"),
        ({"q": "灯", "category": "attic"}, "delivery、lamps"),
        ({"q": "灯", "category": ""}, "delivery、lamps"),
        ({"q": "灯", "literal": "perhaps"}, "literal"),
    ],
)
def test_a_rejected_query_is_told_what_is_wrong_and_the_limit(
    client: TestClient, parameters: dict[str, str], mentioned: str
) -> None:
    response = client.get(SEARCH, params=parameters)

    assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY, mentioned)


@pytest.mark.parametrize("code", ["L-102", "l-102"])
def test_an_article_is_given_by_its_code(client: TestClient, code: str) -> None:
    response = client.get(f"/api/v1/articles/{code}")

    assert ArticleModel.model_validate(response.json()).title == "怎么换灯泡"
    assert set(response.json()) == set(ArticleModel.model_fields)
    assert response.json()["updated"] == "2026-03-01"


@pytest.mark.parametrize("code", ["L-999", "灯", "%00", "a" * 500, "..%2f..%2fetc"])
def test_an_unknown_code_is_not_found(client: TestClient, code: str) -> None:
    assert_problem(client.get(f"/api/v1/articles/{code}"), HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/search", "/api/", "/api/v1/admin"])
def test_an_unknown_api_path_is_problem_details(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), HTTPStatus.NOT_FOUND, "没有这个接口")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_another_method_is_refused(client: TestClient, method: str) -> None:
    assert_problem(client.request(method, SEARCH), HTTPStatus.METHOD_NOT_ALLOWED)


def test_another_host_is_refused(client: TestClient) -> None:
    response = client.get(SEARCH, params={"q": "灯"}, headers={"Host": "lamps.example"})

    assert_problem(response, HTTPStatus.BAD_REQUEST)


def test_the_openapi_document_lists_the_routes(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.")
    assert set(document["paths"]) >= {
        "/api/v1/search",
        "/api/v1/articles/{article_id}",
        "/healthz",
        "/readyz",
    }
    parameters = document["paths"]["/api/v1/search"]["get"]["parameters"]
    assert {parameter["name"] for parameter in parameters} == {
        "q", "limit", "offset", "category", "literal", "explain", "typing",
    }  # fmt: skip
    responses = document["paths"]["/api/v1/search"]["get"]["responses"]
    assert {"200", "422", "503"} <= set(responses)


def test_the_site_is_served_on_the_same_origin(client: TestClient) -> None:
    for path in ("/", "/lamps/"):
        response = client.get(path)

        assert response.status_code == HTTPStatus.OK
        assert "萤火灯铺" in response.text
        assert response.headers["cache-control"] == "no-cache"


def test_an_unknown_page_is_not_found(client: TestClient) -> None:
    response = client.get("/attic/")

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert response.headers["content-type"].startswith("text/")
