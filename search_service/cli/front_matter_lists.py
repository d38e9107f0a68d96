"""One more entry in a list of an article's front matter, all else as people wrote it."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from search_service.content.article_parser import split_front_matter
from search_service.content.plain_yaml import PlainLoader

# A list that is not there yet stands below this one.
_ABOVE = "questions"


def with_entries(text: str, key: str, entries: Sequence[str]) -> str:
    """An article with further entries in the list `key`; as it was where that cannot be done."""
    head, _, _ = split_front_matter(text)
    root = yaml.compose(head or "", Loader=PlainLoader)
    if not isinstance(root, yaml.MappingNode):
        return text
    node = _list(root, key)
    if node is None:
        above = _list(root, _ABOVE)
        return text if above is None else _with_new_list(text, above, key, entries)
    for entry in reversed(entries):
        text = _with_entry(text, node, entry)
    return text


def _list(root: yaml.MappingNode, key: str) -> yaml.SequenceNode | None:
    """The list of a key, when it has an entry."""
    node = next((value for name, value in root.value if name.value == key), None)
    return node if isinstance(node, yaml.SequenceNode) and node.value else None


def _with_entry(text: str, node: yaml.SequenceNode, entry: str) -> str:
    written = scalar(entry, in_flow=bool(node.flow_style))
    lines = text.split("\n")
    last = node.value[-1].end_mark
    if node.flow_style:
        line = lines[last.line + 1]  # the head begins in the second line of the file
        lines[last.line + 1] = f"{line[: last.column]}, {written}{line[last.column :]}"
    else:
        first = node.value[0].start_mark
        lines.insert(last.line + 2, f"{lines[first.line + 1][: first.column]}{written}")
    return "\n".join(lines)


def _with_new_list(text: str, above: yaml.SequenceNode, key: str, entries: Sequence[str]) -> str:
    """The list below `above`, indented as people indent that one."""
    lines = text.split("\n")
    last = above.end_mark if above.flow_style else above.value[-1].end_mark
    first = above.value[0].start_mark
    indent = "  - " if above.flow_style else lines[first.line + 1][: first.column]
    written = [f"{key}:", *(f"{indent}{scalar(entry)}" for entry in entries)]
    lines[last.line + 2 : last.line + 2] = written
    return "\n".join(lines)


def scalar(text: str, *, in_flow: bool = False) -> str:
    """`text` as YAML on one line, quoted only when it must be."""
    wrapped = [text] if in_flow else {"k": text}
    written = yaml.safe_dump(wrapped, allow_unicode=True, width=10_000, default_flow_style=in_flow)
    return written.strip().removeprefix("[").removesuffix("]") if in_flow else written[3:].strip()
