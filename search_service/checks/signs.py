"""Signs as this help centre writes them: 「」 for quotes, each sign once, brackets in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_REPEATED = re.compile(r"([！？。，、；：!?])\1+|\.{3,}|。{2,}|…(?<!……)(?!…)|[！？!?]{2,}")
_HAN = r"[\u4e00-\u9fff]"
# ’ between letters is an apostrophe; quotes around Latin are wrong where the sentence is Chinese.
_QUOTES = re.compile(
    rf"“[^“”]*”|[“”‘\uff02]|’(?![A-Za-z])|\"[^\"]*{_HAN}[^\"]*\"|(?<![A-Za-z0-9])'[^']*{_HAN}[^']*'"
    rf"|(?<={_HAN})\s?([\"'])[^\"'\s][^\"'\n]*\1|([\"'])[^\"'\s][^\"'\n]*\2\s?(?={_HAN})"
)
# The title of a box stands in straight quotes.
_BOX = re.compile(r"^\s*(?:!!!|\?\?\?\+?|===)\s.*")
_PAIRS = (("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"))


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, written in page.prose:
            text = _BOX.sub("", written)
            if found := _REPEATED.search(text):
                message = f"标点「{found[0]}」连着写"
                yield page.problem(RULE.id, line, message, "请只写一个；省略号写「……」")
            if found := _QUOTES.search(text):
                message, advice = f"引号 {found[0][:20]} 不合写法", "请改用「」"
                yield page.problem(RULE.id, line, message, advice)
        for block in page.blocks:
            for opening, closing in _PAIRS:
                if block.text.count(opening) != block.text.count(closing):
                    message = f"「{opening}」和「{closing}」没有成对"
                    if opening == "「":
                        message = "直角引号没有成对"
                    yield page.problem(RULE.id, block.line, message, "请补上另一半，或删掉多余的")


RULE = Rule("signs", _find)
