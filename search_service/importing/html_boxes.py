"""Boxes, foldings and code as each help system draws them: notes, warnings, tips."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from search_service.importing.html_nodes import attribute, classes, name_of

# What a box is called where it comes from → the box that the theme draws, and its title.
_KINDS: dict[str, tuple[str, str]] = {
    "note": ("note", "说明"),
    "info": ("note", "说明"),
    "information": ("note", "说明"),
    "abstract": ("note", "说明"),
    "question": ("note", "说明"),
    "example": ("note", "例子"),
    "quote": ("note", "说明"),
    "default": ("note", "说明"),
    "primary": ("note", "说明"),
    "tip": ("tip", "提示"),
    "success": ("tip", "提示"),
    "hint": ("tip", "提示"),
    "important": ("warning", "注意"),
    "warning": ("warning", "注意"),
    "caution": ("warning", "注意"),
    "attention": ("warning", "注意"),
    "failure": ("warning", "注意"),
    "danger": ("warning", "注意"),
    "error": ("warning", "注意"),
    "red": ("warning", "注意"),
    "orange": ("warning", "注意"),
    "yellow": ("warning", "注意"),
    "green": ("tip", "提示"),
}
_FRAMES_WORDS = (
    "admonition callout confluence-information-macro custom-block custom-container alert"
    " panel hint-block intercom-interblocks-callout callout-block note-block notice"
)
_FRAMES = frozenset(_FRAMES_WORDS.split())
_WORD = re.compile(r"[a-z]+")
_LANGUAGE = re.compile(r"(?:lang(?:uage)?-|brush:\s*)([a-z0-9+#-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class FoundBox:
    """A box before its content is read."""

    kind: str
    title: str
    inside: LexborNode | None


def box_of(node: LexborNode) -> FoundBox | None:
    """The box that an element is; None for any other element."""
    name = name_of(node)
    if name not in {"div", "aside", "section", "figure", "blockquote", "p"}:
        return None
    own = classes(node)
    named = any(one.startswith("callout-") and "__" not in one for one in own)
    is_box = bool(own & _FRAMES) or named or (name == "aside" and "data-box" not in node.attributes)
    if "code" in own or not is_box:
        return None
    words = [word for one in sorted(own) for word in _WORD.findall(one)]
    words = [word for word in words if word not in {"information", "macro", "confluence"}] or words
    kind, title = next((_KINDS[word] for word in words if word in _KINDS), _KINDS["note"])
    titled = node.css_first(".admonition-title, .title, .custom-block-title, .panelHeader")
    if titled is not None and titled.text(strip=True):
        title = " ".join(titled.text().split())
    inside = node.css_first(".confluence-information-macro-body, .panelContent")
    return FoundBox(kind, attribute(node, "data-title") or title, inside or node)


def summary_of(node: LexborNode) -> LexborNode | None:
    """The line that a folding shows while it is folded."""
    return node.css_first("summary")


def language_of(pre: LexborNode) -> str:
    """The language of a block of code, as highlighters want it; empty when it is not said."""
    inner = pre.css_first("code")
    for node in (inner, pre, pre.parent):
        if node is None:
            continue
        params = attribute(node, "data-syntaxhighlighter-params")
        for written in (node.attributes.get("class") or "", params):
            if found := _LANGUAGE.search(written):
                return found[1].lower()
        if named := attribute(node, "data-language") or attribute(node, "data-lang"):
            return named.lower()
    return ""
