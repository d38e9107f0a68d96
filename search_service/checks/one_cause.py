"""Many findings of one mistake as one: text that is gone or stands twice, a shared file gone.

Each collapse needs several findings of the same kind; fewer are what they say they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from search_service.checks.rule import Finding
from search_service.content.problems import Problem
from search_service.content.question_files import article_beside
from search_service.content.rule_ids import RuleId

_SEVERAL = 4
# Of headings that stand twice two are enough: nobody writes two sections of two names by chance.
_HEADINGS_TWICE = 2
_SHOWN = 3
_PLACE = re.compile(r"「(?P<place>.+)」")
_GONE = re.compile(r"questions：正文里没有「")
_TWICE = re.compile(r"questions：正文里有 \d+ 处「|^标题「.*和第 \d+ 行的一样$")
_COMPONENT = re.compile(r"content/components 里没有 (?P<name>\S+\.md)，")
_HUB = re.compile(r"^文件夹 (?P<topic>\S+) 没有 index\.md$")
_HUB_FILE = re.compile(r"/pages/([^/]+)/index\.md$")
_TAKEN = re.compile(r"已被 (?P<path>\S+) 使用$")
_OF_COPIES: tuple[RuleId, ...] = ("duplicate-question", "duplicate-title", "duplicate-summary")
_UNSHOWN = "没有页面用到这张图"
# What is missing or too much in a text of which a part is gone, or stands twice.
_OF_THE_WHOLE_TEXT: tuple[RuleId, ...] = (
    "section-question",
    "reworded-place",
    "heading-text",
    "still-stuck",
    "anti-fraud",
    "too-long",
    "answer",
    "sentence",
    "repeated",
    "count",
)


def causes_of(found: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one mistake as one."""
    return _of_shared_files(_of_copies(_of_texts(list(found))))


def _of_copies(found: list[Finding]) -> list[Finding]:
    """A page that was copied and kept its code: its questions stand twice because of that."""
    for copied in [one for one in found if one.problem.rule == "duplicate-id"]:
        told = _TAKEN.search(copied.problem.message)
        if told is None:
            continue
        same = [
            one
            for one in found
            if one.problem.rule in _OF_COPIES
            and article_beside(one.problem.path).endswith((copied.problem.path, told["path"]))
        ]
        if len(same) >= _SEVERAL:
            message = f"{copied.problem.message}，里面还有 {len(same)} 处一样"
            advice = "多半是复制的一份：请换编号、标题和问法，或删掉一份"
            named = _told(copied, message, advice)
            found = [named if one is copied else one for one in found if one not in same]
    return found


def _of_texts(found: list[Finding]) -> list[Finding]:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        by_file[article_beside(one.problem.path)].append(one)
    kept: list[Finding] = []
    for of_file in by_file.values():
        gone = sorted(one for one in of_file if _GONE.search(one.problem.message))
        twice = sorted(one for one in of_file if _TWICE.search(one.problem.message))
        cause = None
        if len(gone) >= _SEVERAL:
            message = f"这里写的 {len(gone)} 处在正文里都没有：{_places(gone)}"
            advice = "正文是不是丢了一段？请找回来；是改了说法的，这几处跟着改"
            cause = _told(gone[0], message, advice)
        elif len(twice) >= _SEVERAL or len(_headings(twice)) >= _HEADINGS_TWICE:
            message = f"有 {len(twice)} 处在正文里写了两次：{_places(twice)}"
            first = min(_headings(twice) or twice)
            cause = _told(first, message, "正文是不是贴了两遍？请删掉一遍")
        if cause:
            kept.append(cause)
        kept += [one for one in of_file if not cause or one.problem.rule not in _OF_THE_WHOLE_TEXT]
    return kept


def _headings(twice: list[Finding]) -> list[Finding]:
    return [one for one in twice if one.problem.rule == "heading-text"]


def _places(found: list[Finding]) -> str:
    places = (_PLACE.search(one.problem.message) for one in found[:_SHOWN])
    more = " 等" if len(found) > _SHOWN else ""
    return "、".join(f"「{place['place']}」" for place in places if place) + more


def _of_shared_files(found: list[Finding]) -> list[Finding]:
    """A component that many pages ask for, and a topic's page that all its articles need."""
    components: dict[str, list[Finding]] = defaultdict(list)
    hubs: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        if component := _COMPONENT.search(one.problem.message):
            components[component["name"]].append(one)
        elif hub := _HUB.search(one.problem.message):
            hubs[hub["topic"]].append(one)
    for topic in {hub[1] for one in found if (hub := _HUB_FILE.search(one.problem.path))}:
        # A topic whose page cannot be read is there all the same.
        found = [one for one in found if f"「{topic}」这个主题" not in one.problem.message]
    for name, ones in components.items():
        if len({one.problem.path for one in ones}) >= _SEVERAL:
            path = f"{_root_of(ones[0])}/components/{name}"
            message = f"没有这个组件，却有 {len(ones)} 个文件用它"
            cause = _at(ones[0], path, message, "请从版本库恢复它，或改回原来的文件名")
            # Pages that cannot be made show no pictures either.
            lost = (*ones, *(one for one in found if one.problem.message.startswith(_UNSHOWN)))
            found = [one for one in found if one not in lost] + [cause]
    for topic, ones in hubs.items():
        if len(ones) > 1:
            path = f"{_root_of(ones[0])}/pages/{topic}/index.md"
            message = f"没有这一页，{topic} 里却有 {len(ones)} 篇文章"
            cause = _at(ones[0], path, message, "请从版本库恢复它，或给这个主题建一个 index.md")
            found = [one for one in found if not _is_of_hub(one, topic)] + [cause]
    return found


def _is_of_hub(one: Finding, topic: str) -> bool:
    """Whether a finding says that a topic's page is not there."""
    names = (f"文件夹 {topic} 没有", f"「{topic}」这个主题", f"{topic}/index.md")
    return any(name in one.problem.message for name in names)


def _root_of(one: Finding) -> str:
    return one.problem.path.split("/", maxsplit=1)[0]


def _told(one: Finding, message: str, advice: str) -> Finding:
    return replace(one, problem=replace(one.problem, message=message, advice=advice))


def _at(one: Finding, path: str, message: str, advice: str) -> Finding:
    return replace(one, problem=Problem(path, 1, one.problem.rule, message, advice))
