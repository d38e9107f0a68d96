"""A law or rule that the text names stands among the article's sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# 《…法》 in book marks, an article of a law by number, or a law by a name that ends like one.
_NAMED = re.compile(
    r"《(?P<title>[^》]*(?:法|条例|办法|规定|规则|准则|解释|决定))(?:（[^）]*）)?》"
    r"|(?P<name>[\u4e00-\u9fff]{2,20}?(?:保护法|商务法|洗钱法|诈骗法|安全法|合同法|广告法|管理办法|管理条例))"
)
_CITED = re.compile(r"(?:法|条例|办法|规定|》)[^。；]{0,15}第[一二三四五六七八九十百零\d]+条")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in (*content.articles, *content.internal):
        if not page.head:
            continue  # of a head that cannot be read the sources are not known
        sources = page.head.get("sources")
        listed = "".join(
            str(source.get("title", ""))
            for source in (sources if isinstance(sources, list) else ())
            if isinstance(source, dict)
        )
        for line, text in page.prose:
            for found in _NAMED.finditer(text):
                title = found["title"] or found["name"]
                if not _is_listed(title, listed):
                    message = f"写到了「{title}」，sources 里没有它"
                    advice = "请看过原文，在 sources 里写上名称、条号和 checked_on"
                    yield page.problem(RULE.id, line, message, advice)
            if _CITED.search(text) and not _CITED.search(listed) and not _NAMED.search(text):
                message = "引用了法规的条文，sources 里一条也没有"
                advice = "请在 sources 里写上是哪部法规、第几条和 checked_on"
                yield page.problem(RULE.id, line, message, advice)


def _is_listed(title: str, listed: str) -> bool:
    """Whether the sources name it; the sentence before a name may have been caught with it."""
    shortest = 4
    return any(title[start:] in listed for start in range(len(title) - shortest + 1))


RULE = Rule("law-source", _find)
