"""Records that several texts ask for and a data file lacks: the file is wrong, not each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from search_service.content.data.data_files import DATA_FILES, DataFile, record_of
from search_service.content.problems import Problem
from search_service.content.source_files import files_below, is_text_file
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import lines_of

# One text that asks in vain has mistyped the key itself.
_SEVERAL = 2
# Below the content folder; whatever may ask for a record.
_ASKING = ("pages", "components", "agents", "data/trees", "words")
_MACROS = {
    "channel": ("channels",),
    "hotline": ("public_hotlines",),
    "hotline_number": ("public_hotlines",),
    "calls": ("channels", "public_hotlines"),
    "refund_time": ("refund_times",),
    "withdrawal_time": ("withdrawals",),
    "withdrawal_fee": ("withdrawals",),
    "app_place": ("app_places",),
    "fact": ("facts",),
    "team": ("teams",),
}
_CALL = re.compile(rf"\{{\{{\s*(?P<macro>{'|'.join(_MACROS)})\((?P<arguments>[^)\n]*)\)")
_TEXT = re.compile(r"[\"']([a-z0-9_]+)[\"']")
_OPTION = re.compile(
    r"^\s+(?P<name>channel|hotline|fact|to): (?P<key>[a-z0-9_.]+)\s*$", re.MULTILINE
)
_CALLED = re.compile(r"^ +call: \[(?P<keys>[a-z0-9_, ]*)\]", re.MULTILINE)
_REMEMBERED = 4_000
_SHOWN = 3

# Files in one of which the record must be, and its key.
Wanted = tuple[tuple[str, ...], str]


@lru_cache(maxsize=_REMEMBERED)
def _asked_in(file: Path, _changed: int, _size: int) -> frozenset[Wanted]:
    return frozenset(_asked(read_source(file, file.name).text))


def _asked(text: str) -> Iterator[Wanted]:
    for call in _CALL.finditer(text):
        keys = _TEXT.findall(call["arguments"])
        for key in keys if call["macro"] == "calls" else keys[:1]:
            yield _MACROS[call["macro"]], key
    for option in _OPTION.finditer(text):
        file, stop, key = option["key"].rpartition(".")
        if option["name"] != "fact":
            yield _MACROS.get(option["name"], ("teams",)), option["key"]
        elif stop:
            yield (file,), key
        elif key not in {file.name for file in DATA_FILES}:
            yield ("facts",), key
    for called in _CALLED.finditer(text):
        for key in called["keys"].replace(",", " ").split():
            yield _MACROS["calls"], key


def askers_of(content_folder: Path) -> Mapping[Wanted, set[str]]:
    """Which texts below the content folder ask for a record, where there are several of them."""
    found: dict[Wanted, set[str]] = defaultdict(set)
    for below in _ASKING:
        for name, path in files_below(content_folder / below):
            if name.endswith((".md", ".yml")) and is_text_file(path):
                stat = path.stat()
                for wanted in _asked_in(path, stat.st_mtime_ns, stat.st_size):
                    found[wanted].add(f"{below}/{name}")
    return found


def is_asked_for(texts: Collection[str]) -> bool:
    """Whether so many texts ask for a record that not they are wrong."""
    return len(texts) >= _SEVERAL


def words_for(
    key: str, texts: Collection[str], unused: Collection[str]
) -> tuple[str | None, str, str]:
    """Which key was probably meant to be `key`, what is wrong, and what to do.

    Args:
        key: The record that is missing.
        texts: Who asks for it.
        unused: Keys of the records that nobody asks for.
    """
    shown = "、".join(sorted(texts)[:_SHOWN]) + (" 等" if len(texts) > _SHOWN else "")
    if near := get_close_matches(key, unused, n=1):
        message = f"「{near[0]}」没有人用；{len(texts)} 个文件用的是「{key}」"
        advice = f"是不是把「{key}」写错了？请改回来；真要改名，就一起改这些文件：{shown}"
        return near[0], message, advice
    message = f"没有「{key}」，却有 {len(texts)} 个文件要用它"
    return None, message, f"请补上它，或先改这些文件：{shown}"


def with_needed_keys(
    content_folder: Path, kept: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """What is kept of the data files, with a stand-in for each record that several texts miss.

    Args:
        content_folder: Its texts are looked through.
        kept: Records by the fields of `OperatorData`.

    Returns:
        The same with stand-ins, and one problem for each, in the data file.
    """
    files = {file.name: file for file in DATA_FILES if record_of(file) is not None}
    asking = askers_of(content_folder)
    used = {key for _, key in asking}
    filled = dict(kept)
    problems: list[Problem] = []
    for (names, key), texts in sorted(asking.items()):
        holding = [files[name] for name in names if name in files]
        if not holding or any(key in filled[file.kept_as] for file in holding):
            continue
        if not is_asked_for(texts):
            continue
        file, near, message, advice = _fullest(holding, kept, key, texts, used)
        filled[file.kept_as] = {**filled[file.kept_as], key: record_of(file).stand_in()}
        path = f"{content_folder.name}/data/{file.file_name}"
        lines = lines_of(read_source(content_folder / "data" / file.file_name, path).text)
        where = (file.entries or "", near) if near else (file.entries or "",)
        problems.append(Problem(path, lines.get(where, 1), "data-file", message, advice))
    return filled, problems


def _fullest(
    files: list[DataFile],
    kept: Mapping[str, Any],
    key: str,
    texts: Collection[str],
    used: Collection[str],
) -> tuple[DataFile, str | None, str, str]:
    """The file in which the record was meant to be, and what is said of it."""
    said = [
        (file, *words_for(key, texts, [one for one in kept[file.kept_as] if one not in used]))
        for file in files
    ]
    return next((one for one in said if one[1]), said[0])
