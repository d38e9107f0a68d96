"""A fact of `content/data` whose `valid_until` has passed.

Time alone must not break a build, so on ordinary days this is a notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for file in content.data_files:
        for path, value in file.values:
            if path[-1:] == ("valid_until",) and isinstance(value, date) and value < content.today:
                message = f"{'.'.join(map(str, path[:-1]))} 的有效期 {value} 已过"
                advice = "请重新核对，再更新值、checked_on 和 valid_until"
                yield Problem(file.shown_as, file.line(path), RULE.id, message, advice)


RULE = Rule("expired-fact", _find, level=Level.NOTICE)
