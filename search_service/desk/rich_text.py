"""A fragment as a tree of known elements, so that the desk draws it without ever parsing HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.content.fragments import Fragment
from search_service.content.sections import BLOCKS, children, classes, without_cjk_breaks
from search_service.desk.nodes import Element, Nodes

_KEPT = (
    "ul ol li p blockquote strong em hr table thead tbody tr th td dl dt dd br code "
    "h1 h2 h3 h4 h5 h6"
)
_TAGS = {name: name for name in _KEPT.split()} | {"del": "s", "b": "strong", "i": "em"}
_LAID_OUT = {"ul", "ol", "table", "thead", "tbody", "tr", "dl"}

Target = tuple[str, str | None]
Resolve = Callable[[str], Target | None]


def rich_text(fragment: Fragment, resolve: Resolve) -> Nodes:
    """The tree of a fragment; `resolve` says which article a link's address means.

    It is handed addresses as writers write them: pages of the site from the root, as `/a/b.md#c`.
    """
    body = LexborHTMLParser(fragment.html).body
    return tuple(_nodes(body, fragment, resolve)) if body is not None else ()


def _nodes(parent: LexborNode, fragment: Fragment, resolve: Resolve) -> Iterator[Element | str]:
    inside = list(children(parent))
    for node, following in zip_longest(inside, inside[1:]):
        if node.tag == "-text":
            text = _shown(node, parent, following)
            if text:
                yield text
        elif node.tag == "img":
            yield node.attributes.get("alt") or ""
        elif node.tag == "pre":
            yield Element(tag="pre", children=(node.text(deep=True).rstrip("\n"),))
        elif node.tag == "a":
            yield _link(node, fragment, resolve)
        else:
            yield from _element(node, fragment, resolve)


def _element(node: LexborNode, fragment: Fragment, resolve: Resolve) -> Iterator[Element | str]:
    named = classes(node)
    inner = tuple(_nodes(node, fragment, resolve))
    if "admonition" in named:
        yield Element(tag="aside", children=inner)
    elif "admonition-title" in named:
        yield Element(tag="strong", children=inner)
    elif "kb-unverified" in named:
        yield Element(tag="badge", children=inner)
    elif node.tag in _TAGS:
        anchor = node.attributes.get("id") if node.tag in {"h2", "h3"} else None
        yield Element(tag=_TAGS[node.tag or ""], children=inner, anchor=anchor)
    else:
        yield from inner


def _shown(node: LexborNode, parent: LexborNode, following: LexborNode | None) -> str:
    """Text as it is drawn: white space between blocks and in front of a badge is none."""
    text = without_cjk_breaks(node.text_content or "")
    beside_block = parent.tag in BLOCKS | {"body"} and not text.strip()
    if parent.tag in _LAID_OUT or (beside_block and (following is None or following.tag in BLOCKS)):
        return ""
    if following is None or following.tag in BLOCKS or "kb-unverified" in classes(following):
        text = text.rstrip()
    return re.sub(r"[ \t\r\n]+", " ", text)


def _link(node: LexborNode, fragment: Fragment, resolve: Resolve) -> Element:
    inner = tuple(_nodes(node, fragment, resolve))
    href = node.attributes.get("href") or ""
    page = fragment.target(href)
    if page and page[0] != fragment.path:
        written = f"/{page[0]}#{page[1]}" if page[1] else f"/{page[0]}"
    else:
        written = unquote(href)
    if target := resolve(written):
        return Element(tag="a", children=inner, article=target[0], anchor=target[1])
    if urlsplit(href).scheme in {"http", "https"}:
        return Element(tag="a", children=inner, href=href)
    return Element(tag="span", children=inner)
