"""Markdown of Hexo, VuePress, MkDocs, 语雀 and Notion → HTML, and its head.

What these dialects add is turned into HTML first: boxes, tabs, tags of Hexo. Then one parser reads
all of them, HTML in them included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from textwrap import dedent
from typing import Any

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from search_service.content.plain_yaml import PlainLoader
from search_service.importing.formats.inline_marks import plain_marks
from search_service.importing.formats.markdown_rows import cut_cells
from search_service.importing.formats.site_tags import tag_lines

_HEAD = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# Hexo accepts a head without its first line of hyphens.
_BARE_HEAD = re.compile(r"\A((?:\w[\w-]*:.*\n|[ \t]+.*\n|- .*\n)+)---[ \t]*(?:\n|\Z)")
_FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})")
# The name of a block of code: `title="x"` of MkDocs and Docusaurus, `[x]` of VitePress.
_NAMED_CODE = re.compile(r"(?:title=\"([^\"]+)\"|\s\[([^\]]+)\]\s*$)")
# Markdown within HTML, as `md_in_html` of MkDocs reads it.
_MARKDOWN_INSIDE = re.compile(
    r"^( *)<(\w+)\b[^>]*\smarkdown(?:=[\"']?\w*[\"']?)?(?=[\s>])[^>]*>\s*$"
)
_CONTAINER = re.compile(r"^\s*:{3,}\s*(?:\{?\.?)([a-z-]+)\}?\s*(.*?)\s*$")
_END = re.compile(r"^\s*:{3,}\s*$")
_ADMONITION = re.compile(r"^( *)(?:!!!|\?\?\?\+?)\s+([\w -]+?)?(?:\s+\"(.*)\")?\s*$")
_TAB = re.compile(r"^( *)===[!+]?\s+\"(.*)\"\s*$")
_ALERT = re.compile(r"^>\s*\[!(\w+)\][+-]?[ \t]*(.*)$", re.IGNORECASE)
_HEXO_PICTURE = re.compile(r"\{%\s*(?:asset_)?im(?:g|age)\s+(.*?)\s*%\}")
_HEXO_LINK = re.compile(r"\{%\s*(?:post|asset)_link\s+(\S+)\s*(.*?)\s*%\}")
_HEXO_CODE = re.compile(
    r"\{%\s*(?:codeblock|code)\b([^%]*)%\}\n?(.*?)\{%\s*end(?:codeblock|code)\s*%\}", re.DOTALL
)
_HEXO_RAW = re.compile(r"\{%\s*(?:end)?raw\s*%\}")
_ATTRIBUTES = re.compile(
    r"(?<=\S)[ \t]*\{:?[ \t]*"
    r"(?:[#.][\w-]+|[\w-]+=[\"'][^\"'\n]*[\"']|[\w-]+=[\w%.-]+|[ \t])+\}"
)
_OWN_ID = re.compile(r"^(#{1,6} .*?)[ \t]*\{:?[ \t]*#([\w\u4e00-\u9fff-]+)[^}\n]*\}[ \t]*$")
_CONTENTS = re.compile(
    r"^\s*(?:\[\[?toc\]?\]|@\[toc\].*|\[toc\]|<!--\s*more\s*-->)\s*$", re.IGNORECASE
)
_COMPONENT = re.compile(r"<Badge\b[^>]*\btext=\"([^\"]*)\"[^>]*/?>(?:</Badge>)?")
# CommonMark sees no bold words in 「**注意：**别」; whoever wrote it did.
_BOLD = re.compile(r"(?<![\\*])\*\*(?=[^\s*])([^*\n]*?[^\s*\\])\*\*(?!\*)")
_CODE_SPAN = re.compile(r"(`+[^`]*`+)")
_TASK = re.compile(r"^(\s*(?:[-*+]|\d+[.)]) )\[[ xX]\] ")
_SPLIT_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")

# Containers that draw nothing around what they hold.
_FRAMELESS = {"details", "v-pre", "code-group", "tabs", "center", "left", "right"}


@dataclass(frozen=True)
class MarkdownText:
    """A file.

    Attributes:
        head: Its YAML; empty when it has none or none that can be read.
        html: Its body.
        bad_head: Whether there is a head that cannot be read.
        cut: Cells for which the header of their table has no room.
    """

    head: Mapping[str, Any]
    html: str
    bad_head: bool = False
    cut: tuple[str, ...] = ()


def read_markdown(text: str) -> MarkdownText:
    """A Markdown file of any of these systems."""
    match = _HEAD.match(text) or _BARE_HEAD.match(text)
    head: Mapping[str, Any] = {}
    bad = False
    if match:
        try:
            value = yaml.load(match[1], Loader=PlainLoader)  # noqa: S506 - a safe loader of our own
            head, bad = (value, False) if isinstance(value, dict) else ({}, value is not None)
        except (yaml.YAMLError, ValueError, RecursionError):
            bad = True
        text = text[match.end() :]
    html, cut = _rendered(text)
    return MarkdownText(head, html, bad, cut)


def html_of(text: str) -> str:
    """The HTML of a Markdown body."""
    return _rendered(text)[0]


def _rendered(text: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a body, and the cells that are not in it."""
    text = _HEXO_CODE.sub(_hexo_code, text)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(footnote_plugin)
    parser.add_render_rule("softbreak", lambda *_: "\n")
    text = _translated(text)
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    html = parser.renderer.render(tokens, parser.options, env)
    return str(html), tuple(cut_cells(tokens, text))


