"""`kb backup` and `kb restore`: the state in one file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from search_service.records.state_backup import back_up, restore
from search_service.settings import Settings

_project = click.make_pass_decorator(Settings)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "backup",
    options_metavar="[选项]",
    help="把状态文件夹里的反馈、查询记录、坐席账号等写进一个文件；服务不用停。\n\n"
    "不含各次发布：它们由 kb build 从内容重新做出来。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--daily", is_flag=True, help="给的是文件夹：在里面按时间起名。")
@_project
def backup_command(settings: Settings, file: Path, *, daily: bool) -> None:
    """Write a backup."""
    if daily:
        file /= f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    names = back_up(settings.state_folder, file)
    click.echo(f"已备份 {len(names)} 个文件到 {file}：{'、'.join(names)}")
    click.echo("里面有反馈和查询；有坐席时，还有他们的密码摘要和签名密钥。")
    click.echo("请放在只有管理员能读的地方。")


@click.command(
    "restore",
    options_metavar="[选项]",
    help="用 kb backup 写的文件换掉现在的状态；服务不用停。现在的状态会先另存一份。",
)
@click.argument("file", metavar="文件", type=_FILE)
@click.option("--yes", is_flag=True, help="不再询问。")
@_project
def restore_command(settings: Settings, file: Path, *, yes: bool) -> None:
    """Put a backup back."""
    if not file.is_file():
        raise click.UsageError(f"找不到 {file}。请写 kb backup 存下的那个文件。")
    if not yes:
        click.confirm(f"用 {file} 换掉 {settings.state_folder} 里现在的状态？", abort=True)
    secret = settings.agent_secret_file
    old = secret.read_bytes() if secret.is_file() else b""
    names, before = restore(file, settings.state_folder)
    click.echo(f"已恢复 {len(names)} 个文件：{'、'.join(names)}")
    if before:
        click.echo(f"原来的状态存在 {before}，确认无误后可以删掉。")
    if (secret.read_bytes() if secret.is_file() else b"") != old:
        click.echo("坐席的签名密钥换了：请重启服务（systemctl restart uwallet-help）。")
