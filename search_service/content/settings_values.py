"""The values of `mkdocs.yml`: data alone, whatever a tag in it asks for.

The site's builder would run what stands behind a tag such as `!!python/object/apply`, and read any
variable of the machine. So only two variables may be named, and nothing else is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from search_service.content.plain_yaml import PlainLoader

VARIABLE = "!ENV"
# What stands in a file that everybody reads must not be a password of the machine.
VARIABLES = ("KB_SITE_URL", "KB_PREVIEW")
_PLAIN = "tag:yaml.org,2002:"
_PYTHON = f"{_PLAIN}python"


@dataclass(frozen=True)
class Variable:
    """`!ENV [NAME, default]`, which the builder fills in when it begins."""

    names: tuple[str, ...]
    default: Any = None


class _Loader(PlainLoader):
    """Makes values of nodes that `faults_of_tags` found nothing wrong with."""


def _variable(loader: _Loader, node: yaml.Node) -> Variable:
    if isinstance(node, yaml.SequenceNode):
        *names, default = (loader.construct_object(one, deep=True) for one in node.value)
        return Variable(tuple(names), default) if names else Variable((default,))
    return Variable((str(node.value),))


_Loader.add_constructor(VARIABLE, _variable)


class SettingsDumper(yaml.SafeDumper):
    """Writes values so that the builder reads the same, and nothing that it would run."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - said by PyYAML
        """Nothing is written as a reference to another place."""
        return True


def _written(dumper: SettingsDumper, variable: Variable) -> yaml.Node:
    return dumper.represent_sequence(VARIABLE, [*variable.names, variable.default], flow_style=True)


SettingsDumper.add_representer(Variable, _written)


def values_of(node: yaml.Node) -> Any:  # noqa: ANN401 - any value
    """What a node says.

    Raises:
        yaml.YAMLError: A tag is none of ours, or a value cannot be made.
    """
    return _Loader("").construct_document(node)


def faults_of_tags(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, str, str]]:
    """The places where something else than data stands, each with what is wrong and what to do."""
    if node is None:
        return
    if node.tag == VARIABLE:
        named = node.value if isinstance(node, yaml.SequenceNode) else [node]
        names = named[:-1] if len(named) > 1 else named
        if any(getattr(name, "value", None) not in VARIABLES for name in names):
            allowed = "、".join(VARIABLES)
            yield node, f"{VARIABLE} 只能写 {allowed}", "请直接写值，环境里的别的东西不能公开"
        return
    if not node.tag.startswith(_PLAIN) or node.tag.startswith(_PYTHON):
        shown = node.tag.replace(_PLAIN, "!!")
        yield (
            node,
            f"这里写了程序「{shown[:40]}」，不会运行",
            "请删掉它；设置里只写文字、数字和列表",
        )
        return
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        for one in part if isinstance(part, tuple) else (part,):  # a key and its value
            yield from faults_of_tags(one)
