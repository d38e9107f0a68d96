"""`kb import`: the articles of another help system become this project's."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import FrameType

import click

from search_service.checks.baseline import FILE as BASELINE
from search_service.cli.brand_sources import BrandSources
from search_service.cli.project import require_content
from search_service.content.branding import OVERLAYS
from search_service.content.site_settings import FILE as SITE
from search_service.importing.account import FILE as ACCOUNT
from search_service.importing.account import account_of
from search_service.importing.changes import carry_out, one_at_a_time
from search_service.importing.checking import check_import
from search_service.importing.formats.options import Options
from search_service.importing.importer import Wanted, prepare
from search_service.settings import Settings


@click.command(
    name="import",
    options_metavar="[选项]",
    help=(
        "把别处的文章导入进来：文件夹、压缩包或文件。\n\n"
        "认得：Markdown 文件夹（Hexo、VuePress、MkDocs、语雀、Notion）、Confluence 的 HTML，"
        "Zendesk、Intercom、Help Scout、Freshdesk 的接口 JSON，Word，Excel 和 CSV 的问答表。\n\n"
        "不会联网。没有带过来的都列在清单里。出错或中断，文件夹和原来一样。"
    ),
)
@click.argument("source", metavar="导出的文件", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看清单，什么都不写。")
@click.option("--topic", metavar="名字", default="其他", help="没有分类的文章放在哪个主题。")
@click.option("--owner", metavar="小组", default="内容组", help="文章由谁负责，写岗位或小组。")
@click.option("--language", metavar="语言", default="zh-cn", help="有几种语言时导入哪一种。")
@click.option("--drafts", is_flag=True, help="草稿、停用的和过期的也导入。")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True)
@click.make_pass_decorator(Settings)
def import_command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    *,
    source: Path,
    dry_run: bool,
    topic: str,
    owner: str,
    language: str,
    drafts: bool,
    today: datetime | None,
) -> None:
    """Read, check in a copy, show the account, and write all or nothing."""
    require_content(settings)
    day = today.date() if today else date.today()  # noqa: DTZ011 - the writer's own day
    sources = BrandSources(settings)
    project = sources.read.project_dir.resolve()
    wanted = Wanted(source, owner, topic, Options(language, drafts), day)
    with _ended_as_an_error(), one_at_a_time(settings.state_folder) as scratch:
        done = prepare(project, wanted)
        checked = check_import(sources.read, done.files, scratch, day)
        click.echo(account_of(done, checked, whole=False))
        if dry_run:
            click.echo("这是试运行，什么都没有写。去掉 --dry-run 就会导入。")
            return
        files = dict(done.files)
        if settings.brand:
            files[SITE] = sources.added(files[SITE], sources.own_site)
        files[ACCOUNT] = account_of(done, checked, whole=True).encode()
        if checked.accepted:
            files[BASELINE] = checked.baseline
        carry_out(settings.state_folder, sources.own.resolve(), files)
    click.echo(f"已导入 {len(done.articles)} 篇。完整的清单在 {sources.edited_at(ACCOUNT)}。")
    if settings.brand:
        click.echo(f"都写在 {OVERLAYS}/{settings.brand}/ 里；它的 mkdocs.yml 只多了这些文章。")
    flag = " --baseline" if checked.accepted else ""
    click.echo("接下来：")
    click.echo("  1. kb preview，在浏览器里对照原来的文章看一遍。")
    click.echo("  2. kb check --fix，先改好空格和标点。")
    click.echo(f"  3. kb build{flag}，建好网站和索引。")


@contextmanager
def _ended_as_an_error() -> Iterator[None]:
    """While it lasts a polite end of the process is an exception, so that all is put back."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
