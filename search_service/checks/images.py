"""Pictures that no page shows, or that take a phone minutes to load."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_ENDINGS = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff"}
# How files of these kinds begin; renamed ones begin otherwise, and browsers show nothing.
_BEGINNINGS = {
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8",),
    ".jpeg": (b"\xff\xd8",),
    ".gif": (b"GIF8",),
    ".webp": (b"RIFF",),
    ".svg": (b"<", b"\xef\xbb\xbf<"),
}
_LONGEST = 64
_LARGEST_KILOBYTES = 500
_KILOBYTE = 1024
_ALIKE = 0.8
_VIEW_BOX = re.compile(r"<svg\b[^>]*\bviewBox=[\"'][-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)")
_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
_LETTERS = re.compile(r"font-size[=:]\s*[\"']?([\d.]+)(?:px)?(?=[\"';}\s])")
# What a phone shows, and the smallest letters that are still read on it.
_PHONE, _SMALLEST = 360, 12


def is_mistyped(path: str, shown: Collection[str], folder: Path) -> bool:
    """Whether a page shows a picture that is not there and has nearly the name of this one."""
    near = get_close_matches(path, shown, n=3, cutoff=_ALIKE)
    return any(_is_missing(folder, one) for one in near if one != path)


def _is_missing(folder: Path, path: str) -> bool:
    """What lies outside is not looked at: no page can show it."""
    return path.startswith(("..", "/")) or not (folder / path).is_file()


def _begins_as_named(file: Path) -> bool:
    """Whether a picture is of the kind that its name says, by how it begins."""
    with file.open("rb") as stream:
        begins = stream.read(_LONGEST).lstrip()
    return begins.startswith(_BEGINNINGS.get(file.suffix.lower(), (b"",)))


def _of_drawing(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, fault and advice where a drawing cannot be read on a phone or in the dark."""
    box = _VIEW_BOX.search(text)
    shrunk = min(1.0, _PHONE / float(box[1])) if box and float(box[1]) else 1.0
    for number, line in enumerate(text.split("\n"), 1):
        sizes = [float(size) * shrunk for size in _LETTERS.findall(line)]
        if sizes and min(sizes) < _SMALLEST:
            message = f"图里的字在手机上只有 {min(sizes):.1f} 号，看不清"
            yield number, message, "请照宽 360 画，字不小于 13"
            break  # one size is used all over
    if "<text" in text and not _DARK.search(text):
        yield 1, "图里没有写暗色的样子，深色的屏幕上看不清", "请照别的图，加上 prefers-color-scheme"


def _find(content: ContentView) -> Iterator[Problem]:
    folder = content.project / "content" / "pages"
    shown = {
        posixpath.normpath(
            posixpath.join(posixpath.dirname(page.path), unquote(str(token.attrGet("src"))))
        )
        for page in content.public_files
        for _, token in page.inlines()
        if token.type == "image"
    }
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in _ENDINGS or not file.is_file():
            continue
        path = file.relative_to(folder).as_posix()
        place = f"content/pages/{path}"
        kilobytes = file.stat().st_size // _KILOBYTE
        if path not in shown and not is_mistyped(path, shown, folder):
            message, advice = "没有哪篇文章用到这张图", "请在文章里引用它，或删掉这个文件"
            yield Problem(place, 1, RULE.id, message, advice)
        elif not _begins_as_named(file):
            message = f"文件的内容不是 {file.suffix} 图片，浏览器显示不出来"
            yield Problem(place, 1, RULE.id, message, "请从画图的软件里重新导出，不要只改扩展名")
        elif kilobytes > _LARGEST_KILOBYTES:
            message = f"图片有 {kilobytes} KB，最多 {_LARGEST_KILOBYTES} KB"
            yield Problem(place, 1, RULE.id, message, "请裁去无关的部分，缩小后存成 WebP 或 PNG")
        elif file.suffix.lower() == ".svg":
            for line, message, advice in _of_drawing(file.read_text("utf-8", errors="replace")):
                yield Problem(place, line, RULE.id, message, advice)


RULE = Rule("image", _find)
