"""The nodes of plain YAML by libyaml, a sixth of the time; whatever may differ is left to PyYAML.

The two disagree about tabs, unusual line ends, tags, complex keys and comments behind the sign of
a block, and they word refusals differently. A text with a sign of any of these, or one that libyaml
refuses, is therefore not read here. Where an empty value at the end or a node ends is not the same
either: only values and the lines on which nodes begin count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml

# What the two parsers may read differently (tests/unit/content/test_fast_yaml.py).
_DIFFERENT = re.compile(r"[\t\r\x85\u2028\u2029\ufeff!?]|[|>][^\n]*#")
# A block of text that ends with the text: whether its last line has an end is a part of it.
_BLOCK = re.compile(r"[|>]")
_HAS_LIBYAML = bool(getattr(yaml, "__with_libyaml__", False))
_PARSER = cast("type[Any]", getattr(yaml, "CSafeLoader", object))


def is_plain(text: str) -> bool:
    """Whether both parsers are known to read a text alike."""
    if not _HAS_LIBYAML or _DIFFERENT.search(text):
        return False
    return text.endswith("\n") or not _BLOCK.search(text)


def events_by_libyaml(text: str) -> Iterator[yaml.Event]:
    """What libyaml reads, as far as it can read it; nothing where it is not installed."""
    if not _HAS_LIBYAML:
        return
    try:
        yield from yaml.parse(text, _PARSER)
    except (yaml.YAMLError, ValueError):
        return  # PyYAML says where and why


def with_libyaml(composer: type[yaml.composer.Composer]) -> type[Any]:
    """A loader that composes as `composer` does, from the events of libyaml."""

    class _Loader(composer, _PARSER):  # type: ignore[misc, valid-type]
        def __init__(self, text: str) -> None:
            # libyaml places the end of a last line that has no end on the line behind it.
            _PARSER.__init__(self, text if text.endswith("\n") else f"{text}\n")
            yaml.composer.Composer.__init__(self)

    return _Loader
