"""Spaces that nobody meant: doubled ones, and signs that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_DOUBLED = re.compile(r"[^\s|] {2,}[^\s|]")
# Full-width spaces between brackets are a blank to be filled in by hand: （　）.
_WIDE = re.compile(r"(?<=[^\s（|])\u3000+(?=[^\s）|])")
_PARTED = re.compile(r"(?<=[\u4e00-\u9fff，。、；：」）]) (?=[\u4e00-\u9fff「（])")
# Text of another encoding, as it is shown when nobody says so.
_MOJIBAKE = re.compile("锟斤拷|烫烫烫|屯屯屯|锘锟")
# Radicals and letters of other alphabets that look like what they are not.
_LOOKALIKE = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff]|(?<=[A-Za-z])[\u0370-\u03ff\u0400-\u04ff]+|[\u0370-\u03ff\u0400-\u04ff]+(?=[A-Za-z])"
)
_TAB = re.compile(r"[^\s|]\t+[^\s|]")
# What takes up room, or none, and draws nothing; besides the categories below.
_BLANKS = frozenset(
    "\u00a0\u034f\u115f\u1160\u17b4\u17b5\u2028\u2029\u202f\u205f\u2800\u3164\uffa0\ufffc\ufffd"
)
_BLANKS |= {*map(chr, range(0x180B, 0x1810)), *map(chr, range(0x2000, 0x200B))}
_BLANKS |= {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}
# Control, format, private use and not assigned, as Unicode names them.
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_LINE_SIGNS = frozenset("\t\n\r")
# In text, a definition list's mark and a list's mark have spaces of their own behind them.
_MARK = re.compile(r"^[\s>]*(?:(?:[-*+:]|\d+\.)\s+)?")


# What nearly every line is made of; none of it is unseen.
_PLAIN = re.compile(
    "[\\t\\n\\r -~\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*"
)


def _first_unseen(line: str) -> int | None:
    """Where the first sign stands that a reader cannot see."""
    if _PLAIN.fullmatch(line):
        return None
    for position, sign in enumerate(line):
        if sign in _BLANKS or (
            sign not in _LINE_SIGNS and unicodedata.category(sign) in _UNSEEN_CATEGORIES
        ):
            return position
    return None


def _faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the spaces and the letters of a line, each with what to do."""
    written = _MARK.sub("", text)
    if text.startswith("\u3000"):
        yield "段首有全角空格", "请删掉它，网页不用空格缩进"
    elif not written.lstrip().startswith("|") and _DOUBLED.search(written):
        yield "连着打了两个空格", "请只留一个"
    elif found := _WIDE.search(written) or _TAB.search(written):
        kind = "全角空格" if "\u3000" in found[0] else "制表符"
        yield f"文字中间有{kind}", "请删掉它，或换成一个半角空格"
    elif "@" not in written and (found := _PARTED.search(written)):
        around = written[max(0, found.start() - 3) : found.end() + 3]
        yield f"「{around}」中间有空格", "请删掉汉字之间的空格"
    if found := _MOJIBAKE.search(text):
        yield f"「{found[0]}」是编码转错留下的乱码", "请从原稿重新复制这一句，文件存成 UTF-8"
    if found := _LOOKALIKE.search(text):
        yield (
            f"「{found[0]}」只是看着像汉字或字母（U+{ord(found[0][0]):04X}）",
            "请用键盘重新输入它",
        )


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in page.prose:
            for message, advice in _faults(text):
                yield page.problem(RULE.id, line, message, advice)
    files = [(page.shown_as, page.text) for page in content.markdown_files]
    others = (*content.data_files, *content.agent_files, *content.question_files)
    files += [(one.shown_as, one.text) for one in others]
    files += [(f"content/{path}", text) for path, text in content.texts.items() if "/" in path]
    for shown_as, text in files:
        for line, written in enumerate(text.split("\n"), 1):
            if (place := _first_unseen(written)) is not None:
                message = f"有一个看不见的字符（U+{ord(written[place]):04X}）"
                before = written[max(0, place - 6) : place].strip()
                advice = f"请删掉「{before}」后面的它，重新输入" if before else "请删掉行首的它"
                yield Problem(shown_as, line, RULE.id, message, advice)


RULE = Rule("spacing", _find)
