"""Addresses that stand apart from their links: `[文字][名]` and `[名]: 地址`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.markdown_file import MarkdownFile

_DEFINED = re.compile(r"^ {0,3}\[(?P<name>[^\[\]^]+)\]:[ \t]*(?P<address>\S*)")
_USED = re.compile(r"\[(?P<text>[^\[\]]*)\](?: ?\[(?P<name>[^\[\]]*)\])?(?!\()")
_CODE = re.compile(r"`[^`]*`|\{[{%].*?[}%]\}")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def faults_of_definitions(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """Line, message and advice: of an address that no link has, or that is written twice."""
    defined: dict[str, tuple[int, str]] = {}
    used: set[str] = set()
    for line, text in _lines(page):
        found = _DEFINED.match(text)
        if not found:
            for link in _USED.finditer(_CODE.sub("", text)):
                used |= {_name(link["text"]), _name(link["name"] or "")}
        elif not found["address"]:
            advice = "请在冒号后面写上要去的页面，或删掉这一行"
            yield line, f"「{found['name']}」没有写地址", advice
        elif _name(found["name"]) in defined:
            yield line, f"「{found['name']}」的地址写了两次", "请只留一处"
        else:
            defined[_name(found["name"])] = line, found["name"]
    for name, (line, shown) in defined.items():
        if name not in used:
            advice = f"请在正文里写 [文字][{shown}]，或删掉这一行"
            yield line, f"没有链接用到「{shown}」的地址，读者看不见它", advice


def _lines(page: MarkdownFile) -> Iterator[tuple[int, str]]:
    """The lines of the body that are no code."""
    in_fence = False
    for line, text in enumerate(page.body.split("\n"), page.first_line):
        if _FENCE.match(text):
            in_fence = not in_fence
        elif not in_fence:
            yield line, text


def _name(written: str) -> str:
    """A name as Markdown compares it."""
    return " ".join(written.split()).lower()
