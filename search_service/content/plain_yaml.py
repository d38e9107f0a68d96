"""YAML as people write it: no aliases, which multiply; no depth that nobody would read."""

from __future__ import annotations

import yaml

CHARACTER_LIMIT = 500_000
DEPTH_LIMIT = 20


class PlainLoader(yaml.SafeLoader):
    """SafeLoader that refuses what makes a short text a long work."""

    def __init__(self, stream: str) -> None:
        if len(stream) > CHARACTER_LIMIT:
            raise yaml.YAMLError(f"太长，超过 {CHARACTER_LIMIT} 个字")
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node of the document.

        Raises:
            yaml.MarkedYAMLError: It is an alias, or lies too deep.
        """
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise _refused("不能用 & 和 * 引用别处的内容", event)
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise _refused("套得太深", event)
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]
