"""Pictures that no page shows, or that take a phone minutes to load."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_ENDINGS = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff"}
_LARGEST_KILOBYTES = 500
_KILOBYTE = 1024
_ALIKE = 0.8


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
    # A picture whose name a page has mistyped is not left over.
    missing = [path for path in shown if not (folder / path).is_file() and "://" not in path]
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in _ENDINGS or not file.is_file():
            continue
        path = file.relative_to(folder).as_posix()
        place = f"content/pages/{path}"
        kilobytes = file.stat().st_size // _KILOBYTE
        if path not in shown and not get_close_matches(path, missing, n=1, cutoff=_ALIKE):
            message, advice = "没有哪篇文章用到这张图", "请在文章里引用它，或删掉这个文件"
            yield Problem(place, 1, RULE.id, message, advice)
        elif kilobytes > _LARGEST_KILOBYTES:
            message = f"图片有 {kilobytes} KB，最多 {_LARGEST_KILOBYTES} KB"
            yield Problem(place, 1, RULE.id, message, "请裁去无关的部分，缩小后存成 WebP 或 PNG")


RULE = Rule("image", _find)
