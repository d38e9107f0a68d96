"""Markdown as a tree of a few known elements, which the desk draws without ever parsing HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

# `{ .class }` or `{: #id }` behind an element, as the attr_list extension reads it.
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^}\n]*\}")
_UNVERIFIED = re.compile(r"^\s*\{:?\s*\.kb-unverified\s*\}")
_TAGS = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "paragraph": "p",
    "blockquote": "blockquote",
    "admonition": "aside",
    "admonition_title": "strong",
    "strong": "strong",
    "em": "em",
    "s": "s",
    "hr": "hr",
    **{name: name for name in ("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd")},
}

Target = tuple[str, str | None]
Resolve = Callable[[str], Target | None]


class Element(BaseModel):
    """A piece of an article.

    Attributes:
        tag: An HTML element, or `badge` for the mark of a fact that is not confirmed.
        children: Text and further elements.
        article: Of a link to an article: its code.
        anchor: Of such a link: the section. Of a heading: its own.
        href: Of a link to elsewhere.
    """

    model_config = ConfigDict(frozen=True)

    tag: str
    children: tuple[Element | str, ...] = ()
    article: str | None = None
    anchor: str | None = None
    href: str | None = None

    @model_serializer(mode="wrap")
    def _without_nulls(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in serialise(self).items() if value is not None}


Nodes = tuple[Element | str, ...]


def rich_text(markdown: str, resolve: Resolve) -> Nodes:
    """The tree of rendered Markdown; `resolve` says which article a link's address means."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = parser.use(admon_plugin).use(deflist_plugin).parse(markdown)
    return tuple(_nodes(SyntaxTreeNode(tokens).children, resolve))


def plain_text(nodes: Sequence[Element | str]) -> str:
    """The words alone; a fact that is not confirmed stays marked as such."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        else:
            inner = plain_text(node.children)
            parts.append(f"（{inner}）" if node.tag == "badge" else inner)
    return "".join(parts)


def has_badge(nodes: Sequence[Element | str]) -> bool:
    """Whether a fact in it is not confirmed."""
    return any(
        isinstance(node, Element) and (node.tag == "badge" or has_badge(node.children))
        for node in nodes
    )


def _nodes(found: Sequence[SyntaxTreeNode], resolve: Resolve) -> Iterator[Element | str]:
    for node in found:
        if node.type == "inline":
            yield from _inline(node.children, resolve)
        elif node.type == "paragraph" and node.hidden:  # of a list without blank lines
            yield from _nodes(node.children, resolve)
        elif node.type == "heading":
            yield Element(tag=node.tag, children=tuple(_nodes(node.children, resolve)))
        elif node.type in {"fence", "code_block"}:
            yield Element(tag="pre", children=(node.content.rstrip("\n"),))
        elif node.type in _TAGS:
            children = tuple(_nodes(node.children, resolve))
            yield Element(tag=_TAGS[node.type], children=children)


def _inline(found: Sequence[SyntaxTreeNode], resolve: Resolve) -> Iterator[Element | str]:
    for node, following in zip_longest(found, found[1:]):
        if node.type == "text":
            # The attributes of the element before, which may be a badge.
            if text := _ATTRIBUTES.sub("", node.content):
                yield text.rstrip() if following and following.type == "em" else text
        elif node.type == "code_inline":
            yield Element(tag="code", children=(node.content,))
        elif node.type == "softbreak":
            yield ""
        elif node.type == "hardbreak":
            yield Element(tag="br")
        elif node.type == "image":
            yield node.content
        elif node.type == "link":
            yield _link(node, resolve)
        elif node.type in _TAGS:
            badge = (
                node.type == "em"
                and following is not None
                and _UNVERIFIED.match(following.content if following.type == "text" else "")
            )
            children = tuple(_inline(node.children, resolve))
            yield Element(tag="badge" if badge else _TAGS[node.type], children=children)


def _link(node: SyntaxTreeNode, resolve: Resolve) -> Element:
    href = str(node.attrs.get("href", ""))
    children = tuple(_inline(node.children, resolve))
    if target := resolve(unquote(href)):
        return Element(tag="a", children=children, article=target[0], anchor=target[1])
    if urlsplit(href).scheme in {"http", "https"}:
        return Element(tag="a", children=children, href=href)
    return Element(tag="span", children=children)
