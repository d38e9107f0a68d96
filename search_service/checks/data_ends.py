"""Values of one key end alike: a question with its sign, an instruction with its full stop.

What is right is not written down anywhere: nearly all values of the key say it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.yaml_file import KeyPath, YamlFile
from search_service.content.problems import Problem

_FEWEST = 8
_NEARLY_ALL = 0.9
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE_ENDS = "。？！?!"


def _end(value: str) -> str:
    """The sign at the end, of those that end a sentence; nothing for all others."""
    last = value.rstrip(" 」』）")[-1:]
    return last if last in _SENTENCE_ENDS else ""


def _kind(file: YamlFile, path: KeyPath) -> tuple[str, str]:
    folder, _, name = file.path.rpartition("/")
    key = next((str(one) for one in reversed(path) if isinstance(one, str)), "")
    # Trees and scripts are many files of one kind.
    return (folder if folder.count("/") else f"{folder}/{name}"), key


def odd_ends(content: ContentView) -> Iterator[Problem]:
    """Values whose end is not the one of nearly all others of their key."""
    values: dict[tuple[str, str], list[tuple[YamlFile, KeyPath, str]]] = defaultdict(list)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str) and _HAN.search(value):
                values[_kind(file, path)].append((file, path, value))
    for (_, key), ones in values.items():
        ends = Counter(_end(value) for _, _, value in ones)
        usual = ends.most_common(1)[0][0]
        # A sentence may end in another of its signs where some do.
        if len(ones) < _FEWEST or ends[usual] < _NEARLY_ALL * len(ones):
            continue
        for file, path, value in ones:
            if (end := _end(value)) != usual and not (usual and end):
                message = f"{key}：别处{_told(usual)}，这里{_told(end)}"
                change = f"补上「{usual}」" if usual else f"去掉末尾的「{end}」"
                advice = f"请{change}；没写完的，请写完"
                yield file.problem("sentence-end", path, message, advice)


def _told(end: str) -> str:
    return f"都以「{end}」结尾" if end else "末尾没有句号和问号"
