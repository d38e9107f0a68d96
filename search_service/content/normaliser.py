"""White space as Python-Markdown needs it for what writers mean, by the tokens of their Markdown.

Writers and their editors read CommonMark: a list may follow a paragraph at once, and what belongs
to an entry stands below its first word. Python-Markdown wants an empty line and four columns. Only
empty lines are put in and indentation is changed; `ContentRenderer` uses the result only where the
page then has the same lists, tables and code as CommonMark says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.content.markdown_tokens import markdown_parser, tokens_of

_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?P<sign>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+|$)")
_APART = {"bullet_list_open", "ordered_list_open", "table_open"}
_COMPARED_TAGS = "ul ol li table tr td th pre h1 h2 h3 h4 h5 h6 dl dt dd blockquote"
_COMPARED = frozenset(_COMPARED_TAGS.split())
_TAB = 4
_REMEMBERED = 5_000


@dataclass
class _Plan:
    """What is to be done to the lines of a text.

    Attributes:
        apart: Lines that an empty line has to stand before.
        shifts: By line, the column at which its container begins and at which it has to.
        inside: The containers around the token that is looked at: the columns, and whether it is
            an entry of a list.
    """

    lines: list[str]
    apart: set[int] = field(default_factory=set)
    shifts: dict[int, tuple[int, int]] = field(default_factory=dict)
    inside: list[tuple[int, int, bool]] = field(default_factory=list)

    def columns(self) -> tuple[int, int]:
        return self.inside[-1][:2] if self.inside else (0, 0)

    def open_item(self, token: Token, begins: int | None) -> None:
        """An entry of a list; `begins` is the line of the entry before it."""
        first, end = token.map or (0, 0)
        _, column = self.columns()
        found = _ITEM.match(self.lines[first])
        if found is None:  # behind another sign on the same line
            self.inside.append((*self.columns(), True))
            return
        between = self.lines[begins:first] if begins is not None else []
        if between and between[-1].strip() and not all(line.strip() for line in between):
            self.apart.add(first)
        old = _width(found["indent"])
        whole = _width(found[0])
        marker = _width(f"{found['indent']}{found['sign']}")
        content = whole if 1 <= whole - marker <= _TAB else marker + 1
        self.shifts[first] = (old, column)
        for number in range(first + 1, end):
            self.shifts[number] = (content, column + _TAB)
        self.inside.append((content, column + _TAB, True))

    def keep_apart(self, token: Token, before: Token | None) -> None:
        """A list or table needs an empty line before it, but not right under an entry's words."""
        first = (token.map or [0])[0]
        nested = bool(self.inside) and self.inside[-1][2] and token.type != "table_open"
        directly = before is not None and before.type == "paragraph_close"
        if first and self.lines[first - 1].strip() and not (nested and directly):
            self.apart.add(first)

    def carried_out(self) -> str:
        done: list[str] = []
        for number, line in enumerate(self.lines):
            if number in self.apart:
                done.append("")
            if number in self.shifts and line.strip():
                old, new = self.shifts[number]
                words = line.lstrip(" \t")
                have = _width(line[: len(line) - len(words)])
                done.append(" " * (max(0, have - old) + new) + words)
            else:
                done.append(line)
        return "\n".join(done)


def _width(text: str) -> int:
    return len(text.expandtabs(_TAB))


@lru_cache(maxsize=_REMEMBERED)
def normalised(markdown: str) -> str:
    """The text with the white space that Python-Markdown needs."""
    plan = _Plan(markdown.split("\n"))
    quoted = 0
    items: dict[int, int] = {}
    before: Token | None = None
    for token in tokens_of(markdown):
        quoted += token.nesting if token.type.startswith("blockquote_") else 0
        if quoted:
            continue  # behind its signs a quotation stays as it is
        if token.type in _APART:
            plan.keep_apart(token, before)
            items.pop(token.level + 1, None)
        elif token.type == "list_item_open":
            plan.open_item(token, items.get(token.level))
            items[token.level] = (token.map or [0])[0]
        elif token.type == "admonition_open":
            old, new = plan.columns()
            plan.inside.append((old + _TAB, new + _TAB, False))
        elif token.type in {"list_item_close", "admonition_close"}:
            plan.inside.pop()
        before = token
    return plan.carried_out()


def shape_of(html: str) -> str:
    """Lists, tables, headings and code of a page, as nested names."""
    body = LexborHTMLParser(html).body
    parts: list[str] = []
    # Tags that nobody closes stand in one another: what is still to come is kept in a list.
    to_come: list[LexborNode | str] = [*reversed([*body.iter()])] if body is not None else []
    while to_come:
        one = to_come.pop()
        if isinstance(one, str):
            parts.append(one)
            continue
        if one.tag in _COMPARED:
            parts.append(f"{one.tag}(")
            to_come.append(")")
        to_come += reversed([*one.iter()])
    return "".join(parts)


@lru_cache(maxsize=_REMEMBERED)
def meant_shape(markdown: str) -> str:
    """The shape that CommonMark gives a text: what its writer sees in an editor.

    What a link's name stands for shows nothing and breaks no list in two, as on the page.
    """
    defined: dict[str, Any] = {}
    html = markdown_parser().render(markdown, defined)
    lines = markdown.split("\n")
    places = [one["map"] for one in defined.get("references", {}).values()]
    places += [one["map"] for one in defined.get("duplicate_refs", ())]
    alone = [place for place in places if lines[place[0]].lstrip().startswith("[")]
    if not alone:
        return shape_of(html)
    for first, end in alone:
        lines[first:end] = [""] * (end - first)
    return shape_of(markdown_parser().render("\n".join(lines)))
