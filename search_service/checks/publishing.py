"""The days between which an article is published make sense, and so does what follows it."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.article import Article, ToolFrontMatter
from search_service.content.problems import Problem


def _fault(  # noqa: PLR0911 - one a mistake
    article: Article, ids: frozenset[str], leaving: frozenset[str]
) -> tuple[str, str, str]:
    """The key, what is wrong with it and what to do; empty when nothing is."""
    head = article.front_matter
    if isinstance(head, ToolFrontMatter) and (head.publish_on or head.expires_on):
        key = "publish_on" if head.publish_on else "expires_on"
        return key, f"自助工具不能写 {key}", "别处都要用到它，请删掉这一项"
    if head.publish_on and head.expires_on and head.expires_on <= head.publish_on:
        message = f"expires_on {head.expires_on} 不晚于 publish_on {head.publish_on}"
        return "expires_on", message, "请改成更晚的日期"
    if head.moved_to is None:
        return "", "", ""
    if head.expires_on is None:
        return "moved_to", "写了 moved_to，没有写 expires_on", "请写上哪天起不再发布"
    if head.moved_to not in ids or head.moved_to == article.id:
        message = f"moved_to：没有 {head.moved_to} 这篇文章，或就是这篇自己"
        return "moved_to", message, "请写另一篇已有文章的编号"
    if head.moved_to in leaving:
        message = f"moved_to：{head.moved_to} 自己也会不再发布"
        return "moved_to", message, "请写一篇一直发布的文章"
    return "", "", ""


def _find(content: ContentView) -> Iterator[Problem]:
    ids = frozenset(article.id for article in content.corpus.articles)
    leaving = frozenset(
        article.id for article in content.corpus.articles if article.front_matter.expires_on
    )
    for page in content.articles:
        if page.article is None:
            continue
        key, message, advice = _fault(page.article, ids, leaving)
        if key:
            yield page.problem(RULE.id, page.head_lines.get((key,), 1), message, advice)


RULE = Rule("publishing", _find)
