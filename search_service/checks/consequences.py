"""Findings that are only what another mistake leads to: named once, where the mistake is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from search_service.checks.rule import Finding
from search_service.content.question_files import article_beside
from search_service.content.rule_ids import RuleId

# What says how a text was read: while one of these speaks of a file, its words are not yet known.
_OF_FORM: frozenset[RuleId] = frozenset(
    (
        *("list-not-made", "table-not-made", "bold-not-made", "box-not-made", "link-not-made"),
        *("heading-not-made", "attributes-left", "reference-left", "mark", "task-list", "strike"),
        *("fence-not-closed", "nesting-lost", "list-kind", "numbering", "box-empty", "box-title"),
        *("code-by-indentation", "heading-space", "footnote", "row-width", "underlined", "layout"),
        *("raw-html", "html-comment", "foreign-element", "reference", "link-form", "conflict"),
        *(
            "glossary",
            "heading-text",
            "heading-order",
            "steps",
            "empty",
            "masked-number",
            "run-on",
            "box-left",
        ),
        *("answer", "still-stuck", "anti-fraud"),
    )
)
# These look at the words, and say less than a rule that knows the mistake.
_OF_WORDS: frozenset[RuleId] = frozenset(
    ("count", "repeated", "sentence-end", "sum", "swapped-cells", "sounds-alike")
)
# Wrong only because of one of the words.
_BY_WORDS: frozenset[RuleId] = frozenset(("section-question", "reworded-place", "judged-answer"))
# Signs of another language, which swallow the words between them.
_OF_SIGNS: frozenset[RuleId] = frozenset(
    ("raw-html", "html-comment", "foreign-element", "link-form", "alt-text", "reference")
)
_ONCE_A_FILE: frozenset[RuleId] = frozenset(("footnote",))
_LACKS = re.compile(r"^(?P<key>\S+)：缺少这一项$")
_CODE = re.compile(r"\b[A-Z]-\d{3}\b")
_OF_LINKS: frozenset[RuleId] = frozenset(("link", "link-form", "link-not-made"))
# What a copy of a page sets off at the page itself.
_TWICE: frozenset[RuleId] = frozenset(
    ("duplicate-id", "duplicate-question", "duplicate-title", "duplicate-summary", "id")
)
_UNUSED = "没有哪篇文章用到这张图"
_UNSHOWN = "没有页面用到这张图"
_NO_TEAM, _NO_FORM = "teams.yml 里没有「", "没有交接单"
_GONE_PAGE = re.compile(r"^nav 里的 (?P<page>\S+) 不存在")
_GONE_CODE = "没有编号为 "
_REASONS = "without_scripts.yml"


def without_consequences(found: Iterable[Finding], codes: Mapping[str, str]) -> list[Finding]:
    """The findings without those that go away when another is mended.

    Args:
        found: All of them.
        codes: Of the articles by their files, as problems name them.
    """
    kept = list(found)
    by_file: dict[str, set[RuleId]] = defaultdict(set)
    for one in kept:
        by_file[article_beside(one.problem.path)].add(one.problem.rule)
    kept = [one for one in kept if not _is_spoiled(one, by_file[article_beside(one.problem.path)])]
    kept = _of_gone_pages(_without_said_elsewhere(kept, codes))
    return _lacking_once(_first_of_file(_of_misnamed_files(kept, codes)))


def _is_spoiled(one: Finding, rules: set[RuleId]) -> bool:
    rule = one.problem.rule
    if rule in _OF_WORDS and rules & (_OF_FORM - {rule}):
        return True
    if rule == "numbering" and rules & {"list-not-made", "list-kind", "nesting-lost", "run-on"}:
        return True
    if rule in _BY_WORDS and rules & (_OF_FORM | _OF_WORDS):
        return True
    return rule == "layout" and bool(rules & _OF_SIGNS)


def _without_said_elsewhere(found: list[Finding], codes: Mapping[str, str]) -> list[Finding]:
    """Without what lacks only because a reference, a team or a page's place is wrong."""
    rules = {one.problem.rule for one in found}
    messages = [one.problem.message for one in found]
    no_team = any(_NO_TEAM in message for message in messages)
    unplaced = {one.problem.path for one in found if one.problem.rule in ("stray-file", "nav")}
    hubs = {
        one.problem.path.rpartition("/")[0]
        for one in found
        if one.problem.rule == "topic" and one.problem.message.endswith("没有 index.md")
    }
    new = {codes[path] for path in unplaced if path in codes}
    taken = "duplicate-id" in rules
    # A reason given to a code that nobody has was meant for one that lacks it.
    no_reason = any(
        one.problem.rule == "scripts"
        and one.problem.path.endswith(_REASONS)
        and one.problem.message.startswith(_GONE_CODE)
        for one in found
    )

    def is_said(one: Finding) -> bool:
        problem = one.problem
        message = problem.message
        said = {
            "nav": problem.path.rpartition("/")[0] in hubs,
            "related": taken and message.endswith("就是这篇文章自己"),
            "orphan": problem.path in unplaced or bool(rules & _OF_LINKS),
            "image": message.startswith(_UNUSED) and bool(rules & _OF_LINKS),
            "without-scripts": bool(new & {*_CODE.findall(message)}) or no_reason,
            "teams": no_team and message.endswith(_NO_FORM),
        }
        unshown = "reference" in rules and message.startswith(_UNSHOWN)
        return said.get(problem.rule, unshown)

    return [one for one in found if not is_said(one)]


