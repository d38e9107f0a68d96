from __future__ import annotations

from datetime import date
from http import HTTPStatus
from pathlib import Path

from search_service.answering.search import Search
from search_service.records.query_log import QueryCount, QueryLogFile
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.service_client import TestClient


def asked(settings: Settings, *queries: dict[str, str | int]) -> tuple[QueryCount, ...]:
    """What the log holds after a service with these settings has answered."""
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        for query in queries:
            assert client.get("/api/v1/search", params=query).status_code == HTTPStatus.OK
    return QueryLogFile(settings.query_log_file).read(date.min, 1)


def with_log(settings: Settings, *, on: bool) -> Settings:
    settings.query_log_file.unlink(missing_ok=True)
    return settings.model_copy(update={"query_log": on})


def test_queries_are_counted_once_for_all_their_pages(
    shop_settings: Settings, shop_search: Search
) -> None:
    assert shop_search.generation
    settings = with_log(shop_settings, on=True)

    counts = asked(
        settings,
        {"q": "灯泡怎么换"},
        {"q": " 灯泡怎么换 "},
        {"q": "灯泡怎么换", "offset": 1},
        {"q": "我的电话 13800138000"},
    )

    assert [(one.text, one.count) for one in counts] == [
        ("灯泡怎么换", 2),
        ("我的电话 【手机号已隐去】", 1),
    ]


def test_unless_it_is_asked_for_nothing_is_recorded(
    shop_settings: Settings, shop_search: Search
) -> None:
    assert shop_search.generation
    settings = with_log(shop_settings, on=False)

    assert asked(settings, {"q": "灯泡怎么换"}) == ()
    assert not settings.query_log_file.exists()


def test_a_log_that_cannot_be_written_does_not_disturb_the_search(
    shop_settings: Settings, shop_search: Search
) -> None:
    assert shop_search.generation
    settings = with_log(shop_settings, on=True)
    settings.query_log_file.mkdir()

    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        answer = client.get("/api/v1/search", params={"q": "灯泡怎么换"})

    assert answer.status_code == HTTPStatus.OK
    Path(settings.query_log_file).rmdir()
