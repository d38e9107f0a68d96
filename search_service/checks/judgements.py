"""Every row of `content/judgements/queries.tsv` expects articles that exist."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem
from search_service.evaluation.datasets import JUDGEMENT_KINDS

_COLUMNS = 3


def _find(content: ContentView) -> Iterator[Problem]:
    file = content.project / "content" / "judgements" / "queries.tsv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()[1:] if file.exists() else []
    known = {str(page.head.get("id")) for page in content.articles}
    for number, line in enumerate(lines, 2):
        columns = line.split("\t")
        if len(columns) != _COLUMNS or not columns[0].strip():
            message, advice = "应当是三栏", "请用制表符分开：输入、编号、类型"
        elif unknown := [code for code in columns[1].split("|") if code not in known]:
            message = f"没有编号为 {'、'.join(unknown)} 的文章"
            advice = "请改成现有文章的编号，几篇用 | 隔开"
        elif columns[2] not in JUDGEMENT_KINDS:
            message = f"类型 {columns[2]} 不认识"
            advice = f"请从这些里选一个：{'、'.join(JUDGEMENT_KINDS)}"
        else:
            continue
        yield Problem("content/judgements/queries.tsv", number, RULE.id, message, advice)


RULE = Rule("judgement", _find)
