"""GET /search/?q=…: the answer that the service puts into the built page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.records.visit_reading import read_counts
from search_service.records.visit_store import VisitStore
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import Release
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from search_service.web import answers, results_page
from search_service.web.factory import create_app
from tests.service_client import TestClient

PAGE = """<!doctype html><title>搜索</title>
<input id="kb-field-input" name="q">
<!-- kb-answer --><p class="kb-results__noscript">没有脚本</p><!-- /kb-answer -->
<p>目录</p>
"""
QUESTION = "灯泡怎么换"


@pytest.fixture
def settings(
    shop_settings: Settings, shop_search: Search, shop_analyser: Analyser, tmp_path: Path
) -> Settings:
    """The shop with a site of one page, and with the queries counted."""
    assert shop_search.generation
    settings = shop_settings.model_copy(update={"state_dir": tmp_path, "query_log": True})
    write_page(settings, shop_search.documents, shop_analyser, PAGE)
    return settings


@pytest.fixture
def client(settings: Settings, shop_analyser: Analyser) -> Iterator[TestClient]:
    with started(settings, shop_analyser) as client:
        yield client


def started(settings: Settings, analyser: Analyser) -> TestClient:
    app = create_app(settings, LiveRelease(settings, analyser))
    return TestClient(app, "http://127.0.0.1", raise_server_exceptions=False)


def write_page(
    settings: Settings, documents: Documents, analyser: Analyser, text: str | None
) -> Release:
    """A release whose site is this results page, or none."""

    def write(site: Path, _search: Search) -> None:
        (site / "search").mkdir(parents=True)
        if text is not None:
            (site / "search" / "index.html").write_text(text, encoding="utf-8")

    return publish_release(settings, documents, analyser, site=write)


def results(client: TestClient, **parameters: str | int) -> str:
    response = client.get("/search/", params=parameters)
    assert response.status_code == HTTPStatus.OK, response.text
    return response.text


def counted(settings: Settings) -> list[tuple[str, int]]:
    counts = read_counts(VisitStore(settings.query_log_file), date.min)
    return [(counts.texts[row.text_id], row.visits) for row in counts.asked]


def test_the_hits_stand_in_the_page_that_was_built(client: TestClient) -> None:
    page = results(client, q=QUESTION)

    assert page.startswith(
        f'<!doctype html><meta name="robots" content="noindex"><title>{QUESTION} - 搜索</title>'
    )
    assert page.endswith("<p>目录</p>\n")
    assert f'id="kb-field-input" value="{QUESTION}"' in page
    assert 'data-rendered="high"' in page
    assert "没有脚本" not in page
    first = client.get("/api/v1/search", params={"q": QUESTION}).json()["hits"][0]
    addresses = re.findall(r'class="kb-hit__link" href="([^"]+)"', page)
    assert addresses[0].startswith(f"..{first['url']}")
    assert all(address.startswith("../") for address in addresses)


@pytest.mark.parametrize(
    ("due", "said"), [("2020-01-01", True), ("2999-01-01", False), ("", False)]
)
def test_an_overdue_review_is_said_with_everything_that_is_shown(
    settings: Settings, shop_documents: Documents, shop_analyser: Analyser, due: str, *, said: bool
) -> None:
    articles = [replace(one, review_due=due) for one in shop_documents.articles]
    write_page(settings, replace(shop_documents, articles=articles), shop_analyser, PAGE)

    with started(settings, shop_analyser) as client:
        page = results(client, q=QUESTION)
        answer = client.get("/api/v1/search", params={"q": QUESTION}).json()

    shown = re.findall(r'class="kb-(?:extract |hit__extract|hit__snippet)', page)
    assert shown
    assert page.count("2020-01-01 起未复核") == (len(shown) if said else 0)
    extracts = [one for hit in answer["hits"] for one in (hit, *hit["extracts"])]
    assert {one["review_due"] for one in extracts} == {due or None}


def test_what_was_asked_is_not_kept_by_anybody(client: TestClient) -> None:
    response = client.get("/search/", params={"q": QUESTION})

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_without_a_question_it_is_a_file_like_any_other(client: TestClient) -> None:
    for parameters in ({}, {"q": ""}, {"q": "  "}, {"category": "lamps"}):
        response = client.get("/search/", params=parameters)

        assert response.text == PAGE
        assert response.headers["Cache-Control"] == "no-cache"
    assert client.head("/search/").status_code == HTTPStatus.OK
    assert client.head("/search/", params={"q": QUESTION}).status_code == HTTPStatus.OK


def test_a_page_that_cannot_be_filled_is_sent_as_it_is(
    client: TestClient, settings: Settings, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    assert "data-rendered" in results(client, q=QUESTION)

    another = write_page(settings, shop_documents, shop_analyser, "<p>另一个主题的页面</p>")
    live: LiveRelease = client.app.state.live  # type: ignore[attr-defined]
    live.replace(another)

    assert results(client, q=QUESTION) == "<p>另一个主题的页面</p>"


def test_a_site_without_the_page_has_no_page(
    settings: Settings, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    write_page(settings, shop_documents, shop_analyser, None)

    with started(settings, shop_analyser) as client:
        assert client.get("/search/", params={"q": QUESTION}).status_code == HTTPStatus.NOT_FOUND


def test_nothing_found_says_so_and_leaves_the_rest_to_the_script(client: TestClient) -> None:
    page = results(client, q="ψωξ")

    assert "没有找到和「ψωξ」有关的文章" in page
    assert "data-rendered" not in page


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("13800138000", "13800138000"),
        ("我的卡 6222 0212 3456 7890 128", "6222"),
        ("密码是 abc12345", "abc12345"),
        ("lamp.example/login 灯不亮", "lamp.example"),
        ("短信【萤火灯铺】您的账户异常，请尽快处理", "账户异常"),
    ],
)
def test_what_is_private_is_withheld_from_the_page_and_the_log_and_the_rest_is_searched(
    client: TestClient, settings: Settings, text: str, private: str
) -> None:
    assert private not in results(client, q=text)
    assert private not in str(counted(settings))


def test_a_page_asked_for_with_nothing_but_a_number_is_the_built_one(client: TestClient) -> None:
    assert results(client, q="13800138000") == PAGE


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "长" * 500},
        {"q": QUESTION, "page": "1000"},
        {"q": QUESTION, "page": "51"},
        {"q": QUESTION, "page": "-1"},
        {"q": QUESTION, "page": "二"},
        {"q": QUESTION, "page": "9" * 1000},
        {"q": QUESTION, "category": "no-such-topic"},
        {"q": QUESTION, "literal": "perhaps"},
        {"q": "\x00"},
        {"q": "{{ 7 * 7 }}"},
    ],
)
def test_a_strange_address_is_still_a_page(client: TestClient, parameters: dict[str, str]) -> None:
    page = results(client, **parameters)

    assert page.endswith("<p>目录</p>\n")
    assert "49" not in page


def test_past_the_last_page_is_the_last_page(client: TestClient) -> None:
    last = results(client, q="灯", page=1).count("<li")
    assert last

    assert results(client, q="灯", page=40).count("<li") == last


def test_what_is_typed_is_text_wherever_it_appears(client: TestClient) -> None:
    payload = "\"><img src=x onerror=alert(1)>'灯"

    for parameters in ({"q": payload}, {"q": f"{payload}换", "literal": "true"}):
        page = results(client, **parameters)

        assert "<img" not in page
        assert "&lt;img" in page


def test_a_question_counts_once_for_all_its_pages_and_views(
    settings: Settings, shop_analyser: Analyser
) -> None:
    with started(settings, shop_analyser) as client:
        results(client, q=QUESTION)
        results(client, q=f" {QUESTION} ")
        results(client, q=QUESTION, page=2)

    assert counted(settings) == [(QUESTION, 1)]


def test_narrowed_and_literal_views_are_linked_from_one_another(client: TestClient) -> None:
    page = results(client, q="灯", category="lamps", literal="true")

    chips = re.findall(r'<a href="([^"]+)" class="kb-chip"( aria-current="true")?', page)
    assert ("?q=%E7%81%AF&amp;category=lamps&amp;literal=true", ' aria-current="true"') in chips
    assert ("?q=%E7%81%AF&amp;literal=true", "") in chips
    assert '<a href="?q=%E7%81%AF" data-search-literal="false">恢复智能查找</a>' in page


def test_a_switch_in_the_middle_of_an_answer_mixes_nothing(
    settings: Settings,
    shop_documents: Documents,
    shop_analyser: Analyser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    live = LiveRelease(settings, shop_analyser)
    live.refresh()
    old = live.release
    renamed = replace(
        shop_documents,
        articles=tuple(replace(one, title=f"新{one.title}") for one in shop_documents.articles),
    )
    new = write_page(settings, renamed, shop_analyser, PAGE.replace("目录", "新目录"))
    live.replace(old)
    ask = answers.answer_and_count

    def switch_and_ask(*given: Any) -> bytes:  # noqa: ANN401 - whatever is passed on
        live.replace(new)
        return ask(*given)

    monkeypatch.setattr(results_page, "answer_and_count", switch_and_ask)
    with TestClient(create_app(settings, live), "http://127.0.0.1") as client:
        live.replace(old)
        before, after = (results(client, q=QUESTION) for _ in range(2))

    shown = [re.sub(r"<[^>]+>", "", page) for page in (before, after)]
    assert [("新目录" in text, "新怎么换灯泡" in text) for text in shown] == [
        (False, False),
        (True, True),
    ]
