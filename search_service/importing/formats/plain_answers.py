"""The cell of an answer → HTML: rich text, Markdown, or lines; and lists of other wordings."""

from __future__ import annotations

import json
import re
from html import escape

from search_service.importing.formats.markdown_dialects import html_of, joined

_HTML = re.compile(
    r"</?(?:p|div|br|span|table|tr|td|ul|ol|li|img|a|b|i|u|strong|em|font|h[1-6]|section|blockquote)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCK_HTML = re.compile(r"</?(?:p|div|table|ul|ol|li|h[1-6]|section|blockquote)\b", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|\*\*[^*\n]+\*\*|^\|?\s*:?-{3,}:?\s*\||!\[[^\]]*\]\([^)]+\)|\[[^\]]+\]\(https?://",
    re.MULTILINE,
)
_ESCAPED_HTML = re.compile(r"&lt;/?(?:p|div|br|span|table|li)\b", re.IGNORECASE)
_SEPARATORS = ("\n", "###", "##", "&&", "||", "@@", "｜", "|", "；", ";", "\t")
_SIGN = re.compile(r"^\s*(?:[（(]?\d{1,3}[)）、．]|\d{1,3}\.(?!\d)|[-·•*]\s)\s*")


def answer_html(text: str) -> str:
    """The HTML of an answer; of several in a list, one below the other."""
    if listed := _listed(text):
        return "".join(map(answer_html, listed))
    if _ESCAPED_HTML.search(text) and not _HTML.search(text):
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        text = text.replace("&nbsp;", " ").replace("&amp;", "&")
    if _HTML.search(text):
        return text if _BLOCK_HTML.search(text) else text.replace("\n", "<br>")
    if _MARKDOWN.search(text):
        return joined(html_of(text))
    if "\n" not in text:
        text = text.replace("\\n", "\n")
    lines = [line.strip() for line in text.split("\n")]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def wordings(cell: str) -> list[str]:
    """The questions in one cell, whatever stands between them."""
    cell = cell.strip()
    if listed := _listed(cell):
        return listed
    separator = next((one for one in _SEPARATORS if one in cell), None)
    parts = cell.split(separator) if separator else re.split(r"(?<=[？?])\s*(?=[^？?\s])", cell)
    if separator == "\n":
        parts = [inner for part in parts for inner in re.split(r"[；;｜]|##+|\|\|", part)]
    return [found for part in parts if (found := _SIGN.sub("", part).strip(" \"'“”"))]


def _listed(cell: str) -> list[str]:
    """The texts of a JSON list; none for any other cell."""
    if not cell.lstrip().startswith("["):
        return []
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return []
    return [one.strip() for one in value if one.strip()]
