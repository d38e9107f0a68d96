"""`kb facts`: what only the operator can say and has not said yet, and filling it in."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click
import orjson

from search_service.checks.content_view import open_view
from search_service.checks.expiring_next import expiring_next
from search_service.checks.fact_sheet import SheetRow, sheet_of
from search_service.cli.brand_sources import BrandSources
from search_service.cli.expiring_lines import lines_of
from search_service.cli.facts_fill import Answer, asked_of, fill, shape_of
from search_service.cli.facts_page import facts_page
from search_service.cli.project import require_content
from search_service.content.problems import report
from search_service.content.whole_files import replace_file
from search_service.errors import EditRefused
from search_service.settings import Settings

_PAGES_SHOWN = 6
_today = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True)
_project = click.make_pass_decorator(Settings)


@click.group(
    name="facts",
    invoke_without_command=True,
    options_metavar="[选项]",
    subcommand_metavar="[fill]",
    help=(
        "列出运营方还没有确认、已过期和填错的事实，顾客最需要的在前，并说明哪些页面在用；"
        "最后是接下来到期的。\n\n"
        "kb check --release 拦下的就是这些。kb facts fill 一条一条地填。"
    ),
)
@click.option("--all", "everything", is_flag=True, help="已核实的也列出来。")
@click.option("--html", type=click.Path(path_type=Path), metavar="文件", help="写成一页网页。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@_today
@click.pass_context
def facts_group(
    context: click.Context,
    *,
    everything: bool,
    html: Path | None,
    as_json: bool,
    today: datetime | None,
) -> None:
    """Print the sheet; exit code 1 while a release waits for something."""
    if context.invoked_subcommand:
        return
    settings: Settings = context.obj
    day = _day(today)
    sources = BrandSources(settings)
    require_content(settings)
    content = open_view(sources.read, day)
    found = sheet_of(content)
    ends = [replace(one, path=sources.edited_at(one.path)) for one in expiring_next(content, found)]
    rows = [replace(row, path=sources.edited_at(row.path)) for row in found]
    shown = [row for row in rows if everything or row.is_open]
    if html:
        replace_file(html, facts_page(shown, ends, day))
        click.echo(f"已写好 {html}：{len(shown)} 条。")
    elif as_json:
        told = {"facts": [*map(_plain, shown)], "expiring": ends}
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    else:
        _print(shown, rows)
        for line in lines_of(ends):
            click.echo(line)
    wrong = [one for one in content.unreadable if one.rule in {"data-file", "encoding"}]
    if wrong and not as_json:
        click.echo("这些读不懂，里面的事实不在上面：", err=True)
        click.echo(report(wrong), err=True)
    if wrong or any(row.is_open for row in rows):
        sys.exit(1)


@facts_group.command(
    name="fill",
    options_metavar="[选项]",
    help=(
        "一条一条地问，按种类检查，写进 content/data。\n\n"
        "回车跳过一条；输入 - 表示运营方确认不公布；输入 q 结束。"
    ),
)
@click.argument("key", metavar="[键]", required=False)
@click.option("--value", metavar="值", help="和键一起用，不问直接填。")
@click.option("--source", metavar="依据", help="谁在哪里说的。")
@click.option("--valid-until", type=click.DateTime(["%Y-%m-%d"]), metavar="日期")
@click.option("--approved-by", metavar="小组", help="关于钱和法规的，哪个组今天批准的。")
@_today
@_project
def fill_command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    *,
    key: str | None,
    value: str | None,
    source: str | None,
    valid_until: datetime | None,
    approved_by: str | None,
    today: datetime | None,
) -> None:
    """Ask for each open fact in the order of need."""
    day = _day(today)
    sources = BrandSources(settings)
    rows = [row for row in _sheet(settings, sources, day) if row.state != "草稿"]
    if key:  # what was filled in wrong can be filled in again
        rows = [row for row in rows if row.key == key]
        if not rows:
            raise click.UsageError(f"没有叫「{key}」的事实。运行 kb facts --all 看有哪些。")
    rows = [row for row in rows if key or row.is_open]
    if value is not None:
        if not key:
            raise click.UsageError("--value 要和键一起用。")
        until = valid_until.date() if valid_until else None
        answer = Answer({asked_of(rows[0])[0]: value}, source or "", until, approved_by or "")
        click.echo(_filled(sources, rows[0], answer, day))
        return
    if not sys.stdin.isatty():
        raise click.UsageError("请在终端里运行，或写上键、--value 和 --source。")
    for number, row in enumerate(rows, 1):
        click.echo(f"\n[{number}/{len(rows)}] {_line(row)}")
        if not _ask_until_fit(sources, row, day):
            break


def _filled(sources: BrandSources, row: SheetRow, answer: Answer, day: date) -> str:
    with sources.made_own(row.path) as folder:
        said = fill(folder, row, answer, day)
    return said.replace(row.path, sources.edited_at(row.path))


def _ask_until_fit(sources: BrandSources, row: SheetRow, day: date) -> bool:
    """Ask for one fact until it fits, is passed over, or the operator wants to stop (False)."""
    while True:
        values: dict[str, str] = {}
        for field in asked_of(row):
            said = click.prompt(f"  {shape_of(row, field)}", default="", show_default=False)
            if said == "q":
                return False
            values[field] = said.strip()
        if not any(values.values()):
            return True
        source = click.prompt("  依据（谁在哪里说的）", default="", show_default=False)
        until = click.prompt(
            "  到哪天要重新核对（2027-01-31，没有就回车）", default="", show_default=False
        )
        try:
            valid_until = date.fromisoformat(until) if until else None
            answer = Answer(values, source, valid_until)
            click.echo(f"  {_filled(sources, row, answer, day)}")
        except ValueError:
            click.echo("  不是日期。请写成 2026-01-31 的样子，再填一次。")
        except EditRefused as error:
            click.echo(f"  {error}")
        else:
            return True


def _sheet(settings: Settings, sources: BrandSources, day: date) -> tuple[SheetRow, ...]:
    require_content(settings)
    return sheet_of(open_view(sources.read, day))


def _day(today: datetime | None) -> date:
    return today.date() if today else date.today()  # noqa: DTZ011 - the operator's own day


def _line(row: SheetRow) -> str:
    pages = "、".join(row.shown_on[:_PAGES_SHOWN])
    more = f" 等 {len(row.shown_on)} 处" if len(row.shown_on) > _PAGES_SHOWN else ""
    owner = f"，问{row.owner}" if row.owner else ""
    why = f"（{row.why.rstrip('。')}）" if row.why else ""
    used = f"用在 {pages}{more}" if pages else "没有页面在用"
    return f"{row.state}  {row.key}：{row.name.rstrip('。')}{why}。{used}{owner}"


def _print(shown: Sequence[SheetRow], rows: Sequence[SheetRow]) -> None:
    for row in shown:
        click.echo(f"{_line(row)}  {row.path}:{row.line}")
    counts = Counter(row.state for row in rows if row.is_open)
    if counts:
        said = "，".join(f"{state} {count}" for state, count in counts.most_common())
        click.echo(f"还有 {counts.total()} 条没有确认：{said}。运行 kb facts fill 一条一条地填。")
    else:
        click.echo(f"{len(rows)} 条事实都已确认。")


def _plain(row: SheetRow) -> dict[str, object]:
    """What a program is told of a fact."""
    dates = ("checked_on", "verified_on")
    return {
        "key": row.key,
        "name": row.name,
        "state": row.state,
        "why": row.why,
        "path": row.path,
        "line": row.line,
        "need": row.need,
        "shown_on": row.shown_on,
        "owner": row.owner,
        "source": row.record.get("source"),
        "approved": row.record.get("approved"),
        "confirmed_on": next((row.record[one] for one in dates if row.record.get(one)), None),
        "valid_until": row.record.get("valid_until"),
    }
