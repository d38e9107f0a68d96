"""Words that a writer typed and that no reader sees: whatever syntax swallowed them.

Every run of 汉字 of the file's lines is looked for on the page that was made of them. No list of
mistakes is needed for that, so it also finds those that nobody thought of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.line_marks import unmarked
from search_service.content.problems import Problem

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
# What is not meant to be read as it stands: references, names of headings, addresses.
_NOT_READ = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[:#.][^}]*\}|(?<=\])\([^)\s]*\)")
_SHOWN = 16


def _shown(page: MarkdownFile) -> str:
    """All words of the page, and those that stand for its pictures."""
    tree = page.as_read.tree
    words = tree.body.text(deep=True, separator="") if tree.body else ""
    pictures = (str(one.attributes.get("alt") or "") for one in tree.css("img"))
    return unmarked(" ".join((words, *pictures)))


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        if not page.as_read.html:
            continue  # the parser has reported it
        shown = _shown(page)
        for number, line in enumerate(page.body.split("\n"), page.first_line):
            lost = [run for run in _RUN.findall(_NOT_READ.sub(" ", line)) if run not in shown]
            if lost:
                message = f"「{lost[0][:_SHOWN]}」写在文件里，页面上却没有"
                advice = "请看看这一行的符号是不是把它变成了别的东西；不要的就删掉"
                yield page.problem(RULE.id, number, message, advice)
                break  # one cause


RULE = Rule("text-lost", _find)
