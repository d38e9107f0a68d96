"""A link that Markdown does not see, or that leads out of the site by a back door."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.link_definitions import faults_of_definitions
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_TARGET = re.compile(
    r"\]\(\s*(?P<target>[^)\n]*)\)|(?:href|src)\s*=\s*[\"']?(?P<attribute>[^\"'\s>]*)"
)
_CODE = re.compile(r"`[^`]*`|\{[{%].*?[}%]\}")
_SCHEME = re.compile(r"\s*(?P<scheme>[a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
_ALLOWED = {"https", "mailto", "tel"}
_FORMS = (
    (re.compile(r"\]（"), "链接用了全角括号「（」", "请改成半角的 ]( 和 )"),
    (re.compile(r"\]\([^)\s]*）"), "链接用了全角括号「）」", "请改成半角的 )"),
    (re.compile("\uff3b[^\uff3d]*\uff3d"), "链接用了全角方括号", "请改成半角的 [ 和 ]"),
    (
        re.compile(r"\][ \t]+\([^)]*(?:\.md|://|#)[^)]*\)"),
        "] 和 ( 之间有空格，不成链接",
        "请删掉空格",
    ),
    (re.compile(r"！\[[^\]]*\]\("), "图片前的感叹号是全角的，只会显示成链接", "请改成半角的 !"),
    (re.compile(r"【[^】]*】\([^)]*\)"), "链接用了【】", "请改成半角的 [ 和 ]"),
    (re.compile(r"^\s*\[TOC\]"), "目录不用写，页面上本来就有", "请删掉这一行"),
    (
        re.compile(r"\]\([^)\s\"']+\s+(?:\"[^\")]*|'[^')]*)\)"),
        "链接地址后面的引号没有成对",
        "请补上另一半引号，或删掉地址后面的字",
    ),
    (re.compile(r"\]\(\s*#?\s*\)"), "链接没有地址", "请在 ( ) 里写上要去的页面"),
    (re.compile(r"\]\([^)\s]+#\s*\)"), "链接的 # 后面没有小标题", "请写上小标题，或删掉 #"),
    (re.compile(r"(?<!!)\[\s*\]\("), "链接没有文字，读者看不见", "请在 [ ] 里写上那篇文章的标题"),
    # Whoever hears the links read out, one after the other, learns nothing from such a text.
    (
        re.compile(
            r"(?<!!)\[(?:请?点(?:击|一?下|按)?|看|详见|见)?\s*"
            r"(?:这里|此处|这儿|这个|此|链接|详情|更多|全文|我|查看(?:更多|详情)?|了解更多)\]\("
        ),
        "链接的文字没有说它通到哪里",
        "请写上那篇文章的标题",
    ),
)


def _fault(target: str) -> tuple[str, str] | None:
    address = re.sub(r"\s+[\"'].*$", "", target.strip()).strip("<>")
    if address.startswith(("//", "\\\\", "/\\")):
        return (
            f"链接 {address} 省去了 https:，会离开本站",
            "请删掉它，或引用 content/data/ 里的渠道",
        )
    if re.match(r"https?:(?!//[^/])", address, re.IGNORECASE):
        return f"链接 {address} 的 https: 后面不是两条斜线", "请写成 https:// 加网址"
    if (found := _SCHEME.match(address)) and found["scheme"].lower() not in _ALLOWED:
        scheme = found["scheme"].lower()
        return f"链接用了 {scheme}:，不允许", "站内用相对路径，站外只用 https://"
    if re.search(r"\s", address):
        return f"链接地址「{address}」里有空格", "请删掉空格；文件名里的空格改成短横线"
    return None


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in enumerate(page.body.split("\n"), page.first_line):
            written = _CODE.sub("", text)
            for pattern, message, advice in _FORMS:
                if pattern.search(written):
                    yield page.problem(RULE.id, line, message, advice)
            for found in _TARGET.finditer(written):
                fault = _fault(found["target"] or found["attribute"] or "")
                if fault:
                    yield page.problem(RULE.id, line, *fault)
        for line, message, advice in faults_of_definitions(page):
            yield page.problem(RULE.id, line, message, advice)


RULE = Rule("link-form", _find)
