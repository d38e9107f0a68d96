"""Lists, tables and code that the page has in another form than the writer's editor shows."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks import leftovers, structure
from search_service.checks.content_view import ContentView
from search_service.checks.lost_text import lost_words
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_SHOWN = 16


def _find(content: ContentView) -> Iterator[Problem]:
    """Speaks only where no rule says more exactly what is wrong."""
    differing = [
        (page, line) for page in content.markdown_files if (line := page.as_read.differs_at)
    ]
    lost = [(page, *gone) for page in content.markdown_files if (gone := lost_words(page))]
    if not differing and not lost:
        return
    rules = (*leftovers.RULES, *structure.RULES)
    named = {problem.path for rule in rules for problem in rule.find(content)}
    for page, line in differing:
        if page.shown_as not in named:
            message = "从这里起，页面上的列表、表格或代码和编辑器里看到的不一样"
            advice = "请在列表和表格前后空一行，下一层缩进四格"
            yield page.problem(RULE.id, line, message, advice)
    differ = {page.shown_as for page, _ in differing}
    for page, line, words in lost:
        if page.shown_as not in named | differ:
            message = f"「{words[:_SHOWN]}」写在文件里，页面上却没有"
            advice = "请看看这一行的符号是不是把它变成了别的东西；不要的就删掉"
            yield page.problem(RULE.id, line, message, advice)


RULE = Rule("layout", _find)
