"""What `kb evaluate` prints for people: sums, a comparison in Markdown, held-out questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from search_service.answering.documents import Documents
from search_service.content.problems import Problem
from search_service.evaluation.answers import COVERAGES, AnswerSummary
from search_service.evaluation.evaluate import Difference, Evaluation, QueryOutcome, compare
from search_service.evaluation.held_out import HeldOutQuestion

# Further changes are only counted, unless all are asked for.
_SHOWN_CHANGES = 20
_NEAR = 3


def print_summary(result: Evaluation, distorted: Mapping[str, Evaluation]) -> None:
    """Means over all queries and over each kind."""
    click.echo(f"{result.dataset}：{len(result.outcomes)} 条查询")
    for name, value in result.summary().items():
        click.echo(f"  {name:<12}{value:8.4f}")
    kinds = {outcome.query.kind for outcome in result.outcomes} - {""}
    for kind in sorted(kinds):
        part = [outcome for outcome in result.outcomes if outcome.query.kind == kind]
        first, third = (
            sum(outcome.metrics[metric] for outcome in part) / len(part)
            for metric in ("success@1", "success@3")
        )
        click.echo(f"  {kind:<12}第 1 名 {first:6.1%}   前 3 名 {third:6.1%}   （{len(part)} 条）")
    for name, evaluation in distorted.items():
        click.echo(f"  {name:<26}nDCG@10 {evaluation.mean('nDCG@10'):.4f}")


_SPLITS = {
    "tune": "调参用的一半",
    "held-out": "没用来调参的",
    "fresh": "后来新写的",
    "sealed": "封存的",
}


def print_answers(summaries: Mapping[str, AnswerSummary]) -> None:
    """How often the answer itself is shown, and when there should be none."""
    for split, one in summaries.items():
        click.echo(
            f"\n答案（{_SPLITS[split]}，{one.questions} 条有答案，{one.unanswerable} 条没有）"
        )
        click.echo(
            f"  第一条（answer@1）{one.first:6.1%}   前两条 {one.two:6.1%}   "
            f"首屏 {one.screen:6.1%}   前 3 篇（answer@3）{one.three:6.1%}"
        )
        click.echo(
            f"  显示的字数：中位 {one.median_characters:.0f}，九成不超过 {one.most_characters:.0f}"
        )
        click.echo(
            f"  标为答案：答对的里留下 {one.kept_sure:6.1%}，没有答案的里误给 {one.false_sure:6.1%}"
        )
        click.echo(
            f"  连可能的：答对的里留下 {one.kept:6.1%}，没有答案的里误给 {one.false_card:6.1%}"
        )
        risks = "   ".join(
            f"{share:.0%} 错 {risk:.1%}" for share, risk in zip(COVERAGES, one.risks, strict=True)
        )
        click.echo(f"  只答最有把握的（连没有答案的一起算）：{risks}")


def print_outcomes(misled: Sequence[Problem]) -> None:
    """The outcomes of guided trees that the search leads elsewhere, if there are any."""
    if misled:
        click.echo(f"\n排查树有 {len(misled)} 个结果，搜到的不是它要去的文章：")
    for problem in misled:
        click.echo(f"  {problem}")


def print_comparison(before: Evaluation, after: Evaluation, version: str, *, in_full: bool) -> None:
    """Markdown, to be pasted into a pull request."""
    click.echo(f"\n### 与 {version} 相比\n")
    click.echo("| 指标 | 之前 | 现在 | 变化（95 % 区间） |\n|---|---|---|---|")
    for metric in ("nDCG@10", "success@1", "success@3"):
        click.echo(_difference_row(compare(before, after, metric)))
    old = {outcome.query.text: outcome for outcome in before.outcomes}
    changed = [
        (old[outcome.query.text], outcome)
        for outcome in after.outcomes
        if outcome.query.text in old and outcome.place() != old[outcome.query.text].place()
    ]
    if not changed:
        click.echo("\n没有一条查询的名次变化。")
        return
    click.echo(f"\n{len(changed)} 条查询的名次变了：\n")
    click.echo("| 查询 | 应找到 | 之前 | 现在 | |\n|---|---|---|---|---|")
    shown = changed if in_full else changed[:_SHOWN_CHANGES]
    for was, now in shown:
        click.echo(_change_row(was, now))
    if len(changed) > len(shown):
        click.echo(f"\n还有 {len(changed) - len(shown)} 条，用 --markdown 查看全部。")


def _change_row(was: QueryOutcome, now: QueryOutcome) -> str:
    before, after = was.place(), now.place()
    better = after is not None and (before is None or after < before)
    expected = "、".join(d for d, grade in now.query.judgements.items() if grade > 0)
    text = now.query.text.replace("|", "\\|")
    cells = (text, expected, before or "没找到", after or "没找到", "变好" if better else "变差")
    return f"| {' | '.join(map(str, cells))} |"


def _difference_row(one: Difference) -> str:
    change = one.after - one.before
    interval = f"{change:+.4f}（{one.low:+.4f} 到 {one.high:+.4f}）"
    return f"| {one.metric} | {one.before:.4f} | {one.after:.4f} | {interval} |"


def print_held_out(asked: Sequence[HeldOutQuestion], documents: Documents) -> None:
    """The sums, then each article that some of its own questions miss, the worst first."""
    first = sum(one.place == 1 for one in asked)
    near = sum(one.place is not None and one.place <= _NEAR for one in asked)
    count = len(asked) or 1
    click.echo(
        f"{len(asked)} 条问法，各自不在索引里时：第 1 名 {first / count:.1%}，"
        f"前 {_NEAR} 名 {near / count:.1%}"
    )
    missed = {
        article: [one for one in asked if one.article_id == article.id and _is_missed(one)]
        for article in documents.articles
    }
    for article in sorted(documents.articles, key=lambda a: (-len(missed[a]), a.id)):
        if missed[article]:
            share = f"{len(missed[article])}/{len(article.questions)}"
            click.echo(f"\n{article.id} {article.title}：{share} 条不在前 {_NEAR} 名")
        for one in missed[article]:
            place = f"第 {one.place} 名" if one.place else "没找到"
            click.echo(f"  {one.question}：{place}，第 1 名是 {one.first or '空'}")


def _is_missed(one: HeldOutQuestion) -> bool:
    return one.place is None or one.place > _NEAR
