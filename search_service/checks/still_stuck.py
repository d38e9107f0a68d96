"""Every article says what to do when it did not help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.article import STILL_STUCK
from search_service.content.problems import Problem

# What such a section is called where it is called otherwise.
_MEANT = re.compile(r"还(?:没|未|有|是|不)|解决|[问疑]题?[？?]$|帮助|求助|仍[然有未]")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        headings = {block.text: block.line for block in page.blocks if block.kind == "heading"}
        if STILL_STUCK not in headings:
            last = page.first_line + page.body.rstrip("\n").count("\n")
            if named := [text for text in headings if _MEANT.search(text)]:
                yield page.problem(
                    RULE.id,
                    headings[named[-1]],
                    f"标题「{named[-1]}」不是「{STILL_STUCK}」",
                    f"这一节的标题每篇都一样，请写成 ## {STILL_STUCK}，问号用全角",
                )
                continue
            message = f"没有「{STILL_STUCK}」一节"
            advice = f"请加上 ## {STILL_STUCK}，写下一步去哪里、带上什么"
            yield page.problem(RULE.id, last, message, advice)


RULE = Rule("still-stuck", _find)