def _of_misnamed_files(found: list[Finding], codes: Mapping[str, str]) -> list[Finding]:
    """Without what is missing, or there twice, only because a file has a wrong name."""
    misnamed = {one.problem.path for one in found if one.problem.rule == "stray-file"}
    misnamed |= {
        one.problem.path
        for one in found
        if one.problem.rule == "scripts" and one.problem.message.startswith(_GONE_CODE)
    }
    copied = {codes[path] for path in misnamed if path in codes}
    stems = {_stem(path.partition("/pages/")[2]) for path in misnamed}

    def is_of_one(one: Finding) -> bool:
        if one.problem.rule in _TWICE:
            return codes.get(article_beside(one.problem.path)) in copied
        if one.problem.rule == "without-scripts":
            return any("/scripts/" in path for path in misnamed)
        gone = _GONE_PAGE.match(one.problem.message)
        return gone is not None and _stem(gone["page"]) in stems - {""}

    return [one for one in found if not is_of_one(one)]


def _stem(path: str) -> str:
    """A path without its ending, as it should be written."""
    return re.sub(r"\.\w+$", "", path).lower()


def _of_gone_pages(found: list[Finding]) -> list[Finding]:
    """A page that the navigation names is not there: links and codes that miss it, too, are why."""
    gone = {match["page"] for one in found if (match := _GONE_PAGE.match(one.problem.message))}
    if len(gone) != 1:
        return found
    page = gone.pop()
    name = page.rpartition("/")[2]
    links = [one for one in found if one.problem.rule == "link" and name in one.problem.message]
    codes = {
        code
        for one in found
        if _GONE_CODE in one.problem.message
        for code in _CODE.findall(one.problem.message.partition(_GONE_CODE)[2][:5])
    }
    if not links and len(codes) != 1:
        return found
    lost = [
        one
        for one in found
        if one in links or (len(codes) == 1 and _GONE_CODE in one.problem.message)
    ]
    return [_with_more(one, len(lost)) for one in found if one not in lost]


def _with_more(one: Finding, others: int) -> Finding:
    if not others or not _GONE_PAGE.match(one.problem.message):
        return one
    message = f"{one.problem.message}，却还有 {others} 处写着它"
    advice = "请从版本库恢复这个文件；真的不要了，就在 redirects.yml 写明转到哪里，再改那几处"
    return replace(one, problem=replace(one.problem, message=message, advice=advice))


def _first_of_file(found: list[Finding]) -> list[Finding]:
    first: dict[tuple[str, RuleId], Finding] = {}
    for one in sorted(found):
        if one.problem.rule in _ONCE_A_FILE:
            first.setdefault((one.problem.path, one.problem.rule), one)
    return [one for one in found if first.get((one.problem.path, one.problem.rule), one) == one]


def _lacking_once(found: list[Finding]) -> list[Finding]:
    """Keys that one entry lacks, as one finding."""
    lacking: dict[tuple[str, int, RuleId], list[Finding]] = defaultdict(list)
    for one in sorted(found):
        if _LACKS.match(one.problem.message):
            lacking[one.problem.path, one.problem.line, one.problem.rule].append(one)
    kept = [one for one in found if not _LACKS.match(one.problem.message)]
    for ones in lacking.values():
        keys = [match["key"] for one in ones if (match := _LACKS.match(one.problem.message))]
        message = f"{'、'.join(keys)}：缺少这{'几' if keys[1:] else '一'}项"
        kept.append(replace(ones[0], problem=replace(ones[0].problem, message=message)))
    return kept
