"""Spaces that nobody meant: doubled ones, and signs that cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_DOUBLED = re.compile(r"[^\s|] {2,}[^\s|]")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f"
    "\u2060-\u206f\ufeff\ufff9-\ufffd]"
)
# In text, a definition list's mark and a list's mark have spaces of their own behind them.
_MARK = re.compile(r"^[\s>]*(?:(?:[-*+:]|\d+\.)\s+)?")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in page.prose:
            written = _MARK.sub("", text)
            if not written.lstrip().startswith("|") and _DOUBLED.search(written):
                yield page.problem(RULE.id, line, "连着打了两个空格", "请只留一个")
    files = [(page.shown_as, page.text) for page in content.markdown_files]
    files += [(one.shown_as, one.text) for one in (*content.data_files, *content.agent_files)]
    files += [(f"content/{path}", text) for path, text in content.texts.items() if "/" in path]
    for shown_as, text in files:
        for line, written in enumerate(text.split("\n"), 1):
            if found := _UNSEEN.search(written):
                message = f"有一个看不见的字符（U+{ord(found[0]):04X}）"
                before = written[max(0, found.start() - 6) : found.start()].strip()
                advice = f"请删掉「{before}」后面的它，重新输入" if before else "请删掉行首的它"
                yield Problem(shown_as, line, RULE.id, message, advice)


RULE = Rule("spacing", _find)
