"""From format 1 to 2: the questions of an article's pieces leave its head for a file beside it.

Looks at public and internal articles, those of the brands too. What is moved is read again before
anything is written: both files together say what the one said, to the last question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from search_service.checks.mending import FileStyle, text_for_edit
from search_service.cli.question_lines import KEYS, first_line, lines_for, with_question
from search_service.content.article_parser import split_front_matter
from search_service.content.branding import OVERLAYS
from search_service.content.plain_yaml import composed, value_of
from search_service.content.question_files import questions_beside
from search_service.content.schemas import schema_of
from search_service.content.source_files import files_below, is_plain_file
from search_service.errors import ContentInvalid

_FOLDERS = ("content/pages", "content/agents/articles")
_SCHEMAS = ("front_matter", "questions")
_KEY = re.compile(rf"^\s*[\"']?(?:{'|'.join(KEYS)})[\"']?\s*:", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
# Blank lines and comments above the next key belong to that one.
_OF_THE_NEXT = re.compile(r"\s*|#.*")
# Beside a brand's article without such questions, where the shared article has some.
_NONE = "# 这个品牌的这篇文章没有这样的问法；删掉这个文件，就用大家共用的。\n"


class _NotMovable(Exception):
    """What stands in a head cannot be told apart line by line, or is said twice."""


def moved_questions(project: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The articles whose heads hold such questions, without them, and the files beside them.

    Args:
        project: Its folder.
        files: What was changed already, laid over the project.

    Raises:
        ContentInvalid: What a head holds cannot be moved as it is; says what to do by hand.
    """
    found: dict[str, bytes] = {}
    for root in ("", *_brands(project)):
        for path in _articles(project, root):
            found |= _moved(project, path, {**files, **found})
            beside = questions_beside(path)
            is_given = beside in found or (project / beside).exists()
            if root and beside.removeprefix(root) in found and not is_given:
                found[beside] = _NONE.encode()
    for name in _SCHEMAS:
        file = project / "content" / "schemas" / f"{name}.json"
        if file.parent.is_dir() and not (file.is_file() and file.read_bytes() == schema_of(name)):
            found[f"content/schemas/{name}.json"] = schema_of(name)
    return found


def _brands(project: Path) -> Iterator[str]:
    folder = project / OVERLAYS
    for brand in sorted(folder.iterdir()) if folder.is_dir() else ():
        if brand.is_dir() and not brand.is_symlink():
            yield f"{OVERLAYS}/{brand.name}/"


def _articles(project: Path, root: str) -> Iterator[str]:
    for folder in _FOLDERS:
        for name, file in files_below(project / root / folder):
            if name.endswith(".md") and is_plain_file(file):
                yield f"{root}{folder}/{name}"


def _moved(project: Path, path: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """One article and its questions as they are afterwards; nothing when its head has none."""
    raw = files.get(path) or (project / path).read_bytes()
    if not any(key.encode() in raw for key in KEYS):
        return {}
    beside = questions_beside(path)
    file = project / beside
    old = files.get(beside) or (file.read_bytes() if is_plain_file(file) else None)
    try:
        text, style = text_for_edit(raw)
        head, _, _ = split_front_matter(text)
        if head is None or not _KEY.search(head):
            return {}
        left, questions = _parted(head, beside, old)
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, TypeError, _NotMovable) as error:
        keys, name = " 和 ".join(KEYS), PurePosixPath(beside).name
        raise ContentInvalid(
            f"{path} 的信息头里有 {keys}，程序移不出来，什么都没有改。"
            f"请检查信息头的写法，或自己把它们剪切到旁边的 {name}，再运行 kb migrate。"
        ) from error
    start = text.index("\n") + 1
    whole = text[:start] + left + text[start + len(head) :]
    changed = {path: style.written(whole).encode()}
    if questions is not None:
        its_style = text_for_edit(old)[1] if old else FileStyle(style.newline)
        changed[beside] = its_style.written(questions).encode()
    return changed


def _parted(head: str, beside: str, old: bytes | None) -> tuple[str, str | None]:
    """A head without the questions, and the file beside it; None when there is nothing to move.

    Raises:
        _NotMovable: It cannot be done without changing what is said.
    """
    left, block = _lines_of(head)
    said = value_of(head)
    moved = {key: said.pop(key) for key in KEYS if key in said}
    if value_of(left) != said:
        raise _NotMovable
    if not any(moved.values()) and not _COMMENT.search(block):
        return left, None
    is_plain = not _COMMENT.search(block) and all(map(_is_simple, moved.values()))
    new, is_same = "", False
    if not old:
        wanted = _without_empty(moved)
        new = first_line(beside) + (lines_for(wanted) if is_plain else block)
        is_same = _without_empty(value_of(new)) == wanted
    elif is_plain:
        text = text_for_edit(old)[0]
        new = _added(text, moved)
        is_same = value_of(new) == _together(value_of(text), moved)
    if not is_same:
        raise _NotMovable
    return left, new


def _without_empty(said: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever somebody wrote
    return {key: places for key, places in (said or {}).items() if places}


def _lines_of(head: str) -> tuple[str, str]:
    """The lines of a head without those of the questions, and these."""
    root = composed(head)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise _NotMovable
    names = [name.value for name, _ in root.value]
    if any(names.count(key) > 1 for key in KEYS):
        raise _NotMovable
    lines = head.split("\n")
    starts = [name.start_mark.line for name, _ in root.value]
    block: list[str] = []
    kept = lines[: starts[0]]
    for name, start, end in zip(names, starts, [*starts[1:], len(lines)], strict=True):
        if name not in KEYS:
            kept += lines[start:end]
            continue
        last = end
        while end < len(lines) and _OF_THE_NEXT.fullmatch(lines[last - 1]):
            last -= 1
        block += lines[start:last]
        kept += lines[last:end]
    return "\n".join(kept), "".join(f"{line}\n" for line in block)


def _is_simple(places: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a value is nothing, or places with lists of texts."""
    if not places:
        return True
    return isinstance(places, dict) and all(
        isinstance(place, str)
        and isinstance(asked, list)
        and all(isinstance(a, str) for a in asked)
        for place, asked in places.items()
    )


def _added(text: str, moved: Mapping[str, Any]) -> str:
    """A text with every question that it does not have yet."""
    for key, places in moved.items():
        for place, questions in (places or {}).items():
            for question in questions:
                known = ((value_of(text) or {}).get(key) or {}).get(place) or []
                if question not in known:
                    text = with_question(text, key, place, question)
    return text


def _together(known: Any, moved: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - as above
    """What both say: questions of one place once, those that were there first."""
    both: dict[str, Any] = {key: dict(places or {}) for key, places in (known or {}).items()}
    for key, places in moved.items():
        if not isinstance(places, dict):
            continue
        of_key = both.setdefault(key, {})
        for place, questions in places.items():
            of_key[place] = list(dict.fromkeys([*of_key.get(place, ()), *questions]))
    return {key: places for key, places in both.items() if places}
