"""Values of data files beside each other: twice in a list, too long for one screen, miscounted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import KeyPath
from search_service.checks.refund_cases import miscounted
from search_service.checks.rule import Rule
from search_service.checks.yaml_file import YamlFile
from search_service.content.problems import Problem

_MOST_SENTENCES = 3
_SENTENCE = re.compile(r"[^。！？]+[。！？]")
# Of this list the reader of the file says it itself.
_OTHERS = ("fields",)


def _twice(file: YamlFile) -> Iterator[tuple[KeyPath, str]]:
    """Texts that stand twice in one list."""
    seen: set[tuple[KeyPath, str]] = set()
    for path, value in file.values:
        if isinstance(path[-1], int) and isinstance(value, str) and path[-2:-1] != _OTHERS:
            key = (path[:-1], value.strip())
            if key in seen:
                yield path, value.strip()
            seen.add(key)


def _digits(content: ContentView) -> Iterator[Problem]:
    """Numbers that have another count of digits than `verify.yml` says of their beginning."""
    verification = content.corpus.data.verification
    kinds = verification.number_kinds if verification else ()
    for file in content.data_files:
        for path, value in file.values:
            if path[-1] != "value" or not isinstance(value, str):
                continue
            digits = value.replace("-", "")
            if not digits.isdecimal():
                continue
            kind = next((one for one in kinds if digits.startswith(one.starts)), None)
            if kind and not kind.digits[0] <= len(digits) <= kind.digits[1]:
                counts = "–".join(dict.fromkeys(map(str, kind.digits)))
                message = f"「{value}」有 {len(digits)} 位，{kind.name}是 {counts} 位"
                yield file.problem(
                    RULE.id, path, message, "请逐位核对；真是这么多位，就改 verify.yml"
                )


def _find(content: ContentView) -> Iterator[Problem]:
    yield from miscounted(content)
    yield from _digits(content)
    for file in (*content.data_files, *content.agent_files):
        for path, value in _twice(file):
            yield file.problem(RULE.id, path, f"「{value[:20]}」在这一列写了两次", "请只留一处")
    for file in content.data_files:
        for path, value in file.values:
            if path[-1] == "do" and isinstance(value, str):
                count = len(_SENTENCE.findall(value))
                if count > _MOST_SENTENCES:
                    message = f"do 有 {count} 句，最多 {_MOST_SENTENCES} 句"
                    yield file.problem(RULE.id, path, message, "请只留现在要做的，其余的写进文章")


RULE = Rule("data-value", _find)
