"""Words that a writer typed and that no reader sees: whatever syntax swallowed them.

Every run of 汉字 of the file's lines is looked for on the page that was made of them. No list of
mistakes is needed for that, so it also finds those that nobody thought of.
"""

from __future__ import annotations

import re

from search_service.checks.markdown_file import MarkdownFile
from search_service.content.line_marks import unmarked

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
# What is not meant to be read as it stands: references, names of headings, addresses.
_NOT_READ = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[:#.][^}]*\}|(?<=\])\([^)]*\)")


def _shown(page: MarkdownFile) -> str:
    """All words of the page, and those that its pictures and links bear."""
    tree = page.as_read.tree
    words = tree.body.text(deep=True, separator="") if tree.body else ""
    told = (
        str(one.attributes.get(name) or "")
        for one in tree.css("img,a")
        for name in ("alt", "title")
    )
    return unmarked(" ".join((words, *told)))


def lost_words(page: MarkdownFile) -> tuple[int, str] | None:
    """Line and words of the first run of 汉字 that the page does not hold; None of none."""
    if not page.as_read.html:
        return None  # the parser has reported it
    shown = _shown(page)
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        for run in _RUN.findall(_NOT_READ.sub(" ", line)):
            if run not in shown:
                return number, run
    return None
