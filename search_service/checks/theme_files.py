"""Templates and pictures that pages, `brand.yml` and `mkdocs.yml` name are files of the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.data.data_files import BRAND
from search_service.content.pictures import is_harmless
from search_service.content.problems import Problem
from search_service.content.shipped import theme_of

# The builder's own, which the theme extends.
_PLAIN = "main.html"
_BUILT_IN = "assets/"
# As a browser reads it, without blanks and line ends.
_ELSEWHERE = re.compile(r"[a-z][a-z\d+.-]*:|[/\\]{2}", re.IGNORECASE)
_BRAND_FILES = ("logo", "share_image")
_SETTINGS = (("theme", "favicon"), ("theme", "logo"), ("extra_css",), ("extra_javascript",))


def _template_for(path: str, theme: Path) -> str | None:
    """The template that only fits pages of this place; None where any fits."""
    if path == "index.md":
        return "home.html"
    if path.endswith("/index.md"):
        return "topic.html"
    own = f"{Path(path).stem}.html"
    return own if (theme / own).is_file() else None


def _fault_of_template(page: MarkdownFile, theme: Path) -> tuple[str, str] | None:
    written = page.head.get("template")
    if page.is_article or not isinstance(written, str):
        return None  # of tools the head's model speaks, as of a page without one
    wanted = _template_for(page.path, theme)
    if wanted and written != wanted:
        return f"template 写了 {written}，这一页要用 {wanted}", f"请改成 template: {wanted}"
    if not wanted and written != _PLAIN and not (theme / written).is_file():
        return f"没有叫 {written} 的模板", f"请改成 template: {_PLAIN}"
    return None


def _templates(content: ContentView) -> Iterator[Problem]:
    theme = theme_of(content.project)
    for page in content.pages:
        if fault := _fault_of_template(page, theme):
            yield page.problem(TEMPLATES.id, page.head_lines.get(("template",), 1), *fault)


def missing_files(content: ContentView) -> Iterator[Problem]:
    """Icons, styles and scripts that `mkdocs.yml` names and nobody has put there."""
    theme = theme_of(content.project)
    places = (theme, content.project / "content" / "pages")
    for shown_as, node in _named_in_settings(content):
        name = str(node.value)
        if name.startswith(_BUILT_IN):
            continue
        if _ELSEWHERE.match("".join(sign for sign in name if sign > " ")):
            line = node.start_mark.line + 1
            advice = "请把文件放进 theme/，写它在那里的名字"
            yield Problem(shown_as, line, "settings", f"{name} 在别的网站上", advice)
        elif not any((place / name).is_file() for place in places):
            line = node.start_mark.line + 1
            advice = "请改成 theme/ 下面现有的文件，或把它放进去"
            yield Problem(shown_as, line, "settings", f"没有 {name} 这个文件", advice)


def _named_in_settings(content: ContentView) -> Iterator[tuple[str, yaml.ScalarNode]]:
    for keys in _SETTINGS:
        shown_as, node = content.site_settings.found(*keys)
        for one in node.value if isinstance(node, yaml.SequenceNode) else (node,):
            if isinstance(one, yaml.ScalarNode) and one.value and not one.tag.startswith("!"):
                yield shown_as, one


def _brand_files(content: ContentView) -> Iterator[Problem]:
    theme, brand = theme_of(content.project), content.corpus.data.brand
    path = f"data/{BRAND.file_name}"
    written = next((one for one in content.data_files if one.path == path), None)
    if brand is None or written is None:
        return
    for field in _BRAND_FILES:
        name = getattr(brand, field)
        if name is not None and not (theme / name).is_file():
            advice = "请把图片放进 theme/，或写 null，自动做一个"
            message = f"{field}：theme/ 里没有 {name}"
            yield written.problem(BRAND_FILES.id, (field,), message, advice)
        elif name is not None and not is_harmless(theme / name):
            message = f"{field}：{name} 里有程序或别处的地址，不会发布"
            advice = "请换成 PNG，或让设计的人去掉里面的脚本和链接"
            yield written.problem(BRAND_FILES.id, (field,), message, advice)


TEMPLATES = Rule("front-matter", _templates, looks_elsewhere=True)
BRAND_FILES = Rule("data-file", _brand_files, looks_elsewhere=True)
RULES = (TEMPLATES, BRAND_FILES)
