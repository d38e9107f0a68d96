"""A hotline or channel that is there, and not the one the sentence means.

`{{ hotline("tax") }} 报警` names another office than the one for 报警, and nobody dials an e-mail
address. What each office is for stands in `public_hotlines.yml` and `channels.yml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.checks.yaml_file import YamlFile
from search_service.content.problems import Problem

# A macro's argument, in either kind of quotes.
_KEY = r"\(\s*[\"'](?P<key>\w+)[\"']\s*\)"
_HOTLINE = re.compile(rf"\{{\{{-?\s*hotline{_KEY}\s*-?\}}\}}")
_NUMBER = re.compile(r"(?<![\d-])\d{3,6}(?![\d-])")
_CHANNEL = rf"\s?\{{\{{-?\s*channel{_KEY}"
_DIALLED = re.compile(rf"(?:拨打|致电|打|拨){_CHANNEL}")
_MAILED = re.compile(rf"(?:发邮件到|写信到|发邮件给|写邮件到){_CHANNEL}")
_OPENED = re.compile(rf"(?:打开|访问)(?:网址)?{_CHANNEL}")
# What is done with a channel, and the kinds with which it can be done.
_DONE = (
    (_DIALLED, "拨打", frozenset({"phone"})),
    (_MAILED, "写信", frozenset({"email"})),
    (_OPENED, "打开", frozenset({"url", "form", "app"})),
)
_SENTENCE = re.compile(r"[^。；！？\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SHARED = re.compile("电话|热线|专线|咨询|投诉|服务")
_SHORT = 2
Named = Mapping[str, frozenset[str]]


def _pairs(text: str, size: int = 2) -> set[str]:
    runs = _HAN.findall(_SHARED.sub("，", text))
    return {run[at : at + size] for run in runs for at in range(len(run) - size + 1)}


def _name(text: str) -> set[str]:
    """What says a name: all of a short one, any three characters of a long one."""
    return {
        piece
        for run in _HAN.findall(_SHARED.sub("，", text))
        for piece in _pairs(run, 2 if len(run) <= _SHORT else 3)
    }


class _Offices:
    """What each public hotline is called and for, in words that no other has."""

    def __init__(self, content: ContentView) -> None:
        hotlines = content.corpus.data.hotlines
        said = {key: _pairs(f"{one.name}，{one.use}") for key, one in hotlines.items()}
        common = Counter(pair for pairs in said.values() for pair in pairs)
        self.own: Named = {
            key: frozenset(pair for pair in pairs if common[pair] == 1)
            for key, pairs in said.items()
        }
        names = {key: _name(one.name) for key, one in hotlines.items()}
        shared = Counter(piece for pieces in names.values() for piece in pieces)
        self.names: Named = {
            key: frozenset(piece for piece in pieces if shared[piece] == 1)
            for key, pieces in names.items()
        }
        self.titles = {key: one.name for key, one in hotlines.items()}
        self.numbers = {one.value: key for key, one in hotlines.items()}

    def meant(self, key: str, sentence: str) -> str | None:
        """The other office whose name a sentence says, when it says nothing of this one."""
        said = _pairs(sentence)
        if said & self.own.get(key, frozenset()):
            return None
        others = [
            other
            for other, names in self.names.items()
            if other != key and any(name in sentence for name in names)
        ]
        return others[0] if len(others) == 1 else None


def _faults(text: str, offices: _Offices, kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for pattern, done, fitting in _DONE:
        for found in pattern.finditer(text):
            key = found["key"]
            if kinds.get(key, "phone") not in fitting and key in kinds:
                message = f'不能{done} {{{{ channel("{key}") }}}}：它不是这一类渠道'
                yield message, "请换成能这样联系的渠道，或改前面的动词"
    for sentence in _SENTENCE.findall(text):
        named = [(found["key"], found[0]) for found in _HOTLINE.finditer(sentence)]
        typed = _NUMBER.findall(_HOTLINE.sub("", sentence))
        named += [(offices.numbers[one], one) for one in typed if one in offices.numbers]
        if len(named) != 1:
            continue
        key, shown = named[0]
        if other := offices.meant(key, sentence):
            message = f"这句话说的像是{offices.titles[other]}，写的是 {shown}"
            yield message, f'请核对；是的话改成 {{{{ hotline("{other}") }}}}'


def _of_tree(file: YamlFile, offices: _Offices) -> Iterator[Problem]:
    """Outcomes of a guide whose words say another office."""
    values = dict(file.values)
    for path, value in file.values:
        if path[-1] == "hotline" and "outcomes" in path:
            told = "，".join(str(values.get((*path[:-1], key), "")) for key in ("title", "do"))
            if other := offices.meant(str(value), told):
                message = f"这个结果说的像是{offices.titles[other]}，hotline 写的是 {value}"
                yield file.problem(RULE.id, path, message, f"请核对；是的话改成 {other}")


def _find(content: ContentView) -> Iterator[Problem]:
    offices = _Offices(content)
    kinds = {key: one.kind for key, one in content.corpus.data.channels.items()}
    for page in content.markdown_files:
        for line, text in enumerate(page.text.split("\n"), 1):
            if "{{" in text:
                for message, advice in _faults(text, offices, kinds):
                    yield page.problem(RULE.id, line, message, advice)
    for file in (*content.data_files, *content.agent_files):
        yield from _of_tree(file, offices)
        for path, value in file.values:
            if path[-1] == "text" and isinstance(value, str):
                for message, advice in _faults(value, offices, kinds):
                    yield file.problem(RULE.id, path, message, advice)


RULE = Rule("wrong-office", _find)
