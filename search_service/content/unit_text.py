"""The words of a unit as a reader sees them: badges apart, sentences whole, pieces short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from search_service.content.sections import BLOCKS, as_read, children, classes

# No answer is longer, unless one sentence is.
MOST_CHARACTERS = 100
_BADGE = "kb-unverified"
_SENTENCE = re.compile(r"[^。！？]*(?:[。！？][」』”）)]*|$)")


@dataclass(frozen=True)
class Words:
    """Text without badges, whether there was one, and how many characters lead elsewhere."""

    text: str
    unverified: bool = False
    linked: int = 0


def words_of(node: LexborNode, *, nested: bool = True) -> Words:
    """The words of an element on one line.

    Args:
        node: The element.
        nested: Whether the blocks inside it, such as the lists in an item, belong to it.
    """
    runs: list[str] = []
    state = {"unverified": 0, "linked": 0}

    def read(parent: LexborNode, *, in_link: bool) -> None:
        for child in children(parent):
            if child.tag == "-text":
                text = child.text_content or ""
                runs.append(text)
                state["linked"] += len(text.strip()) * in_link
            elif child.tag == "img":
                runs.append(child.attributes.get("alt") or "")
            elif child.tag == "br":
                runs.append("\n")
            elif _BADGE in classes(child):
                state["unverified"] = 1
                if runs:
                    runs[-1] = runs[-1].rstrip(" ")
            elif child.tag not in BLOCKS or (nested and child.tag != "dd"):
                to_page = child.tag == "a" and not _is_elsewhere(child)
                read(child, in_link=in_link or to_page)

    read(node, in_link=False)
    return Words(as_read("".join(runs)), bool(state["unverified"]), state["linked"])


def _is_elsewhere(link: LexborNode) -> bool:
    return (link.attributes.get("href") or "").startswith(("http", "mailto:", "tel:", "#"))


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands in 「」 stays together."""
    found: list[str] = []
    open_one = ""
    for match in _SENTENCE.finditer(text):
        open_one += match.group()
        if open_one.count("「") <= open_one.count("」"):
            if open_one.strip():
                found.append(open_one.strip())
            open_one = ""
    if open_one.strip():
        found.append(open_one.strip())
    return found


def windows(pieces: Sequence[str], joined_by: str = "") -> Iterator[str]:
    """Runs of neighbouring pieces, each as long as `MOST_CHARACTERS` lets it be.

    A single sentence loses what 「这」 in it means, so that runs overlap; none is part of another.
    """
    last = ""
    for start in range(len(pieces)):
        run = pieces[start]
        for piece in pieces[start + 1 :]:
            if len(run) + len(joined_by) + len(piece) > MOST_CHARACTERS:
                break
            run += joined_by + piece
        if not last.endswith(run):
            yield run
            last = run
