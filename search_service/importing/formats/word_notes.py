"""Footnotes and endnotes of a Word document, which `mammoth` gathers behind all articles."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

_SIGN = re.compile(
    r'<sup><a href="#(?P<key>(?:foot|end)note-[^"]+)"[^>]*>\[\d+\]</a></sup>', re.IGNORECASE
)
_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">[^<]*</a>')


def without_notes(html: str) -> tuple[str, Mapping[str, str]]:
    """The HTML without its list of notes, and what each says, as HTML by its key."""
    tree = LexborHTMLParser(html)
    notes: dict[str, str] = {}
    for node in tree.css("body > ol > li[id]"):
        key = node.attributes.get("id") or ""
        if re.match(r"(?:foot|end)note-", key):
            notes[key] = _BACK.sub("", node.inner_html or "").strip()
            holder = node.parent
            node.decompose()
            if holder is not None and not holder.css("li"):
                holder.decompose()
    return ((tree.body.inner_html or "") if notes and tree.body else html), notes


def with_notes(html: str, notes: Mapping[str, str]) -> str:
    """An article with its own notes at its end, counted from 1."""
    named: list[str] = []

    def counted(found: re.Match[str]) -> str:
        key = found["key"]
        if key not in named:
            named.append(key)
        return f"[注{named.index(key) + 1}]"

    text = _SIGN.sub(counted, html)
    said = [_signed(notes.get(key, ""), number) for number, key in enumerate(named, 1)]
    return text + "".join(said)


def _signed(note: str, number: int) -> str:
    sign = f"[注{number}] "
    return note.replace("<p>", f"<p>{sign}", 1) if "<p>" in note else f"<p>{sign}{note}</p>"
