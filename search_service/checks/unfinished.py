"""Places that the template left for the writer are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import UNFINISHED
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# What writers leave for later: the templates' mark, and their own.
_NOTE = re.compile(
    rf"{UNFINISHED}|待补充?|待确认|待定稿|(?<![A-Za-z])(?:TODO|FIXME|XXX|TBD)(?![A-Za-z])"
)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in enumerate(page.text.split("\n"), 1):
            if found := _NOTE.search(text):
                message = f"还有一处{found[0]}"
                yield page.problem(RULE.id, line, message, "请写上内容，再去掉这个标记")


RULE = Rule("unfinished", _find)
