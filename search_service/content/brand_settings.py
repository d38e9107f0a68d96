"""`mkdocs.yml` of another brand: the shared one, and what the brand's own file says otherwise.

The brand's file holds only what is its own: further pages and topics, other titles (`nav`), other
values. What the shared file gets later, the brand has as well. Text is put into text, so that
comments and layout stay as people wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from search_service.content.navigation_lines import with_nav_lines, with_topic
from search_service.content.plain_yaml import PlainLoader
from search_service.content.site_settings import is_sound
from search_service.errors import EditRefused

# Its entries take the place of those of the same name one by one; other keys are replaced whole.
_MERGED = "extra"
_NEW = "# 只写这个品牌自己的：多出来的文章和主题、另外的标题。别的都用共用的 mkdocs.yml。\nnav:\n"


@dataclass(frozen=True)
class _Entry:
    """A page of `nav`: the title of its own, and of the topic it stands under; "" without."""

    path: str
    title: str
    topic: str

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0]

    @property
    def line(self) -> str:
        return f"{_quoted(self.title)}: {self.path}" if self.title else self.path


def brand_settings(shared: str, own: str) -> str:
    """The settings of a brand.

    Args:
        shared: `mkdocs.yml` of the project.
        own: `mkdocs.yml` of the brand. One that cannot be understood is all there is, so that the
            check names its line.
    """
    document, base = _composed(own), _composed(shared)
    if document is None or base is None:
        return own
    try:
        text = shared
        for key, value in document.value:
            if key.value == "nav":
                text = _with_entries(text, value)
            elif key.value == _MERGED and _is_block(value) and _is_block(_of(text, _MERGED)):
                for part, _ in value.value:
                    text = _replaced(text, own, (_MERGED, part.value))
            else:
                text = _replaced(text, own, (key.value,))
    except EditRefused:
        return own
    return text


def topic_titles(own: str) -> dict[str, str]:
    """By the page of a topic, what the brand's own file calls it."""
    entries = _entries(_of(own, "nav"))
    return {one.path: one.topic for one in entries if one.topic and one.path.endswith("/index.md")}


def own_settings(own: str | None, before: str, after: str) -> str:
    """The brand's own file with the pages and topics that were added to its settings.

    Args:
        own: As it is; None: there is none.
        before: The brand's settings.
        after: The same with further entries in `nav`.

    Raises:
        EditRefused: `nav` of the brand does not stand in lines of its own.
    """
    text = own or _NEW
    if _of(text, "nav") is None and "\nnav:" not in f"\n{text}":
        text = f"{text.rstrip()}\nnav:\n"
    known = {entry.path for entry in _entries(_of(before, "nav"))}
    folders = {path.partition("/")[0] for path in known}
    for entry in _entries(_of(after, "nav")):
        if entry.path in known:
            continue
        named = {one.folder for one in _entries(_of(text, "nav"))}
        if entry.folder in named:
            text = with_nav_lines(text, entry.folder, [entry.line])
        elif entry.topic and entry.folder not in folders:
            text = with_topic(text, entry.topic, entry.path)
        else:
            text = _appended(text, entry)
    return text


def line_in(own: str, settings: str, line: int) -> int | None:
    """Where a line of a brand's settings stands in its own file; None: in the shared one."""
    lines = settings.split("\n")
    wanted = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    rows = own.split("\n")
    return next((n for n, row in enumerate(rows, 1) if wanted and row.strip() == wanted), None)


