"""What the sources say in figures the text says, too: the article of a law, its days and amounts.

The decree by which a law was issued has one number in all articles.

One of the two was mistyped, or one was changed and the other forgotten.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from search_service.analysis.numerals import arabic
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
_UNIT = r"(?:个?工作日|日|天|小时|个月|年|万?元|%)"
_FIGURE = re.compile(
    r"(?<![\d.,第月年])(?<!月 )(?<!年 )(?P<number>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十半]+)"
    rf" ?(?P<unit>{_UNIT})(?!公[布告]|发布|报道|起?施行|\s?\d|月|以来|修正|修订|无理由)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
# 非银行支付机构监督管理条例（国务院令第 768 号）
_DECREE = re.compile(
    r"(?P<law>[\u4e00-\u9fff]{4,30}(?:法|条例|办法|规范|规定|通知|公告))(?:（[^（）\d]*）)?》?"
    r"（(?P<number>[^（），；]{0,14}?\d+ ?号)）"
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
        yield from _figures(page, titles)
    yield from _decrees(content)


def _figures(page: MarkdownFile, titles: list[tuple[int, str]]) -> Iterator[Problem]:
    """Figures of the sources that the text lacks: where it has one like them, or in the head."""
    given = {figure for _, title in titles for figure, _ in _figures_in(title)}
    told = [(line, *one) for line, text in page.prose for one in _figures_in(text)]
    said = {figure for _, figure, _ in told}
    for index, title in titles:
        for (number, unit), shown in _figures_in(title):
            if (number, unit) in said:
                continue
            message = f"sources 里写着「{shown}」，正文里没有这个数"
            line = page.head_lines.get(("sources", index, "title"), 1)
            advice = "请核对原文：正文写错了就改正文，依据写错了就改这里"
            # The one figure of the kind that no source gives is the one that was to be this.
            other = [one for one in told if one[1][1] == unit and one[1] not in given]
            if len({figure for _, figure, _ in other}) > 1:
                # Beside another figure of the same source.
                own = {figure for figure, _ in _figures_in(title)}
                near = {at for at, figure, _ in told if figure in own}
                other = [one for one in other if one[0] in near]
            if len({figure for _, figure, _ in other}) == 1:
                line = other[0][0]
                message = f"写的是「{other[0][2]}」，sources 里没有这个数，只有「{shown}」"
                advice = "请核对原文：写错的那一处改掉"
            yield page.problem(RULE.id, line, message, advice)


def _figures_in(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Number and unit of each figure in one form, and as it is written."""
    for found in _FIGURE.finditer(text):
        number = found["number"].replace(",", "")
        if not (found["unit"] == "年" and _YEAR.fullmatch(number)):
            figures = number if number[0].isdigit() or "半" in number else arabic(number)
            yield (figures, found["unit"].removeprefix("个").replace("天", "日")), found[0]


def _decrees(content: ContentView) -> Iterator[Problem]:
    """Laws that one article gives another number than the others."""
    named: dict[str, list[tuple[str, str, MarkdownFile, int]]] = defaultdict(list)
    for page in (*content.articles, *content.internal):
        sources = page.head.get("sources")
        for index, one in enumerate(sources if isinstance(sources, list) else ()):
            line = page.head_lines.get(("sources", index, "title"), 1)
            title = str(one.get("title", "")) if isinstance(one, dict) else ""
            for found in _DECREE.finditer(title):
                number = re.sub(r"\s", "", found["number"])
                named[found["law"]].append((number, found["number"], page, line))
    for law, places in named.items():
        usual = Counter(number for number, *_ in places).most_common(1)[0][0]
        first = next(place for place in places if place[0] == usual)
        for number, shown, page, line in places:
            if number != usual:
                where = f"{first[2].shown_as} 第 {first[3]} 行"
                message = f"{law}这里是「{shown}」，{where}是「{first[1]}」"
                yield page.problem(RULE.id, line, message, "请核对是哪一号，各处写成一样")


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
