"""Spaces between 汉字 and Latin words, full-width signs in Chinese: the linter `autocorrect`.

People's own words in `questions` are left as they typed them, and so are code and data files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

import autocorrect_py

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.article_parser import split_front_matter
from search_service.content.markdown_tokens import tokens_of
from search_service.content.problems import Problem

# Brackets belong to the Chinese around them; those of links, code and references stay.
_KEPT = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{[:#.][^}]*\}|`[^`]*`|\]\([^)]*\)|https?://\S+)")
# What says the same only letter by letter: code, references, attributes, addresses.
_VERBATIM = re.compile(
    r"(\{\{.*?\}\}|\{%.*?%\}|\{[:#.][^}]*\}|`+[^`]*`+|(?<=\])\([^)]*\)|<[^<>\s][^<>]*>|https?://[!-~]+)"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s")
_BRACKETS = re.compile(
    r"(?<=[\u4e00-\u9fff]) ?\(([^()\n]*)\)|\(([^()\n]*[\u4e00-\u9fff][^()\n]*)\)"
)
# A line of data that somebody pasted is no sentence.
_DATA = re.compile(r"^\s*[{\[<].*[}\]>],?;?\s*$|\"\s*:\s*[\"\d\[{]")
# Where Latin letters meet Chinese.
_EDGE = re.compile(r"(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])")
Names = tuple[str, ...]
_BRAND = "data/brand.yml"
_BLANK = "\ue000"
_HEAD_LINE = re.compile(r"^\s*(?:- )?(?:title|summary):")


def corrected(text: str, names: Names = ()) -> str:
    """A Markdown file with its typography mended; the same number of lines.

    Args:
        text: The file.
        names: Of the brand: words in themselves, though one may begin with a Latin letter.
    """
    head, body, first_line = split_front_matter(text)
    written = text.split("\n")
    lines = written[: first_line - 1] if head is not None else []
    lines = [_formatted(line, names) if _HEAD_LINE.match(line) else line for line in lines]
    before, after = body.split("\n"), _formatted(body, names).split("\n")
    # A line more or less would be no matter of typography: then nothing is changed.
    if len(before) != len(after) or before == after:
        return "\n".join((*lines, *before))
    code = _code_lines(body)
    lines += [
        old if old == new or number in code else _mended(old, new, names)
        for number, (old, new) in enumerate(zip(before, after, strict=True))
    ]
    return "\n".join(lines)


def _formatted(markdown: str, names: Names) -> str:
    # Full-width spaces are blanks to be filled in by hand: （　）.
    hidden = "\n".join(map(_with_wide_brackets, markdown.split("\n"))).replace("\u3000", _BLANK)
    try:
        formatted = str(autocorrect_py.format_for(hidden, "md"))
    except ValueError:  # thousands of brackets, which other rules name
        return markdown
    mended = _with_names(formatted, names)
    return mended.replace(_BLANK, "\u3000")


def _with_wide_brackets(line: str) -> str:
    parts = _KEPT.split(line)
    parts[::2] = [
        _BRACKETS.sub(lambda found: f"（{found[1] if found[1] is not None else found[2]}）", part)
        for part in parts[::2]
    ]
    return "".join(parts)


def _mended(old: str, new: str, names: Names) -> str:
    """The new line with what is verbatim as it was; the old one where that cannot be told."""
    before, after = _VERBATIM.split(old), _VERBATIM.split(new)
    if _DEFINITION.match(old) or len(before) != len(after):
        return old
    after[1::2] = before[1::2]
    line = "".join(after)
    return old if _is_worse(old, line, names) else line


def _is_worse(old: str, new: str, names: Names) -> bool:
    """Whether mending changed what is said: words, digits, or a line of data."""
    return old != new and (bool(_DATA.search(old)) or _said(old, names) != _said(new, names))


def _said(line: str, names: Names) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", _with_names(line, names)))


def _with_names(text: str, names: Names) -> str:
    """The text with each name as it is written, whatever its case and wherever it was parted."""
    for name in names:
        text = _parted(name).sub(name, text)
    return text


@lru_cache(maxsize=20)
def _parted(name: str) -> re.Pattern[str]:
    """A name that may be parted where Latin letters meet others."""
    return re.compile(_EDGE.sub(" ?", re.escape(name)), re.IGNORECASE)


def _code_lines(markdown: str) -> set[int]:
    """Numbers of the lines, from 0, that stand in code."""
    return {
        line
        for token in tokens_of(markdown)
        if token.type in {"fence", "code_block"} and token.map
        for line in range(*token.map)
    }


def changes(before: str, after: str) -> str:
    """The stretches in which two lines differ, as 「旧」→「新」."""
    parts = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            old, new = before[max(0, i - 1) : j + 1], after[max(0, k - 1) : m + 1]
            parts.append(f"「{old.strip()}」→「{new.strip()}」")
    return "、".join(parts)


def names_in(content: ContentView) -> Names:
    """The names that writers use for the brand."""
    brand = content.corpus.data.brand
    return brand.written_as if brand else ()


def _find(content: ContentView) -> Iterator[Problem]:
    if content.corpus.data.brand is None and any(f.path == _BRAND for f in content.data_files):
        return  # how its names are written is not known: every one would be a fault
    names = names_in(content)
    for page in content.markdown_files:
        after_all = corrected(page.text, names)
        pairs = zip(page.text.split("\n"), after_all.split("\n"), strict=True)
        for line, (before, after) in enumerate(pairs, 1):
            if before != after:
                advice = "请照箭头修改，或运行 kb check --fix"
                message = f"排版：{changes(before, after)}"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("typography", _find)
