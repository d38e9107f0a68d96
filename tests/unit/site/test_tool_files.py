"""Tool pages, the data of the tools, and what a writer is told about mistakes in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.content.data.opening_hours import shown_days, shown_spans
from search_service.content.data.operator_data import load_operator_data
from search_service.content.macros.markdown_parts import UnknownReference
from search_service.content.macros.tool_pages import tool_macros
from search_service.content.tools import TOOL_NAMES
from search_service.engines.whoosh.store import read_store, write_store
from search_service.errors import ContentInvalid
from search_service.releases.documents import documents_of
from search_service.releases.publish import publish
from search_service.settings import Settings
from search_service.site.tool_files import TOOL_DATA, write_tool_files
from tests.builders import SHOP, article_file, line_of, page_file, write_content

TOOL_PAGE = {"tool": "hours", "template": "tool.html"}


def content_with_tool(folder: Path, **head: str) -> Path:
    pages = {
        "lamps/on.md": article_file(related=["G-101"]),
        "tools/index.md": page_file("工具"),
        "tools/hours.md": article_file(article_id="G-101", related=["L-101"], **(TOOL_PAGE | head)),
    }
    return write_content(folder, pages)


def test_what_is_made_for_a_tool_is_made_for_one_that_there_is() -> None:
    assert set(TOOL_DATA) <= set(TOOL_NAMES)


def test_a_page_in_the_folder_of_tools_carries_one(tmp_path: Path) -> None:
    corpus = load_corpus(content_with_tool(tmp_path / "content"))

    assert corpus.problems == ()
    assert {article.id: article.tool for article in corpus.articles} == {
        "G-101": "hours",
        "L-101": None,
    }
    assert documents_of(corpus).tools["hours"].id == "G-101"


def test_documents_remember_their_tools(tmp_path: Path) -> None:
    documents = documents_of(load_corpus(content_with_tool(tmp_path / "content")))
    write_store(tmp_path / "store", documents)

    assert read_store(tmp_path / "store") == documents


def test_an_unknown_tool_is_named_with_those_there_are(tmp_path: Path) -> None:
    corpus = load_corpus(content_with_tool(tmp_path / "content", tool="crystal-ball"))

    (problem,) = (p for p in corpus.problems if p.path == "content/pages/tools/hours.md")
    assert problem.message.startswith("tool：不是允许的值")
    assert "hours" in problem.advice


def test_an_article_elsewhere_carries_no_tool(tmp_path: Path) -> None:
    folder = write_content(
        tmp_path / "content", {"lamps/on.md": article_file(related=["L-101"], tool="hours")}
    )

    assert any("tool：不认识这一项" in str(problem) for problem in load_corpus(folder).problems)


def test_two_pages_with_one_tool_are_a_problem(tmp_path: Path) -> None:
    folder = content_with_tool(tmp_path / "content")
    again = article_file(article_id="G-102", related=["L-101"], **TOOL_PAGE)
    (folder / "pages/tools/zz.md").write_text(again, encoding="utf-8")

    assert [p.rule for p in load_corpus(folder).problems] == ["duplicate-tool"]


def test_a_link_to_a_tool_may_carry_what_it_is_opened_with() -> None:
    data, _ = load_operator_data(SHOP / "content")
    tool = tool_macros(data)["tool"]

    assert tool("hours") == "[看客服现在在不在](../tools/hours.md){ .kb-tool-link }"
    assert tool("error-code", "查 L1001", code="L1001") == (
        "[查 L1001](../tools/error-code.md?code=L1001){ .kb-tool-link }"
    )
    with pytest.raises(UnknownReference, match="crystal"):
        tool("crystal-ball")


def test_the_files_of_the_tools_hold_the_data_and_the_articles_they_name(tmp_path: Path) -> None:
    content = content_with_tool(tmp_path / "content", tool="error-code")
    codes = content / "data" / "error_codes.yml"
    codes.write_text(codes.read_text("utf-8").replace("null", "L-101", 1), encoding="utf-8")
    documents = documents_of(load_corpus(content))
    write_tool_files(tmp_path / "site", content, documents)

    (file,) = (tmp_path / "site/assets/tools").iterdir()
    written = orjson.loads(file.read_bytes())
    assert file.name == "error-code.json"
    assert written["codes"][0]["code"] == "L1001"
    assert written["articles"] == {"L-101": {"title": "灯不亮怎么办", "url": "/lamps/on/"}}


def test_only_a_confirmed_channel_is_written_as_verified(tmp_path: Path) -> None:
    content = shutil.copytree(SHOP / "content", tmp_path / "content")
    data, _ = load_operator_data(content)

    assert [c["verified"] for c in TOOL_DATA["verify"](data)["channels"]] == [False]


def test_broken_data_stop_the_build_with_file_and_line(tmp_path: Path) -> None:
    content = content_with_tool(tmp_path / "content")
    documents = documents_of(load_corpus(content))
    (content / "data/verify.yml").write_text("ask: [", encoding="utf-8")

    with pytest.raises(ContentInvalid, match=r"content/data/verify\.yml:\d+"):
        write_tool_files(tmp_path / "site", content, documents)


HOURS = """
    hours:
      open:
        - {days: 周一至周五, time: 09:00-21:00}
        - {days: 周六、周日, time: 10:00-18:00}
      busy: [{days: 周一, time: 10:00-12:00}]
      special:
        - {name: 灯节, first: 2026-02-16, last: 2026-02-22, time: null}