def _composed(text: str) -> yaml.MappingNode | None:
    """The keys of a file, without those that hold nothing; None where it cannot be understood."""
    try:
        node = yaml.compose(text, Loader=PlainLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    node.value = [pair for pair in node.value if not pair[1].tag.endswith(":null")]
    return node if is_sound(node) else None


def _of(text: str, name: str) -> yaml.Node | None:
    document = _composed(text)
    pairs = document.value if document else ()
    return next((value for key, value in pairs if key.value == name), None)


def _is_block(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style


def _entries(node: yaml.Node | None, topic: str = "") -> Iterator[_Entry]:
    """Every page of `nav`, in its order."""
    for entry in node.value if isinstance(node, yaml.SequenceNode) else ():
        if isinstance(entry, yaml.ScalarNode):
            yield _Entry(entry.value, "", topic)
        elif isinstance(entry, yaml.MappingNode) and entry.value:
            key, value = entry.value[0]
            if isinstance(value, yaml.SequenceNode):
                yield from _entries(value, key.value)
            else:
                yield _Entry(value.value, key.value, topic)


def _with_entries(text: str, nav: yaml.Node) -> str:
    """Settings with the brand's pages where the shared ones of their folder stand."""
    for entry in _entries(nav):
        there = {one.path: one for one in _entries(_of(text, "nav"))}
        folders = {one.folder: one.topic for one in there.values() if "/" in one.path}
        if entry.path in there:
            if entry.title and entry.title != there[entry.path].title:
                text = _retitled(text, entry)
        elif entry.folder in folders and "/" in entry.path:
            text = with_nav_lines(text, entry.folder, [entry.line])
        elif entry.topic:
            text = with_topic(text, entry.topic, entry.line)
        else:
            text = _appended(text, entry)
        if entry.topic and folders.get(entry.folder, entry.topic) != entry.topic:
            text = _with_topic_named(text, folders[entry.folder], entry.topic)
    return text


def _appended(text: str, entry: _Entry) -> str:
    """A page as the last entry of `nav`, under no topic."""
    marked = with_topic(text, "-", entry.line)
    lines = marked.split("\n")
    number = next(n for n, line in enumerate(lines) if line.strip() == f"- {_quoted('-')}:")
    page = lines.pop(number + 1).strip()
    lines[number] = f"{lines[number].partition('-')[0]}{page}"
    return "\n".join(lines)


def _retitled(text: str, entry: _Entry) -> str:
    """A page under another title."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.strip().startswith("- ") and line.split("#")[0].rstrip(" \"'").endswith(entry.path):
            lines[number] = f"{line.partition('- ')[0]}- {entry.line}"
    return "\n".join(lines)


def _with_topic_named(text: str, old: str, new: str) -> str:
    nav = _of(text, "nav")
    for entry in nav.value if nav else ():
        key = entry.value[0][0] if isinstance(entry, yaml.MappingNode) else None
        if key is not None and key.value == old:
            return text[: key.start_mark.index] + _quoted(new) + text[key.end_mark.index :]
    return text


def _quoted(title: str) -> str:
    dumped = yaml.safe_dump({title: None}, allow_unicode=True, width=10_000)
    return dumped.removesuffix(": null\n")


def _replaced(text: str, own: str, path: tuple[str, ...]) -> str:
    """A text with the lines of a key in another one in the place of its own; else at the end."""
    start, end = _lines_of(own, path) or (0, 0)
    lines, rows = text.split("\n"), own.split("\n")[start:end]
    there = _lines_of(text, path)
    if there is None and len(path) > 1:
        place = (_lines_of(text, path[:1]) or (0, 0))[0] + 1
        there = place, place
    elif there is None:
        there = len(lines), len(lines)
    depth = len(rows[0]) - len(rows[0].lstrip())
    wanted = _depth_below(text, path[:1]) if len(path) > 1 else 0
    rows = [" " * wanted + row[depth:] if row.strip() else row for row in rows]
    return "\n".join([*lines[: there[0]], *rows, *lines[there[1] :]])


def _depth_below(text: str, path: tuple[str, ...]) -> int:
    node = _of(text, path[0])
    has_keys = isinstance(node, yaml.MappingNode) and node.value
    return int(node.value[0][0].start_mark.column) if node and has_keys else 2


def _lines_of(text: str, path: tuple[str, ...]) -> tuple[int, int] | None:
    """From which line of a text to before which a key and what it holds stand, from 0."""
    node: yaml.Node | None = _composed(text)
    end = text.count("\n") + 1
    start = 0
    for name in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        at = next((n for n, (key, _) in enumerate(pairs) if key.value == name), None)
        if at is None:
            return None
        start, node = pairs[at][0].start_mark.line, pairs[at][1]
        end = pairs[at + 1][0].start_mark.line if at + 1 < len(pairs) else end
    return start, end
