"""A page calls its reader 你 or 您, and keeps to it; what somebody is quoted to say is free."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_FORMS = ("你", "您")
# Words that others say: in 「」, in a line quoted with `>`, in a letter that begins with 您好.
_QUOTED = re.compile(r"「[^「」]*」|《[^《》]*》|^\s*>.*|您好[，：,:！。]?|^[^「]*」|「[^」]*$")


def _lines_with(page: MarkdownFile, form: str) -> list[int]:
    return [line for line, text in page.prose if form in _QUOTED.sub("", text)]


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.public_files:
        used = [(form, _lines_with(page, form)) for form in _FORMS]
        # Of two that are as common, the one that comes later is the odd one.
        (rarer, lines), (usual, others) = sorted(
            used, key=lambda one: (len(one[1]), -min(one[1], default=0))
        )
        if not lines:
            continue
        message = f"这一页写了「{usual}」{len(others)} 行，这里却写「{rarer}」"
        for line in lines:
            yield page.problem(RULE.id, line, message, f"请都写「{usual}」；引用别人的话放进「」")
    yield from _scripts(content)


def _scripts(content: ContentView) -> Iterator[Problem]:
    """What agents say to a customer."""
    for file in content.agent_files:
        for path, value in file.values if "/scripts/" in file.path else ():
            if path[-1:] == ("text",) and "你" in _QUOTED.sub("", str(value)):
                message = "坐席念的话里写了「你」"
                yield file.problem(RULE.id, path, message, "请写「您」；引用别人的话放进「」")


RULE = Rule("address-form", _find)