"""


def channels_with(hours: str, folder: Path) -> Path:
    content = shutil.copytree(SHOP / "content", folder / "content")
    file = content / "data" / "channels.yml"
    text = file.read_text("utf-8").replace("    hours: null\n", hours.lstrip("\n"))
    file.write_text(text, encoding="utf-8")
    return content


def test_hours_are_read_and_shown_as_people_write_them(tmp_path: Path) -> None:
    data, problems = load_operator_data(channels_with(HOURS, tmp_path))

    assert problems == []
    hours = data.channels["counter"].hours
    assert hours is not None
    assert shown_spans(hours.open) == "周一至周五 09:00–21:00；周六、周日 10:00–18:00"
    assert hours.special[0].time is None
    assert shown_days((0, 1, 2, 3, 4, 5, 6)) == "每天"
    assert shown_days((0, 2, 3, 4)) == "周一、周三至周五"


@pytest.mark.parametrize(
    ("good", "bad", "message", "advice"),
    [
        ("周一至周五", "工作日", "不是星期", "周一至周五"),
        ("周六、周日", "周六、周六", "写了两次", "只写一次"),
        ("09:00-21:00", "9点到21点", "不是时段", "09:00-21:00"),
        ("09:00-21:00", "09:00-25:00", "没有这个时间", "24:00"),
        ("09:00-21:00", "21:00-09:00", "结束不晚于开始", "分两条写"),
        ("first: 2026-02-16", "first: 2026-03-16", "last 早于 first", "日期"),
        ("name: 灯节, ", "", "缺少这一项", "补上"),
    ],
)
def test_a_mistake_in_the_hours_is_one_message_with_its_line(
    tmp_path: Path, good: str, bad: str, message: str, advice: str
) -> None:
    content = channels_with(HOURS.replace(good, bad, 1), tmp_path)

    (problem,) = load_operator_data(content)[1]

    text = (content / "data/channels.yml").read_text("utf-8")
    assert problem.path == "content/data/channels.yml"
    assert problem.line == line_of(text, bad or "first:")
    assert message in problem.message
    assert advice in problem.advice


@pytest.mark.parametrize(
    ("good", "bad", "message", "advice"),
    [
        ("s.example", "https://s.example/", "不是域名", "例如 t.cn"),
        ('"7"', "7", "不是号码的开头", "引号"),
        ("[3, 5]", "[5, 3]", "最少位数大于最多位数", "[最少, 最多]"),
        ("stale_after_days: 90", "stale_after_days: 0", "太小", "改大"),
        ("ask: lamplighter", "ask: nobody", "没有「nobody」", "lamplighter"),
        ("brand_names: [萤火灯铺]", "brand_names: []", "太少", "补充"),
    ],
)
def test_a_mistake_in_the_rules_of_verification_is_one_message_with_its_line(
    tmp_path: Path, good: str, bad: str, message: str, advice: str
) -> None:
    content = shutil.copytree(SHOP / "content", tmp_path / "content")
    file = content / "data" / "verify.yml"
    text = file.read_text("utf-8").replace(good, bad)
    file.write_text(text, encoding="utf-8")

    (problem,) = load_operator_data(content)[1]

    assert (problem.path, problem.line) == ("content/data/verify.yml", line_of(text, bad))
    assert message in problem.message
    assert advice in problem.advice


def test_a_tool_that_is_asked_for_comes_first_and_is_opened_filled_in(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    content = content_with_tool(tmp_path / "content", tool="error-code")
    settings = Settings(project_dir=tmp_path, state_dir=tmp_path / "state")
    search = publish(settings, documents_of(load_corpus(content)), shop_analyser)

    first = search.search("灯不亮，提示 l 1001").hits[0]
    assert (first.article.id, first.url) == ("G-101", "/tools/hours/?code=L1001")
    assert (first.anchor, first.heading) == (None, "L1001")
    literal = search.search("灯不亮，提示 l 1001", literal=True).hits[0]
    assert literal.url == literal.article.url
    plain = search.search("灯不亮怎么办").hits[0]
    assert (plain.article.id, plain.article.tool) == ("L-101", None)


def test_a_site_without_the_tool_offers_no_link_to_it(shop_search: Search) -> None:
    hits = shop_search.search("l1001是什么意思").hits

    assert all(hit.url == hit.article.url for hit in hits)
