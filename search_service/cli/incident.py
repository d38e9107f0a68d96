"""`kb incident`: the announcement on both sites."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from search_service.settings import Settings
from search_service.web.incident import CHINA, Incident, IncidentFile, parse_until


@click.group(
    name="incident",
    help="网站和坐席台顶上的故障公告。",
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
def incident_group() -> None:
    """Group of the commands on incidents."""


@incident_group.command(
    name="set",
    options_metavar="[选项]",
    help="发布公告：坐席台 5 秒内看到，打开着的网页 3 分钟内看到，例如：\n\n"
    'kb incident set "部分银行卡付款失败，正在处理" --until "2026-11-24 22:00"',
)
@click.argument("text", metavar="公告")
@click.option("--until", metavar="时间", required=True, help="到什么时候自动撤下（北京时间）。")
@click.make_pass_decorator(Settings)
def set_command(settings: Settings, text: str, *, until: str) -> None:
    """Announce an incident."""
    file = IncidentFile(settings.incident_file)
    incident = file.set(text, parse_until(until), datetime.now(UTC))
    click.echo(f"已发布：{_line(incident)}")


@incident_group.command(name="clear", options_metavar="[选项]", help="撤下公告。")
@click.make_pass_decorator(Settings)
def clear_command(settings: Settings) -> None:
    """Announce nothing any more."""
    IncidentFile(settings.incident_file).clear()
    click.echo("公告已撤下。")


@incident_group.command(name="show", options_metavar="[选项]", help="现在的公告。")
@click.make_pass_decorator(Settings)
def show_command(settings: Settings) -> None:
    """Print what is announced."""
    incident = IncidentFile(settings.incident_file).current(datetime.now(UTC))
    click.echo(_line(incident) if incident else "现在没有公告。")


def _line(incident: Incident) -> str:
    until = incident.until.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    return f"{incident.text}（到 {until}）"