def _hexo_code(found: re.Match[str]) -> str:
    """`codeblock [title] [lang:language]`; GitBook's `code` stands around code."""
    if "```" in found[2]:
        return found[0]
    language = re.search(r"lang:(\S+)", found[1])
    inside = found[2].strip(chr(10))
    return f"\n```{language[1] if language else ''}\n{inside}\n```\n"


def joined(html: str) -> str:
    """Lines of one Chinese paragraph without the white space that a browser would show."""
    return _SPLIT_BREAK.sub("", html)


def _translated(text: str) -> str:
    """Boxes and tags as HTML that CommonMark reads, code left alone."""
    return "\n".join(_lines(text.expandtabs(4).split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    fence = ""
    place = 0
    while place < len(lines):
        line = lines[place]
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
            if named := _NAMED_CODE.search(line):
                space = line[: len(line) - len(line.lstrip())]
                yield from ("", f"{space}**{named[1] or named[2]}**", "")
        elif found and found[1].startswith(fence) and line.strip("> ") == found[1]:
            fence = ""
        elif not fence and (end := _end_of_box(lines, place)) is not None:
            yield from _box(line, lines[place + 1 : end])
            place = end
            continue
        elif not fence:
            yield from _changed(line)
            place += 1
            continue
        yield line
        place += 1


def _end_of_box(lines: list[str], place: int) -> int | None:
    """Where a box ends that begins here and whose body is marked line by line."""
    line = lines[place]
    end = place + 1
    if _ALERT.match(line):
        while end < len(lines) and lines[end].startswith(">"):
            end += 1
        return end
    if found := _MARKDOWN_INSIDE.match(line):
        closing = f"{found[1]}</{found[2]}>"
        return next((n + 1 for n in range(end, len(lines)) if lines[n].rstrip() == closing), None)
    found = _TAB.match(line) or _ADMONITION.match(line)
    if found is None or not any(found.groups()[1:]):
        return None
    deep = len(found[1]) + 4
    while end < len(lines) and (
        not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) >= deep
    ):
        end += 1
    return end


def _box(line: str, body: list[str]) -> Iterator[str]:
    if found := _ALERT.match(line):
        inside = [one.lstrip(">").removeprefix(" ") for one in body]
        yield from _boxed(found[1].lower(), found[2], inside)
    elif found := _MARKDOWN_INSIDE.match(line):
        inside = dedent("\n".join(body[:-1])).split("\n")
        yield from ("", f"<{found[2]}>", "", *_lines(inside), "", f"</{found[2]}>", "")
    elif found := _TAB.match(line):
        inside = [one[len(found[1]) + 4 :] for one in body]
        yield from ("", f"**{found[2]}**", "", *_lines(inside), "")
    elif found := _ADMONITION.match(line):
        inside = [one[len(found[1]) + 4 :] for one in body]
        yield from _boxed((found[2] or "note").split()[0], found[3] or "", inside)


def _changed(line: str) -> Iterator[str]:
    """One line outside of code and of boxes that are marked line by line."""
    if _END.match(line):
        yield from ("", "</aside>", "")
    elif found := _CONTAINER.match(line):
        if found[1] in _FRAMELESS:
            title = f"**{found[2]}**" if found[2] else ""
            yield from ("", '<aside data-box="plain">', "", title, "")
        else:
            yield from _opened(found[1], re.sub(r"^\[(.*)\]$", r"\1", found[2]))
    elif _CONTENTS.match(line):
        yield ""
    else:
        yield from map(_inline, [line] if (tags := tag_lines(line)) is None else tags)


def _opened(kind: str, title: str) -> Iterator[str]:
    named = f' data-title="{escape(title)}"' if title else ""
    yield from ("", f'<aside class="callout {escape(kind)}"{named}>', "")


def _boxed(kind: str, title: str, body: list[str]) -> Iterator[str]:
    yield from _opened(kind, title)
    yield from _lines(body)
    yield from ("", "</aside>", "")


def _inline(line: str) -> str:
    line = _TASK.sub(r"\1", line)
    if "**" in line:
        parts = _CODE_SPAN.split(line)
        parts[::2] = [_BOLD.sub(r"<strong>\1</strong>", part) for part in parts[::2]]
        line = "".join(parts)
    parts = _CODE_SPAN.split(line)
    parts[::2] = map(plain_marks, parts[::2])
    line = "".join(parts)
    line = _HEXO_PICTURE.sub(_hexo_picture, line)
    line = _HEXO_LINK.sub(
        lambda found: f"[{found[2].strip(chr(34)) or found[1]}]({found[1]})", line
    )
    line = _HEXO_RAW.sub("", line)
    line = _COMPONENT.sub("" if line.startswith("#") else r"\1", line)
    if found := _OWN_ID.match(line):
        return f'{found[1]} <a id="{escape(found[2])}"></a>'
    return line if "{" not in line else _ATTRIBUTES.sub("", line)


def _hexo_picture(found: re.Match[str]) -> str:
    """`asset_img [classes] slug [width] [height] ["title" "alt"]`."""
    words = re.findall(r"\"[^\"]*\"|'[^']*'|\S+", found[1])
    source = next((word for word in words if re.search(r"\.\w{2,5}$|/", word)), "")
    said = [word.strip("\"'") for word in words if word != source and not word.isdigit()]
    quoted = re.findall(r"[\"']([^\"']*)[\"']", found[1])
    alt = (quoted or said or [""])[-1]
    return f"![{alt}](<{source}>)"
