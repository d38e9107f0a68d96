"""Small questions to a node of parsed HTML: what it is, how it looks, whether anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

TEXT = "-text"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Nothing that a reader is told.
_SILENT_WORDS = (
    "script style template noscript link meta title head base colgroup col datalist -comment"
)
SILENT = frozenset(_SILENT_WORDS.split())
# What shows something else than words; it cannot be carried and is listed.
_EMBEDDED_WORDS = (
    "iframe video audio embed object canvas applet map frame mpvoice mpvideo mpprofile qqmusic"
    " mp-common-profile mp-common-videosnap mp-common-mpaudio mp-common-product mp-miniprogram"
)
EMBEDDED = frozenset(_EMBEDDED_WORDS.split())
CONTROLS = frozenset(["button", "input", "select", "textarea", "option", "form"])
_BLOCKS_WORDS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main"
    " menu nav ol p pre section summary table ul tbody thead tfoot tr td th caption"
)
BLOCKS = frozenset(_BLOCKS_WORDS.split())
_BEHIND = re.compile(
    r"background(?:-image)?\s*:[^;]*?url\(\s*[\"']?(?!data:)(?P<address>[^\"')\s]+)", re.IGNORECASE
)
_DECLARATION = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_BOLD_FROM = 600


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Elements and texts directly below a node."""
    yield from node.iter(include_text=True)


def name_of(node: LexborNode) -> str:
    """The element's name in lower case."""
    return (node.tag or "").lower()


def attribute(node: LexborNode, name: str) -> str:
    """The value of an attribute; empty without one."""
    return (node.attributes.get(name) or "").strip()


def classes(node: LexborNode) -> frozenset[str]:
    """The names in `class`."""
    return frozenset((node.attributes.get("class") or "").lower().split())


def style(node: LexborNode) -> dict[str, str]:
    """The declarations of `style`, in lower case."""
    written = node.attributes.get("style") or ""
    return {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(written)}


def is_hidden(node: LexborNode) -> bool:
    """Whether no reader of the export saw it."""
    if "hidden" in node.attributes:
        return True
    look = style(node)
    return look.get("display") == "none" or look.get("visibility") == "hidden"


def picture_behind(node: LexborNode) -> str:
    """The address of the picture that an element has as its ground; empty without one."""
    found = _BEHIND.search(node.attributes.get("style") or "")
    return found["address"] if found else ""


def is_bold(node: LexborNode, inherited: bool) -> bool:  # noqa: FBT001 - a style, not a switch
    """Whether its words are bold, by element and style; Google Docs wraps all in a thin `<b>`."""
    weight = style(node).get("font-weight", "")
    if weight:
        heavy = weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= _BOLD_FROM)
        thin = weight in {"normal", "lighter"} or (weight.isdigit() and int(weight) < _BOLD_FROM)
        return heavy or (inherited and not thin)
    return inherited or name_of(node) in {"b", "strong"}


def is_italic(node: LexborNode, inherited: bool) -> bool:  # noqa: FBT001 - as above
    """Whether its words are slanted."""
    slant = style(node).get("font-style", "")
    if slant:
        return slant in {"italic", "oblique"}
    return inherited or name_of(node) in {"i", "em", "cite", "var", "dfn"}


def is_struck(node: LexborNode) -> bool:
    """Whether its words are crossed out."""
    look = style(node)
    decoration = look.get("text-decoration", "") + look.get("text-decoration-line", "")
    return name_of(node) in {"s", "strike", "del"} or "line-through" in decoration


def holds_blocks(node: LexborNode) -> bool:
    """Whether an element of a line holds paragraphs all the same, as editors write it."""
    return any(
        name_of(child) in BLOCKS or (name_of(child) != TEXT and holds_blocks(child))
        for child in children(node)
    )
