"""What stands twice in what is written for agents: a field, a choice, a case."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def _again(values: object) -> Iterator[tuple[int, str, int]]:
    """Which of these stand above already: place, text, and place above."""
    seen: dict[str, int] = {}
    for place, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, str) and (above := seen.setdefault(value.strip(), place)) != place:
            yield place, value, above


def _cases(page: MarkdownFile) -> Iterator[Problem]:
    """Cases of what is said that stand twice."""
    scripts = page.head.get("scripts")
    say = scripts.get("say") if isinstance(scripts, dict) else None
    said = say if isinstance(say, list) else []
    for place, case, _ in _again(
        [one.get("when") if isinstance(one, dict) else None for one in said]
    ):
        line = page.head_lines.get(("scripts", "say", place, "when"), 1)
        message = f"scripts：「{case}」这种情况写了两次"
        yield page.problem(RULE.id, line, message, "请并成一条，或改成漏写的那一种")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.internal:
        yield from _cases(page)
        form = page.head.get("form")
        fields = form.get("fields") if isinstance(form, dict) else None
        if not isinstance(fields, list):
            continue
        names = [one.get("name") if isinstance(one, dict) else None for one in fields]
        lines = page.head_lines
        for place, name, above in _again(names):
            first = lines.get(("form", "fields", above, "name"), 1)
            line = lines.get(("form", "fields", place, "name"), 1)
            message = f"form：「{name}」这一栏第 {first} 行已经有了"
            yield page.problem(RULE.id, line, message, "请删掉一栏，或改成漏写的那一栏")
        for number, field in enumerate(fields):
            choices = field.get("choices") if isinstance(field, dict) else None
            for place, choice, _ in _again(choices):
                line = lines.get(("form", "fields", number, "choices", place), 1)
                message = f"form：可选的「{choice}」写了两次"
                yield page.problem(RULE.id, line, message, "请删掉一个，或改成漏写的那一个")


RULE = Rule("form-field", _find)
