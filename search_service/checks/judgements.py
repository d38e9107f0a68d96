"""Every row of the tables in `content/judgements` has its columns and expects what exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.judgement_tables import (
    NO_CODES,
    TABLES,
    faults_in,
    faults_of_queries,
    has_columns,
)
from search_service.checks.rule import Rule
from search_service.content.problems import Problem
from search_service.evaluation.datasets import JUDGEMENT_KINDS

_COLUMNS = 3
_EXPECTING = ("queries.tsv", "typed.tsv", "distress.tsv", "answers.tsv")
_FILE = "content/judgements/queries.tsv"


def _find(content: ContentView) -> Iterator[Problem]:
    text = content.texts.get("judgements/queries.tsv", "")
    lines = text.splitlines()[1:]
    known = {str(page.head.get("id")) for page in content.articles}
    asked = {
        comparable(text): page.head.get("id", page.path)
        for page in content.articles
        for _, text in page.head_texts("title", "questions")
    }

    def is_known(code: str) -> bool:
        return code in known or content.corpus.unread.may_include(code)

    for number, line in enumerate(lines if has_columns(text) else (), 2):
        columns = line.split("\t")
        if len(columns) != _COLUMNS or not columns[0].strip():
            message, advice = "应当是三栏", "请用制表符分开：输入、编号、类型"
        elif unknown := [code for code in columns[1].split("|") if not is_known(code)]:
            message = f"没有编号为 {'、'.join(unknown)} 的文章"
            advice = "请改成现有文章的编号，几篇用 | 隔开"
        elif columns[2] not in JUDGEMENT_KINDS:
            message = f"类型 {columns[2]} 不认识"
            advice = f"请从这些里选一个：{'、'.join(JUDGEMENT_KINDS)}"
        elif copied := asked.get(comparable(columns[0])):
            message = f"「{columns[0].strip()}」照抄了 {copied} 的标题或问法，评不出搜索好坏"
            advice = "请换成顾客另一种说法，或删掉这一行"
        else:
            continue
        yield Problem(_FILE, number, RULE.id, message, advice)
    for number, message, advice in faults_of_queries(text):
        yield Problem(_FILE, number, RULE.id, message, advice)
    judged = {comparable(line.split("\t")[0]): "queries.tsv" for line in lines}
    yield from _contradicting(content)
    yield from _answered(content, {**judged, **asked})
    for name in TABLES:
        text = content.texts.get(f"judgements/{name}", "")
        for number, message, advice in faults_in(name, text, is_known):
            yield Problem(f"content/judgements/{name}", number, RULE.id, message, advice)


def _answered(content: ContentView, by: Mapping[str, object]) -> Iterator[Problem]:
    """What no article is said to answer, and one does."""
    for name in ("judgements/no_answer.tsv", "judgements/not_ours.tsv"):
        for number, line in enumerate(content.texts.get(name, "").splitlines()[1:], 2):
            query = line.split("\t")[0]
            if (key := comparable(query)) and (answered := by.get(key)):
                message = f"「{query.strip()}」写着没有文章能答，{answered} 里却有"
                advice = "请删掉这一行，或另一处"
                yield Problem(f"content/{name}", number, RULE.id, message, advice)


def _contradicting(content: ContentView) -> Iterator[Problem]:
    """One query that two rows send to articles of which none is the same."""
    expected: dict[str, tuple[str, int, set[str]]] = {}
    for name in _EXPECTING:
        lines = content.texts.get(f"judgements/{name}", "").splitlines()[1:]
        for number, line in enumerate(lines, 2):
            query, codes = [*line.split("\t"), ""][:2]
            wanted = {code for code in codes.split("|") if code not in NO_CODES}
            other, above, before = expected.setdefault(comparable(query), (name, number, wanted))
            if other == name == _FILE.rpartition("/")[2]:
                continue  # a query that stands twice is named as such
            if wanted and before and not wanted & before:
                place = f"第 {above} 行" if other == name else f" {other} 里"
                message = f"「{query.strip()}」在{place}写的是 {'、'.join(sorted(before))}"
                advice = "请核对哪篇才对，两处写成一样"
                yield Problem(f"content/judgements/{name}", number, RULE.id, message, advice)


RULE = Rule("judgement", _find)
