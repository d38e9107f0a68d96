"""A judged answer that its article no longer gives, or never gave, can only be called wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

_FILE = "judgements/answers.tsv"
_GLOSSARY = "glossary"
_COLUMNS = 5
# So much of the words stands there, in pieces of two signs or more.
_NEARLY = 0.75
_DIGITS = re.compile(r"[\d一二三四五六七八九十]+")
# Without one of these a pattern is what it matches.
_SIGNS = re.compile(r"[\\.^$*+?{}\[\]|()]")


def _find(content: ContentView) -> Iterator[Problem]:
    # What a broken file would say is not known.
    if content.unreadable:
        return
    said = {
        article.id: "\n".join(unit.text for unit in article.units)
        for article in content.corpus.articles
    }
    said[_GLOSSARY] = "\n".join(unit.text for unit in content.corpus.definitions)
    missed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, line in enumerate(content.texts.get(_FILE, "").splitlines()[1:], 2):
        columns = line.split("\t")
        if len(columns) != _COLUMNS:
            continue
        texts = [said[code] for code in columns[1].split("|") if code in said]
        if texts and not any(_says(text, columns[2]) for text in texts):
            missed[columns[1], columns[2]].append(number)
    for (codes, answer), numbers in missed.items():
        places = "、".join(codes.split("|"))
        others = f"（还有 {len(numbers) - 1} 行一样）" if numbers[1:] else ""
        message = f"答案「{answer}」在 {places} 里一处也没有{others}"
        advice = "请照抄文章里的话；文章改过的，这里跟着改"
        yield Problem(f"content/{_FILE}", numbers[0], RULE.id, message, advice)


def _says(text: str, answer: str) -> bool:
    """Whether a pattern matches; one that is none is named elsewhere.

    Words that are nearly those of the text are its answer in other words: `kb evaluate` says
    whether they are still given. A figure is said or not.
    """
    if not _SIGNS.search(answer):
        return answer in text or any(_is_nearly(line, answer) for line in text.split("\n"))
    try:
        return bool(re.search(answer, text, re.DOTALL))
    except re.error:
        return True


def _is_nearly(line: str, answer: str) -> bool:
    matcher = SequenceMatcher(a=line, b=answer, autojunk=False)
    size = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return size >= _NEARLY * len(answer) and {*_DIGITS.findall(answer)} <= {*_DIGITS.findall(line)}


RULE = Rule("judged-answer", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
