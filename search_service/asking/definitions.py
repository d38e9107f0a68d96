"""「冻结是什么意思」 to the term whose meaning is asked for."""

from __future__ import annotations

import re

_BEFORE = "请问|什么叫做?|什么是|啥叫|啥是|何为|何谓|解释一?下?|名词解释"
_AFTER = (
    "(?:到底|究竟)?(?:是(?:个|一个)?(?:什么|啥)(?:意思|东西|概念|玩意儿?)?"
    "|(?:的)?(?:意思|含义|定义|概念)(?:是(?:什么|啥))?|(?:什么|啥)意思|指的?(?:是)?(?:什么|啥)"
    "|(?:怎么|如何)(?:理解|解释))"
)
_ASKED = re.compile(
    rf"(?:(?:{_BEFORE})\s*(?P<one>.+?)|(?P<two>.+?)\s*(?:{_AFTER}))[呢啊呀吗]?[?!。,. ]*"
)


def asked_term(text: str) -> str | None:
    """What a normalised text asks the meaning of, without quotation marks; None if it does not."""
    found = _ASKED.fullmatch(" ".join(text.split()))  # in a run of blanks it would search for ever
    if found is None:
        return None
    return (found["one"] or found["two"]).strip(" \"'“”「」《》()?") or None
