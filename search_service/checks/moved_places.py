"""Questions are given to a place in words that the text no longer has: what stands there now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Finding
from search_service.content.problems import Problem
from search_service.content.question_files import article_beside

_MISSED = re.compile(r"正文里没有「(?P<place>.+)」这一节、这一行或这句话$")
_REWORDED = re.compile(r"现在最像它的是「(?P<words>.+)」$")
_ALIKE = 0.6
_PIECE = re.compile(r"[^。！？；，：|]+")


def told_at_text(found: Iterable[Finding], content: ContentView) -> Iterator[Finding]:
    """The findings; those of a place that is worded otherwise say how, and on which line.

    One whose line is itself called wrong goes: the questions are right.
    """
    found = list(found)
    pages = {page.shown_as: page for page in content.markdown_files}
    wrong = {
        (one.problem.path, one.problem.line)
        for one in found
        if one.problem.rule not in ("section-question", "reworded-place")
    }
    for one in found:
        missed = _MISSED.search(one.problem.message)
        page = pages.get(article_beside(one.problem.path))
        moved = _REWORDED.search(one.problem.message)
        if page and moved:
            line = _line_of(page, moved["words"])
            if (page.shown_as, line) not in wrong:
                message = (
                    f"{one.problem.message}（文章第 {line} 行）" if line else one.problem.message
                )
                yield replace(one, problem=replace(one.problem, message=message))
            continue
        now = _now(page, missed["place"]) if page and missed else None
        if now is None:
            yield one
        elif page and (page.shown_as, now[0]) not in wrong:
            yield replace(one, problem=_told(one.problem, *now))


def _told(problem: Problem, line: int, words: str) -> Problem:
    advice = f"文章第 {line} 行现在写的是「{words}」：改了说法，就照抄到这里；写错了，就改回去"
    return replace(problem, advice=advice)


def _line_of(page: MarkdownFile, words: str) -> int | None:
    """Where words of the page stand in its file; None of those that data or a component made."""
    return next((line for line, text in page.prose if words in text), None)


def _now(page: MarkdownFile, place: str) -> tuple[int, str] | None:
    """Line and words of the piece of the text that is most like a place; None of none."""
    best, where = _ALIKE, None
    matcher = SequenceMatcher(b=place, autojunk=False)
    for line, text in page.prose:
        for piece in (*_PIECE.findall(text), *re.split(r"[。！？|]", text)):
            words = piece.strip(" -*>#0123456789.")
            if abs(len(words) - len(place)) > max(4, len(place) // 2):
                continue
            matcher.set_seq1(words)
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, where = ratio, (line, words)
    return where
