"""Example values must not go live: `status: 待核实` stops a release."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.data.operator_data import UNVERIFIED
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for file in content.data_files:
        for path, value in file.values:
            if path[-1:] == ("status",) and value == UNVERIFIED:
                message = f"{'.'.join(map(str, path[:-1])) or '整个文件'} 还是{UNVERIFIED}"
                advice = "请由运营方填入真实值，把 status 改成「已核实」并写上日期"
                yield Problem(file.shown_as, file.line(path), RULE.id, message, advice)


RULE = Rule("unverified-data", _find, level=None)
