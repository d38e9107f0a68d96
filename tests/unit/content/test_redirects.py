from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.redirects import Redirect, load_redirects
from tests.builders import article_file, write_content

SOUND = "redirects:\n  - {from: /old/lamp/, to: /lamps/a/}\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Content with the pages /lamps/ and /lamps/a/."""
    return write_content(tmp_path / "content", {"lamps/a.md": article_file()})


def load(content: Path, text: str) -> tuple[list[Redirect], list[str]]:
    (content / "data" / "redirects.yml").write_text(text, encoding="utf-8")
    redirects, problems = load_redirects(content)
    return list(redirects), list(map(str, problems))


def test_without_a_file_nothing_is_redirected(content: Path) -> None:
    assert load_redirects(content) == ((), [])


@pytest.mark.parametrize(
    "entry",
    [
        "{from: /old/lamp/, to: /lamps/a/}",
        "{from: /老地址/, to: /lamps/}",
        "{from: /faq.html, to: /lamps/a/}",
        "{from: /old/faq-2.1.html, to: /}",
        "{from: /agents/, to: /}",
        "{from: /Lamps/A/, to: /lamps/a/}",
    ],
)
def test_an_old_address_leads_to_a_page(content: Path, entry: str) -> None:
    (content / "pages" / "index.md").write_text("", encoding="utf-8")

    redirects, problems = load(content, f"redirects:\n  - {entry}\n")

    assert len(redirects) == 1
    assert problems == []


def test_an_empty_list_is_sound(content: Path) -> None:
    assert load(content, "redirects: []\n") == ([], [])


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{from: /old/, to: /attic/}", "to：没有 /attic/ 这个页面"),
        ("{from: /old/, to: /lamps/a}", "to：/lamps/a 写法不对"),
        ("{from: /old/, to: 'https://lamps.example/'}", "to：https://lamps.example/ 写法不对"),
        ("{from: /old/, to: //lamps.example/}", "to：//lamps.example/ 写法不对"),
        ("{from: /lamps/a/, to: /lamps/}", "from：/lamps/a/ 是一个现有的页面"),
        ("{from: /lamps/, to: /lamps/a/}", "from：/lamps/ 是一个现有的页面"),
        ("{from: old/, to: /lamps/}", "from：old/ 写法不对"),
        ("{from: /../old/, to: /lamps/}", "from：/../old/ 写法不对"),
        ("{from: '/old;}/', to: /lamps/}", "from：/old;}/ 写法不对"),
        ("{from: '/~old/', to: /lamps/}", "from：/~old/ 写法不对"),
        ("{from: '/old/?q=1', to: /lamps/}", "from：/old/?q=1 写法不对"),
        ("{from: /old/lamp/, to: /lamps/}", "from：/old/lamp/ 写了两次"),
        ("{from: /agent/, to: /lamps/}", "from：/agent/ 在 /agent/ 下面，那里由服务自己回答"),
        ("{from: /API/v1/help.html, to: /lamps/}", "from：/API/v1/help.html 在 /API/ 下面"),
        (f"{{from: /{'灯' * 81}/, to: /lamps/}}", f"from：/{'灯' * 81}/ 太长"),
        (f"{{from: {'/lamps' * 151}/, to: /lamps/}}", f"from：{'/lamps' * 151}/ 太长"),
        ("{from: /old/}", "redirects.2.to：缺少这一项"),
        ("{from: /old/, to: /lamps/, code: 301}", "redirects.2.code：不认识这一项"),
    ],
)
def test_a_wrong_redirect_is_a_problem_at_its_line(content: Path, entry: str, said: str) -> None:
    _, problems = load(content, f"{SOUND}  - {entry}\n")

    assert len(problems) == 1
    assert problems[0].startswith(f"content/data/redirects.yml:3：{said}")


def test_a_redirect_to_a_redirect_is_a_problem(content: Path) -> None:
    redirects, problems = load(content, f"{SOUND}  - {{from: /older/, to: /old/lamp/}}\n")

    assert len(redirects) == 1
    assert "to：没有 /old/lamp/ 这个页面" in problems[0]


@pytest.mark.parametrize("text", ["", "- a\n", "redirects: 3\n", "redirects: [a\n", "wrong: []\n"])
def test_a_malformed_file_is_a_problem_and_not_an_exception(content: Path, text: str) -> None:
    redirects, problems = load(content, text)

    assert redirects == []
    assert problems
    assert problems[0].startswith("content/data/redirects.yml:")
