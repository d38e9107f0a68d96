"""The pictures that a page shows: the only files beside pages that are published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from search_service.content.markdown_tokens import tokens_of
from search_service.content.source_files import is_plain_file

KINDS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg"})
# An SVG that is opened by itself is a page of the site's own origin: it may hold no program.
_ACTIVE = re.compile(
    rb"<\s*(?:[\w.-]+:)?(?:script|foreignObject|iframe|handler|listener)|[\s\"'/]on\w+\s*=|javascript:"
    rb"|<!ENTITY|<\?xml-stylesheet|@import"
    # What is fetched, or where a click leads, is within it; no sign is written by its number.
    rb"|(?:href|src)\s*=\s*(?!([\"'])\s*(?:#|data:image/(?:png|jpe?g|gif|webp)))"
    rb"|url\(\s*(?![\"']?\s*#)|&#|\\"
    rb"|attributeName\s*=\s*[\"']?\s*(?:on|(?:xlink:)?href|src|style)",
    re.IGNORECASE,
)


def is_picture(name: str) -> bool:
    """Whether a file of this name may be published as a picture."""
    return PurePosixPath(name).suffix.lower() in KINDS


def is_harmless(picture: Path) -> bool:
    """Whether it is a plain file without a program in it."""
    if not is_plain_file(picture):
        return False
    return picture.suffix.lower() != ".svg" or not holds_program(picture.read_bytes())


def holds_program(svg: bytes) -> bool:
    """Whether an SVG would do more than be looked at."""
    return bool(_ACTIVE.search(svg))


def pictures_of(path: str, markdown: str) -> Iterator[str]:
    """The local pictures that rendered Markdown shows, as paths below `content/pages`.

    Args:
        path: The page, below `content/pages`.
        markdown: Its body, references filled in.
    """
    for token in tokens_of(markdown) if "![" in markdown else ():
        for child in token.children or ():
            if child.type != "image":
                continue
            parts = urlsplit(str(child.attrGet("src")))
            if not parts.scheme and not parts.netloc and is_picture(parts.path):
                yield posixpath.normpath(
                    posixpath.join(posixpath.dirname(path), unquote(parts.path))
                )
