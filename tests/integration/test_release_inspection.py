"""A release that is not as it must be is refused with the place, and what is served stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from search_service.releases import generations
from tests.builders import copied_shop, internal_file, write_agents

INTERNAL = "库房里还有三盏旧灯，先问店长再说"


class Shop:
    """A copy of the shop with an internal article, and the command line in it."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.releases = project / ".kb" / "releases"

    def kb(self, *words: str) -> tuple[int, str]:
        """Exit code and what was said."""
        command = [sys.executable, "-m", "search_service", "--project", str(self.project), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    @property
    def current(self) -> str | None:
        """The release in service."""
        return generations.current_name(self.releases)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """With a release in service."""
    shop = Shop(copied_shop(tmp_path_factory.mktemp("inspected") / "shop"))
    article = internal_file(body=f"{INTERNAL}。\n")
    write_agents(shop.project / "content", {"articles/check.md": article})
    # The shop's articles are no model of writing; what they lack is known.
    shop.kb("check", "--write-baseline")
    code, told = shop.kb("build", "--baseline")
    assert code == 0, told
    return shop


def add_to_main(text: str) -> Callable[[str], str]:
    """An article's page with something more, from the theme."""
    return lambda page: page.replace("{% block page_content %}", "{% block page_content %}" + text)


# What is broken, where, and what is said of it.
BROKEN = [
    ("theme/main.html", add_to_main("<script>run()</script>"), "有内嵌脚本。请移到 .js 文件里"),
    ("theme/main.html", add_to_main('<p style="color:red">灯</p>'), "有 style 属性"),
    ("theme/main.html", add_to_main('<a href="/gone/">灯</a>'), "链接「/gone/」指向的文件不在"),
    ("theme/main.html", add_to_main('<a href="#gone">灯</a>'), "没有「gone」这一节"),
    ("theme/main.html", add_to_main(f"<p>{INTERNAL}</p>"), "来自 content/agents/articles/check.md"),
    (
        "theme/main.html",
        lambda page: page.replace("{{ page.content }}", "{{ page.content | replace('灯', '烛') }}"),
        "网站上的正文和搜索读到的不一样",
    ),
    (
        "theme/sitemap.xml",
        lambda text: text.replace("file.page.meta.updated | e", "file.page.update_date | e"),
        "sitemap.xml：",
    ),
]


@pytest.mark.parametrize(("path", "change", "said"), BROKEN)
def test_a_broken_release_is_refused_and_the_one_before_stays(
    shop: Shop, path: str, change: Callable[[str], str], said: str
) -> None:
    good = shop.current
    file = shop.project / path
    sound = file.read_text(encoding="utf-8")
    assert change(sound) != sound
    file.write_text(change(sound), encoding="utf-8")
    try:
        code, told = shop.kb("build", "--baseline", "--force")
    finally:
        file.write_text(sound, encoding="utf-8")

    assert code == 1
    assert said in told
    assert "请" in told
    assert "Traceback" not in told
    assert shop.current == good
    assert [folder.name for folder in generations.sealed(shop.releases)] == [good]
    assert not list(shop.releases.glob(".*"))


def test_a_rollback_is_one_command(shop: Shop) -> None:
    good = shop.current
    shop.kb("build", "--baseline")
    assert shop.current != good

    assert shop.kb("release", "rollback") == (0, f"已退回：{good}\n")

    assert shop.current == good
    assert f"→ {good}" in shop.kb("release", "list")[1]
