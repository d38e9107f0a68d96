"""Nothing that is written for agents alone may stand in a public file of a release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

# Pieces shorter than this are common turns of phrase, such as 「请稍候」.
LEAST_CHARACTERS = 8
_SHOWN = 30
_CODE = re.compile(r"(?m)^[A-Z]-\d{3}$")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>")
# What a reference is filled in with is no secret: public pages show the same data.
_ENDS = re.compile(r"[。！？；\n|]|\{[{%].*?[%}]\}")
_LIST = re.compile(r"^\s*(?:-|\d+\.)\s")
_MARKS = re.compile(r"\]\([^)]*\)|\{[:#][^}]*\}|[*`#>\[\]]")
_READ = frozenset(
    {".html", ".json", ".js", ".css", ".xml", ".txt", ".map", ".svg", ".webmanifest", ".md"}
)


def leaks(site: Path, internal: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong, in Chinese: public files that hold a sentence written for agents alone.

    Args:
        site: The public files.
        internal: The files that are written for agents, and the text of each. Its code and its
            sentences are looked for.
    """
    wanted: dict[str, str] = {}
    for place, text in internal:
        for piece in _pieces(text):
            wanted.setdefault(piece, place)
    faults = []
    for file in sorted(site.rglob("*")):
        if not file.is_file() or file.suffix not in _READ:
            continue
        shown = _readings(file)
        for piece, place in wanted.items():
            if piece in shown:
                name = file.relative_to(site).as_posix()
                faults.append(
                    f"{name}：含有只给坐席看的「{piece[:_SHOWN]}」，来自 {place}。"
                    "请从公开内容里删掉它，或改写坐席的文章。"
                )
                break
    return faults


def _pieces(text: str) -> Iterator[str]:
    yield from _CODE.findall(text)
    for sentence in _ENDS.split(text):
        piece = _SPACE.sub("", _MARKS.sub("", _LIST.sub("", sentence)))
        if len(piece) >= LEAST_CHARACTERS and not piece.isascii():
            yield piece


def _readings(file: Path) -> str:
    """The file as it stands and, of a page, what it shows; without white space."""
    text = file.read_text(encoding="utf-8", errors="replace")
    shown = unescape(_TAG.sub("", text)) if file.suffix in {".html", ".xml"} else ""
    return _SPACE.sub("", f"{text}\0{shown}")
