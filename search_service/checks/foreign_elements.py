"""Elements and attributes on the page that Markdown does not make: from attribute lists, or HTML.

Read from the HTML and not from what was written, so that it holds for macros and data as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from search_service.checks.content_view import ContentView
from search_service.checks.raw_html import html_of
from search_service.checks.read_page import ReadPage
from search_service.checks.rule import Rule
from search_service.content.card_tables import ROLES
from search_service.content.problems import Problem

_ELEMENT_NAMES = (
    "body h1 h2 h3 h4 h5 h6 p a em strong code pre span br hr img ul ol li table thead tbody tr th "
    "td dl dt dd blockquote div"
)
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_ANYWHERE = frozenset({"class", "id"})
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "table": {"data-cards"},
    "th": {"align"},
    "td": {"align", "data-column"},
}
# What opens another program is an address and nothing else: *21*… diverts calls, ?bcc= copies.
_WHOLE = {
    "tel": re.compile(r"\+?\d(?:-?\d){2,19}"),
    "mailto": re.compile(r"[\w.+-]{1,64}@[\w.-]{1,253}"),
}
# A link within the site has none.
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


# A name of the site's own parts: whoever bears it looks like one, or is taken for one by a script.
_OWN_NAME = re.compile(r"\{:?[^{}%\n]*(?<![\w-])(?:kb-|md-|__)[^{}\n]*\}")
_SHOWN_AS_CODE = re.compile(r"`[^`]*`")


def _fault(node: LexborNode) -> str | None:
    if node.tag not in _ELEMENTS:
        return f"页面上有 <{node.tag}>"
    for name, value in node.attributes.items():
        if name == "role" and value == ROLES.get(node.tag):
            continue
        if name not in _ANYWHERE | _ATTRIBUTES.get(node.tag, set()):
            return f"<{node.tag}> 带了 {name}"
        if name in {"href", "src"} and (fault := _fault_of_address(node.tag, value or "")):
            return fault
    return None


def _fault_of_address(tag: str, address: str) -> str | None:
    seen = "".join(sign for sign in address if sign > " ")  # as browsers read it
    try:
        parts = urlsplit(seen)
    except ValueError:
        return f"网址 {seen[:40]} 写错了"
    if not seen:
        return "链接没有地址"
    allowed = _SCHEMES if tag == "a" else {""}
    if parts.scheme.lower() not in allowed:
        return f"网址不能以 {parts.scheme}: 开头"
    whole = _WHOLE.get(parts.scheme.lower())
    if whole and not whole.fullmatch(seen.partition(":")[2]):
        return f"网址 {seen[:40]} 不只是一个号码或邮箱"
    if parts.netloc and (tag == "img" or not parts.scheme):
        return f"网址 {seen[:40]} 要么写全 https://，要么指向本站的文件"
    return None


def _line_of_last(nodes: Sequence[LexborNode], page: ReadPage) -> int:
    """The line of the last element of these, in their order, that has one."""
    lines = (page.line_of(node) for node in reversed(nodes) if node.tag != "body")
    return next(filter(None, lines), page.first_line)


def _find(content: ContentView) -> Iterator[Problem]:
    """Speaks only of pages in which no HTML is written: there another rule does."""
    named = {file.shown_as for file, _, _ in html_of(content, comments=False)}
    advice = "请删掉花括号里的属性，链接写成 [文字](地址)"
    for page in content.markdown_files:
        for line, text in enumerate(page.body.split("\n"), page.first_line):
            if _OWN_NAME.search(_SHOWN_AS_CODE.sub("", text)):
                yield page.problem(RULE.id, line, "花括号里用了网站自己的名字", advice)
        body = page.as_read.tree.body
        if body is None or page.shown_as in named:
            continue
        before: list[LexborNode] = []
        for node in body.traverse(include_text=False):
            before.append(node)
            is_comment = (node.tag or "").startswith("-")
            if not is_comment and (fault := _fault(node)):
                yield page.problem(RULE.id, _line_of_last(before, page.as_read), fault, advice)


RULE = Rule("foreign-element", _find)
