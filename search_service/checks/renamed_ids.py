"""An article got another code while many texts name the old one: said once, at the article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Finding

_MISSING = re.compile(r"没有(?:另一篇)?编号为 (?P<code>[A-Z]-\d{3}) 的")
_CODE = re.compile(r"\b[A-Z]-\d{3}\b")
_JUDGED = ("queries", "answers", "typed")
# Fewer have mistyped the code themselves.
_SEVERAL = 3


def renamed_once(found: Iterable[Finding], content: ContentView) -> Iterator[Finding]:
    """The findings, those of each code that several files miss as one.

    It stands at the article whose code nobody names; without one at the first of them. Where the
    article has taken the code of another, that is already said.
    """
    missing: dict[str, list[Finding]] = defaultdict(list)
    others: list[Finding] = []
    for one in found:
        if miss := _MISSING.search(one.problem.message):
            missing[miss["code"]].append(one)
        else:
            others.append(one)
    taken = any(problem.rule == "duplicate-id" for problem in content.corpus.problems)
    renamed: list[Finding] = []
    for code, places in missing.items():
        files = {one.problem.path for one in places}
        if len(places) < _SEVERAL or len(files) == 1:
            yield from places
        elif not taken:
            renamed.append(_one_of(code, places, content))
    yield from renamed
    for one in others:
        if not any(_is_of_new_code(one, cause, content) for cause in renamed):
            yield one


def _is_of_new_code(one: Finding, cause: Finding, content: ContentView) -> bool:
    """Whether a finding only says what a new code lacks: a script, its topic's letter."""
    page = content.pages_by_path.get(cause.problem.path.partition("/pages/")[2])
    if page is None:
        return False
    if one.problem.rule == "topic":
        return one.problem.path == cause.problem.path
    return one.problem.rule == "without-scripts" and str(page.head.get("id")) in one.problem.message


def _one_of(code: str, places: list[Finding], content: ContentView) -> Finding:
    text = "\n".join(content.texts.get(f"judgements/{name}.tsv", "") for name in _JUDGED)
    named = {*_CODE.findall(text)}
    page = next((one for one in content.articles if str(one.head.get("id")) not in named), None)
    first = min(places)
    if page is None:
        message = f"{first.problem.message}（还有 {len(places) - 1} 处写着它）"
        return Finding(replace(first.problem, message=message), first.level)
    message = f"没有编号为 {code} 的文章，却有 {len(places)} 处写着它；没有一处写着这一篇的编号"
    advice = f"是不是从 {code} 改的？编号发布后不再改，请改回来"
    line = page.head_lines.get(("id",), 2)
    return Finding(page.problem(first.problem.rule, line, message, advice), first.level)
