"""What only a swindler asks for, by kind; the words and frames are `unsafe_kinds.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_NAMED = re.compile(r"<([a-z]+)>")
_GAP = re.compile(r"<(\d+)(\+?)>")
_HEADING, _FORBIDS = "## ", "! "


class Kind(NamedTuple):
    """A frame of unsafe advice.

    Attributes:
        what: What it makes the reader do, behind 这句让读者.
        pattern: The frame.
        forbids: The advice is itself a no (不要告诉家人), so a no in it excuses nothing.
    """

    what: str
    pattern: re.Pattern[str]
    forbids: bool


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(_read(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")))


@cache
def _words() -> dict[str, str]:
    """The named words, each with those that it names."""
    named: dict[str, str] = {}
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        name, tab, words = line.partition("\t")
        if tab:
            named[name] = _written(words, named)
    return named


def _written(pattern: str, named: dict[str, str]) -> str:
    """A pattern with its words and gaps written out."""
    pattern = _NAMED.sub(lambda name: named[name[1]], pattern)
    return _GAP.sub(lambda gap: f"[^。！？；{'' if gap[2] else '，'}]{{0,{gap[1]}}}", pattern)


def _read(text: str) -> Iterator[Kind]:
    what = ""
    for line in text.splitlines():
        if line.startswith(_HEADING):
            what = line.removeprefix(_HEADING)
        elif line and what and "\t" not in line:
            pattern = re.compile(_written(line, _words()), re.IGNORECASE)
            yield Kind(what.removeprefix(_FORBIDS), pattern, what.startswith(_FORBIDS))


# The whole sentence warns, or tells of others.
WARNS = re.compile(
    r"骗|(?<!反)诈|假(?!期|日)|冒充|陷阱|凡是|一旦|如果|要是|万一|有人|谁|陌生|[要叫让催][你您](?!的)"
    r"|对方要|声称|自称|违法|犯罪|犯法|责任|追究|[吗呢]$|为什么|会不会"
)
_NO = (
    r"不|(?<![识特级区性类告分个辨])别(?!人|的)|勿|没|未(?!知)|无|莫|拒绝|停止|停下|断网|挂断|避免被"
    r"|关掉(?!.{0,6}(?:反诈|拦截))"
)
_DONE = r"了(?!解)|(?<!通|经)过(?![账程户去来渡一])|已"
_TOLD = r"会(?![议员问收返退来]|双倍|自动|一起)|可能|的人(?=[，都是会要])|等于"
_EXCUSE = re.compile(f"{_NO}|{_DONE}|{_TOLD}")
_EXCUSE_FORBIDDING = re.compile(f"{_DONE}|{_TOLD}")
# The next part says what is to be done instead.
_INSTEAD = re.compile(
    r"^[，；、](?:请|就|先|要|也|都|更|马上|立刻|赶紧)*"
    r"(?:不|别|勿|可能|涉嫌|会被|要负|挂断|停|报警|断网|卸载|改密码|查(?!清后)|核(?!实后)|看清|问清|打家人|到官|拨打?\d)"
)
_AFTERWARDS = re.compile("[^。！？；，]{0,2}(?:以后|之后)")
# Words that only look like a no, a past or a telling.
_NO_NO = re.compile(
    r"无障碍|(?:反诈|拦截|管家|预警)[^，]{0,8}关掉|没关系|没问题|没事|不要紧|打不通|看不懂|无法登录|不了|会议|会员|通过|过后|了解|无人|避免误拦|不清楚"
)


def kind_of(sentence: str) -> str | None:
    """What a sentence tells its reader that is unsafe, by the table, or None."""
    if WARNS.search(sentence):
        return None
    for what, pattern, forbids in _kinds():
        if not pattern.search(sentence):
            continue  # nearly all: to begin with a list of all would take longer
        found = pattern.finditer(sentence)
        if not all(_is_excused(sentence, one, forbids=forbids) for one in found):
            return what
    return None


def _is_excused(sentence: str, found: re.Match[str], *, forbids: bool) -> bool:
    """Whether its part says no or tells of what was done, or the next part says what to do."""
    if forbids and re.search(_words()["code"], sentence):
        return True
    begin = max((sentence.rfind(sign, 0, found.start()) for sign in "，；"), default=-1) + 1
    ends = (sentence.find(sign, found.end()) for sign in "，；")
    end = min((at for at in ends if at >= 0), default=len(sentence))
    part = _NO_NO.sub("", sentence[begin:end])
    excuse = _EXCUSE_FORBIDDING if forbids else _EXCUSE
    return bool(
        excuse.search(part)
        or _AFTERWARDS.match(sentence, found.end())
        or _INSTEAD.search(sentence[end:])
    )
