"""Topics and tools stand on the home page with an icon that exists; else they get a plain one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem
from search_service.content.site_settings import FILE
from search_service.content.tools import TOOLS_FOLDER
from search_service.site.icons import icon_names

_ADVICE = "请在信息头里写一个 Material 图标的名字，如 material/cash-refund"


def _is_shown(page: MarkdownFile) -> bool:
    """Whether the home page shows it: a topic, or a tool instead of the topic of tools."""
    is_tool = page.path.startswith(f"{TOOLS_FOLDER}/")
    return page.is_article if is_tool else page.path.endswith("/index.md")


def _find(content: ContentView) -> Iterator[Problem]:
    known = icon_names(content.project)
    for page in filter(_is_shown, content.pages):
        icon = page.head.get("icon")
        if icon is None:
            yield page.problem(RULE.id, 1, "没有写 icon，首页上是默认图标", _ADVICE)
        elif str(icon) not in known:
            line = page.head_lines.get(("icon",), 1)
            yield page.problem(RULE.id, line, *_unknown(str(icon), known))
    for icon, line in content.home_needs("icon"):
        if icon not in known:
            yield Problem(FILE, line, RULE.id, *_unknown(icon, known))


def _unknown(icon: str, known: Collection[str]) -> tuple[str, str]:
    close = get_close_matches(icon, known, 3)
    advice = f"请改成 {'、'.join(close)}" if close else _ADVICE
    return f"没有叫 {icon} 的图标，首页上是默认图标", advice


RULE = Rule("icon", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
