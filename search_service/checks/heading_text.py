"""A heading says something, once on a page and without a full stop: it is what links name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.markdown_tokens import inline_text
from search_service.content.problems import Problem

_BOLD = re.compile(r"^\*\*[^*\n。！？]{1,20}\*\*[：:]?$")
# Numbered as in a letter, with nothing behind that a sentence has.
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]部分)[^\n。！？；：，]{2,18}$"
)
_COUNTED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.、\uff0e)）]\s?(?!\d))"
)
_MARKS = {"link_open": "链接", "strong_open": "粗体", "em_open": "斜体", "image": "图片"}
_END = re.compile(r"[。，、；：,;:.](?<!……)$")


def _faults(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    seen: dict[str, int] = {}
    for opened, words in zip(page.tokens, page.tokens[1:], strict=False):
        if opened.type != "heading_open":
            continue
        line = page.first_line + (opened.map or [0])[0]
        text = inline_text(words).strip()
        if marked := next(
            (_MARKS[one.type] for one in words.children or () if one.type in _MARKS), None
        ):
            yield line, f"标题「{text}」里有{marked}", "标题只写字：目录里不会有别的样子"
        if not text:
            yield line, "标题没有文字", "请写上标题，或删掉这几个井号"
        elif text in seen:
            message = f"标题「{text}」和第 {seen[text]} 行的一样"
            yield line, message, "请改一个，让人和链接都分得清"
        elif found := _COUNTED.match(text):
            message = f"标题「{text}」前面写了序号「{found[0].strip()}」"
            yield line, message, "请去掉序号：目录和链接里只要标题的字"
        elif found := _END.search(text):
            yield line, f"标题「{text}」末尾有「{found[0]}」", "标题末尾不加句号、逗号和冒号"
        seen.setdefault(text, line)


def _without_body(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """Headings that the next heading of the same or a higher level, or the end, follows at once."""
    lines = page.body.split("\n")
    headings = [
        (int(opened.tag[1:]), opened.map[0], opened.map[1], inline_text(words).strip())
        for opened, words in zip(page.tokens, page.tokens[1:], strict=False)
        if opened.type == "heading_open" and opened.map
    ]
    for (level, first, after, text), (next_level, until, *_) in pairwise(
        (*headings, (0, len(lines), 0, ""))
    ):
        if text and next_level <= level and not any(map(str.strip, lines[after:until])):
            line = page.first_line + first
            yield line, f"标题「{text}」下面没有内容", "请写上内容，或删掉这个标题"


def _bold_alone(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """Paragraphs that are one short bold or numbered line: headings that nobody finds."""
    for opened, words in zip(page.tokens, page.tokens[1:], strict=False):
        is_alone = opened.type == "paragraph_open" and opened.level == 0
        if is_alone and (_BOLD.match(words.content) or _NUMBERED.match(words.content)):
            kind = "粗体" if words.content.startswith("*") else "带序号的字"
            message = f"一行{kind}「{words.content.strip('*')}」当了标题"
            yield (
                page.first_line + (opened.map or [0])[0],
                message,
                "请写成「## 标题」或「### 标题」",
            )


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, message, advice in (*_faults(page), *_without_body(page), *_bold_alone(page)):
            yield page.problem(RULE.id, line, message, advice)


RULE = Rule("heading-text", _find)
