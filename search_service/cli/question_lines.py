"""The questions beside an article as lines of YAML: written anew, or with one more among them.

One question a line, so that whoever adds or removes one changes that line alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

import yaml

from search_service.cli.front_matter_lists import scalar
from search_service.content.plain_yaml import PlainLoader

_SCHEMA = "content/schemas/questions.json"
# In the order in which they stand.
KEYS = ("section_questions", "piece_questions")


def first_line(path: str) -> str:
    """What tells an editor the form of a file, by the file's path below the project."""
    schema = posixpath.relpath(_SCHEMA, posixpath.dirname(path))
    return f"# yaml-language-server: $schema={schema}\n"


def lines_for(asked: Mapping[str, Mapping[str, Iterable[str]]]) -> str:
    """The text for what is asked: key → place → questions, all in their order."""
    lines: list[str] = []
    for key, places in asked.items():
        lines.append(f"{key}:")
        for place, questions in places.items():
            lines += _entry(place, questions)
    return "".join(f"{line}\n" for line in lines)


def with_question(text: str, key: str, place: str, question: str) -> str:
    """A text with one more question, all else as people wrote it; as it was where none fits in."""
    text = f"{text}\n" if text and not text.endswith("\n") else text
    try:
        root = yaml.compose(text, Loader=PlainLoader)
    except (yaml.YAMLError, ValueError):
        return text
    if root is None:
        return text + lines_for({key: {place: [question]}})
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return text
    lines = text.split("\n")
    nodes = {name.value: (name, value) for name, value in root.value}
    if key in nodes:
        _put_in(lines, key, *nodes[key], place, question)
    else:
        later = KEYS[KEYS.index(key) + 1 :]
        below = (nodes[one][0].start_mark.line for one in later if one in nodes)
        at = next(below, len(lines) - 1)
        lines[at:at] = [f"{key}:", *_entry(place, [question])]
    return "\n".join(lines)


def _put_in(  # noqa: PLR0913 - a node and what goes into it
    lines: list[str], key: str, named: yaml.Node, places: yaml.Node, place: str, question: str
) -> None:
    """One more question below a key that is there."""
    if not isinstance(places, yaml.MappingNode) or not places.value:
        at = named.start_mark.line
        if lines[at].strip() in {f"{key}:", f"{key}: {{}}"}:
            lines[at : at + 1] = [f"{key}:", *_entry(place, [question])]
        return
    if places.flow_style:
        return
    asked = next((value for name, value in places.value if name.value == place), None)
    if asked is None:
        first, last = places.value[0][0], places.value[-1][1]
        at = _end(last) + 1
        lines[at:at] = _entry(place, [question], " " * first.start_mark.column)
    elif isinstance(asked, yaml.SequenceNode) and asked.value:
        _add(lines, asked, question)


def _entry(place: str, questions: Iterable[str], indent: str = "  ") -> list[str]:
    return [f"{indent}{scalar(place)}:", *(f"{indent}  - {scalar(one)}" for one in questions)]


def _add(lines: list[str], asked: yaml.SequenceNode, question: str) -> None:
    end = asked.value[-1].end_mark
    if asked.flow_style:
        line = lines[end.line]
        written = scalar(question, in_flow=True)
        lines[end.line] = f"{line[: end.column]}, {written}{line[end.column :]}"
    else:
        start = asked.value[0].start_mark
        lines.insert(end.line + 1, f"{lines[start.line][: start.column]}{scalar(question)}")


def _end(node: yaml.Node) -> int:
    """The last line of a node, counted from 0."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return node.end_mark.line
