"""`kb release`: which releases there are, and going back to an earlier one."""

from __future__ import annotations

import time

import click

from search_service.engines.index_store import index_id
from search_service.errors import IndexUnavailable, ReleaseNotShipped
from search_service.releases import generations
from search_service.releases.in_cluster import generation_in_cluster
from search_service.releases.lock import locked
from search_service.releases.publish import load_analyser
from search_service.releases.remote import Remote
from search_service.releases.shipping import fetch_current, send_current
from search_service.releases.verification import Generation, verify
from search_service.settings import Settings

_project = click.make_pass_decorator(Settings)


@click.group(
    "release",
    help="查看各次发布，退回或启用其中一次。",
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
def release_group() -> None:
    """Releases on disk."""


@release_group.command("list", options_metavar="[选项]", help="列出保留的各次发布，新的在前。")
@_project
def list_command(settings: Settings) -> None:
    """One line a release."""
    root = settings.releases_folder
    folders = generations.sealed(root)
    if not folders:
        click.echo("还没有发布。请先运行 kb build。")
    for folder in folders:
        mark = "→" if folder.name == generations.current_name(root) else " "
        try:
            manifest = verify(folder).manifest
        except IndexUnavailable as error:
            click.echo(f"{mark} {folder.name}  不完整：{error}")
        else:
            source = f"，版本 {manifest.revision[:12]}" if manifest.revision else ""
            click.echo(
                f"{mark} {folder.name}  {manifest.passage_count} 段，"
                f"由 {manifest.written_by} 发布{source}"
            )


@release_group.command(
    options_metavar="[选项]",
    help="启用 kb release list 里的一次发布。",
)
@click.argument("name", metavar="名称")
@_project
def activate(settings: Settings, name: str) -> None:
    """Switch to a kept release."""
    with locked(settings.releases_folder, click.echo):
        generation = generations.switch_to(settings.releases_folder, name)
    _take_to_cluster(settings, generation)
    click.echo(f"已启用：{name}")


@release_group.command(
    options_metavar="[选项]",
    help="把当前的发布送到文件夹或对象存储，供各台副本取用；地址的写法见 docs/scale.md。",
)
@click.argument("url", metavar="地址")
@_project
def publish(settings: Settings, url: str) -> None:
    """Send the release in service to where replicas fetch it."""
    remote = Remote(url)
    click.echo(f"已送出：{send_current(settings.releases_folder, remote)} → {remote.url}")


@release_group.command(
    options_metavar="[选项]",
    help="副本用：从这个地址取发布，逐字节核对后启用；一直运行，有新的就取。",
)
@click.argument("url", metavar="地址")
@click.option("--once", is_flag=True, help="只取一次就结束。")
@click.option("--every", metavar="秒", default=5.0, show_default=True, help="隔多久看一次。")
@_project
def follow(settings: Settings, url: str, *, once: bool, every: float) -> None:
    """Fetch what is in service elsewhere; a failure leaves what is served as it is."""
    remote, built_by = Remote(url), index_id(load_analyser(settings))
    told = ""
    while True:
        try:
            name = fetch_current(settings.releases_folder, remote, built_by)
        except (IndexUnavailable, ReleaseNotShipped) as error:
            if once:
                raise
            if str(error) != told:  # a bucket that is gone is said once, not every five seconds
                click.echo(str(error), err=True)
            told = str(error)
        else:
            told = ""
            if name:
                click.echo(f"已启用：{name}")
            elif once:
                click.echo("已经是最新的发布。")
        if once:
            return
        time.sleep(every)


@release_group.command(options_metavar="[选项]", help="退回当前发布之前最近一次完整的发布。")
@_project
def rollback(settings: Settings) -> None:
    """Switch to the release before; a running service follows within a second."""
    with locked(settings.releases_folder, click.echo):
        generation = generations.roll_back(settings.releases_folder)
    _take_to_cluster(settings, generation)
    click.echo(f"已退回：{generation.name}")


def _take_to_cluster(settings: Settings, generation: Generation) -> None:
    """After the switch, so that a cluster in trouble holds up no rollback."""
    with generation_in_cluster(settings, generation, lambda said: click.echo(said, err=True)):
        pass
