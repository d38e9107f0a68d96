"""What a preview shows in the place of a page that cannot be rendered: what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import BaseModel

from search_service.content.article import GOVERNANCE
from search_service.content.macros.markdown_parts import plain
from search_service.content.problems import Problem

_ID = re.compile(r"(?m)^id:\s*[\"']?(?P<id>[A-Z]-\d{3})\b")
_TEMPLATE = re.compile(r"(?m)^template:\s*[\"']?(?P<name>[a-z_]+\.html)\b")
_LONG_AGO = "2000-01-01"


def stand_in_head(path: str, written: str, head: BaseModel | None) -> dict[str, object]:
    """A head that the theme can draw: the page's own where it is sound.

    Args:
        path: The page, below `content/pages`.
        written: The head as it stands in the file.
        head: The validated one, if there is one.
    """
    if head is not None:
        return head.model_dump(mode="json", exclude=set(GOVERNANCE))
    stand_in: dict[str, object] = {"title": path, "summary": "这一页有错误，改好后再看。"}
    if found := _TEMPLATE.search(written):
        stand_in["template"] = "main.html" if found["name"] == "tool.html" else found["name"]
    if found := _ID.search(written):
        stand_in |= {"id": found["id"], "owner": "", "updated": _LONG_AGO, "reviewed": _LONG_AGO}
        stand_in |= {"review_every_days": 0, "sources": [], "related": []}
    return stand_in


def stand_in_body(problems: Iterable[Problem]) -> str:
    """The problems of a page as a list."""
    lines = "\n".join(f"- {plain(problem)}" for problem in problems)
    return f"这一页有错误，改好后再看。\n\n{lines}\n"
