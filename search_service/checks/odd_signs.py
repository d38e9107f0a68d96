"""Signs that no text of ours holds: full-width letters of code, brackets of another script.

Not a list of what is wrong but of what is right: whatever is not on it was not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# 汉字, ASCII, Latin and Greek letters, the signs of Chinese text, of numbers and of prices; quotes,
# spaces, dashes and pictures are judged by rules of their own.
_RIGHT = (
    r"\u3007\u4e00-\u9fff\x00-\x7f\u00c0-\u024f\u0370-\u03ff"
    r"，。、；：\uff1f\uff01（）「」『』《》〈〉【】\u3014\u3015\u2014…\u00b7\u2013\uff5e\uff05￥°℃×÷±≤≥≈≠→←↑↓\u203a‰€£¥№§\u2160-\u216b"
    r"“”‘’\uff02\u3000\u00a0\u200b-\u200f\u2028-\u202f\u2060\ufeff\ufffc\ufffd\u00ad"
)
_ODD = re.compile(rf"[^{_RIGHT}]")
# Judged as lists, tables, headings and emphasis that were not made, as pictures, as look-alikes.
_OTHERS = re.compile(
    "[\uff03\uff0a\uff5c\uff0b\uff0d\u2022\u00b7\u25cf\u25aa\u25e6\u2023\ufe63\u2212\u2460-\u2473\uff1e\uff40\u2500-\u257f\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f"
    "\u2e80-\u2fdf\u3400-\u4dbf\u0400-\u04ff\uf900-\ufaff\ue000-\uf8ff\U00012000-\U0001200f]"
)
_SPACED = re.compile(r"(?<![\d.:：/-])(?<!\d )\d(?: \d){2,}(?![\d.:：/])")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in page.prose:
            odd = next((one for one in _ODD.findall(text) if not _OTHERS.match(one)), None)
            if odd:
                message = f"有一个用错的符号「{odd}」"
                yield page.problem(
                    RULE.id, line, message, "请换成键盘上的半角符号，或常用的中文标点"
                )
            elif spaced := _SPACED.search(text):
                message = f"数字「{spaced[0]}」一个一个隔开了"
                yield page.problem(RULE.id, line, message, "请连着写；是号码就用宏引用")


RULE = Rule("odd-sign", _find)
