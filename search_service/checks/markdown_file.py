"""One Markdown file as rules look at it: front matter, tokens and blocks, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from markdown_it.token import Token

from search_service.checks.read_page import ReadPage
from search_service.checks.yaml_file import KeyPath, YamlFile
from search_service.content.article import Article
from search_service.content.article_parser import split_front_matter
from search_service.content.macros.markdown_parts import without_badges
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.markdown_tokens import inline_text, tokens_of
from search_service.content.plain_yaml import value_of
from search_service.content.problems import Problem
from search_service.content.reading_bounds import excess_of
from search_service.content.rule_ids import RuleId
from search_service.content.validated_yaml import lines_of

# Places that a writer still has to fill in; `kb new` leaves them.
UNFINISHED = "待写"
_REFERENCE = re.compile(r"\{\{.*?\}\}")
# What is not read as text: references, code, attributes, addresses of links.
_NO_PROSE = re.compile(r"\{[{%].*?[}%]\}|`[^`]*`|\{[:#.][^}]*\}|(?<=\])\([^)]*\)")


def _without(match: re.Match[str]) -> str:
    """Nothing for what is not seen; for a value or code a sign that stands for it."""
    return "\ufffc" if match[0].startswith(("{{", "`")) else ""


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list entry or table cell as a reader sees it.

    Attributes:
        kind: `heading`, `paragraph`, `cell` or `title` (of an admonition).
        lines: Line of the file and text, one entry a line of the block.
    """

    kind: str
    lines: tuple[tuple[int, str], ...]

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.lines[0][0]

    @property
    def text(self) -> str:
        """All of it; Chinese lines are joined without a space."""
        return "".join(text for _, text in self.lines)


@dataclass(frozen=True)
class MarkdownFile:
    """A page or a shared component.

    Attributes:
        path: Below `content/pages` (or `content/components`), with forward slashes.
        shown_as: As problems name it.
        text: The file as written.
        is_article: Whether it answers a question, and is not an index page or a component.
        article: What the parser made of it; None when it is no article or a broken one.
        renderer: Fills in the references to data.
        questions: What people ask of its pieces; None when no such file lies beside it.
    """

    path: str
    shown_as: str
    text: str
    is_article: bool
    article: Article | None
    renderer: ContentRenderer
    questions: YamlFile | None = None

    def problem(self, rule: RuleId, line: int, message: str, advice: str) -> Problem:
        """A problem in this file."""
        return Problem(self.shown_as, line, rule, message, advice)

    @cached_property
    def head(self) -> Mapping[str, Any]:
        """The front matter as it stands, unchecked; empty when it cannot be read."""
        head, _, _ = split_front_matter(self.text)
        try:
            read = value_of(head or "")
        except (yaml.YAMLError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    @cached_property
    def head_lines(self) -> Mapping[KeyPath, int]:
        """The line of each key and entry of the front matter."""
        head, _, _ = split_front_matter(self.text)
        return lines_of(head or "", first_line=2)

    def head_texts(self, *keys: str) -> Iterator[tuple[int, str]]:
        """Line and text of these keys, and of the entries of those that are lists."""
        for key in keys:
            value = self.head.get(key)
            entries = list(enumerate(value)) if isinstance(value, list) else []
            if isinstance(value, str):
                yield self.head_lines.get((key,), 1), value
            for index, entry in entries:
                if isinstance(entry, str):
                    yield self.head_lines.get((key, index), 1), entry

    def asked(self, *keys: str) -> Iterator[tuple[str, int, str]]:
        """File, line and text of every question: of these keys of the head, and of its pieces."""
        for line, text in self.head_texts(*keys):
            yield self.shown_as, line, text
        yield from self._asked_of_pieces

    @cached_property
    def _asked_of_pieces(self) -> tuple[tuple[str, int, str], ...]:
        file = self.questions
        return tuple(
            (file.shown_as, file.line(path), value)
            for path, value in (file.values if file else ())
            if file and isinstance(value, str)
        )

    @cached_property
    def first_line(self) -> int:
        """The line on which the body begins."""
        return split_front_matter(self.text)[2]

    @cached_property
    def body(self) -> str:
        """The body as written, references not filled in."""
        return split_front_matter(self.text)[1]

    @cached_property
    def tokens(self) -> list[Token]:
        """Markdown of the body with references filled in where that keeps the lines.

        Of a page that is too much to be read there are none; the parser has reported it.
        """
        if excess_of(self.body):
            return []
        lines = [self._filled(line) for line in self.body.split("\n")]
        return tokens_of("\n".join(lines))

    def _filled(self, line: str) -> str:
        if "{%" in line:
            return ""
        if "{{" not in line:
            return line
        try:
            rendered = without_badges(self.renderer.render(line))
        except ReferenceRefused:
            return _REFERENCE.sub("…", line)  # the parser has reported it
        return "" if "\n" in rendered else rendered

    @cached_property
    def as_read(self) -> ReadPage:
        """The page as readers read it."""
        # A component is included by articles, all of which lie in a topic's folder.
        path = self.path if "/pages/" in self.shown_as else f"topic/{self.path}"
        return ReadPage(path, self.text, self.body, self.first_line, self.renderer)

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """Title, summary and the body's lines as written, without code, references and links' ends.

        Each with its line; a table's row is one line.
        """
        code = {
            line
            for token in self.tokens
            if token.type in {"fence", "code_block"} and token.map
            for line in range(*token.map)
        }
        body = [
            (self.first_line + number, _NO_PROSE.sub(_without, line))
            for number, line in enumerate(self.body.split("\n"))
            if number not in code
        ]
        return (*self.head_texts("title", "summary"), *body)

    def inlines(self) -> Iterator[tuple[int, Token]]:
        """Every inline token (text, link, image, HTML) with its line."""
        for token in self.tokens:
            if token.type == "inline":
                line = self.first_line + (token.map or [0])[0]
                for child in token.children or ():
                    yield line, child
                    line += child.type in {"softbreak", "hardbreak"}

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body block by block; code is left out."""
        kinds = {
            "heading_open": "heading",
            "td_open": "cell",
            "th_open": "cell",
            "admonition_title_open": "title",
        }
        found = []
        opened = ""
        for token in self.tokens:
            if token.type != "inline":
                opened = token.type
                continue
            first = self.first_line + (token.map or [0])[0]
            pieces: list[list[Token]] = [[]]
            for child in token.children or ():
                if child.type in {"softbreak", "hardbreak"}:
                    pieces.append([])
                else:
                    pieces[-1].append(child)
            texts = [inline_text(Token("inline", "", 0, children=piece)) for piece in pieces]
            lines = tuple((first + number, text) for number, text in enumerate(texts))
            found.append(Block(kinds.get(opened, "paragraph"), lines))
        return tuple(found)
