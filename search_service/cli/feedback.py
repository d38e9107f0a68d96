"""`kb feedback`: what readers said about the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click
import orjson

from search_service.cli.period import Period
from search_service.settings import Settings

if TYPE_CHECKING:
    from search_service.records.feedback import Feedback

_REASONS = {
    "outdated": "内容过时",
    "wrong": "内容有误",
    "unclear": "看不明白",
    "not_found": "没找到要的",
    "other": "其他",
}

_NO_ARTICLE = "没有答案"
_STATES = {"open": "待处理", "taken": "处理中", "done": "已处理"}


@click.group(
    name="feedback",
    help="查看读者对文章的反馈。",
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
def feedback_group() -> None:
    """Group of the commands on feedback."""


@feedback_group.command(name="list", options_metavar="[选项]", help="列出反馈，新的在前。")
@click.option("--article", metavar="编号", help="只看一篇文章，例如 R-102。")
@click.option("--since", type=Period(), metavar="时长", help="只看最近一段时间：12h、7d、4w。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，时间为 UTC。")
@click.make_pass_decorator(Settings)
def list_command(
    settings: Settings, *, article: str | None, since: timedelta | None, as_json: bool
) -> None:
    """Print the counts of each article and then every feedback."""
    from search_service.records.feedback import FeedbackStore  # noqa: PLC0415 - loads SQLAlchemy

    start = datetime.now(UTC) - since if since is not None else None
    found = FeedbackStore(settings.feedback_file).read(article.upper() if article else None, start)
    if as_json:
        click.echo(orjson.dumps({"feedback": found}, option=orjson.OPT_INDENT_2))
        return
    if not found:
        click.echo("还没有反馈。")
        return
    _print_counts(found)
    click.echo()
    for feedback in found:
        _print_feedback(feedback)


@feedback_group.command(
    name="flags", options_metavar="[选项]", help="坐席标记的：哪篇有误、哪个问题没有答案。"
)
@click.option("--all", "with_done", is_flag=True, help="也列出已处理的。")
@click.make_pass_decorator(Settings)
def flags_command(settings: Settings, *, with_done: bool) -> None:
    """Print what agents said, with its number, state and names."""
    from search_service.records.feedback import FeedbackStore  # noqa: PLC0415 - loads SQLAlchemy

    found = FeedbackStore(settings.feedback_file).by_agents()
    shown = [one for one in found if with_done or one.state != "done"]
    for one in shown:
        click.echo(flag_line(one))
    if not shown:
        click.echo("没有待处理的坐席标记。" if found else "还没有坐席标记。")


@feedback_group.command(
    name="take", options_metavar="[选项]", help="认领一条坐席标记，别人会看到在处理。"
)
@click.argument("number", metavar="编号", type=int)
@click.option("--by", "who", metavar="名字", required=True, help="谁来处理。")
@click.make_pass_decorator(Settings)
def take_command(settings: Settings, number: int, who: str) -> None:
    """Say who deals with it."""
    from search_service.records.feedback import FeedbackStore  # noqa: PLC0415 - loads SQLAlchemy

    click.echo(flag_line(FeedbackStore(settings.feedback_file).handle(number, "taken", who)))


@feedback_group.command(
    name="done", options_metavar="[选项]", help="一条坐席标记处理好了，坐席台上不再提示。"
)
@click.argument("number", metavar="编号", type=int)
@click.option("--by", "who", metavar="名字", required=True, help="谁处理的。")
@click.make_pass_decorator(Settings)
def done_command(settings: Settings, number: int, who: str) -> None:
    """Say that it is dealt with."""
    from search_service.records.feedback import FeedbackStore  # noqa: PLC0415 - loads SQLAlchemy

    click.echo(flag_line(FeedbackStore(settings.feedback_file).handle(number, "done", who)))


def flag_line(said: Feedback) -> str:
    """What an agent said, in a line."""
    when = said.received_at.astimezone().strftime("%Y-%m-%d %H:%M")
    by = f"（{said.handled_by}）" if said.handled_by else ""
    about = said.article_id or _NO_ARTICLE
    words = said.comment or "（内容已隐去）"
    return f"{said.number}  {_STATES[said.state]}{by}  {when}  {said.agent}  {about}：{words}"


def _print_counts(found: Iterable[Feedback]) -> None:
    """The articles that agents found wrong come first, then those that failed most readers."""
    counts: dict[str, Counter[bool]] = {}
    reasons: dict[str, Counter[str]] = {}
    flags: Counter[str] = Counter()
    unanswered = 0
    for feedback in found:
        if feedback.source == "agent" and not feedback.article_id:
            unanswered += 1
            continue
        if feedback.source == "agent":
            flags[feedback.article_id] += 1
            counts.setdefault(feedback.article_id, Counter())
            reasons.setdefault(feedback.article_id, Counter())
            continue
        counts.setdefault(feedback.article_id, Counter())[feedback.helpful] += 1
        of_article = reasons.setdefault(feedback.article_id, Counter())
        if feedback.reason and not feedback.helpful:
            of_article[feedback.reason] += 1
    total = sum((*counts.values(),), Counter[bool]())
    by_agents = f"；坐席标记有误 {flags.total()}" if flags else ""
    by_agents += f"；坐席没有找到答案 {unanswered}" if unanswered else ""
    click.echo(f"{total.total()} 条反馈：有帮助 {total[True]}，没帮助 {total[False]}{by_agents}\n")
    for article_id in sorted(counts, key=lambda one: (-flags[one], -counts[one][False], one)):
        why = "、".join(f"{_REASONS[r]} {n}" for r, n in reasons[article_id].most_common())
        said = counts[article_id]
        flagged = f"；坐席标记有误 {flags[article_id]}" if flags[article_id] else ""
        click.echo(
            f"{article_id}  有帮助 {said[True]}，没帮助 {said[False]}"
            f"{f'（{why}）' if why else ''}{flagged}"
        )


def _print_feedback(feedback: Feedback) -> None:
    when = feedback.received_at.astimezone().strftime("%Y-%m-%d %H:%M")
    if feedback.source == "agent":
        verdict = "坐席标记有误" if feedback.article_id else "坐席没有找到答案"
        reason = ""
    else:
        verdict = "有帮助" if feedback.helpful else "没帮助"
        reason = f" · {_REASONS[feedback.reason]}" if feedback.reason else ""
    comment = f"：{feedback.comment}" if feedback.comment else ""
    click.echo(f"{when}  {feedback.article_id or _NO_ARTICLE}  {verdict}{reason}{comment}")
