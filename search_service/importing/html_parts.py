"""Questions to the HTML of one article: its first heading, whether it says anything."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_SPACE = re.compile(r"\s+")


def first_heading(html: str) -> str:
    """The words of the only `h1`, if nothing is said before it; of several none is the title."""
    if "<h1" not in html.lower():
        return ""
    tree = LexborHTMLParser(html)
    nodes = tree.css("h1")
    if len(nodes) != 1 or tree.body is None:
        return ""
    for node in tree.body.iter():
        if node.tag == "h1" or node.css_first("h1") is not None:
            return _SPACE.sub(" ", nodes[0].text()).strip()
        if node.text(strip=True) or node.css_first("img") is not None:
            return ""
    return ""


def without_first_heading(html: str, title: str) -> str:
    """The HTML without the `h1` that says its title."""
    if "<h1" not in html.lower():
        return html
    tree = LexborHTMLParser(html)
    node = tree.css_first("h1")
    if node is None or _bare(node.text()) != _bare(title):
        return html
    node.decompose()
    return tree.body.inner_html or "" if tree.body is not None else html


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def has_words(html: str) -> bool:
    """Whether anybody would see something."""
    if not html.strip():
        return False
    body = LexborHTMLParser(html).body
    return body is not None and (bool(body.text(strip=True)) or body.css_first("img") is not None)
