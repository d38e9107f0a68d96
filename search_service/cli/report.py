"""`kb report`: what people asked and did not get, and what to do about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click
import jinja2
import orjson

from search_service.analysis.chains import Analyser
from search_service.cli.expiring_lines import expiring_of, lines_of
from search_service.cli.period import Period
from search_service.cli.project import require_content
from search_service.content.whole_files import replace_file
from search_service.desk.material import MATERIAL_FILE, DeskMaterial
from search_service.errors import EditRefused, IndexUnavailable
from search_service.learning.exposure import Ranking, ranking_of, unknown
from search_service.learning.findings import findings_of
from search_service.learning.not_ours import mark, marked, ours
from search_service.learning.overview import Known, Overview, Row, overview
from search_service.learning.questions import questions_of
from search_service.releases.opening import open_documents, open_search
from search_service.releases.parts import AGENT
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

NOT_OURS_FILE = "judgements/not_ours.tsv"
STEPS = {
    "alias": "把说法加给",
    "tool": "把说法加给工具",
    "improve": "第一名没帮上忙，改",
    "draft": "没有文章回答，新写一篇",
}
REASONS = {
    "outdated": "内容过时",
    "wrong": "内容有误",
    "unclear": "看不明白",
    "not_found": "没找到要的",
    "other": "其他",
}
_SHOWN = 30
_templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True
)


@click.command(
    name="report",
    options_metavar="[选项]",
    help="列出没答好的问题和下一步。\n\n要先打开查询记录，见 docs/learning.md。",
)
@click.option("--since", type=Period(), metavar="时长", help="只看最近一段时间：7d、4w。")
@click.option(
    "--html",
    "html_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写成一个可以转发的网页，不连外网。",
)
@click.option("--not-ours", metavar="问题", help="标记一个不归我们管的问题，以后不再列出。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.make_pass_decorator(Settings)
def report_command(
    settings: Settings,
    *,
    since: timedelta | None,
    html_file: Path | None,
    not_ours: str | None,
    as_json: bool,
) -> None:
    """Print what fails, most failures first."""
    from search_service.cli.learning_counts import counts_since  # noqa: PLC0415 - loads SQLAlchemy

    marks = settings.content_folder / NOT_OURS_FILE
    if not_ours is not None:
        require_content(settings)
        if not not_ours.strip():
            raise EditRefused("--not-ours 后面没有问题。请照抄报告里的那一句，用引号括起来。")
        new = mark(marks, " ".join(not_ours.split()))
        click.echo(f"{'已记在' if new else '早就记在'} {marks}，以后不再列出。")
        return
    if html_file and not html_file.parent.is_dir():
        raise EditRefused(
            f"没有文件夹 {html_file.parent}，网页写不进去。请先建好它，或换一个文件名。"
        )
    analyser = load_analyser(settings)
    counts, first = counts_since(settings, since)
    questions = questions_of(counts, analyser)
    known, tools, internal = _known(settings, first)
    set_aside = marked(marks)
    found = findings_of(questions, tools, internal, _ranking(settings, analyser))
    report = overview(
        first,
        questions,
        ours(found.failing, set_aside, analyser),
        ours(found.not_first, set_aside, analyser),
        known,
        set_aside=set_aside,
        least=settings.query_log_least_count,
    )
    ends = expiring_of(settings, date.today())  # noqa: DTZ011 - the operator's own day
    if html_file:
        page = _templates.get_template("report.html")
        told = page.render(report=report, ends=ends, steps=STEPS, reasons=REASONS)
        replace_file(html_file, told)
        click.echo(f"已写入 {html_file}。")
        return
    if as_json:
        click.echo(orjson.dumps({**asdict(report), "expiring": ends}, option=orjson.OPT_INDENT_2))
        return
    if not settings.query_log:
        click.echo("查询记录没有打开，见 docs/learning.md 里的 KB_QUERY_LOG。", err=True)
    _print(report)
    for line in lines_of(ends):
        click.echo(line)


def _ranking(settings: Settings, analyser: Analyser) -> Ranking:
    """What the search in service answers with; unknown without one."""
    try:
        return ranking_of(open_search(settings, analyser)[0])
    except IndexUnavailable:
        return unknown


def _known(settings: Settings, first: date) -> tuple[Known, frozenset[str], frozenset[str]]:
    """What is known of articles, and the codes of tool pages and of articles for agents alone."""
    from search_service.records.feedback import FeedbackStore  # noqa: PLC0415 - loads SQLAlchemy

    votes: dict[str, Counter[bool]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    start = datetime.combine(first, time(), UTC)
    for one in FeedbackStore(settings.feedback_file).read(since=start):
        if one.source == "agent":  # a flag is no reader's vote
            continue
        votes[one.article_id][one.helpful] += 1
        if one.reason and not one.helpful:
            reasons[one.article_id][one.reason] += 1
    titles: dict[str, str] = {}
    overdue: dict[str, date] = {}
    scripted: set[str] | None = None
    tools: frozenset[str] = frozenset()
    internal: frozenset[str] = frozenset()
    try:
        folder, documents = open_documents(settings)
    except IndexUnavailable as error:
        click.echo(f"注意：{error}", err=True)
    else:
        titles = {article.id: article.title for article in documents.articles}
        tools = documents.tool_articles
        if (folder / AGENT).is_dir():
            read = (folder / AGENT / MATERIAL_FILE).read_bytes()
            of_desk = DeskMaterial.model_validate_json(read).articles.values()
            titles |= {article.id: article.title for article in of_desk}
            internal = frozenset(a.id for a in of_desk if a.audience == "internal")
            scripted = {article.id for article in of_desk if article.scripts}
            due = {a.id: a.reviewed + timedelta(a.review_every_days) for a in of_desk}
            today = datetime.now(UTC).date()
            overdue = {code: day for code, day in due.items() if day < today}
    return Known(titles, overdue, scripted, votes, reasons), tools, internal


def _print(report: Overview) -> None:
    if not report.visits:
        click.echo(f"从 {report.first} 起还没有数到访问。kb demo 能放进一个月模拟的访问看看。")
        return
    share = report.failed / report.visits
    click.echo(f"从 {report.first} 起 {report.visits} 个问题，{share:.0%} 没成。")
    if report.rows:
        click.echo(f"\n没答好的（{len(report.rows)} 类）：")
        _print_rows(report.rows)
    else:
        click.echo("\n没有哪一类问题比平常更常没成。")
    if report.wrong_first:
        click.echo("\n找得到，但不在第一名：")
        _print_rows(report.wrong_first)
    if report.unhelpful:
        click.echo("\n读者说没帮助：")
    for one in report.unhelpful:
        why = "、".join(f"{REASONS[reason]} {count}" for reason, count in one.reasons)
        said = f"有帮助 {one.helpful}，没帮助 {one.unhelpful}"
        click.echo(f"  {one.article} {one.title}：{said}{f'（{why}）' if why else ''}")
    if report.stale:
        click.echo("\n很多人在看，却过了复核日：")
    for relied in report.stale:
        click.echo(f"  {relied.article} {relied.title}：看过 {relied.read} 次，{relied.note}")
    if report.scripted_share is not None:
        missing = "、".join(f"{one.article} {one.title}" for one in report.unscripted[:3])
        click.echo(
            f"\n话术：看的内容里 {report.scripted_share:.0%} 有。{missing and f'先补 {missing}'}"
        )
    click.echo("\n每周：" + "；".join(f"{w.monday} {w.failed}/{w.visits}" for w in report.weeks))
    click.echo(
        "\n接下来：kb learn 试着把说法加进文章；kb report --not-ours 问题，标记不归我们管的。"
    )


def _print_rows(rows: Iterable[Row]) -> None:
    for row in list(rows)[:_SHOWN]:
        step = f"{STEPS[row.step]}{f' {row.article} {row.title}' if row.article else ''}"
        click.echo(f"  {row.visits} 次访问，{row.failed} 次没成  {'、'.join(row.questions)}")
        click.echo(f"    当时第一名是 {row.shown_first or '空'}；下一步：{step}")
