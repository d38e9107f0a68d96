"""A picture is described in words, for those who do not see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_ADVICE = "请在 ![ ] 里写上图中有什么"
_FILE = re.compile(
    r"^[\w-]+\.(?:png|jpe?g|gif|webp|svg|avif)$|^(?:image|img|图片|截图)\d*$", re.IGNORECASE
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, token in page.inlines():
            if token.type == "image" and not token.content.strip():
                message = f"图片 {token.attrGet('src')} 没有文字说明"
                yield page.problem(RULE.id, line, message, _ADVICE)
            elif token.type == "image" and _FILE.search(token.content):
                message = f"图片的文字说明「{token.content}」是文件名"
                yield page.problem(RULE.id, line, message, _ADVICE)
            elif token.type == "image" and not _HAN.search(token.content):
                message = f"图片的文字说明「{token.content}」没有中文"
                yield page.problem(RULE.id, line, message, _ADVICE)
            if token.type == "image" and _ELSEWHERE.match(str(token.attrGet("src"))):
                message = f"图片 {token.attrGet('src')} 在别的网站上"
                yield page.problem(RULE.id, line, message, "请下载后放进 content/pages/images/")


RULE = Rule("alt-text", _find)
