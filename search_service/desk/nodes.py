"""The tree of a few known elements as which the desk stores and draws an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer


class Element(BaseModel):
    """A piece of an article.

    Attributes:
        tag: An HTML element, or `badge` for the mark of a fact that is not confirmed.
        children: Text and further elements.
        article: Of a link to an article: its code.
        anchor: Of such a link: the section. Of a heading: its own.
        href: Of a link to elsewhere.
    """

    model_config = ConfigDict(frozen=True)

    tag: str
    children: tuple[Element | str, ...] = ()
    article: str | None = None
    anchor: str | None = None
    href: str | None = None

    @model_serializer(mode="wrap")
    def _without_nulls(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in serialise(self).items() if value is not None}


Nodes = tuple[Element | str, ...]


def plain_text(nodes: Sequence[Element | str]) -> str:
    """The words alone; a fact that is not confirmed stays marked as such."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        else:
            inner = plain_text(node.children)
            parts.append(f"（{inner}）" if node.tag == "badge" else inner)
    return "".join(parts)
