"""Lists, tables and code that the page has in another form than the writer's editor shows."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks import leftovers, structure
from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    """Speaks only where no rule says more exactly what is wrong."""
    differing = [
        (page, line) for page in content.markdown_files if (line := page.as_read.differs_at)
    ]
    if not differing:
        return
    rules = (*leftovers.RULES, *structure.RULES)
    named = {problem.path for rule in rules for problem in rule.find(content)}
    for page, line in differing:
        if page.shown_as not in named:
            message = "从这里起，页面上的列表、表格或代码和编辑器里看到的不一样"
            advice = "请在列表和表格前后空一行，下一层缩进四格"
            yield page.problem(RULE.id, line, message, advice)


RULE = Rule("layout", _find)
