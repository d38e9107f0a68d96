"""Words as Markdown that shows exactly them, for MkDocs' Markdown and for CommonMark alike."""

from __future__ import annotations

import re
from urllib.parse import quote

_SIGNS = re.compile(r"[\\`*_\[\]]")
_ENTITY = re.compile(r"&(?=[#\w])")
# What makes something of a line when it stands first.
_FIRST = re.compile(r"(?:#|[-+](?=\s|$)|>|!{3}|\?{3}|={3,}|-{3,}|:{3})")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_DEFINITION = re.compile(r":(?=\s)")
_TICKS = re.compile(r"`+")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>\"\\|{}^`\[\]]")


def escaped(text: str, *, in_cell: bool = False) -> str:
    """Text with every sign that Markdown would read as its own."""
    done = _SIGNS.sub(r"\\\g<0>", text)
    done = _ENTITY.sub("&amp;", done).replace("<", "&lt;")
    # A brace would begin a reference to data, or attributes of what stands before it.
    done = done.replace("{", "&#123;")
    return done.replace("|", r"\|") if in_cell else done


def escaped_first(line: str) -> str:
    """A paragraph's written line, so that it stays a paragraph."""
    if found := _NUMBER.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    if _FIRST.match(line):
        return f"&gt;{line[1:]}" if line.startswith(">") else f"\\{line}"
    return f"&#58;{line[1:]}" if _DEFINITION.match(line) else line


def code_span(text: str, *, in_cell: bool = False) -> str:
    """Words in code; those that cannot stand in it become plain words."""
    text = " ".join(text.split())
    if not text or "{{" in text or "{%" in text or (in_cell and "|" in text):
        return escaped(text, in_cell=in_cell)
    longest = max((len(one) for one in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def address(target: str) -> str:
    """An address as it may stand in the brackets of a link."""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: quote(found[0], safe=""), target)
