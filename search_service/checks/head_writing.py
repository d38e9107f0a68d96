"""Heads and data files that are read, but not as they were meant: `#`, commas, entries twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.article_parser import split_front_matter
from search_service.content.problems import Problem

_COMMENT = re.compile(
    r"^\s*(?:- )?(?:(?P<key>[\w-]+): +)?(?P<kept>[^\s\"'#\[{|>][^\"'#]*?)\s+#(?P<lost>.*)$"
)
_WIDE_COMMA = re.compile(r"^\s*(?:- )?[\w-]+: *\[(?P<entries>[^\],\"']*[，、；][^\],]*)\]")
_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\{%")
_MARKDOWN = re.compile(r"\]\([^)]*\)|\*\*[^*]+\*\*|<[a-z]+[ >/][^>]*>?")
# An entry of words, and one that is moved in below it: YAML takes both for one.
_ENTRY = re.compile(r"^(?P<indent> *)- (?![\"'\[{|>&*])(?!.*: )(?!.*:$).")
_MOVED_IN = re.compile(r"^(?P<indent> +)- ")
# What takes texts; behind other keys a comment is a comment.
_TEXTS = {"title", "summary", "name", "text", "meaning", "what_to_do", "say", "ask", "do", "use"}
_TEXTS |= {"best_for", "note", "when", "hint", "fee", "handles"}


def mark_in(text: str) -> str | None:
    """What looks like a reference, a link or bold type in a text of a head, where it is none."""
    found = _MACRO.search(text) or _MARKDOWN.search(text)
    return found[0] if found else None


def _faults(text: str, *, all_questions: bool = False) -> Iterator[tuple[int, str, str]]:
    key, entry = "", None
    for number, line in enumerate(text.split("\n")):
        moved = _MOVED_IN.match(line)
        if entry and moved and len(moved["indent"]) > len(entry["indent"]):
            yield number, "这一条多缩进了，会并进上一条", "请和上一条的短横线对齐"
        else:
            entry = _ENTRY.match(line)
        opened = re.match(r"^\s*(?:- )?([\w-]+):", line)
        key = opened[1] if opened else key
        found = _COMMENT.match(line)
        is_question = all_questions or key == "questions"
        if found and ((found["key"] or "") in _TEXTS or (not found["key"] and is_question)):
            lost, kept = found["lost"].strip()[:12], found["kept"].strip()
            message = f"「 #」后面的「{lost}」会丢掉，只剩「{kept}」"
            yield number, message, "请用英文双引号把整句括起来"
        if found := _WIDE_COMMA.match(line):
            message = f"列表「{found['entries'].strip()[:20]}」用了全角逗号或顿号，会当成一条"
            yield number, message, "请改成半角逗号加空格"


def _heads(page: MarkdownFile) -> Iterator[Problem]:
    for line, text in page.head_texts("title", "summary", "questions", "aliases", "tags"):
        if found := _MACRO.search(text):
            message = f"信息头里写了「{found[0]}」，这里不能用宏"
            yield page.problem(RULE.id, line, message, "请直接写成文字")
        elif found := _MARKDOWN.search(text):
            message = f"信息头里写了「{found[0]}」，这里不会变成链接或粗体"
            yield page.problem(RULE.id, line, message, "请直接写成文字")
    for key in ("questions", "aliases", "tags", "related"):
        seen: set[str] = set()
        for line, entry in page.head_texts(key):
            if entry.strip() in seen:
                yield page.problem(RULE.id, line, f"{key} 里「{entry}」写了两次", "请只留一处")
            seen.add(entry.strip())


# Several tags written as one: 「境外; 出国」, and questions that nobody asks in words.
_SEVERAL_TAGS = re.compile(r"[;；、|/\\，]")
_NO_WORDS = re.compile(r"https?://|www\.|^[\W_]+$", re.IGNORECASE)


def _entries(page: MarkdownFile) -> Iterator[Problem]:
    lines = page.text.split("\n")
    for line, tag in page.head_texts("tags"):
        if _SEVERAL_TAGS.search(tag) and not _WIDE_COMMA.match(lines[line - 1]):
            advice = "请分成几个，用半角逗号加空格：[甲, 乙]"
            yield page.problem(
                RULE.id, line, f"标签「{tag[:20]}」里有分隔的符号，会当成一个", advice
            )
    for file, line, question in page.asked("questions", "aliases"):
        if _NO_WORDS.search(question):
            message = f"问法「{question[:24]}」不是一句话"
            yield Problem(file, line, RULE.id, message, "请写成顾客会说的话，或删掉它")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        head, _, _ = split_front_matter(page.text)
        for number, message, advice in _faults(head or ""):
            yield page.problem(RULE.id, number + 2, message, advice)
        yield from _heads(page)
        yield from _entries(page)
    for file in (*content.data_files, *content.agent_files):
        for number, message, advice in _faults(file.text):
            yield Problem(file.shown_as, number + 1, RULE.id, message, advice)
    for file in content.question_files:
        for number, message, advice in _faults(file.text, all_questions=True):
            yield Problem(file.shown_as, number + 1, RULE.id, message, advice)


RULE = Rule("head-writing", _find)
