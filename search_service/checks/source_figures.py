"""What the sources say in figures the text says, too: the article of a law, its days and amounts.

One of the two was mistyped, or one was changed and the other forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_NUMBER = r"[一二三四五六七八九十百零\d]+"
_ARTICLE = re.compile(rf"第({_NUMBER})条")
_CITED = re.compile(
    rf"(?P<law>[\u4e00-\u9fff]{{2,24}}(?:法|条例|办法|规定))》?(?:（[^（）]*）)?[^。；，\d一-十]{{0,2}}"
    rf"第(?P<article>{_NUMBER})条"
)
_FIGURE = re.compile(
    r"(?<![\d.第月年])(?<!月 )(?<!年 )\d+ ?(?:个?工作日|日|天|小时|个月|万?元|%)"
    r"(?!公[布告]|发布|报道|起?施行)"
)
_SHORTEST = 4


def _find(content: ContentView) -> Iterator[Problem]:
    for page in (*content.articles, *content.internal):
        sources = page.head.get("sources")
        titles = [
            (index, str(one.get("title", "")))
            for index, one in enumerate(sources if isinstance(sources, list) else ())
            if isinstance(one, dict)
        ]
        yield from _articles(page, [title for _, title in titles])
        said = re.sub(r"\s", "", page.body)
        for index, title in titles:
            for found in _FIGURE.findall(title):
                if found.replace(" ", "") not in said:
                    line = page.head_lines.get(("sources", index, "title"), 1)
                    message = f"sources 里写着「{found}」，正文里没有这个数"
                    advice = "请核对原文：正文写错了就改正文，依据写错了就改这里"
                    yield page.problem(RULE.id, line, message, advice)


def _articles(page: MarkdownFile, titles: list[str]) -> Iterator[Problem]:
    """Articles of a law that the sources name with others."""
    for line, text in page.prose:
        for found in _CITED.finditer(text):
            name = found["law"]
            of_law = [
                title
                for title in titles
                if any(name[start:] in title for start in range(len(name) - _SHORTEST + 1))
            ]
            listed = {article for title in of_law for article in _ARTICLE.findall(title)}
            if listed and found["article"] not in listed:
                others = "、".join(f"第{one}条" for one in sorted(listed))
                message = f"正文写的是「第{found['article']}条」，sources 里是{others}"
                yield page.problem(RULE.id, line, message, "请看过原文，两处写成一样")


RULE = Rule("source-figure", _find)
