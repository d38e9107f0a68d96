"""`kb report`: what people asked and did not get, from the log of queries and the feedback."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click
import orjson

from search_service.answering.search import Search
from search_service.cli.period import Period
from search_service.errors import QueryRejected
from search_service.releases.opening import open_search
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

if TYPE_CHECKING:
    from search_service.records.query_log import QueryCount


@dataclass(frozen=True)
class FailedQuery:
    """A text that found nothing, or leads to an article that helps few.

    Attributes:
        text: Redacted.
        count: How often it was asked.
        without_hits: How often it found nothing then.
        unsure: How often it found something without being sure of it.
        first: The article that comes first now; None when nothing does.
        first_title: Its title.
        helpful: How many readers of that article said it helped, in the same time.
        unhelpful: How many said it did not.
    """

    text: str
    count: int
    without_hits: int
    unsure: int
    first: str | None
    first_title: str | None
    helpful: int
    unhelpful: int


@click.command(
    name="report",
    options_metavar="[选项]",
    help=("列出没查到、或查到了却没帮上忙的问题。\n\n要先打开查询记录，见 docs/operations.md。"),
)
@click.option(
    "--since", type=Period(), metavar="时长", help="只看最近一段时间：7d、4w。默认看全部记录。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.make_pass_decorator(Settings)
def report_command(settings: Settings, *, since: timedelta | None, as_json: bool) -> None:
    """Search each logged text again and print those that fail."""
    from search_service.records.feedback import FeedbackStore  # noqa: PLC0415 - loads SQLAlchemy
    from search_service.records.query_log import QueryLogFile  # noqa: PLC0415 - loads SQLAlchemy

    start = datetime.now(UTC) - (since or timedelta(days=settings.query_log_days))
    least = settings.query_log_least_count
    logged = QueryLogFile(settings.query_log_file).read(start.date(), least)
    votes: dict[str, Counter[bool]] = {}
    for feedback in FeedbackStore(settings.feedback_file).read(since=start):
        votes.setdefault(feedback.article_id, Counter())[feedback.helpful] += 1
    failed: list[FailedQuery] = []
    if logged:
        search, degraded = open_search(settings, load_analyser(settings))
        if degraded:
            click.echo(f"注意：{degraded}", err=True)
        asked = [_answered(one, search, votes) for one in logged]
        failed = [one for one in asked if one.without_hits or _is_unsure(one) or _is_unhelpful(one)]
    if as_json:
        click.echo(orjson.dumps({"queries": failed}, option=orjson.OPT_INDENT_2))
        return
    if not settings.query_log:
        click.echo("查询记录没有打开，见 docs/operations.md 里的 KB_QUERY_LOG。", err=True)
    _print(failed, least, since or timedelta(days=settings.query_log_days))


def _answered(
    logged: QueryCount, search: Search, votes: Mapping[str, Counter[bool]]
) -> FailedQuery:
    try:
        hits = search.search(logged.text, limit=1).hits
    except QueryRejected:
        hits = ()
    first = hits[0].article if hits else None
    said = votes.get(first.id, Counter()) if first else Counter[bool]()
    return FailedQuery(
        **vars(logged),
        first=first.id if first else None,
        first_title=first.title if first else None,
        helpful=said[True],
        unhelpful=said[False],
    )


def _is_unsure(one: FailedQuery) -> bool:
    return 2 * one.unsure > one.count


def _is_unhelpful(one: FailedQuery) -> bool:
    return one.unhelpful > one.helpful


def _print(failed: Iterable[FailedQuery], least: int, period: timedelta) -> None:
    failed = list(failed)
    if not failed:
        click.echo(f"最近 {period.days} 天没有问到 {least} 次以上、又没查到或没帮上忙的问题。")
        return
    nothing = [one for one in failed if one.without_hits]
    unhelpful = [one for one in failed if not one.without_hits and _is_unhelpful(one)]
    unsure = [one for one in failed if one not in nothing and one not in unhelpful]
    if nothing:
        click.echo(f"没查到的（最近 {period.days} 天，至少问过 {least} 次）：")
    for one in nothing:
        click.echo(f"  {one.count} 次，其中 {one.without_hits} 次没查到  {one.text}：{_now(one)}")
    if unsure:
        click.echo("查到了，但搜索没有把握的：")
    for one in unsure:
        click.echo(f"  {one.count} 次，其中 {one.unsure} 次没把握  {one.text}：{_now(one)}")
    if unhelpful:
        click.echo("查到了，但读者多半说没帮助的：")
    for one in unhelpful:
        click.echo(
            f"  {one.count} 次  {one.text}：{one.first} {one.first_title}"
            f"（有帮助 {one.helpful}，没帮助 {one.unhelpful}）"
        )
    click.echo('\n该由哪篇回答，就把问法加给它：kb alias add 编号 "问法"')


def _now(one: FailedQuery) -> str:
    return f"现在第 1 名是 {one.first} {one.first_title}" if one.first else "现在也查不到"
