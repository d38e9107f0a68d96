"""One parser for all pages makes of each what MkDocs makes of it alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from search_service.content.fragments import Fragments
from search_service.content.source_files import pages_of
from tests.builders import ROOT, SHOP

PAGES = ("index.md", "lamps/index.md", "lamps/change-bulb.md", "delivery/when-shipped.md")
# What a page leaves behind in a parser: references, stashes of code and HTML, anchors, emphasis.
PIECES = (
    "## 灯泡\n",
    "## 灯泡\n\n### 灯泡\n",
    "## 题 {#c .k}\n",
    "[参考]: change-bulb.md\n",
    "看[参考][]和[参考]。\n",
    "看[这里](change-bulb.md#灯泡)、[那里](/delivery/when-shipped.md)、[没有](missing.md)。\n",
    "![图](lamp.png)\n",
    "<https://example.com/> & &copy; <b>粗</b>\n",
    "<div>\n**不读**\n</div>\n",
    "<div><p>没有结束\n",
    "```python\ndef 灯(): return 1  # 亮\n```\n",
    "```nolanguage\n<灯>\n```\n",
    "```\n没有语言\n```\n",
    '```yaml hl_lines="1" title="配置" linenums="1"\n灯: 1\n```\n',
    "```\n没有结束\n",
    "    缩进的代码\n",
    "- 一\n    - 二\n\n    ```js\n    let a = 1\n    ```\n",
    "1. 一\n2. 二\n",
    '!!! note "提示"\n    先看**这里**。\n',
    "> 引用\n> - 一\n",
    "| a | b |\n|---|:-:|\n| 1 | `2` |\n",
    "灯\n:   照明\n",
    "**没有结束 *和这个 __还有_ 这个*\n",
    "**注意：**别\\*动\\*`a*b`  \n换行\n",
    "*[HTML]: 语言\n",
    "\x02wzxhzdk:0\x03\n",
    "",
)
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=6).map("\n".join)
TEXT = st.text("灯 \n\t*_`[]()<>!#-+{}:|&\\>1.ab\"'~=\x02\x03", max_size=60)


def expected(fragments: Fragments, path: str, markdown: str) -> tuple[str, list[tuple[str, str]]]:
    """What MkDocs' own page makes of it."""
    config = fragments._config  # noqa: SLF001 - the very settings that are compared
    files = Files([File(one, config.docs_dir, config.site_dir, use_directory_urls=True)
                   for one in (*PAGES, "lamps/lamp.png")])  # fmt: skip
    file = files.get_file_from_path(path)
    assert file is not None
    page = Page(None, file, config)
    page.markdown, page.meta = markdown, {}
    page.render(config, files)
    return page.content or "", [(item.title, item.id) for item in page.toc]


@pytest.fixture(scope="module")
def fragments() -> Fragments:
    return Fragments(SHOP / "content" / "pages", PAGES, ("lamps/lamp.png",))


@settings(max_examples=150)
@given(
    pages=st.lists(st.tuples(st.sampled_from(PAGES), st.one_of(MARKDOWN, TEXT)), min_size=2,
                   max_size=4)
)  # fmt: skip
def test_a_page_is_what_mkdocs_makes_of_it_whatever_came_before(
    fragments: Fragments, pages: list[tuple[str, str]]
) -> None:
    for path, markdown in pages:
        html, toc = fragments._rendered(path, markdown)  # noqa: SLF001 - nothing remembered

        assert (html, toc) == expected(fragments, path, markdown)


def test_a_page_nested_beyond_reading_leaves_nothing_behind(fragments: Fragments) -> None:
    deep = "\n".join("    " * n + "- 灯" for n in range(300))
    with pytest.raises(Exception, match=r"index\.md"):
        fragments._rendered("index.md", deep)  # noqa: SLF001

    assert fragments._rendered("index.md", "- 灯") == expected(fragments, "index.md", "- 灯")  # noqa: SLF001


def test_every_page_of_the_site_is_what_mkdocs_makes_of_it() -> None:
    pages = ROOT / "content" / "pages"
    own = Fragments(pages, PAGES, ("lamps/lamp.png",))
    for path in pages_of(pages):
        markdown = (pages / path).read_text(encoding="utf-8")
        assert own._rendered("index.md", markdown) == expected(own, "index.md", markdown), path  # noqa: SLF001
