"""A head in the middle of a file: the file was pasted behind itself, or behind another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_HEAD = re.compile(r"(?m)^---\s*\n(?:[a-z_]+:.*\n)*?(?:id|title): .*\n")


def _find(content: ContentView) -> Iterator[Problem]:
    told = {one.path for one in content.corpus.problems if one.rule == RULE.id}
    for page in content.markdown_files:
        if page.shown_as not in told and (found := _HEAD.search(page.body)):
            line = page.first_line + page.body.count("\n", 0, found.start())
            message = "正文里又有一个信息头：文件贴了两遍，或接上了另一篇"
            yield page.problem(
                RULE.id, line, message, "请从这一行起删掉；是另一篇，就放进它自己的文件"
            )


RULE = Rule("head-missing", _find)
