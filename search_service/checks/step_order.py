"""Steps in an order in which nobody can do them, and two places that tell the order otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.markdown_tokens import inline_text
from search_service.content.problems import Problem

_HAN = "一二三四五六七八九十"
_NUMBER = rf"(?P<number>\d{{1,2}}|[{_HAN}])"
# Another list may be meant: 照上面第 3 步.
_TO_STEP = re.compile(
    r"(?<![上下前后]面)(?<![上下前后]面的)(?<!上一节)(?:回到|返回|退回|重做|重复|跳到|照着?|按照?|同)"
    rf"\s?第 ?{_NUMBER} ?步"
)
_MARKED = re.compile(rf"(?:^|[。；，：\s])第(?P<number>[{_HAN}])[，、：,:]")
_ANSWERED = re.compile(r"^(?P<who>[\u4e00-\u9fff]{2,6}?)(?:说|答复|回复|告诉你)")
_ITEM = r"[^，。；：！？、「」|（）]{2,16}"
_ORDER = re.compile(
    rf"先(?P<a>{_ITEM})[，；](?:再|然后|接着|后)(?P<b>{_ITEM})(?:[，；](?:再|然后|接着|最后)(?P<c>{_ITEM}))?"
)
_SPACE = re.compile(r"\s")

Steps = Sequence[tuple[int, str]]


def step_faults(steps: Steps) -> Iterator[tuple[int, str, str]]:
    """Line, fault and advice of steps of one list that cannot be done where they stand.

    Args:
        steps: Line and words of each, in their order.
    """
    for number, (line, text) in enumerate(steps, 1):
        for found in _TO_STEP.finditer(text):
            if _value(found["number"]) == number:
                message = f"第 {number} 步里写着「{found[0]}」，就是它自己"
                yield line, message, "请改成要去的那一步"
        answered = _ANSWERED.match(text)
        who = answered["who"] if answered else ""
        if who:
            asked = re.compile(rf"(?:问|联系|打|找|请|拨)[^，。]{{0,10}}{who}")
            others = [(at, words) for at, (_, words) in enumerate(steps, 1) if at != number]
            after = [at for at, words in others if asked.search(words)]
            if after and after[0] > number:
                message = f"第 {number} 步已经等着{who}的答复，第 {after[0]} 步才去问"
                yield line, message, "请把两步换过来"


def marked_faults(text: str) -> Iterator[tuple[str, str]]:
    """「第一，…；第三，…」: what stands, and what should.

    Args:
        text: A line.
    """
    marks = list(_MARKED.finditer(text))
    for before, found in pairwise(marks):
        first, second = _value(before["number"]), _value(found["number"])
        begins_anew = second == 1 and "。" in text[before.end() : found.start() + 1]
        if second != first + 1 and not begins_anew and first < len(_HAN):
            yield f"第{found['number']}", f"第{_HAN[first]}"


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _HAN.index(number) + 1


def _lists(page: MarkdownFile) -> Iterator[Steps]:
    """The numbered lists of a page that stand in no other."""
    steps: list[tuple[int, str]] = []
    depth = 0
    for token in page.tokens:
        if token.type == "ordered_list_open" and token.level == 0:
            steps, depth = [], 1
        elif token.type == "ordered_list_close" and token.level == 0:
            yield steps
            depth = 0
        elif depth and token.type == "inline" and token.level == 3:  # noqa: PLR2004 - list, item, paragraph
            steps.append((page.first_line + (token.map or [0])[0], inline_text(token)))


def _told(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """「先甲，再乙」 where the page says 「先乙，再甲」."""
    seen: list[tuple[int, list[str]]] = []
    for line, text in page.prose:
        for found in _ORDER.finditer(text):
            order = [_SPACE.sub("", one) for one in found.groups() if one]
            for told_at, told in seen:
                if pair := _turned(told, order):
                    first, second = pair
                    message = f"这里先「{first}」后「{second}」，第 {told_at} 行说的正相反"
                    yield line, message, "请核对先后，两处写成一样"
                    break
            seen.append((line, order))


def _turned(told: list[str], order: list[str]) -> tuple[str, str] | None:
    """The first two things of `order` that stand the other way round in what was told."""
    for first, second in combinations([one for one in order if one in told], 2):
        if told.index(first) > told.index(second):
            return first, second
    return None


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for steps in _lists(page):
            for line, message, advice in step_faults(steps):
                yield page.problem(RULE.id, line, message, advice)
        for line, message, advice in _told(page):
            yield page.problem(RULE.id, line, message, advice)
        for line, text in page.prose:
            for stands, wanted in marked_faults(text):
                message = f"「{stands}」前面应当是「{wanted}」"
                yield page.problem(RULE.id, line, message, "请补上漏掉的，或改成连着的数")


RULE = Rule("step-order", _find)
