"""`kb agent`: who may use the agent desk, and what they did there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from search_service.cli.agent_list import names_in
from search_service.cli.period import Period
from search_service.settings import Settings

_ACTS = {
    "login": "登录",
    "login_failed": "登录失败",
    "logout": "退出",
    "preview": "预览",
    "read": "查看",
    "flag": "标记有误",
    "unanswered": "没有答案",
    "password": "改密码",
}
_NAME = click.argument("name", metavar="名字")
_GENERATE = click.option("--generate", is_flag=True, help="由程序生成密码，只显示这一次。")


@click.group(
    name="agent",
    help="坐席账号：谁能进坐席台。",
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
def agent_group() -> None:
    """Group of the commands on agents."""


@agent_group.command(
    name="add",
    options_metavar="[选项]",
    help=(
        "添加坐席；密码输入两次。\n\n"
        "一次添加多个：kb agent add --csv 名单.csv，第一列是名字，第一行可以是「名字」。"
        "密码由程序生成，和名字一起打印，只显示这一次。有一个不行，就一个也不添加。"
    ),
)
@click.argument("name", metavar="名字", required=False)
@_GENERATE
@click.option(
    "--csv",
    "listed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="名单，UTF-8 的 CSV。",
)
@click.make_pass_decorator(Settings)
def add_command(
    settings: Settings, name: str | None, *, generate: bool, listed: Path | None
) -> None:
    """Add an agent, or all of a list."""
    from search_service.desk.accounts import Accounts, generated_password  # noqa: PLC0415 - argon2

    if (name is None) == (listed is None):
        raise click.UsageError("请写一个名字，或用 --csv 给一份名单。")
    accounts = Accounts(settings.agents_file)
    if listed is not None:
        passwords = {one: generated_password() for one in names_in(listed)}
        accounts.add_all(passwords)
        for one, password in passwords.items():
            click.echo(f"{one},{password}")
        click.echo(f"已添加 {len(passwords)} 个坐席。上面的密码只显示这一次。", err=True)
        return
    password = _password(generate=generate)
    accounts.add(str(name), password)
    _show(password, generate=generate)
    click.echo(f"已添加 {name}。请他打开 {settings.site_url}agent/ 登录。")


@agent_group.command(
    name="reset", options_metavar="[选项]", help="换密码；已登录的要重新登录，停用的恢复使用。"
)
@_NAME
@_GENERATE
@click.make_pass_decorator(Settings)
def reset_command(settings: Settings, name: str, *, generate: bool) -> None:
    """Give an agent a new password."""
    from search_service.desk.accounts import Accounts  # noqa: PLC0415 - loads argon2

    accounts = Accounts(settings.agents_file)
    accounts.require(name)
    password = _password(generate=generate)
    accounts.reset(name, password)
    _show(password, generate=generate)
    click.echo(f"{name} 的密码已换。")


@agent_group.command(name="disable", options_metavar="[选项]", help="停用坐席，马上退出登录。")
@_NAME
@click.make_pass_decorator(Settings)
def disable_command(settings: Settings, name: str) -> None:
    """Sign an agent out for good."""
    from search_service.desk.accounts import Accounts  # noqa: PLC0415 - loads argon2

    Accounts(settings.agents_file).disable(name)
    click.echo(f"{name} 已停用。要恢复：kb agent reset {name}")


@agent_group.command(name="list", options_metavar="[选项]", help="列出坐席。")
@click.make_pass_decorator(Settings)
def list_command(settings: Settings) -> None:
    """Print the agents."""
    from search_service.desk.accounts import Accounts  # noqa: PLC0415 - loads argon2

    accounts = Accounts(settings.agents_file).all()
    for account in accounts:
        click.echo(f"{account.name}{'（已停用）' if account.disabled else ''}")
    if not accounts:
        click.echo("还没有坐席。添加第一个：kb agent add 名字")


@agent_group.command(
    name="log", options_metavar="[选项]", help="谁在什么时候登录、看了哪篇，新的在前。"
)
@click.option("--agent", metavar="名字", help="只看一个坐席。")
@click.option("--previews", is_flag=True, help="也列出预览：选文章时带出来、没有打开的。")
@click.option("--since", type=Period(), metavar="时长", help="只看最近一段时间：12h、7d、4w。")
@click.make_pass_decorator(Settings)
def log_command(
    settings: Settings, *, agent: str | None, previews: bool, since: timedelta | None
) -> None:
    """Print the journal."""
    from search_service.desk.journal import Journal  # noqa: PLC0415 - loads SQLAlchemy

    start = datetime.now(UTC) - since if since is not None else None
    found = Journal(settings.agent_journal_file).entries(agent, start)
    entries = [one for one in found if previews or one.act != "preview"]
    for entry in entries:
        when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        article = f" {entry.article_id}" if entry.article_id else ""
        click.echo(f"{when}  {entry.agent}  {_ACTS[entry.act]}{article}")
    if not entries:
        click.echo("还没有记录。")


def _password(*, generate: bool) -> str:
    """Typed twice without being shown, or generated; never an argument."""
    from search_service.desk.accounts import LEAST_CHARACTERS, generated_password  # noqa: PLC0415

    if generate:
        return generated_password()
    return str(
        click.prompt(
            f"密码（至少 {LEAST_CHARACTERS} 个字符，输入时不显示）",
            hide_input=True,
            confirmation_prompt="再输入一次",
        )
    )


def _show(password: str, *, generate: bool) -> None:
    """Show a generated password once, when it has been stored: before, it may never be one."""
    if generate:
        click.echo(f"密码（只显示这一次）：{password}")
