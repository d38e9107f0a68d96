"""`kb learn`: from failed questions to aliases that are proven to help, with the writer's yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import click
import orjson

from search_service.cli.aliases import Writable, writable, write_aliases
from search_service.cli.brand_sources import BrandSources
from search_service.cli.judgement_rows import add_rows
from search_service.cli.learning_counts import counts_since
from search_service.cli.learning_input import JUDGED_FILE
from search_service.cli.learning_trials import tried_aliases
from search_service.cli.period import Period
from search_service.cli.project import require_content
from search_service.cli.report import NOT_OURS_FILE
from search_service.learning.aliased import AliasTrial
from search_service.learning.exposure import ranking_of
from search_service.learning.findings import Group, findings_of
from search_service.learning.guard import Refusal, Verdict
from search_service.learning.not_ours import marked, ours
from search_service.learning.questions import questions_of
from search_service.learning.watched import traffic
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

_SHOWN_TEXTS = 5
_NO_VISITS = "还没有数到访问。先打开查询记录，见 docs/learning.md；或用 kb demo 看一看。"
_SOURCES = {"judged": "评测里的", "neighbour": "文章自己的问法", "traffic": "顾客常问的"}


@dataclass(frozen=True)
class Gain:
    """An accepted alias and what becomes of its question; None where nothing was found."""

    article: str
    text: str
    before: int | None
    after: int | None


@click.command(
    name="learn",
    options_metavar="[选项]",
    help=(
        "从没答好的问题里学：给文章加上顾客的说法，先试过、不碍着别的才加。\n\n"
        "先列出要加的，问过才写；加 --yes 就直接写。要先打开查询记录，见 docs/learning.md。"
    ),
)
@click.option("--since", type=Period(), metavar="时长", help="只看最近一段时间：7d、4w。")
@click.option("--yes", is_flag=True, help="不再问，直接写进文章。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，什么也不写。")
@click.make_pass_decorator(Settings)
def learn_command(settings: Settings, *, since: timedelta | None, yes: bool, as_json: bool) -> None:
    """Propose, ask, write."""
    require_content(settings)
    sources = BrandSources(settings)
    settings = sources.read
    analyser = load_analyser(settings)
    counts, _ = counts_since(settings, since)
    questions = questions_of(counts, analyser)
    if not questions.all and not as_json:
        click.echo(_NO_VISITS)
        return
    texts = writable(settings.content_folder)
    trial = AliasTrial(documents_of(texts.public), analyser)
    tools, ranking = trial.documents.tool_articles, ranking_of(trial.search)
    found = findings_of(questions, tools, texts.internal, ranking)
    groups = ours(found.failing, marked(settings.content_folder / NOT_OURS_FILE), analyser)
    least = settings.query_log_least_count
    failing = {place for group in groups for place in group.members}
    watched = traffic(questions, least, failing)
    tried = tried_aliases(settings, trial, texts, [*groups, *found.not_first], watched)
    gains = [gain for trial, verdict in tried for gain in _gains(verdict, trial)]
    refused = [refusal for _, verdict in tried for refusal in verdict.refused]
    if as_json:
        click.echo(_as_json(gains, refused, groups, least))
        return
    _print(gains, refused, groups, least)
    if not gains:
        return
    if not yes and not click.confirm("写进文章吗？"):
        click.echo("没有写，文章都没有改动。")
        return
    accepted = {code: new for _, verdict in tried for code, new in verdict.accepted.items()}
    for path in _write(sources, texts, accepted):
        click.echo(f"已写入 {sources.edited_at(path)}")
    click.echo("请看一遍 git diff；运行 kb build 以后，搜索就认识它们了。")


def _gains(verdict: Verdict, trial: AliasTrial) -> list[Gain]:
    return [
        Gain(
            article,
            text,
            place(trial.search.rank_articles(text), article),
            place(verdict.search.rank_articles(text), article),
        )
        for article, texts in verdict.accepted.items()
        for text in texts
    ]


def place(ranked: Sequence[tuple[str, float]], article: str) -> int | None:
    """Where an article stands, from 1."""
    return next((n for n, (code, _) in enumerate(ranked, 1) if code == article), None)


def said_place(before: int | None, after: int | None) -> str:
    """Both places, as a writer reads them."""
    was = f"原来第 {before}" if before else "原来找不到"
    return f"现在第 {after}，{was}" if after else f"现在还找不到，{was}"


def said_refusal(one: Refusal) -> str:
    """Why an alias is not given."""
    worse = one.worse
    source = _SOURCES[worse.watched.source]
    return (
        f"{one.article}「{one.text}」：会让{source}「{worse.watched.text}」"
        f"从第 {worse.before} 掉到第 {worse.after}"
    )


def _write(
    sources: BrandSources, texts: Writable, accepted: Mapping[str, Sequence[str]]
) -> list[str]:
    """The files that were changed, by their path below the project."""
    paths = []
    for code, new in accepted.items():
        article = texts.article(code)
        path = texts.path(article)
        with sources.made_own(path) as folder:
            write_aliases(texts, article, new, folder / path)
        paths.append(path)
    judged = f"content/{JUDGED_FILE}"
    if (sources.read.project_dir / judged).is_file():
        with sources.made_own(judged) as folder:
            rows = {new[0]: code for code, new in accepted.items() if code not in texts.internal}
            if add_rows(folder / judged, rows):
                paths.append(judged)
    return paths


def _as_json(
    gains: Sequence[Gain], refused: Sequence[Refusal], groups: Sequence[Group], least: int
) -> bytes:
    said = {
        "aliases": [vars(one) for one in gains],
        "refused": [
            {
                "article": one.article,
                "text": one.text,
                "worse": one.worse.watched.text,
                "before": one.worse.before,
                "after": one.worse.after,
            }
            for one in refused
        ],
        "others": [
            {
                "step": one.decision.step,
                "article": one.decision.article,
                "visits": one.visits,
                "failed": one.failed,
                "questions": shown_questions(one, least),
            }
            for one in groups
            if one.decision.step in {"improve", "draft"}
        ],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2)


def shown_questions(group: Group, least: int) -> list[str]:
    """The most asked questions of a group, none that too few asked."""
    return [one.reading for one in group.questions if one.visits >= least][:_SHOWN_TEXTS]


def _print(
    gains: Sequence[Gain],
    refused: Sequence[Refusal],
    groups: Sequence[Group],
    least: int,
) -> None:
    click.echo(f"可以加上的说法（{len(gains)} 条），评测、别的文章和顾客常问的都没有变差：")
    for one in gains:
        click.echo(f"  {one.article}「{one.text}」：{said_place(one.before, one.after)}")
    if refused:
        click.echo(f"\n没有采用的（{len(refused)} 条）：")
    for refusal in refused:
        click.echo(f"  {said_refusal(refusal)}")
    for step, title in (
        ("improve", "第一篇找对了，但没有帮上忙，请改这几篇："),
        ("draft", "没有文章回答，可以新写："),
    ):
        found = [one for one in groups if one.decision.step == step and shown_questions(one, least)]
        if found:
            click.echo(f"\n{title}")
        for group in found:
            asked = "、".join(shown_questions(group, least))
            code = f"{group.decision.article} " if group.decision.article else ""
            click.echo(f"  {code}{group.visits} 次访问，{group.failed} 次没成：{asked}")
    drafts = [one for one in groups if one.decision.step == "draft" and shown_questions(one, least)]
    if drafts:
        click.echo("\n最大的一个，信息头可以这样起：\n" + draft(drafts[0], least))


def draft(group: Group, least: int) -> str:
    """The beginning of a new article's front matter; what only a writer knows is 待写."""
    asked = shown_questions(group, least)
    lines = [f"title: 待写（{asked[0][:20]}）", "summary: 待写", "questions:"]
    return "\n".join([*lines, *(f"  - {text}" for text in asked)])
