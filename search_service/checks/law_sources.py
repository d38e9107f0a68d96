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
# The law whose article is cited; what stands before its name is caught with it.
_BY_ARTICLE = re.compile(
    r"(?P<law>[\u4e00-\u9fff]{1,20}(?:法|条例|办法))(?:（[^）]*）)?第[一二三四五六七八九十百零\d]+条"
)
_SHORTEST_LAW = 2
_SHOWN = 16
_NAME_IT = "请写出规定的名称和条号，放进 sources；是自己的规定，就引用 content/data/；没有就删掉"
_QUOTED = re.compile(r"「[^「」]*」")
_ADVICE = "请在 sources 里写上是哪部法规、第几条和 checked_on"
# A rule that nobody can look up: it says neither which nor whose.
_NAMELESS = re.compile(
    r"(?:根据|依据|依照|按照|按|据|依)(?:国家|行业)?的?(?:相关|有关)的?(?:法律|法规|政策|监管|管理)*(?:规定|要求|法律|法规|政策|文件)"
    r"|(?:相关|有关)(?:法律|法规|部门|政策|监管)+的?(?:规定|要求)|(?:按|据|依)(?:规定|政策)(?!的?流程)，"
    r"|(?:国家|监管|央行)?新规(?:定)?(?:要求|规定|禁止|明确|出台|实施)|最高(?:人民)?法院?(?:说|规定|明确|要求|认为)"
)
# Of whom the text says that they want it, and how their rules are called in the sources.
_BODIES = (
    (re.compile(r"央行|人民银行|人行"), re.compile(r"人民银行|央行|支付")),
    (re.compile(r"银保监|金融监管总局"), re.compile(r"银保监|金融监管总局|银行|保险|金融")),
    (re.compile(r"消法"), re.compile(r"消费者")),
    (re.compile(r"电商法"), re.compile(r"电子商务")),
)
# Says that the law says so, and not which.
_VAGUE = re.compile(
    r"依法(?!设立|成立|登记|注册)"
    r"|(?:法律|法规|行政法规|央行|人民银行|监管(?:部门|机构)?|国家(?:有关)?|消法|电商法|有关部门)(?:上|里|都|也)?"
    r"(?:明文|明确)?(?:规定|要求|禁止|允许|写明|给了)|(?:根据|依据|依照|按照|按)(?:相关|有关|国家|现行)?的?(?:法律|法规|监管(?:规定|要求))"
)
# Of the law itself: a notice is none.
_OF_LAW = re.compile(r"依法|法律|法规")
_NOTICE = re.compile(r"通知|公告|标准|意见|问答|报道|公开信息|信息公开")
# Which article it is, or that nobody has found out.
_PLACED = re.compile(r"第[一二三四五六七八九十百零\d]+条|条号|原文|(?:没有?|未)(?:读|看|查|核)")
LAW = re.compile(r"法(?![院人定])|条例|办法|规定|规则|准则|解释|决定|通知|公告|标准|意见")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in (*content.articles, *content.internal):
        if not page.head:
            continue  # of a head that cannot be read the sources are not known
        sources = page.head.get("sources")
        titles = [
            str(source.get("title", ""))
            for source in (sources if isinstance(sources, list) else ())
            if isinstance(source, dict)
        ]
        listed = "".join(titles)
        for line, text in page.prose:
            own = _QUOTED.sub("", text)
            for found in _NAMED.finditer(text):
                title = found["title"] or found["name"]
                if not _is_listed(title, listed):
                    message = f"写到了「{title}」，sources 里没有它"
                    advice = "请看过原文，在 sources 里写上名称、条号和 checked_on"
                    yield page.problem(RULE.id, line, message, advice)
            for law in _unlisted(own, listed):
                yield page.problem(RULE.id, line, f"引用了「{law}」，sources 里没有它", _ADVICE)
            if _CITED.search(text) and not _CITED.search(listed) and not _NAMED.search(text):
                message = "引用了法规的条文，sources 里一条也没有"
                yield page.problem(RULE.id, line, message, _ADVICE)
            elif (vague := _VAGUE.search(own)) and not _is_backed(vague[0], titles):
                message = f"写了「{vague[0]}」，sources 里没有它的规定，或没有写是第几条"
                yield page.problem(RULE.id, line, message, _ADVICE)
            elif (nameless := _NAMELESS.search(own)) and not _NAMED.search(text):
                message = f"「{nameless[0].strip('，')}」没有说是哪一条规定"
                yield page.problem(RULE.id, line, message, _NAME_IT)


def _is_backed(vague: str, titles: list[str]) -> bool:
    """Whether a source is a rule with its article, of whoever is said to have made it."""
    ours = [source for body, source in _BODIES if body.search(vague)]
    named = any(LAW.search(title) and _PLACED.search(title) for title in titles)
    told = any(_NOTICE.search(title) for title in titles) and not _OF_LAW.search(vague)
    return (named or told) and all(source.search("".join(titles)) for source in ours)


def _is_listed(title: str, listed: str) -> bool:
    """Whether the sources name it; the sentence before a name may have been caught with it."""
    shortest = 4
    return any(title[start:] in listed for start in range(len(title) - shortest + 1))


def _unlisted(text: str, listed: str) -> list[str]:
    """Articles of laws that the sources do not have; those that are named in full are told."""
    if _NAMED.search(text):
        return []
    found = _BY_ARTICLE.finditer(text)
    return [one[0][-_SHOWN:] for one in found if not _is_named(one["law"], listed)]


def _is_named(law: str, listed: str) -> bool:
    """Whether the sources have a law by the end of its name, 「本法」 and 「该办法」 apart."""
    is_that_one = re.search(r"[本该此这](?:部|个)?(?:法|条例|办法)$", law)
    return bool(is_that_one) or law[-_SHORTEST_LAW:] in listed


RULE = Rule("law-source", _find)
