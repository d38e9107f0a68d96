"""The operators that agents type: "exact phrase", -without, prefix*, AND, OR.

They are read strictly, so that a plain question is never taken for one:

"…" or “…”   a phrase, with a blank or an end on both sides (提示"网络异常"怎么办 is plain)
-word        without it; a letter or 汉字 behind the sign (R-102, -1), and no sign in front of all
prefix*      words that begin so; two signs at least, a letter among them, and one star (张*, 138**)
AND, OR      in capitals, with something on both sides; AND binds closer

Everything else is what it always was: words of which each may be missing. The text is cut by one
regular expression in one pass; an engine is handed the conditions as objects, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from search_service.analysis.normalise import is_han, normalised_text
from search_service.asking.typed_text import QUERY_LIMIT

_QUOTES = '"“”„＂'  # noqa: RUF001 - as input methods write them
_MINUS = "-－"
_TOKEN = re.compile(rf"(?<!\S)([{_MINUS}]?)[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}](?!\S)|(\S+)")
_SHORTEST_PREFIX = 2
# What no operator is without.
_SIGN = re.compile(rf"[{_MINUS}{_QUOTES}*]|AND|OR")


@dataclass(frozen=True)
class Words:
    """The article holds the text, or its word by another name."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """The article holds exactly this text."""

    text: str


@dataclass(frozen=True)
class Prefix:
    """The article holds a word that begins so."""

    text: str


@dataclass(frozen=True)
class Without:
    """The article does not meet the condition."""

    condition: Words | Phrase | Prefix


@dataclass(frozen=True)
class AllOf:
    """The article meets every one."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """The article meets one at least."""

    conditions: tuple[Condition, ...]


Condition = Words | Phrase | Prefix | Without | AllOf | AnyOf


@dataclass(frozen=True)
class Operators:
    """A text with operators in it.

    Attributes:
        plain: What is asked: the text without the operators and without what is excluded.
        condition: What an article must meet; the texts in it are normalised.
    """

    plain: str
    condition: AllOf


@dataclass(frozen=True)
class _Token:
    """A piece of what was typed: a link, a plain word, or a condition with its own text."""

    written: str
    condition: Condition | None = None
    link: bool = False

    @property
    def asked(self) -> str:
        """Its part of the plain text."""
        if isinstance(self.condition, Without):
            return ""
        return self.condition.text if isinstance(self.condition, Phrase | Prefix) else self.written


def read_operators(text: str) -> Operators | None:
    """The operators of a typed text; None when it is a plain question, or asks for nothing."""
    if len(text) > QUERY_LIMIT or not _SIGN.search(text):
        return None  # too long in any case, or with a few signs too many to be an agent's
    tokens = _linked(list(_tokens(text)))
    conditions = list(_conditions(tokens))
    plain = " ".join(filter(None, (token.asked for token in tokens if not token.link)))
    if not conditions or not plain:
        return None
    return Operators(plain, AllOf(tuple(conditions)))


def said(condition: Condition) -> str:
    """A condition in Chinese."""
    if isinstance(condition, AllOf):
        return "、".join(map(said, condition.conditions))
    if isinstance(condition, AnyOf):
        return "，或者".join(map(said, condition.conditions))
    if isinstance(condition, Without):
        return f"没有{_named(condition.condition)}"
    return (
        f"原文有{_named(condition)}" if isinstance(condition, Phrase) else f"有{_named(condition)}"
    )


def _named(condition: Words | Phrase | Prefix) -> str:
    behind = "开头的词" if isinstance(condition, Prefix) else ""
    return f"「{condition.text}」{behind}"


def _tokens(text: str) -> Iterator[_Token]:
    is_list = text.lstrip()[:1] in _MINUS
    for match in _TOKEN.finditer(text):
        minus, quoted, word = match.groups()
        if word is not None:
            yield _word(word, is_list=is_list)
            continue
        phrase = " ".join(normalised_text(quoted).split())
        if not any(map(str.isalnum, phrase)) or (minus and is_list):
            yield _Token(match[0])
        else:
            found = Phrase(phrase)
            yield _Token(match[0], Without(found) if minus else found)


def _word(word: str, *, is_list: bool) -> _Token:
    if word in {"AND", "OR"}:
        return _Token(word, link=True)
    if word[0] in _MINUS and word[1:2].isalpha():
        excluded = word[1:]
        if not is_list and any(map(str.isalnum, excluded)):
            return _Token(word, Without(_prefix(excluded) or Words(normalised_text(excluded))))
        return _Token(word)
    return _Token(word, _prefix(word))


def _prefix(word: str) -> Prefix | None:
    if not word.endswith("*") or word.count("*") > 1:
        return None
    stem = normalised_text(word[:-1])
    if len(stem) < _SHORTEST_PREFIX or not stem.isalnum() or stem.isdecimal():
        return None
    return Prefix(stem) if is_han(stem) or stem.isascii() else None


def _linked(tokens: Sequence[_Token]) -> list[_Token]:
    """The tokens, where AND and OR with nothing to link are words."""
    linked = list(tokens)
    for place, token in enumerate(tokens):
        around = (*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2])
        if token.link and (len(around) < 2 or any(one.link for one in around)):  # noqa: PLR2004
            linked[place] = _Token(token.written)
    return linked


def _conditions(tokens: Sequence[_Token]) -> Iterator[Condition]:
    """What each row of linked tokens asks for; unlinked words ask for nothing."""
    row: list[_Token] = []
    for place, token in enumerate(tokens):
        row.append(token)
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.link or (after is not None and after.link):
            continue
        if len(row) > 1:
            yield _row(row)
        elif token.condition is not None:
            yield token.condition
        row = []


def _row(row: Sequence[_Token]) -> Condition:
    """Tokens with AND and OR between them; AND binds closer."""
    parts: list[Condition] = []
    for is_or, group in groupby(row, key=lambda token: token.link and token.written == "OR"):
        if not is_or:
            together = [
                one.condition or Words(" ".join(normalised_text(one.written).split()))
                for one in group
                if not one.link
            ]
            parts.append(together[0] if len(together) == 1 else AllOf(tuple(together)))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
